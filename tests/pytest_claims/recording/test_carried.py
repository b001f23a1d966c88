"""Which verdicts of an earlier run stand, and how their rows are told again."""

import pytest

from pytest_claims.recording.carried import carried, signature
from pytest_claims.recording.dependencies import Place, SourceTree

FILE = "claims/test_01_toy.py"
TEST = f"{FILE}::test_a"
CLAIM = {"id": "01_toy/a", "declared": "holds", "test": TEST}
BELIEF = CLAIM | {"declared": "refuted"}


def sources(lines=(14, 15, 18), file="as it was", function="its own"):
    """The tree of a project whose one test has its body on these lines."""
    return SourceTree({TEST: function}, places={TEST: Place(lines[0] - 2, lines, file)})


SAME = sources()


def case(number=0, of=1, claim=CLAIM, asked_at=f"{FILE}:15", **changes):
    """The row of a case as the last run wrote it."""
    row = {
        "case": f"lag={number}",
        "place": [number, of],
        "verdict": claim["declared"].upper(),
        "records": ["one", "two"],
        "cached": False,
        "measurements": [{"text": "score(High)", "asked_at": asked_at}],
    }
    return row | signature(claim, SAME, "the grounds") | changes


def again(*cases, now=SAME, grounds="the grounds", lost=(), claim=CLAIM):
    """The rows of the claim's cases that this run need not try; None where it has to."""
    earlier = {"claims": [claim | {"cases": list(cases)}]}
    return carried([claim], earlier, now, grounds, lambda name: name not in lost).get(TEST)


def test_a_row_is_told_again_without_what_it_said_of_its_run():
    of_its_run = ("depends", "earlier", "unreadable", "not kept", "not repeated")

    assert again(case(**dict.fromkeys(of_its_run, 1))) == [
        {
            "case": "lag=0",
            "place": [0, 1],
            "verdict": "HOLDS",
            "records": ["one", "two"],
            "cached": True,
            "measurements": [{"text": "score(High)", "asked_at": f"{FILE}:15"}],
        }
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"verdict": "REFUTED"},
        {"verdict": "INCONCLUSIVE"},
        {"grounds": "others"},
        {"records": []},
        {"place": [0, 2]},
        {"place": [1, 1]},
    ],
)
def test_a_claim_is_tried_where_a_case_of_it_does_not_stand(change):
    missing = {name: said for name, said in case().items() if name not in change}

    assert again(case() | change) is None
    assert again(case(1, 2) | change, case(0, 2)) is None
    assert "verdict" in change or again(missing) is None


@pytest.mark.parametrize("lost", ["one", "two"])
def test_a_claim_is_tried_where_any_of_its_evidence_is_gone(lost):
    assert again(case(), lost=[lost]) is None


def test_cases_are_told_in_the_order_of_the_tests_and_none_without_the_others():
    found = again(case(2, 3), case(0, 3), case(1, 3))

    assert [row["case"] for row in found] == ["lag=0", "lag=1", "lag=2"]
    assert again(case(0, 3), case(1, 3)) is None
    assert again() is None


def test_a_belief_is_carried_that_came_out_refuted_as_declared():
    assert again(case(claim=BELIEF), claim=BELIEF)
    assert again(case(claim=BELIEF, verdict="HOLDS"), claim=BELIEF) is None


def test_one_claim_is_carried_beside_another_that_is_not():
    claims = [CLAIM | {"test": f"{FILE}::test_b", "id": "01_toy/b"}, CLAIM]
    earlier = {"claims": [CLAIM | {"cases": [case()]}]}

    assert list(carried(claims, earlier, SAME, "the grounds", bool)) == [TEST]
    assert carried(claims, {}, SAME, "the grounds", bool) == {}


@pytest.mark.parametrize(
    "other",
    [
        (CLAIM | {"id": "01_toy/b"}, SAME, "the grounds"),
        (BELIEF, SAME, "the grounds"),
        (CLAIM, sources(function="another"), "the grounds"),
        (CLAIM, sources((14, 16, 18)), "the grounds"),
        (CLAIM, SAME, "others"),
    ],
)
def test_each_part_of_what_a_verdict_rests_on_counts(other):
    assert signature(*other)["grounds"] != signature(CLAIM, SAME, "the grounds")["grounds"]


def test_lines_that_move_together_are_the_same_grounds_in_other_places():
    here, there = (signature(CLAIM, tree, "it") for tree in (SAME, sources((24, 25, 28), "new")))

    assert here["grounds"] == there["grounds"]
    assert there["lines"] == {"file": "new", "body": [24, 25, 28]}


def test_nothing_is_signed_on_grounds_that_are_not_all_known():
    assert signature(CLAIM, SAME, "") == signature(CLAIM, SourceTree(), "the grounds") == {}
    assert again(case(), grounds="") is None


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (f"{FILE}:14", f"{FILE}:24"),
        (f"{FILE}:18", f"{FILE}:28"),
        ("toy/shared.py:15", "toy/shared.py:15"),
        ("", ""),
        (f"{FILE}:16", None),
        (f"{FILE}:x", None),
        (FILE, FILE),
    ],
)
def test_a_measurement_is_asked_for_where_its_line_went(then, now):
    moved = sources((24, 25, 28), "another")
    found = again(case(asked_at=then), now=moved)

    assert (found and found[0]["measurements"][0]["asked_at"]) == now
    assert again(case(asked_at=then))[0]["measurements"][0]["asked_at"] == then


def test_a_measurement_that_no_place_is_known_of_is_told_as_it_was():
    bare = [{"text": "score(High)"}]

    assert again(case(measurements=bare))[0]["measurements"] == bare
    unplaced = case()
    del unplaced["lines"]
    assert again(unplaced) is None
