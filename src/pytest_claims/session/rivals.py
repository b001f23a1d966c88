"""What mutants, correct implementations and subjects made of the claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest

from pytest_claims.deciding.controls import TELLING, Control
from pytest_claims.deciding.verdict import Verdict
from pytest_claims.recording import matrix
from pytest_claims.recording.ledger import Ledger
from pytest_claims.recording.standings import count
from pytest_claims.session.compared import compared
from pytest_claims.session.each import each


def told(tr: pytest.TerminalReporter, ledger: Ledger) -> None:
    """Which claims each mutant turns, and how several implementations compare."""
    for mutant, results in ledger.mutants().items():
        turned = [claim for claim, result in results.items() if result in TELLING]
        words = f"turns {len(turned)} of {len(results)} claims: {', '.join(turned)}"
        tr.write_line(
            f"mutant {mutant} {words if turned else unturned_mutant(results)}", red=not turned
        )
    for line, against in correct(ledger):
        tr.write_line(line, red=against, green=not against)
    for line in compared(list(ledger.rows.values())):
        tr.write_line(line)


def correct(ledger: Ledger) -> list[tuple[str, bool]]:
    """A line for each correct implementation, and whether it speaks against a claim."""
    rows, tried = list(ledger.rows.values()), ledger.correct()
    against = matrix.accused(tried, rows)
    return [
        (f"correct {name}: {as_ours(verdicts, against[name])}", bool(against[name]))
        for name, verdicts in tried.items()
    ]


def as_ours(verdicts: Mapping[str, str], against: Mapping[str, str]) -> str:
    """``15 claims as with ours, 0 accused, 3 not tested here``; the accused are named."""
    said = Counter(verdicts.values())
    errors = [claim for claim, verdict in against.items() if verdict == Verdict.ERROR]
    accused = [claim for claim in against if claim not in errors]
    untested, undecided = said[Verdict.NOT_TESTED], said[Verdict.INCONCLUSIVE]
    same = len(verdicts) - len(against) - untested - undecided
    parts = [
        f"{count(same, 'claim')} as with ours",
        f"{len(accused)} accused{named(accused)}",
        f"{untested} not tested here",
        f"{undecided} undecided" if undecided else "",
        f"{len(errors)} in error{named(errors)}" if errors else "",
    ]
    return ", ".join(filter(None, parts))


def named(claims: Sequence[str]) -> str:
    """In brackets; nothing where there are none."""
    return f" ({', '.join(claims)})" if claims else ""


def unturned_mutant(results: Mapping[str, str]) -> str:
    """A mutant that no claim turns for; one that cannot be measured has survived nothing."""
    broken = sum(result == Control.VOID for result in results.values())
    if not broken:
        return f"survives all {len(results)} claims that measure it"
    if broken == len(results):
        return f"could not be measured by any of {broken} claims"
    left = len(results) - broken
    return f"survives {left} claims that measure it, and could not be measured by {broken}"


def implementations(tr: pytest.TerminalReporter, ledger: Ledger) -> None:
    """A line for each implementation that stands in for one of the project's own."""
    for line, failed in each(list(ledger.rows.values())):
        tr.write_line(line, red=failed, green=not failed)
