"""What claims lack is ordered, each piece once, and kept as it comes."""

import pytest
import toy_bench as toy
from gathering_bench import Cluster, asked_for, clear, clear_too, close, high, instrument

from pytest_claims.cluster.gathering import Gathering
from pytest_claims.cluster.need import Need
from pytest_claims.cluster.order import Made
from pytest_claims.cluster.wire import Unsendable
from pytest_claims.deciding.trial import attempt


def test_each_piece_is_ordered_once_by_whatever_needs_it(gathered):
    cluster, _, _ = gathered(clear, clear_too)
    assert asked_for(cluster) == [("flat()", 0), ("high()", 0)]


def test_what_was_gathered_is_decided_without_measuring(gathered):
    _, gathering, cases = gathered(clear, close)
    verdicts = [attempt(case).verdict.value for case in cases]

    assert verdicts == ["HOLDS", "HOLDS"]
    assert toy.log.asked == []
    assert gathering.made == {"worker": len(gathering.ordered)}


def test_later_looks_are_ordered_only_where_the_first_decides_nothing(gathered):
    cluster, _, _ = gathered(clear, close)

    later = {text for text, look in asked_for(cluster) if look}
    assert "slightly()" in later
    assert "high()" not in later


def test_what_is_kept_is_not_ordered(gathered):
    gathered(clear)
    cluster, _, _ = gathered(clear)
    assert cluster.orders == []


def test_what_nobody_could_make_is_left_to_the_claim(gathered):
    def lost(order, made):
        return Made(order.key, problem="ValueError: lost")

    cluster, gathering, cases = gathered(clear, spoil=lost)

    assert len(cluster.orders) == 2
    assert gathering.made == {}
    assert attempt(cases[0]).verdict.value == "HOLDS"
    assert toy.log.asked[0] == 24


def test_claim_that_cannot_be_declared_orders_nothing_and_stops_no_other(gathered):
    def broken(measure):
        assert measure(high, width=3) > 2

    cluster, _, _ = gathered(broken, clear)
    assert asked_for(cluster) == [("flat()", 0), ("high()", 0)]


class Model:
    shift = 5.0


class Weak(Model):
    shift = 0.5


class Missing(Model):
    """Cannot be measured."""


def shifted(build, *, seeds):
    if build is Missing:
        raise ValueError("it is missing")
    return toy.normal(seeds=seeds) + build.shift


def modelled(measure):
    assert measure(shifted, Model) > 0
    assert measure(high) > 2


def test_a_mutant_that_cannot_be_measured_holds_no_other_up(gathered):
    cluster, _, cases = gathered(modelled, mutants={Model: [Missing, Weak]})

    asked = asked_for(cluster)
    assert asked.count(("shifted(Missing)", 0)) == 1
    assert ("shifted(Weak)", 1) in asked
    attempt(cases[0])
    assert toy.log.asked == []


def test_a_body_that_skips_itself_stops_no_other(gathered):
    def skipped(measure):
        pytest.skip("not here")

    cluster, _, _ = gathered(skipped, clear)
    assert asked_for(cluster) == [("flat()", 0), ("high()", 0)]


def test_what_cannot_be_sent_is_told_and_left_to_whoever_needs_it(tmp_path):
    class Mute(Cluster):
        def submit(self, order):
            raise Unsendable(f"{order.measurement.text}: it has no name")

    here = instrument(tmp_path)
    gathering = Gathering(here, Mute(here))
    gathering.gather([Need(lambda: [toy.of(high)])])

    assert gathering.unsent == ["high(): it has no name"]
    assert gathering.ordered == set()


def test_all_looks_that_are_foretold_are_ordered_before_any_answer(tmp_path):
    class Counting(Cluster):
        def answers(self):
            self.ordered_first = asked_for(self)
            yield from super().answers()

    here, there = instrument(tmp_path / "here"), instrument(tmp_path / "there")
    cluster = Counting(there)
    Gathering(here, cluster).gather([Need(lambda: [toy.of(high), toy.of(close_by)], look=1)])

    names = ("close_by()", "high()")
    assert cluster.ordered_first == [(name, look) for name in names for look in (0, 1)]
    assert len(list(here.store.folder.glob("??/*.json"))) == 4


def close_by(*, seeds):
    return toy.normal(seeds=seeds) + 4
