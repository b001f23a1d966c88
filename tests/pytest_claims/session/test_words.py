"""What the terminal says of a comparison, of the error and of a mutant that was not turned."""

import pytest

from pytest_claims.session.explained import (
    by_stratum,
    comparison,
    controlled,
    count,
    explain,
    opening,
    reason,
    stated,
)
from pytest_claims.session.rivals import unturned_mutant
from pytest_claims.session.terminal import bound

SAMPLED = {
    "text": "a > b",
    "class": "sampled",
    "verdict": "INCONCLUSIVE",
    "wins": 120,
    "ties": 0,
    "ties_won": 0,
    "replicas": 192,
    "threshold": 0.5,
    "interval": [0.49, 0.75],
}
CHECKED = {
    "text": "every(a > b)",
    "class": "checked",
    "verdict": "HOLDS",
    "wins": 192,
    "ties": 0,
    "ties_won": 0,
    "replicas": 192,
    "threshold": 1.0,
    "excluded": {"loss_rate": 0.0353, "at_error": 0.001},
}


@pytest.mark.parametrize(
    ("verdict", "declared", "said"),
    [
        ("REFUTED", "holds", "Write what is true, or report it as a false belief: ✗ and the title"),
        ("HOLDS", "refuted", 'Take away ✗ and the title "refuted": this is no false belief.'),
        ("VACUOUS", "holds", "Name a control that takes away what the sentence rests on."),
        ("VACUOUS", "refuted", "Name a control under which the false belief would be true."),
        ("INCONCLUSIVE", "holds", "Claim less, or measure what tells more."),
        ("INCONCLUSIVE", "refuted", "Claim more, or measure what tells more."),
    ],
)
def test_a_failure_begins_with_what_there_is_to_do(verdict, declared, said):
    row = {"note": "notes/01_toy.md", "line": 3, "sentence": "It does", "declared": declared}
    row |= {"test": "claims/test_01_toy.py::test_a", "source": []}
    case = {"case": "", "verdict": verdict, "comparisons": [], "controls": []}

    assert explain(row, case, "pytest x").startswith(said)


def test_a_statement_is_shown_where_it_says_more_than_the_sentence():
    alone = {"sentence": "It does.", "statement": "It does."}

    assert stated(alone) == stated(alone | {"sentence": "It does"}) == []
    assert stated(alone | {"statement": "An LSTM of 32 units does."}) == [
        "which states:",
        "  An LSTM of 32 units does.",
    ]


def test_an_explanation_shows_what_the_claim_states_beside_its_sentence():
    row = {"note": "n.md", "line": 3, "sentence": "It does.", "statement": "An LSTM does."}
    row |= {"declared": "holds", "test": "t.py::test_a", "source": []}
    case = {"case": "", "verdict": "HOLDS", "comparisons": [], "controls": []}

    assert explain(row, case, "pytest x").splitlines()[1:4] == [
        "  It does.",
        "which states:",
        "  An LSTM does.",
    ]


def test_a_sampled_comparison_shows_its_interval():
    assert count(SAMPLED) == (
        "a > b: 120 wins, 72 losses in 192 replicas; P(win) in [0.490, 0.750], threshold 0.5"
    )


def test_a_checked_comparison_shows_what_it_does_not_exclude_and_no_interval():
    assert count(CHECKED) == (
        "every(a > b): 192 wins, no loss in 192 replicas; "
        "a loss rate below 3.5 % is not excluded, at an error of 0.001"
    )
    refuted = CHECKED | {"verdict": "REFUTED", "wins": 191}
    assert count(refuted) == "every(a > b): 191 wins, 1 loss in 192 replicas; one loss refutes it"


def test_the_reason_of_a_refuted_every_is_its_loss():
    refuted = CHECKED | {"verdict": "REFUTED", "wins": 191}
    claim = {"verdict": "REFUTED", "cases": [{"case": "16", "comparisons": [refuted]}]}

    assert reason(claim) == (
        "[16] every(a > b): 191 wins, 1 loss in 192 replicas; one loss refutes it"
    )


def test_the_stated_error_leaves_every_aside():
    said = bound({"error_per_claim": 0.001, "error_of_audit": 0.176})

    assert said == "error at most 0.001 per claim, 0.176 for the audit, every(...) aside"


@pytest.mark.parametrize(("needed", "about"), [(1200, "about 1,200"), ("inf", "no number of")])
def test_the_first_open_control_says_what_would_settle_it(needed, about):
    control = {"name": "x", "result": "open", "wins": 1, "replicas": 24, "replicas_needed": needed}
    case = {"case": "", "reason": "the control x, which turns no assertion so far"}
    controls = [{"name": "y", "result": "turned"}, control, control | {"wins": 9}]
    claim = {"verdict": "INCONCLUSIVE", "cases": [case | {"controls": controls}]}

    assert reason(claim) == (
        "the control x, which turns no assertion so far: 1 win, 23 losses in 24 replicas; "
        f"at the observed shares {about} replicas would settle it"
    )


STRATA = [
    {"condition": "hidden", "value": value, "wins": wins, "replicas": 48}
    for value, wins in (("16", 48), ("128", 20))
]


def test_strata_that_do_not_go_along_are_named():
    row = SAMPLED | {"strata": STRATA, "behind": ["hidden=128"]}
    claim = {"verdict": "INCONCLUSIVE", "cases": [{"case": "", "comparisons": [row]}]}

    assert by_stratum(row) == "hidden=16: 48/48, hidden=128: 20/48"
    assert reason(claim).endswith(
        "; no clear majority at hidden=128 (hidden=16: 48/48, hidden=128: 20/48)"
    )
    assert comparison(row)[1:] == ["    wins by stratum: hidden=16: 48/48, hidden=128: 20/48"]


def test_a_control_says_what_it_did_to_each_assertion_and_what_it_removes():
    beside = [{"result": "turned", "wins": 0, "replicas": 24}, None]
    control = {"name": "x", "because": "the gate", "result": "turned", "assertions": beside}
    told = controlled(control, [SAMPLED, CHECKED])

    assert told == [
        "control x (the gate): turned",
        "  turned: a > b: 0 wins, 24 losses in 24 replicas",
    ]
    met = controlled(control | {"assertions": [beside[0] | {"infinite": 20}]}, [SAMPLED])
    assert met[1] == f"{told[1]}; inf meets inf in 20 of 24 replicas"
    on = controlled(control | {"on": "GRU"}, [SAMPLED, CHECKED])
    assert on == ["control x (the gate), measured on GRU: turned", *told[1:]]


@pytest.mark.parametrize(
    ("results", "said"),
    [
        (["same", "open"], "survives all 2 claims that measure it"),
        (["void", "void"], "could not be measured by any of 2 claims"),
        (
            ["same", "void"],
            "survives 1 claims that measure it, and could not be measured by 1",
        ),
        ([], "survives all 0 claims that measure it"),
    ],
)
def test_a_mutant_that_cannot_be_measured_has_survived_nothing(results, said):
    assert unturned_mutant(dict(enumerate(results))) == said


def side(text, *values):
    return {"text": text, "median": values[0], "low": 1, "high": 9, "values": list(values)}


def test_both_sides_are_shown_with_their_values_and_numbers_only_once():
    row = SAMPLED | {"left": side("a", 62.0, 62.0), "right": side("b", 40.0, 41.0)}

    assert comparison(row)[1:] == ["    a: 62.0 in each replica", "    b: median 40.0 [1, 9]"]
    computed = row | {"left": side("a", 62.0), "right": side("40", 40.0)}
    assert comparison(computed)[1:] == ["    a: 62.0"]


def test_a_control_of_what_is_computed_is_not_told_the_claims_own_values():
    row = CHECKED | {"replicas": 1, "left": side("a", 62.0), "right": side("40", 40.0)}
    control = {"name": "x", "result": "turned"}
    control["assertions"] = [{"result": "turned", "wins": 0, "replicas": 1}]

    assert controlled(control, [row])[1] == "  turned: every(a > b): false"


def test_a_reason_that_announces_something_is_told_with_it():
    assert opening("no parameter. The signatures are:\n  f(x)\n  g(y)") == (
        "no parameter. The signatures are: f(x); g(y)"
    )
    assert opening("it broke\nin two lines") == "it broke"
