"""What a comparison of two audits says, word by word."""

from copy import deepcopy

import pytest
from audit_rows import claim, ledger
from edited import another_seed, edit_sentence, edit_test, refute, row_of, upgrade_torch

from pytest_claims.recording.diff import (
    ADDED,
    INEXPLICABLE,
    METHOD_ONLY,
    REMOVED,
    RENUMBERED,
    SHIFTED,
    UNMEASURED,
    Cause,
    Change,
    Difference,
    compare,
)


def rows(*verdicts):
    return ledger([claim(f"01_rnn/{n}", f"Sentence {n}.", [], verdict=v) for n, v in verdicts])


def test_changes_are_told_in_groups():
    old = rows(("a", "HOLDS"), ("b", "HOLDS"), ("c", "not reached"), ("d", "HOLDS"))
    new = rows(("a", "REFUTED"), ("b", "REFUTED"), ("c", "HOLDS"), ("e", "HOLDS"))

    assert str(compare(old, new)) == (
        "Verdicts that changed although nothing that both ledgers tell of did (2 claims)\n\n"
        "  01_rnn/a: HOLDS → REFUTED\n    Sentence a.\n"
        "  01_rnn/b: HOLDS → REFUTED\n    Sentence b.\n\n"
        "Claims that only one of the audits tested (1 claim)\n\n"
        "  01_rnn/c: not reached → HOLDS\n    Sentence c.\n\n"
        "Claims that are new (1 claim)\n\n"
        "  01_rnn/e: HOLDS\n    Sentence e.\n\n"
        "Claims that are gone (1 claim)\n\n"
        "  01_rnn/d: HOLDS\n    Sentence d."
    )


def test_groups_are_told_in_the_order_in_which_a_reader_should_hear_of_them():
    titles = [
        INEXPLICABLE,
        *(f"Not comparable: the {of} changed" for of in ("sentence", "statement", "claim's test")),
        *(f"Not comparable: the {of} changed" for of in ("probe", "rule of decision")),
        "The implementation changed, and with it the verdict",
        *(f"{of} changed, and with it the verdict" for of in ("A source", "The data")),
        "The environment changed, and with it the verdict",
        "Other replicas were drawn, and with it the verdict",
        *(METHOD_ONLY, SHIFTED, RENUMBERED, UNMEASURED, ADDED, REMOVED),
    ]
    changes = [Change("a", "x", "HOLDS", "HOLDS", group=title) for title in reversed(titles)]

    assert [title for title, _ in Difference(tuple(changes)).groups] == titles


def test_claims_of_a_group_are_told_in_the_order_of_the_later_audit():
    old, new = rows(("a", "HOLDS"), ("b", "HOLDS")), rows(("b", "REFUTED"), ("a", "REFUTED"))

    assert [change.id for change in compare(old, new).changes] == ["01_rnn/b", "01_rnn/a"]


def test_what_neither_audit_tested_has_not_changed():
    unreached = rows(("a", "not reached"))

    assert compare(unreached, unreached).changes == ()
    assert compare({}, {}).changes == ()
    assert [c.group for c in compare({}, unreached).changes] == ["Claims that are new"]


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ([upgrade_torch], "HOLDS → REFUTED; torch 2.13.0 → 2.15.0"),
        ([another_seed], "HOLDS → REFUTED; seed 0 → 7"),
        (
            [edit_test, upgrade_torch, another_seed],
            "HOLDS → REFUTED; the environment changed; other replicas were drawn; "
            "torch 2.13.0 → 2.15.0; seed 0 → 7",
        ),
    ],
)
def test_a_change_tells_its_further_causes_and_their_details(audits, edits, words):
    old, new = audits
    for edit in (*edits, refute):
        edit(new)
    (change,) = compare(old, new).changes

    assert change.words == words


def test_the_same_verdict_by_another_method_tells_the_method_first(audits):
    old, new = audits
    edit_sentence(new)
    another_seed(new)
    (change,) = compare(old, new).changes

    was = row_of(old)["sentence"]
    assert change.words == (
        f"HOLDS; other replicas were drawn; {Cause.SENTENCE}; was: {was}; seed 0 → 7"
    )


@pytest.mark.parametrize(
    ("causes", "old", "new", "flipped"),
    [
        ((Cause.TEST,), "HOLDS", "REFUTED", True),
        ((Cause.TEST,), "HOLDS", "HOLDS", False),
        ((), "HOLDS", "REFUTED", False),
    ],
)
def test_a_verdict_flips_where_both_audits_have_one_and_they_differ(causes, old, new, flipped):
    change = Change("a", "x", old, new, causes)

    assert change.flipped is flipped
    assert Difference((Change("b", "x", "HOLDS", "HOLDS"), change)).flipped is flipped


@pytest.mark.parametrize("cause", [Cause.IMPLEMENTATION, Cause.ENVIRONMENT, Cause.DRAW])
def test_a_change_of_fact_is_named_by_its_cause(audits, cause):
    edits = {Cause.ENVIRONMENT: upgrade_torch, Cause.DRAW: another_seed}
    old, new = audits
    edits.get(cause, lambda new: new["run"]["subjects"].update(LSTM="x:Y"))(new)
    refute(new)
    (group,) = {c.group for c in compare(old, new).changes}

    assert group == f"{cause.capitalize()}, and with it the verdict"


def test_a_probe_is_known_by_what_it_measures_and_not_by_its_conditions(audits):
    old, new = audits
    measurement = row_of(new)["cases"][0]["measurements"][0]
    name = measurement["text"].partition(",")[0]
    measurement["text"] = f"{name}, lag=99)"
    measurement["evidence"]["probe"] = "another"
    refute(new)
    assert compare(old, new).changes[0].causes == (Cause.PROBE,)

    measurement["text"] = "other(LSTM)"
    assert compare(old, new).changes[0].causes == (Cause.NOTHING,)


@pytest.mark.parametrize("lack", ["evidence", "measurements", "cases"])
def test_what_an_older_ledger_lacks_breaks_nothing(audits, lack):
    old, new = audits
    for row in old["claims"]:
        for case in row["cases"]:
            for measurement in case.get("measurements", ()):
                measurement.pop(lack, None)
            case.pop(lack, None)
        row.pop(lack, None)

    assert compare(old, new).changes == compare(new, deepcopy(old)).changes == ()


@pytest.mark.parametrize("lack", ["run", "environment"])
def test_a_ledger_that_says_nothing_of_its_run_is_compared_by_its_claims(audits, lack):
    old, new = audits
    old["run"].pop(lack, None)
    old.pop(lack, None)
    upgrade_torch(new)
    refute(new)

    for one, other in ((old, new), (new, old)):
        assert [change.causes for change in compare(one, other).changes] == [(Cause.NOTHING,)]


def test_versions_that_differ_are_told_in_the_order_of_their_names(audits):
    old, new = audits
    names = ["cpu", "device", "jax", "keras", "numpy", "python", "torch"]
    for audit, version in zip(audits, "12", strict=True):
        audit["run"]["environment"] = dict.fromkeys([*names, "git"], version)
    refute(new)

    (change,) = compare(old, new).changes
    assert change.detail == ", ".join(f"{name} 1 → 2" for name in names)
