"""``attempt``: one claim, decided as the audit decides it, and shown where it was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from pytest_claims.declaring.event import Assertion, Event
from pytest_claims.declaring.measure import Measure
from pytest_claims.faults import ClaimError

if TYPE_CHECKING:
    from pytest_claims.deciding.outcome import Outcome

Claim = Callable[[Measure], object]
Build = Callable[..., Callable[..., Any]]


def attempt(
    claim: Claim,
    /,
    *,
    seed: int = 0,
    error: float = 0.001,
    bits: int = 63,
    build: Build | None = None,
) -> Attempted:
    """Measure and decide one claim, here and now; no file is read or written.

    ``claim`` takes ``measure`` and returns a comparison, or asserts comparisons:
    ``attempt(lambda measure: measure(error, method="pairwise") < 1e-7)``. Its probes may be
    lambdas and functions of the notebook. ``@control(...)`` above it is tried as in an audit.

    Replicas, looks and verdict are those of an audit with this ``seed`` and ``error``, and with
    seeds of so many ``bits``; ``build(subject, seeds, conditions)`` stands for the hook of a
    project, without which a subject is called with its conditions. ClaimError where the claim
    cannot be decided.
    """
    from pytest_claims.deciding.trial import Case, attempt
    from pytest_claims.measuring.implementations import itself
    from pytest_claims.measuring.unkept import Unkept

    if not callable(claim):
        raise ClaimError(
            f"Write attempt(lambda measure: measure(…) > …): {claim!r} is no function."
        )
    draws = Unkept(Alone(build or itself), seed=seed, bits=bits)
    controls = getattr(claim, "claim_controls", [])
    case = Case(declare=_declaring(claim), instrument=draws, error=error, controls=controls)
    return Attempted.of(attempt(case), draws)


class Attempted:
    """What came of a claim; a notebook shows it as the page of an audit does.

    ``verdict`` is HOLDS, REFUTED, INCONCLUSIVE or VACUOUS; ``row`` has the numbers behind it.
    """

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.row = row
        self.verdict = str(row["verdict"])

    @classmethod
    def of(cls, outcome: Outcome, draws: Any) -> Attempted:
        """The result of this outcome."""
        from pytest_claims.recording.rows import decided_row

        return cls(decided_row(outcome, draws))

    def __repr__(self) -> str:
        from pytest_claims.report.told import lines

        return "\n".join(lines(self.row))

    def _repr_html_(self) -> str | None:
        try:
            from pytest_claims.report.fragment import fragment
        except ModuleNotFoundError:  # without the extra that pages need, a cell has the words
            return None
        return str(fragment(self.row))


class Alone:
    """A bench without a project."""

    def __init__(self, build: Build) -> None:
        self.build = build

    def measuring(self, conditions: Mapping[str, Any]) -> AbstractContextManager[Any]:
        """Nothing is set."""
        return nullcontext()

    def defaults(self, probe: Any) -> Mapping[str, Any]:
        """None that a signature does not show."""
        return {}

    def not_exposed(self, problem: Exception) -> str | None:
        """Whatever goes wrong is a fault."""
        return None


def _declaring(claim: Claim) -> Callable[[Measure], None]:
    """Runs the claim, and asserts what it returns."""
    line = getattr(getattr(claim, "__code__", None), "co_firstlineno", 0)

    def declare(measure: Measure) -> None:
        said = claim(measure)
        if isinstance(said, Event | Assertion):
            _ = bool(said)  # which is what an assert does
            measure.body.assertions[-1].line = line
        elif said is not None:
            raise ClaimError(
                "Return a comparison, as in lambda measure: measure(…) > 0, or assert one: "
                f"the claim returned {said!r}."
            )

    return declare
