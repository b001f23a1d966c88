"""Dask as whoever measures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from pytest_claims.cluster.order import Made, Order, Run
from pytest_claims.cluster.wire import packed
from pytest_claims.cluster.working import work

INSTALL = "install dask and distributed, as pip install 'sequence-model-claims[cluster]' does"
PATIENCE = 30
"""Seconds until a scheduler has to answer."""


class NoCluster(Exception):
    """There is none at this address."""


class Workers:
    """The workers of a scheduler, or of this machine's own cores with ``local``.

    ``asked(object)`` is what it was made for, if it was; it is then made there as it was here.
    """

    def __init__(self, address: str, run: Run, asked: Callable[[Any], Any]) -> None:
        try:
            import distributed
        except ImportError as problem:
            raise NoCluster(f"{INSTALL}: {problem}.") from problem
        dask: Any = distributed  # which has no types
        self.run, self.asked = run, asked
        self._local = dask.LocalCluster(threads_per_worker=1) if address == "local" else None
        try:
            self.client = dask.Client(self._local or address, timeout=PATIENCE)
        except OSError as problem:
            raise NoCluster(f"start a scheduler at {address}: none answers ({problem}).") from None
        self._outstanding = dask.as_completed([])
        self._orders: dict[str, Order] = {}
        self._refusing: dict[str, set[str]] = {}

    def submit(self, order: Order) -> None:
        """Hand it to the scheduler, which gives it to a worker and, if that is lost, to another."""
        self._send(order, None)

    def answers(self) -> Iterator[tuple[str, Made]]:
        """As they come. An order that one worker refuses goes to the others."""
        while not self._outstanding.is_empty():
            future = next(self._outstanding)
            order = self._orders.pop(future.key)
            if future.status == "error":
                yield "nobody", Made(order.key, problem=str(future.exception()))
                continue
            who, made = future.result()
            if made.refused and (others := self._others(order, who)):
                self._send(order, others)
                yield who, Made("", refused=made.refused)
            else:
                yield who, replace(made, key=order.key)

    def _others(self, order: Order, who: str) -> list[str]:
        refusing = self._refusing.setdefault(order.key, set())
        refusing.add(who)
        return [w for w in self.client.scheduler_info(-1)["workers"] if w not in refusing]

    def _send(self, order: Order, workers: list[str] | None) -> None:
        payload = packed(order, self.asked)
        name = f"{order.key}-{len(self._refusing.get(order.key, ()))}-{self.run.name}"
        self._orders[name] = order
        self._outstanding.add(
            self.client.submit(measured, self.run, payload, key=name, workers=workers)
        )

    def close(self) -> None:
        """Let go of it; a cluster of this machine ends."""
        self.client.close()
        if self._local is not None:
            self._local.close()


def measured(run: Run, order: bytes) -> tuple[str, Made]:
    """On a worker: its address, and what it made."""
    from distributed import get_worker

    return get_worker().address, work(run, order)
