"""Numbers of replicas, look by look, and an instrument that keeps them in memory alone."""

from dataclasses import replace

import numpy as np
import pytest
from toy_bench import Bench, High, log, normal, of, unseeded

from pytest_claims.declaring.population import across
from pytest_claims.faults import ASKED, ClaimError
from pytest_claims.measuring.replicas import LOOKS, seeds
from pytest_claims.measuring.unkept import Unkept


@pytest.fixture
def unkept():
    log.asked.clear()
    return Unkept(Bench(), seed=7)


def scaled(build, *, seeds, by=1.0):
    log.asked.append(len(seeds))
    return by * (build.shift + np.array([seed % 7 for seed in seeds]))


def exact(*, level):
    log.asked.append("once")
    return level


def test_each_look_adds_replicas_behind_those_before(unkept):
    first, second = (unkept.draw(of(normal), look) for look in (0, 1))

    assert (len(first), len(second)) == LOOKS[:2]
    assert (second[:24] == first).all()
    assert (first == normal(seeds=seeds(7, 0))).all()
    assert (second[24:] == normal(seeds=seeds(7, 1))).all()


def test_what_was_drawn_is_not_measured_again(unkept):
    measurement = of(scaled, High, by=2.0)
    first = unkept.draw(measurement, 0)
    assert log.asked[0] == 24
    log.asked.clear()

    assert (unkept.draw(of(scaled, High, by=2.0), 0) == first).all()
    assert log.asked == []
    unkept.draw(measurement, 1)
    assert log.asked == [24]


def test_how_long_it_took_is_no_less_than_nothing(unkept, monkeypatch):
    took = []
    consider = lambda *_, seconds, **__: took.append(seconds)  # noqa: E731
    monkeypatch.setattr(unkept._repetition, "consider", consider)
    unkept.draw(of(normal), 0)

    assert took
    assert min(took) >= 0


def test_what_differs_in_anything_is_another_measurement(unkept):
    class Higher(High):
        shift = 6.0

    def other(build, *, seeds, by=1.0):
        return -scaled(build, seeds=seeds, by=by)

    first = unkept.draw(of(scaled, High, by=2.0), 0)
    for changed in (of(scaled, High, by=3.0), of(scaled, Higher, by=2.0), of(other, High, by=2.0)):
        assert (unkept.draw(changed, 0) != first).any()


def test_a_probe_that_is_made_when_another_is_gone_is_not_taken_for_it(unkept):
    for level in range(9):
        made = lambda *, seeds, level=level: np.full(len(seeds), level)  # noqa: E731
        assert set(unkept.draw(of(made), 0)) == {level}
        del made


def test_what_is_computed_is_computed_once_for_all_replicas(unkept):
    values = unkept.draw(of(exact, level=3.0), 1)

    assert values.tolist() == [3.0] * LOOKS[1]
    assert set(log.asked) == {"once"}


def test_each_replica_has_its_own_value_of_what_varies(unkept):
    plain = unkept.draw(of(scaled, High, by=1.0), 0)
    varied = unkept.draw(of(scaled, High, by=across(1.0, -1.0)), 0)

    assert sorted(np.sign(varied).tolist()) == [-1.0] * 12 + [1.0] * 12
    assert (abs(varied) == plain).all()


def test_seeds_have_the_bits_that_a_project_asks_for():
    small = Unkept(Bench(), seed=7, bits=32).draw(of(normal), 0)

    assert (small == normal(seeds=seeds(7, 0, 32))).all()


def test_what_answers_otherwise_is_refused_as_in_an_audit(unkept):
    with pytest.raises(ClaimError, match="not reproducible"):
        unkept.draw(of(unseeded), 0)


def test_an_error_says_where_the_measurement_was_asked_for(unkept):
    def broken(*, seeds):
        raise KeyError("x")

    asked = replace(of(broken), asked_at="a cell:3")
    with pytest.raises(KeyError) as problem:
        unkept.draw(asked, 0)

    assert any(note.startswith(f"{ASKED}a cell:3") for note in problem.value.__notes__)
