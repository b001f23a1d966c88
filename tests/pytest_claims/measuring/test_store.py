"""Evidence is written whole or not at all."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from time import time

import pytest
from record_bench import IDENTITY, KEY, VALUES

from pytest_claims import files
from pytest_claims.measuring.evidence import Store
from pytest_claims.measuring.record import Record


def in_its_place(file, kind):
    file.unlink()
    if kind == "folder":
        file.mkdir()
        (file / "content").write_text("x")
    elif kind == "link to a folder":
        elsewhere = file.with_name("elsewhere")
        elsewhere.mkdir()
        (elsewhere / "content").write_text("x")
        file.symlink_to(elsewhere)
    elif kind == "link":
        elsewhere = file.with_name("elsewhere.json")
        elsewhere.write_text("{}")
        file.symlink_to(elsewhere)
    elif kind == "dangling link":
        file.symlink_to(file.with_name("nowhere.json"))
    else:
        os.mkfifo(file)


@pytest.mark.parametrize("fresh", [False, True])
@pytest.mark.parametrize("kind", ["folder", "link", "link to a folder", "dangling link", "pipe"])
def test_what_is_no_file_is_absent_and_is_replaced(store, file, kind, fresh):
    in_its_place(file, kind)
    again = Store(store.folder, fresh=fresh)
    assert again.get(KEY, 5) is None
    again.put(KEY, Record(IDENTITY, VALUES))

    assert stat.S_ISREG(file.lstat().st_mode)
    assert Store(store.folder).get(KEY, 5) is not None
    assert kind != "link to a folder" or (file.parent / "elsewhere" / "content").exists()


def test_evidence_lies_in_a_folder_by_the_first_two_characters_of_its_key(store):
    (file,) = store.folder.rglob("*.json")

    assert file.relative_to(store.folder).as_posix() == f"{KEY[:2]}/{KEY}.json"


def test_what_was_repeated_is_known_by_its_own_name_and_no_other(store):
    store.mark_repeated("one", {})

    assert store.was_repeated("one")
    assert not store.was_repeated("other")
    assert not Store(store.folder, fresh=True).was_repeated("one")
    assert (store.folder / "repeated" / "one.json").is_file()


def test_what_was_not_repeated_is_counted_and_told_once(store):
    for name in ("one", "one", "two"):
        store.mark_skipped(name)
    assert store.lacks() == {"not repeated": 2}
    store.mark_skipped("one")
    assert store.lacks() == {}
    store.mark_skipped("three")
    store.mark_repeated("three", {})
    assert store.lacks() == {}


def test_evidence_that_cannot_be_read_is_counted_once(store, file):
    file.write_text("{")
    for _ in range(2):
        assert store.get(KEY, 5) is None
    assert store.lacks() == {"unreadable": 1}
    assert store.lacks() == {}


def test_file_that_may_not_be_read_is_absent(store, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)

    assert store.get(KEY, 5) is None
    assert store.lacks() == {"unreadable": 1}


def test_fresh_store_reads_nothing_that_is_older_than_the_run(store, file):
    assert Store(store.folder, began=file.stat().st_mtime + 1, fresh=True).get(KEY, 5) is None


def test_fresh_store_reads_what_another_process_of_the_run_has_made(store, file):
    assert Store(store.folder, began=file.stat().st_mtime, fresh=True).get(KEY, 5) is not None


def test_fresh_store_reads_nothing_that_is_from_the_future(store, file):
    os.utime(file, times=(time() + 60, time() + 60))
    assert Store(store.folder, began=time() - 60, fresh=True).get(KEY, 5) is None


def test_evidence_is_new_that_was_made_since_the_run_began(store, file):
    written = file.stat().st_mtime
    assert Store(store.folder, began=written).is_new(KEY)
    assert not Store(store.folder, began=written + 1).is_new(KEY)
    file.unlink()
    assert not Store(store.folder, began=written).is_new(KEY)


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (PermissionError(13, "Permission denied"), "Permission denied"),
        (OSError(28, "No space left on device"), "No space left"),
        (OSError(30, "Read-only file system"), "Read-only"),
    ],
)
def test_evidence_that_cannot_be_kept_is_no_error_and_says_why(store, monkeypatch, error, word):
    def refuse(*arguments):
        raise error

    monkeypatch.setattr(files, "_write", refuse)
    store.put(KEY, Record(IDENTITY, VALUES + 1))

    assert word in store.lacks()["not kept"]
    assert store.lacks() == {}
    assert store.get(KEY, 5).values.tobytes() == VALUES.tobytes()
    assert not list(store.folder.rglob("*.tmp"))


def test_folder_that_is_a_file_keeps_nothing_and_says_so(tmp_path):
    (tmp_path / "evidence").write_text("in the way")
    store = Store(tmp_path / "evidence")

    assert store.get(KEY, 5) is None
    store.put(KEY, Record(IDENTITY, VALUES))
    assert "cannot be written" in store.lacks()["not kept"]


def test_evidence_is_readable_by_whom_the_umask_lets(tmp_path):
    before = os.umask(0o027)
    try:
        files.write_atomically(tmp_path / "a.json", {})
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o640


def test_evidence_is_utf8_whatever_the_locale(tmp_path):
    code = (
        "import sys; from pathlib import Path; from pytest_claims.files import write_atomically;"
        "write_atomically(Path(sys.argv[1]), {'x': '\\u2192 \\udc80'})"
    )
    environment = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    subprocess.run([sys.executable, "-c", code, tmp_path / "a"], env=environment, check=True)

    assert "→" in (tmp_path / "a").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "a").read_bytes()) == {"x": "→ \udc80"}


def test_new_folder_is_overlooked_by_git_and_an_old_one_left_alone(store):
    ignore = store.folder.parent / ".gitignore"
    assert ignore.read_text() == "*\n"
    ignore.unlink()
    store.put(KEY, Record(IDENTITY, VALUES))

    assert not ignore.exists()


def test_writer_that_is_interrupted_leaves_the_old_file_alone(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    files.write_atomically(path, {"old": 1})

    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write_atomically(path, {"new": 1})
    assert json.loads(path.read_text()) == {"old": 1}
    assert list(tmp_path.iterdir()) == [path]


def test_temporary_files_of_killed_writers_are_swept_and_of_living_ones_are_not(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    alive = tmp_path / files.temporary_name()
    dead = tmp_path / "ab" / alive.name.replace(str(os.getpid()), str(ended.pid))
    old, recent = tmp_path / "tmpold.tmp", tmp_path / "tmprecent.tmp"
    dead.parent.mkdir()
    for file in (alive, dead, old, recent):
        file.write_text("{")
    os.utime(old, (0, 0))
    files.sweep(tmp_path)

    assert alive.exists()
    assert recent.exists()
    assert not dead.exists()
    assert not old.exists()


WRITER = """
import sys
import numpy as np
from pathlib import Path
from time import time
from pytest_claims.measuring.evidence import Store
from pytest_claims.measuring.record import Record
from pytest_claims.plain import digest
store = Store(Path(sys.argv[1]))
for n in range(40):
    record = Record({"n": n}, np.full(5, float(n)))
    store.put(digest(record.identity), record)
    found = store.get(digest(record.identity), 5)
    assert found is not None and (found.values == n).all()
assert store.lacks() == {}
"""


def test_ten_writers_in_one_folder_never_see_a_part_of_a_file(tmp_path):
    command = [sys.executable, "-c", WRITER, tmp_path / ".claims" / "evidence"]
    writers = [subprocess.Popen(command) for _ in range(10)]

    assert [writer.wait() for writer in writers] == [0] * 10
    assert not list(tmp_path.rglob("*.tmp"))
