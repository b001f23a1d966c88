"""What the terminal says of the notes' words and numbers."""

from types import SimpleNamespace

import pytest
from said import Said

from pytest_claims.faults import Fault
from pytest_claims.session import prose


def finding(kind, claim="01_toy/a", fault=None):
    return SimpleNamespace(kind=kind, value=SimpleNamespace(claim=claim), fault=fault)


def test_numbers_that_are_wrong_are_red_and_what_is_less_yellow():
    faults = [Fault("notes/a.md", line, "it says 2", "Write 3") for line in (1, 2, 3)]
    kinds = ("stale", "too fine", "no number")
    found = [finding(k, fault=f) for k, f in zip(kinds, faults, strict=True)]
    lines = Said()
    prose.numbers(lines, [finding("agrees"), *found, finding("unmeasured")])

    assert lines[:3] == [
        (str(faults[0]), "red"),
        (str(faults[1]), "yellow"),
        (str(faults[2]), "red"),
    ]
    ((last, colour),) = lines[3:]
    assert last.startswith("1 number of the notes not compared: 01_toy/a ")
    assert colour == "yellow"


@pytest.mark.parametrize(
    ("asked", "sections", "claims", "said"),
    [
        (0.75, (), ["a"], ["notes/a.md: only 50% of the sentences are tested"]),
        (0.75, ("Context", "Why"), ["a"], ["notes/a.md: only 25% of the sentences in Context and"]),
        (0.5, (), ["a"], []),
        (0.75, (), [], []),
    ],
)
def test_a_note_is_thin_that_accounts_for_less_than_is_asked(asked, sections, claims, said):
    kinds = ["tested", "argued", "argued", "argued", "cited", "derived"]
    places = ["Context"] * 3 + ["Why"] + ["Else"] * 2
    sentences = [
        SimpleNamespace(kind=k, section=s, part=False) for k, s in zip(kinds, places, strict=True)
    ]
    note = SimpleNamespace(path="notes/a.md", claims=claims, sentences=sentences)
    settings = SimpleNamespace(accounted_sections=sections, accounted_for=asked)
    found = prose.thin([note], settings)

    assert [line.startswith(s) for line, s in zip(found, said, strict=True)] == [True] * len(said)
    assert all(line.endswith(f"cited; claims_accounted_for asks {asked:.0%}") for line in found)


def test_a_share_is_rounded_down_so_that_it_is_never_told_as_what_was_asked():
    kinds = ["tested"] * 199 + ["argued"] * 201
    sentences = [SimpleNamespace(kind=k, section="Why", part=False) for k in kinds]
    note = SimpleNamespace(path="notes/a.md", claims=["a"], sentences=sentences)
    (line,) = prose.thin([note], SimpleNamespace(accounted_sections=(), accounted_for=0.5))
    assert line.startswith("notes/a.md: only 49% of the sentences")
