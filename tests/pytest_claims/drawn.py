"""Claims about samples that a test writes down number by number: nothing is drawn."""

import numpy as np

from pytest_claims.deciding.trial import Case
from pytest_claims.measuring.replicas import LOOKS

ERROR = 0.001


def a(*, seeds):
    """A probe."""


def b(*, seeds):
    """Another."""


def c(*, seeds):
    """A third."""


def d(*, seeds):
    """A fourth."""


def e(*, seeds):
    """A fifth."""


def wins(number, of=LOOKS[-1]):
    """1 for so many of the replicas, evenly spread over them, else 0."""
    places = np.arange(of)
    return ((places + 1) * number // of - places * number // of).astype(float)


def one(measure):
    """A claim of one assertion."""
    assert measure(a) > 0


def two(measure):
    """A claim of two."""
    assert measure(a) > 0
    assert measure(b) > 0


def late(early, later):
    """These numbers up to the first look, those after it."""
    return np.concatenate([early[:24], later[24:]])


class Instrument:
    """Answers from a table of numbers by probe, and keeps count of the looks that were taken."""

    def __init__(self, table):
        self.table = {probe.__name__: np.asarray(v, float) for probe, v in table.items()}
        self.drawn = {}
        self.measured = set()
        self.seed = 0

    def draw(self, measurement, look):
        name = measurement.probe.__name__
        self.drawn[name] = max(LOOKS[look], self.drawn.get(name, 0))
        if name not in self.table:
            raise ValueError(f"{name} cannot be measured")
        return self.table[name][: LOOKS[look]]

    def identity(self, measurement):
        return {"probe sources": "p", "architecture sources": "a"}

    def seconds(self, measurement):
        return None

    def settings(self, measurement):
        return dict(measurement.conditions)


def case(body, table, **more):
    """The claim whose body this is, over these numbers."""
    return Case(body, Instrument(table), more.pop("error", ERROR), **more)
