"""What a run records of the two claims of a small project."""

A, B = "01_toy/a", "01_toy/b"


def row(verdict="HOLDS", case=""):
    return {"case": case, "verdict": verdict, "comparisons": [], "controls": [], "mutants": []}


def both_hold(audit, **edits):
    ledger = audit(**edits)
    ledger.select([(A, ""), (B, "")])
    ledger.record(A, row())
    ledger.record(B, row())
    return ledger


def ended(audit, **edits):
    """The same, once the run is over."""
    ledger = both_hold(audit, **edits)
    ledger.write()
    return ledger
