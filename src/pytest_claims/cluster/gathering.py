"""Has everything measured that a run draws, before it is decided or drawn as ever."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol, cast

from pytest_claims.cluster.need import Need
from pytest_claims.cluster.order import Made, Order
from pytest_claims.cluster.wire import Unsendable
from pytest_claims.declaring.event import Values
from pytest_claims.declaring.measurement import Measurement
from pytest_claims.measuring.draws import Draws
from pytest_claims.measuring.instrument import Instrument
from pytest_claims.measuring.pieces import Piece
from pytest_claims.measuring.record import parse


class Cluster(Protocol):
    """Whoever measures."""

    def submit(self, order: Order) -> None:
        """Have this made some time; Unsendable where it cannot leave this process."""

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
        if self.looked_for(measurement, look):
            raise Lacking
        return self.instrument.draw(measurement, look)

    def looked_for(self, measurement: Measurement, look: int) -> dict[str, Piece]:
        """What is not kept of all that there is up to this look, which is remembered."""
        pieces = (p for k in range(look + 1) for p in self.instrument.pieces(measurement, k))
        found = {piece.key: piece for piece in pieces if piece.record is None}
        self.lacking |= found
        return found


@contextmanager
def left_to_say() -> Iterator[None]:
    """What is wrong with a claim or an experiment, it says itself when it runs."""
    try:
        yield
    except KeyboardInterrupt:
        raise
    except BaseException:  # a body may skip itself
        pass


@dataclass
class Waiting:
    """A need, and what it waits for."""

    need: Need
    keys: set[str] = field(default_factory=set)


class Gathering:
    """Orders what needs lack, each piece once, and tries them again as it comes."""

    def __init__(self, instrument: Instrument, cluster: Cluster) -> None:
        self.instrument, self.cluster = instrument, cluster
        self.ordered: set[str] = set()
        self.given_up: set[str] = set()
        self.refused: dict[str, str] = {}
        self.unsent: list[str] = []
        self.made: dict[str, int] = {}
        self.unrepeated = 0

    def gather(self, needs: Iterable[Need]) -> None:
        """Until each need is met, or lacks what nobody could make."""
        waiting = [found for need in needs if (found := self._begun(need)) is not None]
        for who, made in self.cluster.answers():
            self._keep(who, made)
            for found in [w for w in waiting if made.key in w.keys]:
                found.keys.discard(made.key)
                if not found.keys and not self._lacks(found):
                    waiting.remove(found)

    def _begun(self, need: Need) -> Waiting | None:
        """What is foretold is ordered together."""
        found, wanted = Waiting(need), Foreseeing(self.instrument)
        with left_to_say():
            for measurement in need.foretold():
                wanted.looked_for(measurement, need.look)
        self._order(found, wanted.lacking)
        return found if found.keys or self._lacks(found) else None

    def _lacks(self, found: Waiting) -> bool:
        """Try it with what there is; whether something was ordered for it."""
        wanted = Foreseeing(self.instrument)
        with left_to_say():
            found.need.attempt(cast(Draws, wanted))
        self._order(found, wanted.lacking)
        return bool(found.keys)

    def _order(self, found: Waiting, lacking: dict[str, Piece]) -> None:
        for key, piece in lacking.items():
            if key in self.given_up:
                continue
            if key in self.ordered or self._sent(piece):
                self.ordered.add(key)
                found.keys.add(key)

    def _sent(self, piece: Piece) -> bool:
        """Whether it could be; what could not is measured here."""
        try:
            self.cluster.submit(self._written(piece))
        except Unsendable as problem:
            self.given_up.add(piece.key)
            self.unsent.append(str(problem))
            return False
        return True

    def _written(self, piece: Piece) -> Order:
        declared = piece.group.declared
        said = self.instrument.said([declared], piece.look)
        return Order(declared, look=piece.look, key=piece.key, sources=said)

    def _keep(self, who: str, made: Made) -> None:
        """What was made is kept; what was not is measured here by what needs it."""
        try:
            if made.record is not None:
                record = parse(json.dumps(made.record).encode(), made.key, None)
                self.instrument.store.put(made.key, record)
                self.made[who] = self.made.get(who, 0) + 1
                self.unrepeated += made.unrepeated
                return
        except ValueError as problem:
            self.refused[who] = f"an answer is {problem}"
        self.given_up.add(made.key)
        if made.refused:
            self.refused[who] = made.refused
