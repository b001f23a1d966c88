"""Which cause is named where several could be, and where there is none."""

import pytest
from edited import (
    CLAIM,
    EDITS,
    edit_test,
    refute,
    row_of,
    upgrade_torch,
)

from pytest_claims.recording.diff import (
    UNMEASURED,
    Cause,
    compare,
)


@pytest.mark.parametrize("key", ["test_digest", "source", "no_control"])
def test_each_part_of_a_test_that_differs_is_another_test(audits, key):
    old, new = audits
    row_of(old)[key], row_of(new)[key] = "one", "another"

    (change,) = [c for c in compare(old, new).changes if c.id == CLAIM]

    assert change.causes == (Cause.TEST,)


@pytest.mark.parametrize("key", ["test_digest", "no_control"])
def test_a_part_of_a_test_that_one_ledger_does_not_tell_is_no_cause(audits, key):
    old, new = audits
    row_of(new)[key] = "told by one"

    assert compare(old, new).groups == []


def test_a_sentence_that_is_declared_otherwise_is_another_sentence(audits):
    old, new = audits
    row_of(new)["declared"] = "refuted"

    (change,) = [c for c in compare(old, new).changes if c.id == CLAIM]

    assert change.causes == (Cause.SENTENCE,)
    assert change.detail == "declared otherwise"


@pytest.mark.parametrize("way", [1, -1])
def test_an_error_that_became_a_verdict_is_a_change_with_its_cause(audits, way):
    old, new = audits
    row_of(old)["verdict"] = "ERROR"
    upgrade_torch(new)

    (change,) = [c for c in compare(*audits[::way]).changes if c.id == CLAIM]

    assert {change.old, change.new} == {"ERROR", "HOLDS"}
    assert change.causes == (Cause.ENVIRONMENT,)
    assert change.flipped


@pytest.mark.parametrize("verdict", ["not reached", "NOT TESTED HERE"])
@pytest.mark.parametrize("way", [1, -1])
def test_what_only_one_audit_tested_is_no_change(audits, verdict, way):
    row_of(audits[1])["verdict"] = verdict

    difference = compare(*audits[::way])

    assert [title for title, _ in difference.groups] == [UNMEASURED]
    assert not difference.flipped


def test_another_commit_is_no_cause(audits):
    old, new = audits
    new["run"]["environment"]["git"] = "another"
    refute(new)

    (change,) = [c for c in compare(old, new).changes if c.id == CLAIM]

    assert change.causes == (Cause.NOTHING,)


def test_causes_are_told_in_the_order_of_their_weight(audits):
    old, new = audits
    for edit, _ in EDITS:
        edit(new)
    refute(new)

    (change,) = [c for c in compare(old, new).changes if c.id == CLAIM]

    assert change.causes == tuple(dict.fromkeys(cause for _, cause in EDITS))
    assert change.group == f"Not comparable: {Cause.SENTENCE}"
    assert change.words.startswith("HOLDS → REFUTED; the claim's test changed; ")
    assert "seed 0 → 7" in change.words


def test_a_verdict_that_stayed_is_said_once(audits):
    old, new = audits
    edit_test(new)

    (change,) = [c for c in compare(old, new).changes if c.id == CLAIM]

    assert change.words == f"HOLDS; {Cause.TEST}"
