"""Probes, right and wrong, and an instrument that asks them without pytest around it."""

import os
import random
import time
from argparse import Namespace
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np

from pytest_claims.declaring.measurement import Measurement
from pytest_claims.measuring.data import Data
from pytest_claims.measuring.evidence import Store
from pytest_claims.measuring.identity import plain_conditions
from pytest_claims.measuring.instrument import Instrument
from pytest_claims.measuring.replicas import Group

LEVEL = 0.0
calls = []
_calls = {}
HOME = os.getpid()
DATA = Path()
log = Namespace(asked=[])  # of a kind that isolation does not look into


class High:
    shift = 5.0


class Bench:
    def build(self, architecture, seeds, conditions):
        return architecture

    def measuring(self, conditions):
        return nullcontext()

    def defaults(self, probe):
        return {}

    def not_exposed(self, problem):
        return None


class Sources:
    """Sources that nobody asks."""


class ByName(Instrument):
    """Takes every probe by its name, also one that is made within a test."""

    def _identity(self, group: Group, look: int) -> dict[str, Any]:
        measurement = group.measurement
        probe, architecture = measurement.probe, measurement.architecture
        return {
            "probe": f"{probe.__module__}:{probe.__qualname__}",
            "architecture": architecture and architecture.__qualname__,
            "conditions": plain_conditions(measurement),
            "seed": self.seed,
            "look": look,
            "indices": list(group.indices),
        }


def instrument(folder: Path, *, fresh=False, repeat=0.0, **given) -> Instrument:
    store = Store(folder / ".claims" / "evidence", fresh=fresh)
    data = given.pop("data", None) or Data(folder)
    return ByName(store, Sources(), Bench(), repeat=repeat, data=data, **given)


def of(probe: Callable, architecture=None, **conditions) -> Measurement:
    return Measurement(probe, architecture, conditions, {})


def zeros(measurement, replicas):
    """An answer to whoever only asks."""
    return np.zeros(len(replicas))


def normal(*, seeds):
    log.asked.append(len(seeds))
    return np.array([np.random.default_rng(seed).normal() for seed in seeds])


def normal_at(*, seeds, level):
    return normal(seeds=seeds) + level


def level(*, seeds):
    return normal(seeds=seeds) + LEVEL


def sets_level(*, seeds):
    globals()["LEVEL"] = 9.0
    return normal(seeds=seeds)


def counter():
    number = 0

    def count():
        nonlocal number
        number += 1
        return number

    return count


_count = counter()


def remembers(*, seeds):
    """Keeps its state where no comparison of modules looks."""
    return normal(seeds=seeds) + _count()


def remembers_first(*, seeds):
    """Lies from the second measurement of a process on, whoever makes it."""
    return normal(seeds=seeds) + (_count() > 1)


def unseeded(*, seeds):
    return np.random.default_rng().normal(size=len(seeds))


def globally_drawn(*, seeds):
    return np.random.normal(size=len(seeds))


def computed():
    return 7.0


def drawn_without_seeds():
    return np.random.default_rng().normal()


def almost_one_number():
    return 1 + 1e-9 * np.random.default_rng().normal()


def timed():
    return time.time()


def drawn_by_random(*, seeds):
    return np.array([random.random() for _ in seeds])


def seeded_globally(*, seeds):
    np.random.seed(seeds[0] % 2**32)
    return normal(seeds=seeds)


def steering(*, seeds):
    """Tries to switch the repetition off."""
    random.seed(1)
    return unseeded(seeds=seeds)


def cumulative(*, seeds):
    return normal(seeds=seeds).cumsum()


def by_place(*, seeds):
    return normal(seeds=seeds) + np.arange(len(seeds))


def by_first(*, seeds):
    return normal(seeds=seeds) + np.random.default_rng(seeds[0]).normal()


def leaks_in_most(*, seeds):
    found = normal(seeds=seeds)
    return found + np.where(found > 1.0, 0.0, found.mean())


def forks(*, seeds):
    """Comes out twice."""
    os.fork()
    return normal(seeds=seeds)


def forks_and_fails(*, seeds):
    if os.fork() == 0:
        raise ValueError("the child")
    return normal(seeds=seeds)


def fails_alone(*, seeds):
    _calls["made"] = os.getpid() == HOME
    if os.getpid() != HOME:
        raise KeyError("no table")
    return normal(seeds=seeds)


def exits_elsewhere(*, seeds):
    if os.getpid() != HOME:
        os._exit(0)
    return normal(seeds=seeds)


def forks_elsewhere(*, seeds):
    if os.getpid() != HOME:
        os.fork()
    return normal(seeds=seeds)


def hangs_elsewhere(*, seeds):
    if os.getpid() != HOME:
        time.sleep(600)
    return normal(seeds=seeds)


def slow(*, seeds):
    time.sleep(0.05)
    return normal(seeds=seeds)


def from_file(*, seeds, name):
    return normal(seeds=seeds) + float((DATA / name).read_text())


def cached_without_x(*, seeds, x):
    key = tuple(seeds)
    if key not in _calls:
        _calls[key] = x + normal(seeds=seeds)
    return _calls[key].copy()
