"""pytest's outcome of a case, which follows from its verdict and from nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_claims.deciding.verdict import Verdict


def set_outcome(report: pytest.TestReport, row: dict[str, Any], declared: Verdict) -> None:
    """As declared passes; what is open or expected is skipped; all else fails, whatever a mark
    expects."""
    vars(report).pop("wasxfail", None)
    match Verdict(row["verdict"]):
        case verdict if verdict is not declared and "expected" in row:
            path, line, _ = report.location
            why = f"{verdict.value}, expected: {row['expected']}"
            report.outcome, report.longrepr = "skipped", (path, (line or 0) + 1, why)
        case Verdict.ERROR:
            report.outcome = "failed"
            report.longrepr = report.longrepr or row.get("reason") or Verdict.ERROR.value
        case verdict if verdict is declared:
            report.outcome, report.longrepr = "passed", None
        case Verdict.INCONCLUSIVE | Verdict.NOT_TESTED as verdict:
            path, line, _ = report.location
            report.outcome = "skipped"
            report.longrepr = (path, (line or 0) + 1, row.get("reason") or verdict.value)
        case verdict:
            report.outcome = "failed"
            report.longrepr = verdict.value
