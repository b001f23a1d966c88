"""What a measurement reads counts by what it says."""

import contextlib
import csv
import json
import mmap
import os
import sqlite3
import tempfile
from pathlib import Path

import numpy as np
import pytest
from reading_bench import is_measured, reading

from pytest_claims import depends_on
from pytest_claims.measuring import data, opened
from pytest_claims.measuring.data import Data

pytestmark = pytest.mark.usefixtures("watching")


def by_sqlite(folder):
    levels(sqlite3.connect(folder / "level.db"))


def by_uri(folder):
    levels(sqlite3.connect(f"file:{folder}/level.db?mode=ro", uri=True))


def levels(database):
    database.execute("select * from levels").fetchall()
    database.close()


def by_mmap(folder):
    with open(folder / "level.txt") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as m:
        m.read()


def by_descriptor(folder):
    os.close(os.open(folder / "level.txt", os.O_RDONLY))


def from_inside(folder):
    before = os.getcwd()
    os.chdir(folder)
    Path("level.txt").read_text()
    os.chdir(before)


READERS = {
    "open": (lambda f: open(f / "level.txt").close(), "level.txt"),
    "text path": (lambda f: open(str(f / "level.txt")).close(), "level.txt"),
    "bytes path": (lambda f: open(os.fsencode(f / "level.txt")).close(), "level.txt"),
    "pathlib": (lambda f: (f / "level.txt").read_text(), "level.txt"),
    "relative path": (from_inside, "level.txt"),
    "path with dots": (lambda f: (f / ".." / "data" / "level.txt").read_text(), "level.txt"),
    "descriptor": (by_descriptor, "level.txt"),
    "mmap": (by_mmap, "level.txt"),
    "csv": (lambda f: list(csv.reader((f / "level.txt").read_text())), "level.txt"),
    "json": (lambda f: json.loads((f / "level.json").read_bytes()), "level.json"),
    "np.load": (lambda f: np.load(f / "level.npy"), "level.npy"),
    "np.load mapped": (lambda f: np.load(f / "level.npy", mmap_mode="r"), "level.npy"),
    "np.memmap to be written": (lambda f: np.memmap(f / "level.npy", mode="r+"), "level.npy"),
    "np.fromfile": (lambda f: np.fromfile(f / "level.npy"), "level.npy"),
    "np.loadtxt": (lambda f: np.loadtxt(f / "level.txt"), "level.txt"),
    "sqlite3": (by_sqlite, "level.db"),
    "sqlite3 by a URI": (by_uri, "level.db"),
    "depends_on": (lambda f: depends_on(f / "level.txt"), "level.txt"),
    "depends_on a folder": (depends_on, "level.txt"),
}


@pytest.mark.parametrize(("read", "name"), READERS.values(), ids=READERS.keys())
def test_file_that_is_read_is_measured_again_when_it_changes_and_only_then(root, read, name):
    reading(root, read)
    assert not is_measured(root, read)
    (root / "data" / "other.txt").write_text("not read")
    os.utime(root / "data" / name)
    if "folder" not in read.__name__:
        assert is_measured(root, read) == (read is depends_on)
    file = root / "data" / name
    file.write_bytes(file.read_bytes() + b"\n")

    assert is_measured(root, read)


def listed(folder):
    return os.listdir(folder)


@pytest.mark.parametrize(
    "read",
    [
        os.listdir,
        lambda f: list(os.scandir(f)),
        lambda f: list(f.glob("*.txt")),
        lambda f: list(os.walk(f)),
    ],
    ids=["listdir", "scandir", "glob", "walk"],
)
def test_folder_that_is_listed_counts_by_its_names(root, read):
    reading(root, read)
    (root / "data" / "level.txt").write_text("another content")
    (root / "data" / "__pycache__").mkdir()
    for name in ("half.tmp", "module.pyc"):
        (root / "data" / name).write_text("")
    assert not is_measured(root, read)
    (root / "data" / "more.txt").write_text("")

    assert is_measured(root, read)


def test_file_that_was_looked_for_counts_once_it_is_there(root):
    def read(folder):
        with contextlib.suppress(FileNotFoundError):
            (folder / "absent.txt").read_text()

    reading(root, read)
    assert not is_measured(root, read)
    (root / "data" / "absent.txt").write_text("1")

    assert is_measured(root, read)


def own_file(folder):
    (folder / "own.txt").write_text(str(os.urandom(8)))
    (folder / "own.txt").read_text()


def own_temporary(folder):
    with tempfile.TemporaryDirectory(dir=folder) as own:
        Path(own, "a").write_text(str(os.urandom(8)))
        assert os.listdir(own) == ["a"]
        os.replace(Path(own, "a"), folder / "moved.txt")
        (folder / "moved.txt").read_text()


def own_log(folder):
    with open(folder / "log.txt", "a") as file:
        file.write("called\n")


def own_database(folder):
    (folder / "own.db").unlink(missing_ok=True)
    with sqlite3.connect(folder / "own.db") as database:
        database.execute("create table numbers (number)")
        database.execute("insert into numbers values (random())")
    database.close()


@pytest.mark.parametrize("make", [own_file, own_temporary, own_log, own_database])
def test_file_that_a_measurement_makes_itself_is_no_dependency(root, make):
    reading(root, make)

    assert not is_measured(root, make)
    make(root / "data")
    assert not is_measured(root, make)


def test_evidence_is_not_kept_where_what_was_read_changed_meanwhile(root):
    def count(folder):
        number = int((folder / "level.txt").read_text())
        (folder / "level.txt").write_text(f"{number}{number}")

    instrument = reading(root, count)

    assert "data/level.txt was changed after it was read" in instrument.store.lacks()["not kept"]
    assert is_measured(root, count)


def test_named_data_are_files_each_once_in_the_order_of_their_paths(root):
    for name in ("model/deep/b.bin", "model/a.bin", "c.bin"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    named = Data(root, ["data/*.txt", "model", "*.bin", "model/*.bin"]).of_named()

    assert list(named) == ["c.bin", "data/level.txt", "model/a.bin", "model/deep/b.bin"]
    assert None not in named.values()


def test_what_changed_since_it_was_read_is_told_in_the_order_of_its_paths(root):
    names = ("level.txt", "level.npy", "level.json")

    def read(folder):
        for name in names:
            (folder / name).read_bytes()

    instrument = reading(root, read)
    assert instrument.data.changed_since() == []
    for name in names:
        (root / "data" / name).write_text("changed, and of another length")

    assert instrument.data.changed_since() == [f"data/{name}" for name in sorted(names)]


def test_a_file_is_digested_once_until_it_changes(root, monkeypatch):
    digested, content = [], data._content
    monkeypatch.setattr(data, "_content", lambda path: digested.append(path) or content(path))
    here, file = Data(root, ["data/level.txt"]), root / "data" / "level.txt"
    before = [here.of_named() for _ in range(3)]
    file.write_text("another")

    assert before[0] == before[1] == before[2] != here.of_named()
    assert digested == [str(file)] * 2


def test_the_order_in_which_a_disk_lists_a_folder_is_none_of_it(root, monkeypatch):
    here, listed = Data(root), os.listdir
    digests = set()
    for order in (sorted, lambda names: sorted(names, reverse=True)):
        monkeypatch.setattr(os, "listdir", lambda place, order=order: order(listed(place)))
        digests.add(here._digest(str(root / "data")))

    assert len(digests) == 1


def test_what_cannot_be_read_has_no_digest_and_is_not_waited_for(root, monkeypatch):
    def refuse(*given):
        raise PermissionError(13, "Permission denied")

    os.mkfifo(root / "data" / "pipe.txt")
    assert Data(root, ["data/pipe.txt"]).of_named() == {"data/pipe.txt": None}
    assert data._content(str(root / "data" / "pipe.txt")) is None
    monkeypatch.setattr(data, "open", refuse, raising=False)
    assert Data(root, ["data/level.txt"]).of_named() == {"data/level.txt": None}


def test_data_of_a_project_that_a_link_leads_to_lie_below_it_by_either_path(root):
    link = root.with_name(root.name + "-link")
    link.symlink_to(root)
    opened.READ.clear()
    opened.READERS.clear()
    for at in (root, link):
        with opened.watched():
            (at / "data" / "level.txt").read_text()
    here = Data(link)

    assert all(map(here._below, opened.READ))
    assert len(opened.READ) == 2
