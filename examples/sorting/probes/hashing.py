"""How evenly keys fall into a table, and what a search in it costs."""

from collections.abc import Sequence

import numpy as np


def fullest_by_remainder(*, seeds: Sequence[int], buckets: int, stride: int) -> np.ndarray:
    """Keys in the fullest bucket, of 1,000 that are multiples of ``stride``. In [1, 1000].

    A key's bucket is its remainder by the number of buckets.
    """
    return np.array([_fullest(_multiples(seed, stride) % buckets) for seed in seeds])


def fullest_of_choices(*, seeds: Sequence[int], choices: int, keys: int = 10_000) -> np.ndarray:
    """Keys in the fullest of as many buckets; each goes to the emptiest of its ``choices``."""
    return np.array([_chosen(seed, choices, keys) for seed in seeds])


def steps_to_a_key(
    *, seeds: Sequence[int], load: float, probing: str, size: int = 4099
) -> np.ndarray:
    """Places looked at to find a key, on average over all keys of a table of this load.

    ``linear`` goes on to the next place, ``double`` by a step that belongs to the key. In [1, ∞).
    """
    return np.array([_mean_steps(seed, int(load * size), probing, size) for seed in seeds])


def _multiples(seed: int, stride: int) -> np.ndarray:
    return stride * np.random.default_rng(seed).choice(1_000_000, 1_000, replace=False)


def _fullest(places: np.ndarray) -> int:
    return int(np.bincount(places).max())


def _chosen(seed: int, choices: int, keys: int) -> int:
    filled = [0] * keys
    for offered in np.random.default_rng(seed).integers(keys, size=(keys, choices)).tolist():
        filled[min(offered, key=filled.__getitem__)] += 1
    return max(filled)


def _mean_steps(seed: int, keys: int, probing: str, size: int) -> float:
    draw = np.random.default_rng(seed)
    starts = draw.integers(size, size=keys).tolist()
    strides = draw.integers(1, size, size=keys).tolist() if probing == "double" else [1] * keys
    taken, steps = [False] * size, 0
    for place, stride in zip(starts, strides, strict=True):
        steps += 1
        while taken[place]:
            place, steps = (place + stride) % size, steps + 1
        taken[place] = True
    return steps / keys
