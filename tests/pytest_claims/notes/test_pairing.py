"""Which files are notes, and which of them makes a claim."""

import os
import time

import pytest
from strict_notes import STRICT

from pytest_claims.notes.note import read_notes

TEST = "claims/test_hashing.py#test_a"


@pytest.fixture
def read(tmp_path):
    def read(claims="claims", **texts):
        for name, text in texts.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        notes, faults = read_notes(tmp_path, ["notes"], claims, STRICT)
        return {note.path: [claim.id for claim in note.claims] for note in notes}, faults

    return read


@pytest.mark.parametrize(
    "name",
    ["hashing.md", "x.MD", "x.markdown", "x.mdown", "06-x.md", "x-y.md", "sub/deep/x.md", "é.md"],
)
def test_any_markdown_below_the_folder_may_make_claims(read, name):
    up = "../" * (name.count("/") + 1)
    notes, _ = read(**{f"notes/{name}": f"[It holds.]({up}{TEST})"})
    assert notes == {f"notes/{name}": ["hashing/a"]}


def test_other_files_and_hidden_folders_are_no_notes(read):
    names = ("x.txt", "x.md.bak", ".git/x.md", "venv/x.md")
    notes, _ = read(
        **{f"notes/{name}": "Words." for name in names}, **{"notes/venv/pyvenv.cfg": ""}
    )
    assert notes == {}


def test_the_note_of_the_files_stem_makes_its_claims(read):
    link = f"[It holds.](../{TEST})"
    notes, _ = read(**{"notes/a.md": link, "notes/hashing.md": link, "notes/z.md": link})
    assert notes == {"notes/a.md": [], "notes/hashing.md": ["hashing/a"], "notes/z.md": []}


def test_the_first_note_that_says_the_sentence_makes_a_claim_of_no_notes_stem(read):
    whole, part = f"[It holds.](../{TEST})", f"So [it](../{TEST}) is."
    notes, _ = read(**{"notes/a.md": part, "notes/b.md": whole, "notes/c.md": whole})
    assert notes == {"notes/a.md": [], "notes/b.md": ["hashing/a"], "notes/c.md": []}


@pytest.mark.parametrize(
    ("file", "id"),
    [
        ("test_x-y.py", "x-y/a"),
        ("test_100_more.py", "100_more/a"),
        ("other_test.py", "other_test/a"),
        ("test_größe.py", "größe/a"),
    ],
)
def test_the_claim_file_names_the_claim(read, file, id):
    notes, _ = read(**{"notes/n.md": f"[It holds.](../claims/{file}#test_a)"})
    assert notes == {"notes/n.md": [id]}


def test_a_test_outside_the_folder_of_claims_is_no_claim(read):
    text = "[It holds.](../tests/test_a.py#test_a) [It holds.](../proofs/test_a.py#test_a)"
    assert read(**{"notes/n.md": text})[0] == {"notes/n.md": []}
    assert read("proofs", **{"notes/n.md": text})[0] == {"notes/n.md": ["a/a"]}


def test_a_numbered_note_without_claims_needs_no_sections(read):
    assert read(**{"notes/06_outlook.md": "# Outlook\n\nIt is open.\n"})[1] == []


def test_what_is_no_file_is_reported_in_words_and_blocks_nothing(tmp_path):
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "folder.md").mkdir()
    (folder / "loop").symlink_to(folder)
    (folder / "self.md").symlink_to(folder / "self.md")
    (folder / "gone.md").symlink_to(folder / "nowhere.md")
    (folder / "device.md").symlink_to(os.devnull)
    os.mkfifo(folder / "pipe.md")
    start = time.monotonic()
    notes, faults = read_notes(tmp_path, ["notes"], rules=STRICT)
    assert time.monotonic() - start < 5
    assert [(fault.path, fault.problem.partition(": ")[2]) for fault in faults] == [
        ("notes/device.md", "Is a pipe, a socket or a device"),
        ("notes/folder.md", "Is a directory"),
        ("notes/gone.md", "No such file or directory"),
        ("notes/pipe.md", "Is a pipe, a socket or a device"),
        ("notes/self.md", "Too many levels of symbolic links"),
    ]
    assert len(notes) == 5


def test_a_folder_that_is_linked_to_is_read_once(tmp_path):
    for name in ("notes", "more"):
        (tmp_path / name).mkdir()
    (tmp_path / "more/x.md").write_text("Words.")
    (tmp_path / "notes/a").symlink_to(tmp_path / "more")
    (tmp_path / "notes/b").symlink_to(tmp_path / "more")
    assert [note.path for note in read_notes(tmp_path, ["notes"], rules=STRICT)[0]] == [
        "notes/a/x.md"
    ]
