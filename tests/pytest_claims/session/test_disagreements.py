"""Which faults stop a run, which are put aside, and what is told of these."""

from types import SimpleNamespace

import pytest

from pytest_claims.faults import Fault
from pytest_claims.session.disagreements import AT_MOST, Disagreements

NOTE, CLAIMS = "notes/01_toy.md", "claims/test_01_toy.py"
A, B = (CLAIMS, "test_a"), (CLAIMS, "test_b")


def link(line, test="test_a", file=CLAIMS):
    return SimpleNamespace(path=NOTE, line=line, file=file, test=test, stem="01_toy")


def claim_file(path, **lines):
    found = [SimpleNamespace(path=path, name=f"test_{n}", lines=at) for n, at in lines.items()]
    return SimpleNamespace(path=path, tests=found)


@pytest.fixture
def disagreeing():
    """A project with faults at these places."""
    note = SimpleNamespace(path=NOTE, stem="01_toy", claims=[link(5), link(6, "test_b")])
    note.citations, note.values = [link(8)], [link(9, "test_b")]
    other = SimpleNamespace(path="notes/02_x.md", stem="02_x", claims=[])
    other.citations = other.values = []
    files = [
        claim_file(CLAIMS, a=(10, 12), b=(14, 15)),
        claim_file("claims/test_02_x.py", c=(3, 4)),
    ]

    def make(*places):
        faults = [Fault(path, line, "it is wrong", "Mend it") for path, line in places]
        return Disagreements([note, other], files, [*faults, *faults])

    return make


PLACES = {
    "its sentence": (NOTE, 5, True),
    "where it is cited": (NOTE, 8, True),
    "another's sentence": (NOTE, 6, False),
    "another's number": (NOTE, 9, False),
    "prose": (NOTE, 7, False),
    "its first line": (CLAIMS, 10, True),
    "its last line": (CLAIMS, 12, True),
    "between tests": (CLAIMS, 13, True),
    "another's first line": (CLAIMS, 14, False),
    "another's last line": (CLAIMS, 15, False),
    "behind all tests": (CLAIMS, 16, True),
    "another file": ("claims/test_02_x.py", 1, False),
    "another note": ("notes/02_x.md", 1, False),
    "neither a note nor a claim file": ("math/01.md", 1, True),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_fault_stops_the_claims_that_it_concerns(disagreeing, place):
    path, line, stops = PLACES[place]
    found = disagreeing((path, line))
    if stops:
        with pytest.raises(pytest.UsageError, match="notes and claims disagree in 1 place:\n  "):
            found.refuse_of_claims({A})
    else:
        found.refuse_of_claims({A})

    assert found.aside == ([] if stops else found.faults)
    assert len(found.faults) == 1


@pytest.mark.parametrize(
    ("stems", "paths"),
    [
        (None, ["claims/test_02_x.py", NOTE, "notes/02_x.md"]),
        ({"01_toy"}, [NOTE]),
        ({"02_x"}, ["claims/test_02_x.py", "notes/02_x.md"]),
        (set(), []),
    ],
)
def test_faults_of_files_are_those_of_their_stems(disagreeing, stems, paths):
    found = disagreeing(("notes/02_x.md", 1), (NOTE, 7), ("claims/test_02_x.py", 1))

    assert [fault.path for fault in found.of_files(stems)] == paths


def test_a_note_of_another_name_is_held_with_the_claims_that_it_links_to(disagreeing):
    found = disagreeing(("notes/02_x.md", 1))
    found.notes[1].claims = [link(3)]

    assert found.of_files({"01_toy"}) == found.faults


def test_without_faults_nothing_is_refused_or_told(disagreeing):
    found = disagreeing()
    found.refuse_of_files(None)

    assert found.told() == []


@pytest.mark.parametrize(
    ("number", "more"), [(1, []), (AT_MOST, []), (AT_MOST + 2, ["  and 2 more"])]
)
def test_of_what_was_put_aside_the_first_are_told(disagreeing, number, more):
    found = disagreeing(*((NOTE, 20 + n) for n in range(number)))
    found.refuse_of_claims({A})
    places = "1 place" if number == 1 else f"{number} places"

    assert found.told() == [
        f"notes and claims disagree elsewhere in {places}:",
        *(f"  {fault}" for fault in found.faults[:AT_MOST]),
        *more,
    ]
