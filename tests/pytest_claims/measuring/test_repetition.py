"""Asked again, here or in a process that measured nothing, a probe must answer the same."""

import random
import time

import numpy as np
import pytest
import toy_bench as toy

from pytest_claims.declaring.measurement import Measurement
from pytest_claims.faults import ClaimError
from pytest_claims.measuring import zygote
from pytest_claims.measuring.repetition import ALLOWANCE, Repetition

NOT_SEEDED = "is not reproducible: asked twice with the same seeds"
LEAKS = "leaks from replica to replica: asked again for half of them"
BEFORE = "depends on what was measured before it: asked again where nothing was"


@pytest.fixture(params=["elsewhere", "here"])
def instrument(request, begun):
    """The same, and one on a platform without fork."""
    if request.param == "here":
        begun.repetition.elsewhere = None
    return begun


@pytest.mark.parametrize(
    "probe", [toy.unseeded, toy.globally_drawn, toy.drawn_by_random, toy.steering]
)
def test_first_measurement_of_an_unseeded_probe_is_refused(instrument, probe):
    random.seed(1)
    for _ in range(6):
        with pytest.raises(ClaimError, match=NOT_SEEDED):
            instrument.draw(toy.of(probe), 0)
    assert not list(instrument.store.folder.rglob("*.json"))


@pytest.mark.parametrize("probe", [toy.drawn_without_seeds, toy.almost_one_number, toy.timed])
def test_what_takes_no_seeds_and_is_no_one_number_is_refused_by_name(instrument, probe):
    told = f"{probe.__name__}.* takes no seeds, and so is one number, which it is not: it was .*"
    with pytest.raises(ClaimError, match=rf"{told}Let {probe.__name__} take seeds and draw"):
        instrument.draw(toy.of(probe), 0)
    assert not list(instrument.store.folder.rglob("*.json"))


def test_what_is_computed_and_the_same_is_kept(instrument):
    assert set(instrument.draw(toy.of(toy.computed), 0)) == {7.0}


@pytest.mark.parametrize("probe", [toy.cumulative, toy.by_place, toy.by_first, toy.leaks_in_most])
def test_first_measurement_of_a_leaking_probe_is_refused(instrument, probe):
    with pytest.raises(ClaimError, match=LEAKS):
        instrument.draw(toy.of(probe), 0)


@pytest.mark.parametrize("probe", [toy.normal, toy.seeded_globally, toy.level])
def test_seeded_probe_is_kept(instrument, probe):
    found = instrument.draw(toy.of(probe), 1)

    assert found.shape == (48,)
    assert (toy.instrument(instrument.data.root).draw(toy.of(probe), 1) == found).all()


def test_state_that_another_probe_left_is_found_in_a_process_without_it(begun, monkeypatch):
    monkeypatch.setattr(toy, "LEVEL", 0.0)
    begun.draw(toy.of(toy.sets_level), 0)
    with pytest.raises(ClaimError, match=BEFORE):
        begun.draw(toy.of(toy.level), 0)


def test_probe_that_remembers_where_nothing_is_compared_is_refused(begun):
    begun.draw(toy.of(toy.remembers_first), 0)
    with pytest.raises(ClaimError, match=BEFORE):
        begun.draw(Measurement(with_model, toy.High, {}, {}), 0)


def with_model(build, *, seeds):
    return toy.remembers_first(seeds=seeds)


def test_error_that_comes_only_where_nothing_was_measured_is_told(begun):
    with pytest.raises(ClaimError, match=f"{BEFORE}, it raises KeyError: 'no table'"):
        begun.draw(toy.of(toy.fails_alone), 0)


@pytest.mark.parametrize("probe", [toy.exits_elsewhere, toy.forks_elsewhere])
def test_probe_that_exits_or_forks_elsewhere_hangs_nothing(begun, probe):
    started = time.perf_counter()

    assert begun.draw(toy.of(probe), 0).shape == (24,)
    assert begun.draw(toy.of(toy.normal), 0).shape == (24,)
    assert time.perf_counter() - started < zygote.PATIENCE


def test_probe_that_hangs_elsewhere_is_asked_here_in_the_end(tmp_path, monkeypatch):
    monkeypatch.setattr(zygote, "PATIENCE", 0.5)
    instrument = toy.instrument(tmp_path)
    instrument.begin()

    assert instrument.draw(toy.of(toy.hangs_elsewhere), 0).shape == (24,)
    instrument.close()


def test_what_cannot_be_told_to_another_process_is_asked_here(begun):
    def local(*, seeds):
        return toy.normal(seeds=seeds)

    toy.log.asked.clear()
    assert begun.draw(toy.of(local), 0).shape == (24,)
    assert toy.log.asked == [24, 3]


def asked_here(instrument, *looks):
    toy.log.asked.clear()
    instrument.repetition.elsewhere = None
    for look in looks:
        instrument.draw(toy.of(toy.normal), look)
    return toy.log.asked


def test_only_the_first_measurement_is_repeated_and_for_three_replicas(begun):
    assert asked_here(begun, 0, 1, 2) == [24, 3, 24, 48]


def test_what_was_repeated_in_an_earlier_run_is_not_repeated(begun, tmp_path):
    begun.draw(toy.of(toy.normal), 0)

    assert asked_here(toy.instrument(tmp_path), 0, 1) == [24]
    assert asked_here(toy.instrument(tmp_path, fresh=True), 0) == [24, 3]


def test_every_measurement_is_repeated_whole_where_the_share_is_one(tmp_path):
    assert asked_here(toy.instrument(tmp_path, repeat=1.0), 0, 1) == [24, 24, 12, 24, 24, 12]


def test_three_replicas_are_asked_in_reversed_order(tmp_path):
    orders = []

    def ordered(*, seeds):
        orders.append(seeds)
        return toy.normal(seeds=seeds)

    toy.instrument(tmp_path).draw(toy.of(ordered), 0)
    first, again = orders

    assert again == [first[23], first[12], first[0]]


class Memory:
    def __init__(self):
        self.skipped = []

    def was_repeated(self, name):
        return False

    def mark_repeated(self, name, what):
        pass

    def mark_skipped(self, name):
        self.skipped.append(name)


def considered(repetition, name, seconds, conditions=()):
    before = len(toy.log.asked)
    replicas = list(range(24))
    repetition.consider(
        toy.of(toy.normal),
        replicas,
        np.array([np.random.default_rng(seed).normal() for seed in replicas]),
        what={"probe": name, "conditions": list(conditions)},
        seconds=seconds,
    )
    return len(toy.log.asked) > before


def asking(measurement, replicas):
    return measurement.probe(seeds=replicas)


def test_repetition_takes_no_more_than_its_part_and_what_it_skipped_is_tried_again():
    repetition = Repetition(asking, Memory(), 0.0)

    assert considered(repetition, "quick", 0.001)
    assert not considered(repetition, "slow", ALLOWANCE + 10)
    assert considered(repetition, "quick as well", 0.001)
    repetition.spent = ALLOWANCE
    assert not considered(repetition, "medium", 2.0)
    repetition.measured = 1000.0
    assert considered(repetition, "slow", 20.0)
    assert not considered(repetition, "slow", 20.0)


def test_first_of_its_probe_may_take_all_the_time_and_a_further_one_half_of_it():
    repetition = Repetition(asking, memory := Memory(), 0.0)

    assert considered(repetition, "quick", 0.001, ["x=1"])
    repetition.spent = ALLOWANCE / 2 + 1
    assert not considered(repetition, "quick", 0.001, ["x=2"])
    assert memory.skipped == []
    assert considered(repetition, "new", 0.001, ["x=1"])
    repetition.spent = 0.0
    assert considered(repetition, "quick", 0.001, ["x=2"])
    assert not considered(repetition, "quick", 0.001, ["x=2"])


def test_what_nothing_of_its_probe_was_repeated_of_is_counted_once(begun):
    begun.repetition.spent = 2 * ALLOWANCE
    for look in (0, 1):
        begun.draw(toy.of(toy.normal), look)
    begun.draw(toy.of(toy.level), 0)

    assert begun.store.lacks() == {"not repeated": 2}
    begun.draw(toy.of(toy.normal), 2)
    assert begun.store.lacks() == {}
    begun.draw(toy.of(toy.seeded_globally), 0)
    begun.repetition.spent = 0.0
    begun.draw(toy.of(toy.seeded_globally), 1)
    assert begun.store.lacks() == {}


def test_cache_that_forgets_a_condition_is_found_at_the_next_condition(begun):
    begun.draw(toy.of(toy.cached_without_x, x=1.0), 0)
    with pytest.raises(ClaimError, match=BEFORE):
        begun.draw(toy.of(toy.cached_without_x, x=-1.0), 0)


def test_no_seed_decides_what_is_repeated_by_chance():
    repetition = Repetition(asking, Memory(), 0.1)
    repetition.measured = 1e6
    assert considered(repetition, "known", 0.0)
    repeated = 0
    for _ in range(200):
        random.seed(1)
        repeated += considered(repetition, "known", 0.0)

    assert 0 < repeated < 100


def test_time_of_repetition_is_counted(begun):
    begun.draw(toy.of(toy.slow), 0)

    assert 0.05 <= begun.repetition.measured < 60
    assert 0.05 <= begun.repetition.spent < 60
