"""Which replicas are drawn: how many at each look, from which seeds, and under which conditions."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pytest_claims.declaring.measurement import Measurement
from pytest_claims.declaring.population import Across
from pytest_claims.faults import ClaimError

LOOKS = (24, 48, 96, 192)
"""Replicas drawn so far whenever the data are looked at."""


def added(look: int) -> int:
    """How many replicas this look adds to those of the look before."""
    return LOOKS[look] - (LOOKS[look - 1] if look else 0)


BITS = 63
"""Of a seed, unless a project asks for fewer."""


def seeds(run_seed: int, look: int, bits: int = BITS) -> list[int]:
    """The seeds of the replicas that this look adds; they depend on the index and nothing else."""
    sequences = [np.random.SeedSequence(run_seed, spawn_key=(i,)) for i in range(LOOKS[look])]
    drawn = [int(s.generate_state(1, np.uint64)[0]) for s in sequences[-added(look) :]]
    return [seed >> (64 - bits) for seed in drawn]


def drawn(name: str, varied: Across, run_seed: int, look: int) -> NDArray[np.int64]:
    """Which of its values this condition has in each replica that this look adds.

    Equally many have each value. The draw belongs to the condition's name, so that two
    measurements which vary it are paired, and conditions of other names are crossed with it.
    ClaimError where the values do not divide the replicas of a look.
    """
    count, replicas = len(varied.values), added(look)
    if LOOKS[0] % count:
        fitting = [str(n) for n in range(2, LOOKS[0] + 1) if LOOKS[0] % n == 0]
        raise ClaimError(
            f"Give {name} one of {', '.join(fitting)} values, or make a case of each with "
            f"pytest.mark.parametrize: the {LOOKS[0]} replicas of a look have equally many of "
            f"each, and {name}={varied!r} has {count}."
        )
    spawned = np.random.SeedSequence(run_seed, spawn_key=(*name.encode(), look))
    values = np.repeat(np.arange(count), replicas // count)
    return np.random.default_rng(spawned).permutation(values)


@dataclass(frozen=True)
class Group:
    """Replicas of one look that are measured together; ``indices`` are their places in it.

    ``measurement`` has the values that these replicas have of what was ``declared`` to vary.
    """

    declared: Measurement
    measurement: Measurement
    indices: tuple[int, ...]


def groups(measurement: Measurement, run_seed: int, look: int) -> Iterator[Group]:
    """The replicas that this look adds, by the values that they have of what varies; of what is
    exact the first look has one, and no other look any.
    """
    varied = measurement.varied
    if measurement.exact:
        yield from [Group(measurement, measurement, (0,))][look:]
        return
    if not varied:
        yield Group(measurement, measurement, tuple(range(added(look))))
        return
    places = np.stack([drawn(name, v, run_seed, look) for name, v in varied.items()])
    for place in np.unique(places, axis=1).T:
        chosen = {name: v.values[i] for (name, v), i in zip(varied.items(), place, strict=True)}
        indices = np.flatnonzero((places == place[:, None]).all(0))
        yield Group(measurement, measurement.at(chosen), tuple(map(int, indices)))
