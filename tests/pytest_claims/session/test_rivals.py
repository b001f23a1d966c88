"""What mutants and other implementations made of the claims, told in the terminal."""

from types import SimpleNamespace

import pytest
from said import Said

from pytest_claims.session import rivals


def test_mutants_have_a_line_each():
    mutants = {"High → Flat": {"a": "turned", "b": "same"}, "High → Odd": {"a": "same"}}
    lines = Said()
    rivals.told(lines, SimpleNamespace(mutants=lambda: mutants, correct=dict, rows={}))

    assert lines == [
        ("mutant High → Flat turns 1 of 2 claims: a",),
        ("mutant High → Odd survives all 1 claims that measure it", "red"),
    ]


def claim(id, verdict="HOLDS", **more):
    row = {"id": id, "declared": "holds", "verdict": verdict, "as_declared": verdict == "HOLDS"}
    return row | {"sentence": "It is so.", "cases": []} | more


def test_correct_implementations_have_a_line_each_and_those_that_accuse_are_red():
    rows = {id: claim(id) for id in ("a", "b")}
    tried = {
        "High = x:Right": {"a": "HOLDS", "b": "NOT TESTED HERE"},
        "High = x:Wrong": {"a": "REFUTED"},
    }
    lines = Said()
    rivals.told(lines, SimpleNamespace(mutants=dict, correct=lambda: tried, rows=rows))

    assert lines == [
        ("correct High = x:Right: 1 claim as with ours, 0 accused, 1 not tested here", "green"),
        ("correct High = x:Wrong: 0 claims as with ours, 1 accused (a), 0 not tested here", "red"),
    ]


@pytest.mark.parametrize(
    ("verdicts", "against", "said"),
    [
        ("HHN", "", "2 claims as with ours, 0 accused, 1 not tested here"),
        ("HR", "R", "1 claim as with ours, 1 accused (b), 0 not tested here"),
        ("HI", "", "1 claim as with ours, 0 accused, 0 not tested here, 1 undecided"),
        ("HE", "E", "1 claim as with ours, 0 accused, 0 not tested here, 1 in error (b)"),
        (
            "HHHRRENNI",
            "RRE",
            "3 claims as with ours, 2 accused (d, e), 2 not tested here, "
            "1 undecided, 1 in error (f)",
        ),
    ],
)
def test_a_correct_implementation_is_told_in_counts_that_name_whom_it_accuses(
    verdicts, against, said
):
    words = {"H": "HOLDS", "R": "REFUTED", "N": "NOT TESTED HERE", "I": "INCONCLUSIVE"}
    words["E"] = "ERROR"
    tried = {name: words[v] for name, v in zip("abcdefghi", verdicts, strict=False)}
    accused = {name: v for name, v in tried.items() if v in {words[a] for a in against}}

    assert rivals.as_ours(tried, accused) == said


def test_a_claim_that_tells_two_implementations_apart_follows_without_a_colour():
    tried = [{"subject": s, "verdict": v} for s, v in (("A=x:A", "HOLDS"), ("A=y:B", "REFUTED"))]
    case = {
        "case": "",
        "tried": tried,
        "implementations": {t["subject"]: t["verdict"] for t in tried},
    }
    lines = Said()
    ledger = SimpleNamespace(mutants=dict, correct=dict, rows={"a": claim("a", cases=[case])})
    rivals.told(lines, ledger)

    assert lines == [("≠ a: HOLDS for A=x:A; REFUTED for A=y:B",), ("    It is so.",)]


def test_an_implementation_is_green_unless_it_fails():
    tried = [
        {"subject": s, "verdict": v, "concerned": True}
        for s, v in (("A=x:A", "HOLDS"), ("A=y:B", "REFUTED"))
    ]
    lines = Said()
    row = claim("n/a", cases=[{"case": "", "tried": tried}])
    rivals.implementations(lines, SimpleNamespace(rows={"n/a": row}))

    assert lines == [
        ("A=x:A: 1 of 1 claim as declared", "green"),
        ("A=y:B: 0 of 1 claim as declared; REFUTED in n: a", "red"),
    ]
