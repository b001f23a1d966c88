"""Which replicas are drawn: how many at each look, and from which seeds."""

import numpy as np

LOOKS = (24, 48, 96, 192)
"""Replicas drawn so far whenever the data are looked at."""


def added(look: int) -> int:
    """How many replicas this look adds to those of the look before."""
    return LOOKS[look] - (LOOKS[look - 1] if look else 0)


def seeds(run_seed: int, look: int) -> list[int]:
    """The seeds of the replicas that this look adds; they depend on the index and nothing else."""
    sequences = [np.random.SeedSequence(run_seed, spawn_key=(i,)) for i in range(LOOKS[look])]
    return [int(s.generate_state(1, np.uint64)[0] >> 1) for s in sequences[-added(look) :]]
