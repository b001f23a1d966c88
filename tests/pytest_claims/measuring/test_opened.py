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

pytestmark = pytest.mark.usefixtures("nothing_read")


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
