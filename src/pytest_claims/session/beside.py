"""What else than a failed test makes a run fail: told last, and in pytest's last line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from pytest_claims.recording import values
from pytest_claims.recording.standings import count
from pytest_claims.session.exit_status import Run, untested


def told(
    tr: pytest.TerminalReporter,
    run: Run,
    findings: Sequence[values.Finding],
    aside: Iterable[str] = (),
) -> None:
    """Faults that were put aside, and claims that were not tested; then, in pytest's last line,
    ``1 stale number`` and its like beside what passed.
    """
    for line in aside:
        tr.write_line(line, yellow=True)
    for line in (left := untested(run)):
        tr.write_line(line, red=True)
    stale = [str(finding.fault) for finding in findings if finding.kind in values.FAULTS]
    untold = [] if run.uncollected else left
    found = {"stale number": stale, "untested claim": untold, "other fault": others(run)}
    for one, lines in found.items():
        if lines:
            words = count(len(lines), one).partition(" ")[2]
            tr.stats[words] = [fault(line) for line in lines]


def others(run: Run) -> list[str]:
    """The kinds of faults that no test and no line of this module tells."""
    kinds = ["accused", "unexpected", "unwritten"]
    kinds += ["thin", "survivors", "outdated"] if run.whole else []
    return [kind for kind in kinds if getattr(run, kind)]


def fault(line: str) -> pytest.TestReport:
    """A line in the form in which pytest and its plugins count what they tell."""
    return pytest.TestReport(line, (line, None, line), {}, "failed", line, "call")
