"""Edits of a made-up ledger, each with the cause that a comparison should name."""

from pytest_claims.recording.causes import Cause

CLAIM = "02_gru/gates-hold-what-is-marked"


def row_of(audit, id=CLAIM):
    return next(row for row in audit["claims"] if row["id"] == id)


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
