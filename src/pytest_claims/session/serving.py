"""The process that measures for a worker: ``python -m pytest_claims.session.serving ROOT FLAG …``.

It loads the project as an audit does, and answers orders from its standard input, one after the
other. It is a process of its own because a worker has threads, and what measures is forked.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

import pytest

from pytest_claims import settings
from pytest_claims.cluster.order import Made, Order
from pytest_claims.cluster.wire import unpacked
from pytest_claims.cluster.working import received, send
from pytest_claims.measuring.implementations import Implementations
from pytest_claims.measuring.instrument import Instrument, NotTested
from pytest_claims.plain import changed
from pytest_claims.recording.standings import first_of
from pytest_claims.session.instruments import instrument_of


@dataclass(frozen=True)
class Serving:
    """Takes the place of the claims in a session."""

    orders: BinaryIO
    answers: BinaryIO

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> bool:
        """One item, that measures what it is asked for until nobody asks."""
        item: Orders = Orders.from_parent(session, name="orders")
        item.serving = self
        session.items, session.testscollected = [item], 1
        return True


class Orders(pytest.Item):
    """Measures until the orders end."""

    serving: Serving

    def runtest(self) -> None:
        """Answer one order after the other."""
        found = settings.read(self.config)
        assert found is not None
        known = Implementations(self.config, found)
        instrument = instrument_of(self.config, found, known)
        find_experiments(self.config, found)
        try:
            instrument.begin()
            while payload := received(self.serving.orders):
                made = answer(instrument, payload, known.standing)
                send(self.serving.answers, pickle.dumps(made))
        finally:
            instrument.close()


def find_experiments(config: pytest.Config, found: settings.Settings) -> None:
    """Let what they define themselves be known by the names that pytest gives their files."""
    if config.getoption("importmode") != "importlib":
        sys.path.insert(0, str(found.root / found.experiments))


def answer(instrument: Instrument, payload: bytes, standing: Callable[[Any], Any]) -> Made:
    """Measure one order, unless what it depends on is another thing here."""
    try:
        order = unpacked(payload, standing)
    except Exception as problem:
        return Made("", refused=f"what was ordered is not known ({problem})")
    try:
        if refused := differing(instrument, order):
            return Made(order.key, refused=refused)
        with instrument.isolated():
            for piece in instrument.pieces(order.measurement, order.look):
                if piece.key == order.key:
                    record = instrument.record(piece)
                    skipped = instrument.store.lacks().get("not repeated", 0)
                    return Made(order.key, record.document(), unrepeated=skipped)
        return Made(order.key, refused="what is installed here, or the machine, is another")
    except NotTested as problem:
        return Made(order.key, limit=str(problem))
    except Exception as problem:
        return Made(order.key, problem=f"{type(problem).__name__}: {problem}")


def differing(instrument: Instrument, order: Order) -> str:
    """Which of the files that it depends on are not here as they are where it was ordered."""
    names = changed(order.sources, instrument.said([order.measurement], order.look))
    return f"{first_of(names)} differ" if names else ""


def main(root: str, *flags: str) -> int:
    """Serve standard input; what is printed meanwhile goes where errors go."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    orders = os.fdopen(os.dup(0), "rb")
    alone = ["-s", "-q", "-n0", "-p", "no:cacheprovider", "--assert=plain"]
    return int(pytest.main([root, "--rootdir", root, *alone, *flags], [Serving(orders, answers)]))


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
