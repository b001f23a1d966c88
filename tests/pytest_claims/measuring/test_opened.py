"""Which way of opening a file reads it, and who is said to have read it."""

import linecache
import os
import sqlite3
from pathlib import Path

import pytest

from pytest_claims import depends_on
from pytest_claims.measuring import opened
from pytest_claims.measuring.data import Data
from pytest_claims.measuring.opened import DECLARED, MEASURING, stamp, watched


@pytest.fixture(autouse=True)
def nothing_read(watching, monkeypatch):
    """As a new process begins."""
    monkeypatch.setattr(opened, "READ", {})
    monkeypatch.setattr(opened, "READERS", {})


def opens(flags):
    return lambda folder: os.close(os.open(folder / "level.txt", flags))


def creates(flags):
    return lambda folder: os.close(os.open(folder / "new.txt", flags | os.O_CREAT))


def makes_and_lists(folder):
    (folder / "own").mkdir()
    os.listdir(folder / "own")


def moves_and_reads(folder):
    os.rename(folder / "level.txt", folder / "moved.txt")
    (folder / "moved.txt").read_text()


def connects_to_memory(folder):
    for name in (":memory:", ""):
        sqlite3.connect(name).close()


def lists_by_descriptor(folder):
    descriptor = os.open(os.devnull, os.O_RDONLY)
    try:
        os.listdir(descriptor)
    except NotADirectoryError:
        os.close(descriptor)


@pytest.mark.parametrize("flags", [os.O_RDONLY, os.O_RDWR, os.O_CREAT])
def test_a_file_is_read_that_is_there_and_is_opened_to_be_read(root, flags):
    with watched():
        opens(flags)(root / "data")

    assert list(opened.READ) == [str(root / "data" / "level.txt")]


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(opens(os.O_WRONLY), id="written"),
        pytest.param(opens(os.O_WRONLY | os.O_APPEND), id="written at its end"),
        pytest.param(opens(os.O_RDWR | os.O_TRUNC), id="written anew"),
        pytest.param(creates(os.O_RDWR), id="made"),
        pytest.param(creates(os.O_RDWR | os.O_EXCL), id="made by no one else"),
        makes_and_lists,
        connects_to_memory,
    ],
)
def test_what_is_written_or_made_is_not_read(root, act):
    with watched():
        act(root / "data")

    assert not opened.READ


def test_a_database_without_a_name_makes_nothing(root, monkeypatch):
    monkeypatch.chdir(root / "data")
    with watched():
        connects_to_memory(root)
        os.listdir(".")

    assert list(opened.READ) == [str(root / "data")]


def test_a_file_that_was_moved_there_meanwhile_is_not_read(root):
    with watched():
        moves_and_reads(root / "data")

    assert str(root / "data" / "moved.txt") not in opened.READ


def test_a_file_that_was_read_before_it_was_written_stays_read(root):
    file = root / "data" / "level.txt"
    with watched():
        file.read_text()
        file.write_text("2")

    assert opened.READ[str(file)] != stamp(str(file))


def test_what_is_made_in_a_measurement_is_none_of_its_data_and_is_of_the_next(root):
    file = root / "data" / "own.txt"
    with watched():
        file.write_text("1")
        with watched():
            file.read_text()
        file.read_text()
    assert not opened.READ

    with watched():
        file.read_text()
    assert list(opened.READ) == [str(file)]


def test_what_is_read_while_nothing_is_measured_does_not_count(root):
    (root / "data" / "level.txt").read_text()
    with watched():
        pass
    (root / "data" / "level.txt").read_text()

    assert not opened.READ


def test_a_source_is_read_that_the_project_opens_and_not_one_that_python_quotes(root):
    file = root / "quoted.py"
    file.write_text("LEVEL = 1\n")
    linecache.clearcache()
    with watched():
        assert linecache.getline(str(file), 1) == "LEVEL = 1\n"
    assert not opened.READ

    with watched():
        file.read_text()
    assert list(opened.READ) == [str(file)]


def test_a_folder_without_a_name_is_the_working_directory(root, monkeypatch):
    monkeypatch.chdir(root / "data")
    with watched():
        os.listdir()

    assert list(opened.READ) == [str(root / "data")]


def test_a_descriptor_is_known_by_what_it_was_opened_as(root):
    with watched():
        lists_by_descriptor(root)

    assert list(opened.READ) in ([], [os.devnull])


def test_it_is_said_who_read_a_file(root):
    level, named = root / "data" / "level.txt", root / "data" / "level.json"
    with watched():
        level.read_text()
        depends_on(named)
    depends_on(level)

    assert opened.READERS[str(level)] == {MEASURING}
    assert opened.READERS[str(named)] == {MEASURING, DECLARED}


@pytest.mark.parametrize("path", [Path, os.fsencode], ids=["path", "bytes"])
def test_a_named_folder_is_all_that_it_holds_but_for_caches_and_environments(root, path):
    for name in ("a/b/c.txt", ".git/x", "a/__pycache__/x", "venv/site-packages/x/y.txt"):
        (root / "named" / name).parent.mkdir(parents=True)
        (root / "named" / name).write_text("1")
    with watched():
        depends_on(path(root / "named"))
    found = {Path(path).relative_to(root / "named").as_posix() for path in opened.READ}

    assert found == {".", "a", "a/b", "a/b/c.txt", "venv"}


def test_a_named_folder_of_an_environment_is_all_that_it_holds(root):
    folder = root / "site-packages" / "brought"
    (folder / "weights").mkdir(parents=True)
    (folder / "weights" / "level.bin").write_text("1")
    with watched():
        depends_on(folder)

    assert str(folder / "weights" / "level.bin") in opened.READ
    assert folder / "weights" / "level.bin" in Data(root).files()


def test_a_folder_is_known_by_its_number_and_a_file_by_time_and_size_as_well(tmp_path):
    folder, file = tmp_path / "folder", tmp_path / "file.txt"
    folder.mkdir()
    file.write_text("1")
    before = stamp(str(folder)), stamp(str(file))
    (folder / "more.txt").write_text("1")
    os.utime(folder, ns=(1, 1))
    assert stamp(str(folder)) == before[0]

    os.utime(file, ns=(1, 1))
    old = stamp(str(file))
    assert old != before[1]
    file.write_text("12")
    os.utime(file, ns=(1, 1))
    assert stamp(str(file)) != old
    (tmp_path / "other.txt").write_text("1")
    os.utime(tmp_path / "other.txt", ns=(1, 1))
    os.replace(tmp_path / "other.txt", file)
    assert stamp(str(file)) != old


@pytest.mark.parametrize("path", ["nowhere.txt", "\0"])
def test_what_is_not_there_has_no_stamp(path):
    assert stamp(path) is None


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
