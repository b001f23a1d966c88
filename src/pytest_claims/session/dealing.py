"""Deals claims out to workers: the longest first, and none that another worker measures for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from xdist.scheduler import LoadScheduling

from pytest_claims.recording.times import Drawn

LONG = 0.5
"""The part of the longest case left, from which on a case is long."""


class Costs:
    """About how long each case takes, and which samples it draws, as far as that is known.

    ``efforts`` are estimates for each case of a test, by its node id, in a unit of their own;
    those of cases that were timed give it in seconds.
    """

    def __init__(self, timed: Mapping[str, Drawn], efforts: Mapping[str, int]) -> None:
        self._timed = timed
        self._efforts = efforts
        both = [(sum(timed[c].values()), efforts[_test(c)]) for c in timed if _test(c) in efforts]
        seconds, effort = (sum(column) for column in zip(*both, strict=True)) if both else (0, 0)
        self._unit = seconds / effort if seconds and effort else 1.0

    def seconds(self, case: str) -> float:
        """By earlier runs, or by the estimate; 0 for what is no claim."""
        if case in self._timed:
            return sum(self._timed[case].values())
        return self._unit * self._efforts.get(_test(case), 0)

    def samples(self, case: str) -> frozenset[str]:
        """What it drew in an earlier run."""
        return frozenset(self._timed.get(case, ()))


def _test(case: str) -> str:
    return case.partition("[")[0]


class LongestFirst(LoadScheduling):  # type: ignore[misc]  # xdist has no types
    """A worker runs one case and holds another, which is a short one where the first is long.

    Where it can be, no two workers hold cases that draw the same sample.
    """

    def __init__(self, config: pytest.Config, log: Any, costs: Costs) -> None:
        super().__init__(config, log)
        self.maxschedchunk = 1
        self.costs = costs

    def _send_tests(self, node: Any, num: int) -> None:
        for _ in range(min(num, len(self.pending))):
            chosen = self._chosen(node)
            self.pending.remove(chosen)
            self.pending.insert(0, chosen)
            super()._send_tests(node, 1)

    def _chosen(self, node: Any) -> int:
        """What this worker gets next; of equals, what was collected first."""
        elsewhere = [held for other, held in self.node2pending.items() if other is not node]
        taken = self._samples([case for held in elsewhere for case in held])
        free = [case for case in self.pending if not taken & self._samples([case])]
        open_to_it = free or self.pending
        longest = max(open_to_it, key=self._seconds)
        held = sum(map(self._seconds, self.node2pending[node]))
        if held > LONG * self._seconds(longest):
            return min(open_to_it, key=self._seconds)
        return longest

    def _seconds(self, case: int) -> float:
        return self.costs.seconds(self._name(case))

    def _samples(self, cases: Sequence[int]) -> frozenset[str]:
        return frozenset[str]().union(*(self.costs.samples(self._name(case)) for case in cases))

    def _name(self, case: int) -> str:
        assert self.collection is not None
        return self.collection[case]
