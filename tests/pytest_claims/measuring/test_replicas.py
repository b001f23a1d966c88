"""Which replicas each look adds, and from which seeds."""

import numpy as np
import pytest

from pytest_claims.measuring.replicas import LOOKS, added, seeds


def test_the_looks_add_up():
    assert [added(look) for look in range(len(LOOKS))] == [24, 24, 48, 96]


@pytest.mark.parametrize("run", [0, 7])
def test_a_seed_depends_on_the_run_and_on_the_index_of_its_replica(run):
    found = [seed for look in range(len(LOOKS)) for seed in seeds(run, look)]

    for i, seed in enumerate(found):
        sequence = np.random.SeedSequence(run, spawn_key=(i,))
        assert seed == int(sequence.generate_state(1, np.uint64)[0]) // 2
    assert len({*found}) == len(found) == 192


def test_seeds_fit_where_a_signed_number_of_64_bits_is_asked_for():
    assert all(type(seed) is int and 0 <= seed < 2**63 for seed in seeds(0, 3))
    assert not {*seeds(0, 0)} & {*seeds(1, 0)}
