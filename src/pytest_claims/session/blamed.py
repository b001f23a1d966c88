"""Which of the subjects under test failed a case, told before all else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.recording.compliance import concerned
from pytest_claims.recording.ledger import Row
from pytest_claims.session.each import shortened, unnamed

MEND = "Mend it, or say in a file for --claims-expect why it fails."


def blamed(cases: Sequence[Row], declared: str) -> list[Row]:
    """What each made of them that measures something of it and did not come out as declared."""
    passed = (declared.upper(), Verdict.NOT_TESTED, Verdict.NOT_REACHED)
    ones = [one for case in cases if not case.get("earlier") for one in case.get("tried", ())]
    return [o for o in ones if concerned(o) and o["verdict"] not in passed and "expected" not in o]


def accusation(case: Row, declared: str) -> str:
    """``High=mine.py:Mine: REFUTED.`` and what to do; empty where no subject failed."""
    failed = blamed([case], declared)
    words = " ".join(f"{one['subject']}: {one['verdict']}." for one in failed)
    mendable = any(one["verdict"] != Verdict.ERROR for one in failed)
    return f"{words} {MEND}" if mendable else words


def others(case: Row, declared: str) -> Iterator[str]:
    """Why the case failed for each but the one whose numbers are shown."""
    for one in blamed([case], declared):
        if one["subject"] != case.get("subject") and one.get("reason"):
            yield f"{one['subject']}: {unnamed(one['reason'], one['subject'])}"


def names(row: Row, known: Sequence[str]) -> str:
    """``mine.py:Mine: `` for a line on a claim that failed, of all that are ``known``."""
    short = shortened(known)
    failed = dict.fromkeys(one["subject"] for one in blamed(row["cases"], row["declared"]))
    return f"{', '.join(short[name] for name in failed)}: " if failed else ""
