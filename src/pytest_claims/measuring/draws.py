"""Numbers of replicas, look by look, whoever makes them."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from pytest_claims.declaring.event import Values
from pytest_claims.declaring.measurement import Measurement
from pytest_claims.measuring.replicas import LOOKS, Group, added, groups


class Draws(ABC):
    """Draws measurements: the same replicas for the same ``seed``."""

    seed: int

    def draw(self, measurement: Measurement, look: int) -> Values:
        """The numbers of all replicas up to this look (0, 1, …), in the order of their index."""
        if measurement.exact:
            return np.repeat(self._stretch(measurement, 0), LOOKS[look])
        return np.concatenate([self._stretch(measurement, k) for k in range(look + 1)])

    def _stretch(self, measurement: Measurement, look: int) -> Values:
        values = np.empty(1 if measurement.exact else added(look))
        for group in groups(measurement, self.seed, look):
            values[list(group.indices)] = self._group(group, look)
        return values

    @abstractmethod
    def _group(self, group: Group, look: int) -> Values:
        """The numbers of these replicas of a look."""
