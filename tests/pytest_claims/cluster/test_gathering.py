"""What claims lack is ordered, each piece once, and kept as it comes."""

import pickle
from dataclasses import replace

import numpy as np
import pytest
import toy_bench as toy

from pytest_claims.cluster.gathering import Gathering
from pytest_claims.cluster.need import Need, need_of
from pytest_claims.cluster.order import Made
from pytest_claims.cluster.wire import Unsendable
from pytest_claims.deciding.trial import Case, attempt
from pytest_claims.declaring.measurement import Substitution
from pytest_claims.session.serving import answer

ERROR = 0.001


def high(*, seeds):
    return toy.normal(seeds=seeds) + 5


def slightly(*, seeds):
    return toy.normal(seeds=seeds) + 0.5


def flat(*, seeds):
    return np.zeros(len(seeds)) - 1


class Known:
    """Sources that say the same of everything."""

    def __init__(self, said):
        self.answer = said

    def of(self, *targets):
        return self

    files = ()

    def said(self, files):
        return self.answer


def instrument(folder, said=None):
    made = toy.instrument(folder)
    made.sources = Known(said or {"toy.py": "as it is"})
    return made


class Cluster:
    """One worker; ``spoil`` may answer in its place."""

    def __init__(self, worker, spoil=lambda order, made: made):
        self.worker, self.spoil = worker, spoil
        self.orders, self.waiting = [], []

    def submit(self, order):
        self.orders.append(order)
        self.waiting.append(order)

    def answers(self):
        while self.waiting:
            order = self.waiting.pop()
            yield "worker", self.spoil(order, answer(self.worker, pickle.dumps(order), None))


@pytest.fixture
def gathered(tmp_path):
    """Gather for these bodies; the cluster, what came of it, and the cases."""

    def gathered(*bodies, said=None, mutants=None, **spoil):
        here = instrument(tmp_path / "here")
        worker = instrument(tmp_path / "there", said)
        cluster = Cluster(worker, **spoil)
        gathering = Gathering(here, cluster)
        cases = [
            Case(body, here, ERROR, controls=(flattened(body),), mutants=mutants or {})
            for body in bodies
        ]
        gathering.gather(map(need_of, cases))
        toy.log.asked.clear()
        return cluster, gathering, cases

    return gathered


def clear(measure):
    assert measure(high) > 2


def clear_too(measure):
    assert measure(high) > 1


def close(measure):
    assert measure(slightly) > 0


def flattened(body):
    """The control of this body: its one probe is the flat one."""
    return Substitution({slightly if body is close else high: flat})


def asked_for(cluster):
    return sorted((order.measurement.text, order.look) for order in cluster.orders)


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


def test_worker_of_other_sources_is_refused_by_the_file_that_differs(gathered):
    _, gathering, _ = gathered(clear, said={"toy.py": "edited", "more.py": "new"})

    assert gathering.refused == {"worker": "more.py, toy.py differ"}
    assert gathering.made == {}


def test_worker_of_another_seed_makes_another_thing_and_is_refused(gathered, tmp_path):
    def elsewhere(order, made):
        other = instrument(tmp_path / "other")
        other.seed = 1
        return answer(other, pickle.dumps(order), None)

    _, gathering, _ = gathered(clear, spoil=elsewhere)
    assert gathering.refused == {"worker": "what is installed here, or the machine, is another"}


def test_forged_answer_is_refused(gathered):
    def forge(order, made):
        made.record["values"][0] += 100.0
        return made

    _, gathering, _ = gathered(clear, spoil=forge)

    assert gathering.refused == {"worker": "an answer is not as it was written"}
    assert gathering.made == {}


def test_record_of_something_else_is_refused(gathered):
    def other(order, made):
        return replace(made, key="0" * 64)

    _, gathering, _ = gathered(clear, spoil=other)
    assert gathering.refused == {"worker": "an answer is the record of another measurement"}


def test_claim_that_cannot_be_declared_orders_nothing_and_stops_no_other(gathered):
    def broken(measure):
        assert measure(high, width=3) > 2

    cluster, _, _ = gathered(broken, clear)
    assert asked_for(cluster) == [("flat()", 0), ("high()", 0)]


def test_order_that_cannot_be_read_is_refused(tmp_path):
    made = answer(instrument(tmp_path), b"no order", None)
    assert made.refused.startswith("what was ordered is not known")


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


def test_what_workers_did_not_repeat_is_counted(gathered):
    _, gathering, _ = gathered(clear, spoil=lambda order, made: replace(made, unrepeated=2))
    assert gathering.unrepeated == 4
