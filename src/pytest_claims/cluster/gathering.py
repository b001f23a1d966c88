"""Has everything measured that the claims of a run need, before they are decided as ever."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Protocol, cast

from pytest_claims.cluster.order import Made, Order
from pytest_claims.deciding.plan import plan
from pytest_claims.deciding.trial import Case, attempt
from pytest_claims.declaring.event import Values
from pytest_claims.declaring.measurement import Measurement
from pytest_claims.measuring.draws import Draws
from pytest_claims.measuring.instrument import Instrument
from pytest_claims.measuring.pieces import Piece
from pytest_claims.measuring.record import parse


class Cluster(Protocol):
    """Whoever measures."""

    def submit(self, order: Order) -> None:
        """Have this made some time."""

    def answers(self) -> Iterator[tuple[str, Made]]:
        """Who made what, as it comes, until nothing is outstanding."""


class Lacking(Exception):
    """Something has to be measured first."""


@dataclass
class Foreseeing:
    """An instrument that draws what is kept and remembers what is not."""

    instrument: Instrument
    lacking: dict[str, Piece] = field(default_factory=dict)

    @property
    def seed(self) -> int:
        """Of the run."""
        return self.instrument.seed

    def draw(self, measurement: Measurement, look: int) -> Values:
        """The numbers where they are all there; Lacking where they are not."""
        for k in range(look + 1):
            self.look_for(measurement, k)
        if self.lacking:
            raise Lacking
        return self.instrument.draw(measurement, look)

    def look_for(self, measurement: Measurement, look: int) -> None:
        """Remember what is not kept of what this look adds."""
        pieces = self.instrument.pieces(measurement, look)
        self.lacking |= {piece.key: piece for piece in pieces if piece.record is None}


@dataclass
class Waiting:
    """A case, and what it waits for."""

    case: Case
    keys: set[str] = field(default_factory=set)


class Gathering:
    """Orders what cases lack, each piece once, and tries them again as it comes."""

    def __init__(self, instrument: Instrument, cluster: Cluster) -> None:
        self.instrument, self.cluster = instrument, cluster
        self.ordered: set[str] = set()
        self.given_up: set[str] = set()
        self.refused: dict[str, str] = {}
        self.made: dict[str, int] = {}

    def gather(self, cases: Iterable[Callable[[], Case]]) -> None:
        """Until each case is decided, or needs what nobody could make."""
        waiting = [found for case in cases if (found := self._begun(case)) is not None]
        for who, made in self.cluster.answers():
            self._keep(who, made)
            for found in [w for w in waiting if made.key in w.keys]:
                found.keys.discard(made.key)
                if not found.keys and not self._lacks(found):
                    waiting.remove(found)

    def _begun(self, case: Callable[[], Case]) -> Waiting | None:
        """First looks of a claim and its controls are ordered together."""
        try:
            found = Waiting(case())
            wanted = Foreseeing(self.instrument)
            for measurement in plan(found.case).measurements:
                wanted.look_for(measurement, 0)
        except Exception:
            return None  # the claim says so itself when it runs
        self._order(found, wanted.lacking)
        return found if found.keys or self._lacks(found) else None

    def _lacks(self, found: Waiting) -> bool:
        """Try a case with what there is; whether something was ordered for it."""
        wanted = Foreseeing(self.instrument)
        case = replace(found.case, instrument=cast(Draws, wanted))
        with suppress(Exception):  # what is wrong with it, it says itself when it runs
            attempt(case)
        self._order(found, wanted.lacking)
        return bool(found.keys)

    def _order(self, found: Waiting, lacking: dict[str, Piece]) -> None:
        for key, piece in lacking.items():
            if key in self.given_up:
                continue
            found.keys.add(key)
            if key not in self.ordered:
                self.ordered.add(key)
                self.cluster.submit(self._written(piece))

    def _written(self, piece: Piece) -> Order:
        declared = piece.group.declared
        said = self.instrument.said([declared], piece.look)
        return Order(declared, look=piece.look, key=piece.key, sources=said)

    def _keep(self, who: str, made: Made) -> None:
        """What was made is kept; what was not is measured here when its claim runs."""
        try:
            if made.record is not None:
                record = parse(json.dumps(made.record).encode(), made.key, None)
                self.instrument.store.put(made.key, record)
                self.made[who] = self.made.get(who, 0) + 1
                return
        except ValueError as problem:
            self.refused[who] = f"an answer is {problem}"
        self.given_up.add(made.key)
        if made.refused:
            self.refused[who] = made.refused
