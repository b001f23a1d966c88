"""Which replica has which value of what varies, and what is measured together."""

import numpy as np
import pytest
from toy_bench import instrument, log, of

from pytest_claims.declaring.population import across
from pytest_claims.faults import ClaimError
from pytest_claims.measuring.replicas import LOOKS, added, drawn, groups


def level(*, seeds, x=0.0, y=0.0):
    log.asked.append((x, y, tuple(seeds)))
    return np.array([seed % 1000 for seed in seeds]) + 1000.0 * x + 100_000.0 * y


@pytest.mark.parametrize("count", [2, 3, 4, 6, 8, 12, 24])
@pytest.mark.parametrize("look", range(len(LOOKS)))
def test_each_value_has_equally_many_replicas_of_every_look(count, look):
    found = drawn("x", across(*range(count)), 0, look)

    assert np.bincount(found).tolist() == [added(look) // count] * count


@pytest.mark.parametrize("count", [5, 7, 9, 16, 25])
def test_values_that_no_look_can_share_evenly_are_refused(count):
    with pytest.raises(ClaimError, match="Give x one of 2, 3, 4, 6, 8, 12, 24 values") as refused:
        drawn("x", across(*range(count)), 0, 0)
    assert "or make a case of each with pytest.mark.parametrize" in str(refused.value)
    assert "the 24 replicas of a look have equally many of each, and x=" in str(refused.value)


def test_the_draw_belongs_to_the_name_the_seed_and_the_look():
    values = across(1, 2, 3)
    first = drawn("x", values, 0, 0)

    assert (first == drawn("x", across(7, 8, 9), 0, 0)).all()
    for other in (drawn("y", values, 0, 0), drawn("x", values, 1, 0)):
        assert (first != other).any()
    assert (drawn("x", values, 0, 1) != first).any()


def test_conditions_of_two_names_are_crossed():
    x, y = (np.concatenate([drawn(n, across(0, 1), 0, k) for k in range(4)]) for n in "xy")

    table = np.histogram2d(x, y, 2)[0]
    assert table.min() > 192 / 4 / 2


def test_replicas_with_the_same_values_are_measured_together():
    measurement = of(level, x=across(1.0, 2.0), y=across(1, 2, 3))
    found = list(groups(measurement, 0, 0))

    assert sorted(i for group in found for i in group.indices) == list(range(24))
    assert len({tuple(group.measurement.conditions.values()) for group in found}) == len(found) == 6
    assert all(group.declared is measurement for group in found)


def test_what_does_not_vary_is_measured_as_one():
    (group,) = groups(of(level, x=1.0), 0, 2)

    assert group.indices == tuple(range(48))
    assert group.measurement is group.declared


def test_every_replica_answers_under_its_own_value(tmp_path):
    values = across(1.0, 2.0, 3.0, 4.0)
    bench = instrument(tmp_path)
    found = bench.draw(of(level, x=values), 1)
    plain = bench.draw(of(level), 1)

    chosen = np.concatenate([drawn("x", values, 0, k) for k in range(2)])
    assert found - plain == pytest.approx(1000.0 * (chosen + 1))


def test_arms_that_vary_the_same_condition_are_paired_in_it(tmp_path):
    bench = instrument(tmp_path)
    small = bench.draw(of(level, x=across(1.0, 2.0)), 0)
    large = bench.draw(of(level, x=across(10.0, 20.0)), 0)
    plain = bench.draw(of(level), 0)

    assert large - plain == pytest.approx(10 * (small - plain))


def test_evidence_of_a_point_serves_every_measurement_that_meets_it(tmp_path):
    instrument(tmp_path).draw(of(level, x=across(1.0, 2.0)), 0)
    log.asked.clear()
    instrument(tmp_path).draw(of(level, x=across(1.0, 3.0)), 0)

    assert {x for x, _, _ in log.asked} == {3.0}


def test_what_varies_is_not_taken_for_what_does_not(tmp_path):
    bench = instrument(tmp_path)
    bench.draw(of(level, x=across(1.0, 2.0)), 0)
    log.asked.clear()
    bench.draw(of(level, x=1.0), 0)

    assert [len(seeds) for _, _, seeds in log.asked] == [24]


def computed(*, x=0.0):
    return x


def test_what_is_exact_is_measured_at_the_first_look_and_at_no_other():
    (group,) = groups(of(computed, x=1.0), 0, 0)

    assert group.indices == (0,)
    assert [list(groups(of(computed, x=1.0), 0, look)) for look in (1, 2, 3)] == [[], [], []]
