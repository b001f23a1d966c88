"""Numbers of the notes against the medians of a ledger."""

from dataclasses import replace

import pytest

from pytest_claims.notes.note import Note
from pytest_claims.notes.value import NoteValue
from pytest_claims.recording.values import compare, findings, unmeasured

GRU = {"median": 0.112, "low": 0.091, "high": 0.128, "replicas": 24}
ROW = {"id": "02_gru/holds", "cases": [{"case": "", "values": {"gru": GRU}}]}


def printed(text="0.11", variable="gru", case=""):
    return NoteValue(
        text=text,
        variable=variable,
        claim="02_gru/holds",
        case=case,
        path="notes/02_gru.md",
        line=7,
        file="claims/test_02_gru.py",
        test="test_holds",
        label="V",
    )


def test_a_number_within_the_interval_agrees():
    found = compare(printed(), ROW)

    assert (found.kind, found.fault, found.new) == ("agrees", None, "")


def test_a_stale_number_is_told_with_the_old_the_new_and_the_interval():
    found = compare(printed("0.14"), ROW)

    assert (found.kind, found.new) == ("stale", "0.11")
    assert str(found.fault) == (
        "notes/02_gru.md:7: “0.14”, the value gru of 02_gru/holds, is stale: the median is 0.112, "
        "between 0.091 and 0.128 in 24 replicas. Write 0.11, or run pytest-claims reword --values "
        "--write."
    )


@pytest.mark.parametrize("text", ["0.10", "0.12"])
def test_a_last_digit_within_the_interval_that_is_not_the_medians_is_told(text):
    found = compare(printed(text), ROW)

    assert (found.kind, found.new) == ("beside", "0.11")
    assert str(found.fault) == (
        f"notes/02_gru.md:7: “{text}”, the value gru of 02_gru/holds, is not the median to its "
        "last digit, which is 0.112, between 0.091 and 0.128 in 24 replicas. Write 0.11, or run "
        "pytest-claims reword --values --write."
    )


def test_a_number_with_a_digit_too_many_is_told_what_to_write():
    found = compare(printed("0.112"), ROW)

    assert (found.kind, found.new) == ("too fine", "0.11")
    assert "“0.112”, the value gru of 02_gru/holds, has more digits than are known" in str(
        found.fault
    )
    assert "the last digit is finer than a 10th of that. Write 0.11, or run" in str(found.fault)


def test_a_variable_that_is_no_sample_is_told_which_are():
    found = compare(printed(variable="lstm"), ROW)

    assert found.kind == "no number"
    assert str(found.fault) == (
        "notes/02_gru.md:7: “0.11” is linked to lstm of 02_gru/holds, which is no sample of that "
        "claim. Its samples are: gru."
    )


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"id": "02_gru/holds", "cases": []},
        {"id": "02_gru/holds", "cases": [{"case": "", "verdict": "ERROR"}]},
    ],
)
def test_a_claim_without_values_was_not_measured(row):
    found = compare(printed(), row)

    assert (found.kind, found.fault) == ("unmeasured", None)
    assert list(unmeasured([found])) == [
        "1 number of the notes not compared: 02_gru/holds not measured here"
    ]


@pytest.mark.parametrize("median", ["inf", "-inf", "nan"])
def test_what_has_no_finite_median_is_no_number(median):
    row = {"id": "x", "cases": [{"case": "", "values": {"gru": GRU | {"median": median}}}]}

    found = compare(printed(), row)

    assert found.kind == "no number"
    assert f"of 02_gru/holds, whose median is {median}. Say it in words" in str(found.fault)


CASES = {
    "id": "02_gru/holds",
    "cases": [
        {"case": "8", "values": {"gru": GRU}},
        {"case": "32", "values": {"gru": GRU | {"median": 0.052, "low": 0.041, "high": 0.058}}},
    ],
}


def test_of_several_cases_the_link_names_one():
    assert compare(printed(case="8"), CASES).kind == "agrees"
    assert compare(printed(case="32"), CASES).new == "0.05"
    for found in (compare(printed(), CASES), compare(printed(case="9"), CASES)):
        assert found.kind == "no number"
        assert "Link to one of test_holds[8], test_holds[32]." in str(found.fault)


def noted(*values):
    """A note that says nothing but these numbers."""
    return Note("notes/02_gru.md", "02_gru", "GRU", (), (), (), (), values, ())


def test_every_number_is_compared_with_its_own_claim():
    other = {"id": "02_gru/other", "cases": [{"case": "", "values": {"gru": GRU}}]}
    notes = [
        noted(printed("0.14"), replace(printed(), claim="02_gru/other")),
        noted(printed(), printed("7")),
    ]

    kinds = [finding.kind for finding in findings(notes, [ROW, other])]
    assert kinds == ["stale", "agrees", "agrees", "stale"]
    kinds = [finding.kind for finding in findings(notes, [other])]
    assert kinds == ["unmeasured", "agrees", "unmeasured", "unmeasured"]


def test_a_claim_without_samples_names_none():
    found = compare(printed(), {"id": "x", "cases": [{"case": "", "values": {}}]})

    assert found.kind == "no number"
    assert found.fault.cure == "Name what the test measures"


def test_a_link_to_a_case_of_a_claim_without_cases_is_told():
    found = compare(printed(case="9"), ROW)

    assert found.fault.problem == "“0.11” names no such case of 02_gru/holds"
    assert found.fault.cure == "Link to test_holds"
    assert "names no case of 02_gru/holds" in compare(printed(), CASES).fault.problem


def test_a_case_without_values_is_left_out():
    row = {"id": "x", "cases": [{"case": "8", "verdict": "ERROR"}, CASES["cases"][1]]}

    assert compare(printed("0.05"), row).kind == "agrees"


def left_out(*claims):
    values = [replace(printed(), claim=claim) for claim in claims]
    return list(unmeasured(compare(value, {}) for value in values))


def test_claims_that_were_not_measured_are_named_or_where_they_are_many_counted():
    assert left_out() == []
    assert left_out("a", "b", "a", "c") == [
        "4 numbers of the notes not compared: a, b, c not measured here"
    ]
    assert left_out("a", "b", "c", "d", "a") == [
        "5 numbers of the notes not compared: 4 claims not measured here"
    ]
    assert list(unmeasured([compare(printed(), ROW)])) == []
