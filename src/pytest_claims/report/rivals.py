"""Controls beside the assertions of a case: what each removes, and what it did to which."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

RESULTS = {
    "turned": "turns it",
    "weakened": "weakens it",
    "same": "does not turn it",
    "open": "does not settle it",
    "void": "could not be measured",
}


@dataclass(frozen=True)
class Bar:
    """A share of replicas, with its interval and the threshold where it has them."""

    name: str
    wins: int
    replicas: int
    result: str = ""
    interval: tuple[float, float] | None = None
    threshold: float | None = None

    @property
    def share(self) -> float:
        """Of all replicas, how many win."""
        return self.wins / self.replicas if self.replicas else 0.0


def rivals(case: Mapping[str, Any], place: int) -> Iterator[Bar]:
    """What the controls of a case did to its assertion at this place.

    A ledger that does not tell assertions apart has one result, which stands at the first.
    """
    for control in case.get("controls") or ():
        assertions = control.get("assertions")
        if assertions is None:
            beside = control if place == 0 else None
        else:
            beside = assertions[place] if place < len(assertions) else None
        if beside:
            yield Bar(
                name=f"control {control.get('name', '')}",
                wins=int(beside.get("wins") or 0),
                replicas=int(beside.get("replicas") or 0),
                result=RESULTS.get(str(beside.get("result")), ""),
            )


def removed(cases: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """Each control once, what it removes where the claim says so, and what it was measured on
    where that is not what is under test."""
    controls = [control for case in cases for control in case.get("controls") or ()]
    found = {str(c.get("name")): (c.get("because"), c.get("on")) for c in controls}
    return [(name, str(because or ""), str(on or "")) for name, (because, on) in found.items()]
