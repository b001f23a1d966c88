"""Several implementations side by side: what tells them apart, and which failures are excused."""

import pytest

from pytest_claims.session import compared as room
from pytest_claims.session.compared import compared, excuse, unlike_declared, why


def claim(*cases, declared="holds", verdict="REFUTED", id="01/a"):
    said = {"id": id, "declared": declared, "sentence": "It is so."}
    return said | {"verdict": verdict, "cases": list(cases)}


def case(verdict="REFUTED", **more):
    return {"case": "", "verdict": verdict, **more}


A, B = "it clips its cell", "it has no gate"


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        ([case(expected=A)], A),
        ([case(expected=A), case("HOLDS")], A),
        ([case(expected=A), case(expected=B), case(expected=A)], f"{A}; {B}"),
        ([case(expected=A), case()], ""),
        ([case(expected=A), case(earlier=True)], A),
        ([case(expected=A, earlier=True)], ""),
        ([case("HOLDS")], ""),
        ([], ""),
    ],
)
def test_a_claim_is_excused_where_every_failure_of_this_run_is(cases, said):
    assert excuse(claim(*cases)) == said


def test_what_a_refuted_belief_fails_by_is_to_hold():
    belief = claim(case("HOLDS", expected=A), declared="refuted", verdict="HOLDS")

    assert excuse(belief) == A
    assert excuse(claim(case("REFUTED", expected=A), declared="refuted")) == ""
    assert unlike_declared(belief) == f"HOLDS, declared refuted, expected: {A}"
    assert unlike_declared(claim(case())) == "REFUTED"
    assert unlike_declared(claim(case(expected=B))) == f"REFUTED, expected: {B}"


def tried(subject, verdict, reason=""):
    return {"subject": subject, "verdict": verdict, "reason": reason}


def test_each_implementation_says_once_what_decided_it():
    first = [tried("ours", "HOLDS", "x"), tried("theirs", "REFUTED", "3 wins")]
    more = [tried("theirs", "REFUTED", "5 wins"), tried("odd", "ERROR", "it broke")]
    row = claim(case(tried=first), case(tried=[*more, tried("mute", "REFUTED")]), case())
    known = {name: name.title() for name in ("ours", "theirs", "odd", "mute")}

    assert list(why(row, known)) == ["Theirs: 3 wins", "Odd: it broke"]


def test_a_reason_that_several_share_is_said_once():
    row = claim(case(tried=[tried("a", "ERROR", "it broke"), tried("b", "ERROR", "it broke")]))
    assert list(why(row, {"a": "A", "b": "B"})) == ["A, B: it broke"]


def test_only_what_tells_several_apart_is_compared():
    both = case(
        implementations={"A=ours": "HOLDS", "A=theirs": "REFUTED"},
        tried=[tried("A=ours", "HOLDS", "x"), tried("A=theirs", "REFUTED", "3 wins")],
    )
    alike = case("HOLDS", implementations={"A=ours": "HOLDS", "A=theirs": "HOLDS"})
    rows = [claim(case(), id="01/b"), claim(alike, verdict="HOLDS", id="01/c"), claim(both)]

    assert list(compared(rows)) == [
        "≠ 01/a: HOLDS for A=ours; REFUTED for A=theirs",
        "    It is so.",
        "    A=theirs: 3 wins",
    ]


@pytest.mark.parametrize(
    ("number", "more"), [(1, []), (2, []), (3, ["    1 more difference in numbers"])]
)
def test_of_differences_in_numbers_the_first_are_shown(monkeypatch, number, more):
    monkeypatch.setattr(room, "difference", lambda one: f"{one['text']}: {one['subjects']}")
    apart = [{"text": f"m{n}", "subjects": ["A=x/y.py:A", "A=B"]} for n in range(number)]
    verdicts = {"A=x/y.py:A": "HOLDS", "A=B": "HOLDS"}
    row = claim(case("HOLDS", implementations=verdicts, apart=apart), verdict="HOLDS")

    assert list(compared([row])) == [
        "≠ 01/a: HOLDS for A=y.py:A, A=B",
        "    It is so.",
        *(f"    m{n}: ['A=y.py:A', 'A=B']" for n in range(min(number, 2))),
        *more,
    ]
