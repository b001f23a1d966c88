"""A comparison in words: what was won and lost, and how much of that is certain."""

from collections.abc import Mapping
from typing import Any

from pytest_claims.recording.sides import against, is_exact
from pytest_claims.recording.standings import count, figure

Comparison = Mapping[str, Any]


def tally(c: Comparison) -> str:
    """``23 wins, 1 loss in 24 replicas``; ties are counted where this comparison counts them.

    What was computed once is ``false, 62 against 40``.
    """
    wins, replicas, ties = (int(c.get(key) or 0) for key in ("wins", "replicas", "ties"))
    if is_exact(c):
        return ", ".join(filter(None, ["true" if wins else "false", against(c)]))
    in_all = f"in {count(replicas, 'replica')}"
    won, lost = count(wins, "win"), losses(replicas - wins)
    if not ties:
        return f"{won}, {lost} {in_all}"
    if (tied := c.get("ties_won")) is None:
        return f"{won}, {lost} {in_all}, {count(ties, 'tie')}"
    return f"{won}{_by_tie(int(tied))}, {lost}{_by_tie(ties - int(tied))} {in_all}"


def difference(apart: Comparison) -> str:
    """What tells two implementations apart whose verdicts may be the same.."""
    first, second = apart["subjects"]
    one, other = (figure(float(median)) for median in apart["medians"])
    replicas = count(apart["replicas"], "replica")
    return (
        f"{apart['text']}: {one} of {first}, {other} of {second}; the first gives more in "
        f"{apart['more']} of {replicas}, less in {apart['less']}"
    )


def losses(number: int) -> str:
    """``no loss``, ``1 loss``, ``2 losses``."""
    return count(number, "loss", "losses") if number else "no loss"


def _by_tie(number: int) -> str:
    return f" ({number} by a tie)" if number else ""


def certainty(c: Comparison) -> str:
    """Of a checked comparison: what it does not exclude, or that one loss was enough."""
    if c.get("replicas") == 1:
        return "computed, not sampled"
    if c.get("verdict") == "REFUTED":
        return "one loss refutes it"
    excluded = c.get("excluded")
    if not excluded:
        return "checked, not inferred"
    rate = figure(100 * float(excluded["loss_rate"]), 2)
    error = figure(float(excluded["at_error"]), 2)
    said = f"a loss rate below {rate} % is not excluded, at an error of {error}"
    return said if c.get("verdict") == "HOLDS" else f"undecided so far: {said}"
