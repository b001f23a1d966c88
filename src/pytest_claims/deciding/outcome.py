"""What came of one case, and what its controls make of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pytest_claims.deciding.contest import Tried
from pytest_claims.deciding.controls import Control, best
from pytest_claims.deciding.decided import Decided
from pytest_claims.deciding.verdict import Verdict
from pytest_claims.declaring.event import Body


@dataclass(frozen=True)
class Correct:
    """What a correct implementation made of a claim, and why where nothing was decided."""

    name: str
    verdict: Verdict
    reason: str = ""


@dataclass
class Outcome:
    """The verdict of one case, and everything that it rests on."""

    verdict: Verdict
    body: Body
    decided: list[Decided]
    controls: list[Tried] = field(default_factory=list)
    mutants: list[Tried] = field(default_factory=list)
    correct: list[Correct] = field(default_factory=list)
    reason: str = ""  # why the controls did not let it stand

    @property
    def weakened(self) -> list[str]:
        """Assertions that controls weaken and none turns."""
        return [
            self.decided[i].assertion.text
            for i, result in told(self.controls).items()
            if result is Control.WEAKENED
        ]

    @property
    def untouched(self) -> list[str]:
        """Where several subjects are compared, the arms that no control changes.

        Whether such an arm could have come out otherwise is not shown.
        """
        arms = {m.text: m.architecture for m in self.body.measurements}
        if not self.controls or len({*arms.values()}) < 2:
            return []
        changed = frozenset().union(*(tried.touched for tried in self.controls))
        return [text for text in arms if text not in changed]


def judge_controls(outcome: Outcome) -> None:
    """Each assertion must be turned or weakened, and each control must do so to one."""
    alone = {
        f"the assertion {outcome.decided[i].assertion.text}, which no control turns or weakens": r
        for i, r in told(outcome.controls).items()
    }
    idle = {f"the control {c.name}, which turns no assertion": c.result for c in outcome.controls}
    for result, verdict in (
        (Control.SAME, Verdict.VACUOUS),
        (Control.OPEN, Verdict.INCONCLUSIVE),
    ):
        if said := [words for words, found in {**alone, **idle}.items() if found is result]:
            outcome.verdict = verdict
            settled = "" if result is Control.SAME else " so far"
            outcome.reason = f"{'; '.join(said)}{settled}"
            return


def told(controls: Sequence[Tried]) -> dict[int, Control]:
    """For each assertion that was contested, the most that a control did to it."""
    places = sorted({i for tried in controls for i in tried.pairings})
    return {
        i: best([tried.pairings[i].result for tried in controls if i in tried.pairings])
        for i in places
    }
