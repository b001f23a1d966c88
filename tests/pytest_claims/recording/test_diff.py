from copy import deepcopy

import pytest
from audit_rows import ledger

from pytest_claims.recording.diff import (
    ADDED,
    INEXPLICABLE,
    METHOD_ONLY,
    REMOVED,
    UNMEASURED,
    Cause,
    compare,
)

CLAIM = "02_gru/gates-hold-what-is-marked"


def row_of(audit, id=CLAIM):
    return next(row for row in audit["claims"] if row["id"] == id)


@pytest.fixture
def audits():
    old = ledger()
    return old, deepcopy(old)


def refute(audit):
    row_of(audit).update(verdict="REFUTED", as_declared=False)


def edit_sentence(audit):
    row_of(audit)["sentence"] = "A GRU holds what is marked."


def edit_test(audit):
    row_of(audit)["source"] = ["assert measure(error, GRU) < 0.5"]


def edit_sources(of):
    def edit(audit):
        for measurement in row_of(audit)["cases"][0]["measurements"]:
            measurement["evidence"][of] = "edited"

    return edit


def upgrade_torch(audit):
    audit["run"]["environment"]["torch"] = "2.15.0"


def another_seed(audit):
    audit["run"]["seed"] = 7


def another_subject(audit):
    audit["run"]["subjects"]["LSTM"] = "torch.nn:LSTM"


def another_error(audit):
    audit["run"]["error_per_claim"] = 0.01


EDITS = [
    (edit_sentence, Cause.SENTENCE),
    (edit_test, Cause.TEST),
    (edit_sources("probe"), Cause.PROBE),
    (another_error, Cause.RULE),
    (edit_sources("architecture"), Cause.IMPLEMENTATION),
    (another_subject, Cause.IMPLEMENTATION),
    (upgrade_torch, Cause.ENVIRONMENT),
    (another_seed, Cause.DRAW),
]


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
