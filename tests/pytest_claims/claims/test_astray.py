"""Links of a note that was moved to another folder, told once and as they should be."""

import pytest

from pytest_claims.claims.correspondence import check
from pytest_claims.claims.grammar import read_claim_files
from pytest_claims.notes.note import read_notes

CLAIMS = '''\
from pytest_claims import no_control


@no_control("none is needed here")
def test_a(measure):
    """It holds."""
    assert measure(size) > 1


@no_control("none is needed here")
def test_b(measure):
    """It falls."""
    assert measure(size) > 2
'''
NOTE = """\
[It holds.]({up}claims/test_n.py#test_a) See [there]({up}math/n.md).
[It falls.]({up}claims/test_n.py#test_b)
"""


@pytest.fixture
def told(tmp_path):
    """The faults of a note at this path that goes up by so much."""

    def told(path, up):
        for name, text in {"claims/test_n.py": CLAIMS, "math/n.md": "# N\n"}.items():
            (tmp_path / name).parent.mkdir()
            (tmp_path / name).write_text(text)
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(NOTE.format(up=up))
        notes, _ = read_notes(tmp_path, ["notes"])
        return [str(f) for f in check(notes, read_claim_files(tmp_path, "claims")[0], tmp_path)]

    return told


@pytest.mark.parametrize(
    ("path", "up", "wrong", "right"),
    [
        ("notes/sub/n.md", "../", "notes/", "../../"),
        ("notes/n.md", "../../", "../", "../"),
        ("notes/n.md", "", "notes/", "../"),
    ],
)
def test_the_links_of_a_moved_note_are_told_once_with_the_path_to_write(
    told, path, up, wrong, right
):
    assert told(path, up) == [
        f"{path}:1: there is no file {wrong}claims/test_n.py, to which 2 links lead. "
        f"Write {right}claims/test_n.py.",
        f"{path}:1: there is no file {wrong}math/n.md. Write {right}math/n.md.",
    ]


def test_a_link_that_leads_where_it_should_is_let_be(told):
    assert told("notes/n.md", "../") == []
