"""Who is said to have read a file, and for whom it counts."""

import os
import sqlite3

import pytest

from pytest_claims.measuring import opened
from pytest_claims.measuring.data import Data
from pytest_claims.measuring.opened import DECLARED, MEASURING, stamp, watched

pytestmark = pytest.mark.usefixtures("nothing_read")


PROJECT = ["model.py", "package/model.py", "conftest.py", "claims/conftest.py"]
PROJECT += ["claims/test_01_toy.py"]
ASIDE = ["tests/test_model.py", "tests/conftest.py", "package/claims/test_01_toy.py"]


@pytest.mark.parametrize(
    ("readers", "counts"),
    [
        *(([file], True) for file in PROJECT),
        *(([file], False) for file in ASIDE),
        ([ASIDE[0], PROJECT[0]], True),
        ([ASIDE[0], DECLARED], False),
        ([PROJECT[0], DECLARED], True),
        ([MEASURING], True),
    ],
)
def test_a_file_counts_that_anybody_but_a_test_has_read(root, readers, counts):
    path = str(root / "data" / "level.txt")
    opened.READ[path] = stamp(path)
    opened.READERS[path] = {r if r in (DECLARED, MEASURING) else str(root / r) for r in readers}

    assert bool(Data(root).files()) == counts
    assert bool(Data(root).read_so_far()) == counts


def test_what_a_project_lies_in_makes_its_data_no_cache(root):
    inner = root / "__pycache__" / "project"
    for file, counts in ((inner / "level.txt", True), (inner / ".git" / "level.txt", False)):
        opened.READ[str(file)], opened.READERS[str(file)] = stamp(str(file)), {MEASURING}
        assert (file in Data(inner).files()) == counts


def test_python_tells_of_what_is_opened_once(monkeypatch):
    hooks = []
    monkeypatch.setattr(opened, "_installed", [])
    monkeypatch.setattr(opened.sys, "addaudithook", hooks.append)
    for _ in range(2):
        opened.install()

    assert len(hooks) == 1


def test_what_did_not_count_before_is_told_to_the_measurement_that_read_it(root):
    file, other = root / "data" / "level.txt", root / "data" / "level.json"
    with watched() as outer, watched() as inner:
        file.read_text()
    with watched() as later:
        file.read_text()
        other.read_text()

    assert (outer, inner, later) == (set(), {str(file)}, {str(other)})


def test_a_measurement_that_fails_is_over(root):
    with pytest.raises(ValueError, match="no number"), watched():
        raise ValueError("no number")
    (root / "data" / "level.txt").read_text()

    assert not opened.READ


@pytest.mark.parametrize(
    ("readers", "forgotten"),
    [
        ({MEASURING}, True),
        ({MEASURING, DECLARED}, True),
        ({MEASURING, "/p/model.py"}, False),
    ],
)
def test_what_a_module_read_as_it_was_imported_is_not_forgotten(readers, forgotten):
    opened.READ["a"], opened.READERS["a"] = None, readers
    for _ in range(2):
        opened.forget({"a"})

    assert ("a" not in opened.READ) is forgotten


def test_a_file_that_is_read_twice_is_known_as_it_was_first(root):
    file = root / "data" / "level.txt"
    with watched():
        file.read_text()
        first = stamp(str(file))
        file.write_text("another")
        file.read_text()

    assert dict(opened.READ) == {str(file): first}


@pytest.mark.parametrize(
    ("name", "file", "counts"),
    [
        ("model", "/p/model.py", True),
        ("__main__", "/p/model.py", False),
        ("model", "/p/site-packages/model.py", False),
    ],
)
def test_what_a_module_opens_as_it_is_imported_counts_for_it(root, monkeypatch, name, file, counts):
    monkeypatch.setattr(opened, "MADE", set())
    level, own = root / "data" / "level.txt", root / "own.txt"
    text = f"open({str(level)!r}).close()\nopen({str(own)!r}, 'w').close()"
    code = compile(text, file, "exec")
    exec(code, {"__name__": name})
    assert dict(opened.READERS) == ({str(level): {file}} if counts else {})
    assert set(opened.MADE) == ({str(own)} if counts else set())

    with watched():
        exec(code, {"__name__": name})
    assert opened.READERS[str(level)] == ({file, MEASURING} if counts else {MEASURING})


@pytest.mark.parametrize(("file", "counts"), [("/p/conftest.py", True), ("/p/model.py", False)])
def test_what_a_conftest_opens_at_work_counts_for_it(root, file, counts):
    level, given = root / "data" / "level.txt", {}
    exec(compile("def work(path): open(path).close()", file, "exec"), given)
    given["work"](level)

    assert dict(opened.READERS) == ({str(level): {file}} if counts else {})


def test_a_database_is_read_whose_name_has_a_question_mark(root):
    file = root / "data" / "level?.db"
    os.replace(root / "data" / "level.db", file)
    with watched():
        sqlite3.connect(file).close()

    assert list(opened.READ) == [str(file)]


def test_a_path_from_a_folder_that_is_gone_is_nobodys(tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()

    assert opened._absolute("level.txt") is None
