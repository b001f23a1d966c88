"""Evidence is used only as it was written, and written whole or not at all."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from pytest_claims import files
from pytest_claims.measuring.evidence import Store
from pytest_claims.measuring.record import Record
from pytest_claims.plain import digest

IDENTITY = {"probe": "toy:score", "seed": 0, "conditions": {"gain": "größer"}}
KEY = digest(IDENTITY)
VALUES = np.array([1 / 3, np.inf, -np.inf, -0.0, 2.5e-308])


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / ".claims" / "evidence")
    store.put(KEY, Record(IDENTITY, VALUES))
    return store


@pytest.fixture
def file(store):
    return next(store.folder.rglob(f"{KEY}.json"))


def test_kept_numbers_come_back_to_the_last_bit(store):
    record = store.get(KEY, 5)

    assert record.values.tobytes() == VALUES.tobytes()
    assert record.identity == IDENTITY
    assert store.lacks() == {}


def test_name_of_evidence_is_a_whole_digest():
    names = {digest([n]) for n in range(300)}

    assert len(names) == 300
    assert {len(name) for name in names} == {64}


def test_what_was_never_measured_is_absent_and_not_damaged(store):
    assert store.get(digest("other"), 5) is None
    assert store.lacks() == {}


def damaged(change):
    """The record after a change of its document, with or without a digest made to fit."""

    def apply(text, *, forged):
        document = json.loads(text)
        document |= change(document)
        if forged:
            content = {k: v for k, v in document.items() if k != "digest"}
            document["digest"] = digest(content)
        return json.dumps(document)

    return apply


CHANGES = {
    "a digit": lambda d: {"values": [0.43333333333333335, *d["values"][1:]]},
    "all values": lambda d: {"values": [9.0] * 5},
    "one value": lambda d: {"values": [9.0]},
    "too many values": lambda d: {"values": [*d["values"], 1.0]},
    "no values": lambda d: {"values": []},
    "values of None": lambda d: {"values": None},
    "text": lambda d: {"values": ["9.0", *d["values"][1:]]},
    "nan": lambda d: {"values": ["nan", *d["values"][1:]]},
    "truth": lambda d: {"values": [True, *d["values"][1:]]},
    "lists": lambda d: {"values": [[v] for v in d["values"]]},
    "huge whole number": lambda d: {"values": [10**400, *d["values"][1:]]},
    "identity": lambda d: {"identity": d["identity"] | {"seed": 1}},
    "identity of a near type": lambda d: {"identity": d["identity"] | {"seed": False}},
    "identity of None": lambda d: {"identity": None},
    "length": lambda d: {"replicas": 4},
    "data": lambda d: {"data": []},
    "another field": lambda d: {"more": 1},
}


@pytest.mark.parametrize("what", CHANGES)
def test_changed_record_is_not_used(store, file, what):
    file.write_text(damaged(CHANGES[what])(file.read_text(), forged=False))

    assert store.get(KEY, 5) is None
    assert store.lacks() == {"unreadable": 1}


@pytest.mark.parametrize("what", sorted(CHANGES.keys() - {"a digit", "all values"}))
def test_record_of_another_shape_is_not_used_even_with_a_fitting_digest(store, file, what):
    file.write_text(damaged(CHANGES[what])(file.read_text(), forged=True))

    assert store.get(KEY, 5) is None


TEXTS = {
    "nothing": b"",
    "an object": b"{}",
    "null": b"null",
    "a list": b"[]",
    "a number": b"7",
    "not JSON": b"values",
    "nested deeply": b"[" * 100_000,
    "nested deeply and closed": b"[" * 100_000 + b"]" * 100_000,
    "not UTF-8": b"\xff\xfe\x00",
    "digits without end": b"1" * 10_000,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_file_that_is_no_record_is_measured_again(store, file, text):
    file.write_bytes(text)

    assert store.get(KEY, 5) is None
    assert store.lacks() == {"unreadable": 1}


def test_half_written_evidence_is_measured_again_wherever_it_ends(store, file):
    whole = file.read_bytes()
    for end in range(len(whole) - 1):
        file.write_bytes(whole[:end])
        assert store.get(KEY, 5) is None, end


def test_no_flipped_byte_goes_unnoticed(store, file):
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        found = store.get(KEY, 5)
        assert found is None or found.values.tobytes() == VALUES.tobytes(), place


@pytest.mark.parametrize("old", [b'"values": [', b'"seed": 0'])
def test_name_that_occurs_twice_is_not_used(store, file, old):
    text = file.read_bytes()
    assert old in text
    file.write_bytes(text.replace(old, b'"seed": 0, ' + old, 1).replace(b"{", b'{"values":[1],', 1))

    assert store.get(KEY, 5) is None


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "1e999"])
def test_constant_that_is_no_number_of_json_is_not_used(store, file, constant):
    file.write_text(file.read_text().replace("2.5e-308", constant))

    assert store.get(KEY, 5) is None


def test_file_of_another_measurement_is_not_used(store, file):
    other = {**IDENTITY, "seed": 1}
    store.put(digest(other), Record(other, VALUES + 1))
    next(store.folder.rglob(f"{digest(other)}.json")).replace(file)

    assert store.get(KEY, 5) is None


def test_evidence_of_another_number_of_replicas_is_not_used(store):
    assert store.get(KEY, 24) is None


def in_its_place(file, kind):
    file.unlink()
    if kind == "folder":
        file.mkdir()
        (file / "content").write_text("x")
    elif kind == "link":
        elsewhere = file.with_name("elsewhere.json")
        elsewhere.write_text("{}")
        file.symlink_to(elsewhere)
    elif kind == "dangling link":
        file.symlink_to(file.with_name("nowhere.json"))
    else:
        os.mkfifo(file)


@pytest.mark.parametrize("fresh", [False, True])
@pytest.mark.parametrize("kind", ["folder", "link", "dangling link", "pipe"])
def test_what_is_no_file_is_absent_and_is_replaced(store, file, kind, fresh):
    in_its_place(file, kind)
    again = Store(store.folder, fresh=fresh)
    assert again.get(KEY, 5) is None
    again.put(KEY, Record(IDENTITY, VALUES))

    assert stat.S_ISREG(file.lstat().st_mode)
    assert Store(store.folder).get(KEY, 5) is not None


def test_file_that_may_not_be_read_is_absent(store, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)

    assert store.get(KEY, 5) is None
    assert store.lacks() == {"unreadable": 1}


def test_fresh_store_reads_nothing(store):
    assert Store(store.folder, fresh=True).get(KEY, 5) is None


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
