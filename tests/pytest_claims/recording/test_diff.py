import pytest
from edited import (
    CLAIM,
    EDITS,
    edit_sentence,
    edit_sources,
    edit_test,
    refute,
    row_of,
    upgrade_torch,
)

from pytest_claims.recording.diff import (
    ADDED,
    INEXPLICABLE,
    METHOD_ONLY,
    REMOVED,
    UNMEASURED,
    Cause,
    compare,
)


@pytest.mark.parametrize(("edit", "cause"), EDITS)
def test_a_changed_verdict_names_its_cause(audits, edit, cause):
    old, new = audits
    edit(new)
    refute(new)

    (change,) = [c for c in compare(old, new).changes if c.id == CLAIM]

    assert change.causes == (cause,)
    assert str(cause) in change.group.lower()
    assert change.flipped


@pytest.mark.parametrize(("edit", "cause"), EDITS[:4])
def test_a_change_of_method_is_never_shown_as_a_change_of_fact(audits, edit, cause):
    old, new = audits
    edit(new)
    refute(new)
    edit_sources("architecture")(new)
    upgrade_torch(new)

    (change,) = [c for c in compare(old, new).changes if c.id == CLAIM]

    assert change.group == f"Not comparable: {cause}"


def test_another_statement_of_one_sentence_is_a_change_of_method(audits):
    old, new = audits
    row_of(old)["statement"], row_of(new)["statement"] = "A GRU holds.", "A GRU of 8 units holds."
    refute(new)

    (change,) = [c for c in compare(old, new).changes if c.id == CLAIM]

    assert change.causes == (Cause.STATEMENT,)
    assert change.group == "Not comparable: the statement changed"
    assert change.detail == "was: A GRU holds."
    assert change.statement == "A GRU of 8 units holds."


@pytest.mark.parametrize(("edit", "cause"), EDITS)
def test_the_same_verdict_by_another_method_is_told_and_is_no_change(audits, edit, cause):
    old, new = audits
    edit(new)

    difference = compare(old, new)

    told = [c.group for c in difference.changes if c.id == CLAIM]
    assert told == ([METHOD_ONLY] if cause in EDITS_OF_METHOD else [])
    assert not difference.flipped


EDITS_OF_METHOD = {cause for _, cause in EDITS[:4]}


def test_a_verdict_that_changed_by_itself_is_told_first(audits):
    old, new = audits
    refute(new)

    difference = compare(old, new)

    assert [title for title, _ in difference.groups] == [INEXPLICABLE]
    assert difference.flipped


def test_new_and_lost_claims_are_listed_and_flip_nothing(audits):
    old, new = audits
    row_of(new)["id"] = "02_gru/by-another-name"

    difference = compare(old, new)

    assert [title for title, _ in difference.groups] == [ADDED, REMOVED]
    assert not difference.flipped


def test_a_claim_that_was_not_reached_has_no_changed_verdict(audits):
    old, new = audits
    row_of(new).update(verdict="not reached", cases=[])

    difference = compare(old, new)

    assert [title for title, _ in difference.groups] == [UNMEASURED]
    assert not difference.flipped


def test_a_measurement_of_something_else_is_no_edited_probe(audits):
    old, new = audits
    refute(new)
    edit_test(new)
    row_of(new)["cases"][0]["measurements"] = [
        {"text": "other(GRU)", "evidence": {"probe": "p1", "architecture": "a1"}}
    ]

    (change,) = [c for c in compare(old, new).changes if c.id == CLAIM]

    assert change.causes == (Cause.TEST,)


def test_what_a_ledger_does_not_say_is_no_cause(audits):
    old, new = audits
    for key in ("source", "marks"):
        del row_of(old)[key]
    del old["run"]["environment"]["torch"]
    row_of(old)["cases"][0]["measurements"] = []
    refute(new)

    (change,) = [c for c in compare(old, new).changes if c.id == CLAIM]

    assert change.causes == (Cause.NOTHING,)


def test_the_text_quotes_the_old_sentence_and_both_versions(audits):
    old, new = audits
    edit_sentence(new)
    upgrade_torch(new)
    refute(new)

    text = str(compare(old, new))

    assert f"was: {row_of(old)['sentence']}" in text
    assert "torch 2.13.0 → 2.15.0" in text
    assert "HOLDS → REFUTED" in text


def test_equal_audits_differ_in_nothing(audits):
    assert compare(*audits).groups == []
    assert "No verdict changed" in str(compare(*audits))
