"""Two audits with the same verdicts whose strata or controls came out otherwise."""

import pytest
from audit_population import WIDTHS, beside, controlled, population
from edited import CLAIM, edit_test, refute, row_of

from pytest_claims.recording.diff import INEXPLICABLE, METHOD_ONLY, SHIFTED, compare

ALL = ("hidden", {"16": 48, "32": 48, "64": 48, "128": 48})
BEHIND = population(WIDTHS, behind=("hidden=128",))


def gates(*results):
    """A control that did this to two assertions."""
    return controlled(
        {
            "name": "GRU → GRUConstantGates",
            "result": "turned",
            "assertions": [result and beside(result, 3) for result in results],
        }
    )


def put(audits, was, now):
    for audit, case in zip(audits, (was, now), strict=True):
        row_of(audit)["cases"] = [case]
    return audits


def told(audits):
    return [(c.group, c.detail) for c in compare(*audits).changes if c.id == CLAIM]


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        (population(ALL), BEHIND, "does not go along any more (48/48 → 12/48 wins)"),
        (BEHIND, population(ALL), "goes along now (12/48 → 48/48 wins)"),
    ],
)
def test_a_stratum_that_changes_sides_is_told(audits, was, now, words):
    assert told(put(audits, was, now)) == [(SHIFTED, f"hidden=128 {words}")]
    assert not compare(*audits).flipped


def test_a_control_that_only_weakens_now_is_told_with_the_assertion(audits):
    put(audits, gates("turned", "turned"), gates("turned", "weakened"))

    words = "control GRU → GRUConstantGates: turned → weakened: gru < rnn / 3"
    assert told(audits) == [(SHIFTED, words)]
    assert words in str(compare(*audits))


def test_a_shift_is_told_before_the_numbers_that_changed_with_it(audits):
    put(audits, population(ALL), BEHIND)
    for audit, median in zip(audits, (0.9, 0.2), strict=True):
        row_of(audit)["cases"][0]["values"] = {
            "rnn": {"median": median, "low": 0.1, "high": 1.0, "replicas": 192}
        }

    ((group, detail),) = told(audits)
    assert group == SHIFTED
    assert detail.startswith("hidden=128 does not go along")
    assert detail.endswith("; rnn 0.9 → 0.2")


def test_more_or_fewer_wins_alone_are_no_shift(audits):
    fewer = ("hidden", {"16": 40, "32": 45, "64": 30, "128": 33})

    assert told(put(audits, population(ALL), population(fewer))) == []


@pytest.mark.parametrize("others", [(None, "turned"), ("same", "turned"), ("open", "turned")])
def test_what_was_not_settled_in_both_audits_is_no_shift(audits, others):
    assert told(put(audits, gates("turned", "turned"), gates(*others))) == []


def test_a_stratum_that_only_one_audit_had_is_no_shift(audits):
    narrow = ("hidden", {"16": 96, "32": 96})

    assert told(put(audits, population(narrow), BEHIND)) == []


def test_a_shift_stands_beside_a_changed_verdict_and_a_changed_method(audits):
    _, new = put(audits, population(ALL), BEHIND)
    refute(new)
    ((group, detail),) = told(audits)
    assert (group, "hidden=128" in detail) == (INEXPLICABLE, True)

    row_of(new).update(verdict="HOLDS", as_declared=True)
    edit_test(new)
    ((group, detail),) = told(audits)
    assert (group, "hidden=128" in detail) == (METHOD_ONLY, True)


def test_a_shift_in_one_of_several_cases_names_the_case(audits):
    for audit, kind in zip(audits, (population(ALL), BEHIND), strict=True):
        row_of(audit)["cases"] = [population(ALL) | {"case": "lag=2"}, kind | {"case": "lag=4"}]

    ((_, detail),) = told(audits)
    assert detail == "[lag=4] hidden=128 does not go along any more (48/48 → 12/48 wins)"


def test_a_case_that_only_one_audit_had_is_no_shift(audits):
    assert told(put(audits, population(ALL) | {"case": "lag=2"}, BEHIND | {"case": "lag=4"})) == []


def test_strata_of_another_assertion_are_not_compared(audits):
    was, now = population(ALL), population(WIDTHS, behind=("hidden=128",))
    was["comparisons"][0]["text"] = "another"

    assert told(put(audits, was, now)) == []


def test_a_control_that_only_one_audit_had_is_no_shift(audits):
    was, now = gates("turned", "turned"), gates("weakened", "weakened")
    was["controls"][0]["name"] = "another"

    assert told(put(audits, was, now)) == []


def test_every_assertion_that_a_control_treats_otherwise_is_told(audits):
    put(audits, gates("turned", "weakened"), gates("weakened", "turned"))

    ((_, detail),) = told(audits)
    assert detail.count("control GRU → GRUConstantGates: ") == 2
    assert ": turned → weakened: " in detail
    assert ": weakened → turned: " in detail
