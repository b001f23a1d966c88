"""Which worker gets which claim, and in which order; workers are played."""

import random
from argparse import Namespace
from heapq import heappop, heappush

import pytest

from pytest_claims.session.dealing import Costs, LongestFirst


class Worker:
    """Runs what it is sent in the order in which it is sent; hashed by identity, as xdist's is."""

    shutting_down = False
    gateway = Namespace(id="gw")

    def __init__(self):
        self.sent = []

    def send_runtest_some(self, indices):
        self.sent += indices

    def shutdown(self):
        self.shutting_down = True


def config(workers):
    options = {"tx": ["popen"] * workers, "maxschedchunk": None}
    return Namespace(getvalue=options.get, getoption=options.get)


def dealt(cases, costs, workers):
    """Which worker started what, and when: ``(seconds, worker, case)``."""
    scheduler = LongestFirst(config(workers), None, costs)
    nodes = [Worker() for _ in range(workers)]
    for node in nodes:
        scheduler.add_node(node)
        scheduler.add_node_collection(node, list(cases))
    scheduler.schedule()
    starts, done, ends = [], [0] * workers, []

    def start(i, now):
        node = nodes[i]
        is_next = done[i] + 1 < len(node.sent) or (node.shutting_down and done[i] < len(node.sent))
        if is_next and all(i != j for _, j in ends):
            starts.append((now, i, cases[node.sent[done[i]]]))
            heappush(ends, (now + costs.seconds(starts[-1][2]), i))

    for i in range(workers):
        start(i, 0.0)
    while ends:
        now, i = heappop(ends)
        done[i] += 1
        scheduler.mark_test_complete(nodes[i], nodes[i].sent[done[i] - 1])
        for j in range(workers):
            start(j, now)
    assert scheduler.tests_finished
    return starts


def timed(**seconds):
    """Cases of one sample each, of their own."""
    return Costs({case: {case: each} for case, each in seconds.items()}, {})


def of(starts):
    return [case for _, _, case in starts]


def test_the_longest_start_first():
    starts = dealt("abcdef", timed(a=1, b=2, c=30, d=4, e=5, f=29), 2)

    assert of(starts)[:2] == ["c", "f"]
    assert sorted(of(starts)) == list("abcdef")


def test_a_short_one_waits_behind_a_long_one_and_the_next_long_one_follows():
    assert of(dealt("abcd", timed(a=1, b=2, c=30, d=20), 1)) == ["c", "a", "d", "b"]


def test_no_worker_waits_long_for_the_last():
    """Behind a long one, another long one would end at 60 seconds."""
    costs = timed(**{f"long{i}": 30 for i in range(4)}, **{f"short{i}": 1 for i in range(12)})
    cases = [*costs._timed]
    starts = dealt(cases, costs, 4)

    assert max(now + costs.seconds(case) for now, _, case in starts) == 33


def test_cases_that_draw_one_sample_run_one_after_the_other_while_there_are_others():
    cases = "abcdefghijklmnop"
    drawn = {case: {"own " + case: 1.0} for case in cases}
    drawn["a"]["both"] = drawn["b"]["both"] = 9.0
    costs = Costs(drawn, {})
    times = {case: now for now, _, case in dealt(cases, costs, 2)}

    assert abs(times["a"] - times["b"]) >= costs.seconds("a")


def test_where_all_draw_one_sample_no_worker_is_idle():
    costs = Costs({case: {"one": 5.0} for case in "abcd"}, {})
    assert {i for now, i, _ in dealt("abcd", costs, 2) if now == 0} == {0, 1}


def test_of_equals_the_first_that_was_collected_comes_first():
    assert of(dealt("dbca", Costs({}, {}), 1)) == list("dbca")


@pytest.mark.parametrize("workers", [1, 2, 3, 8])
@pytest.mark.parametrize("size", [1, 2, 3, 20])
def test_each_case_runs_once_in_whichever_order_they_were_collected(workers, size):
    cases = [f"c{i}" for i in range(size)]
    costs = timed(**{case: i % 7 for i, case in enumerate(cases)})
    for seed in range(5):
        shuffled = random.Random(seed).sample(cases, size)
        assert sorted(of(dealt(shuffled, costs, workers))) == sorted(cases)


def test_the_case_on_which_a_worker_dies_is_not_dealt_out_again():
    scheduler = LongestFirst(config(2), None, timed(a=9, b=8, c=7, d=6, e=5, f=4))
    nodes = [Worker(), Worker()]
    for node in nodes:
        scheduler.add_node(node)
        scheduler.add_node_collection(node, list("abcdef"))
    scheduler.schedule()

    assert scheduler.remove_node(nodes[0]) == "a"
    assert 0 not in nodes[1].sent
    assert 0 not in scheduler.pending


def test_without_times_an_estimate_orders_the_cases_of_each_test():
    costs = Costs({}, {"t::a": 3, "t::b": 300})
    assert [costs.seconds(c) for c in ("t::a", "t::b[1]", "t::b[2]", "t::other")] == [
        3,
        300,
        300,
        0,
    ]


def test_an_estimate_beside_times_is_in_seconds():
    costs = Costs({"t::a": {"x": 1.0, "y": 3.0}}, {"t::a": 200, "t::b": 300})
    assert costs.seconds("t::a") == 4
    assert costs.seconds("t::b") == 6


def test_times_of_nothing_make_no_unit():
    costs = Costs({"t::a": {}}, {"t::a": 200, "t::b": 300})
    assert (costs.seconds("t::a"), costs.seconds("t::b")) == (0, 300)
