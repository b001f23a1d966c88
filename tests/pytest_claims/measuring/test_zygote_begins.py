"""What the copy of a process takes over from it: no interruption, and no draw."""

import os
import random
import signal
import sys
from types import SimpleNamespace

import numpy as np
import pytest
import toy_bench as toy

from pytest_claims.measuring import zygote
from pytest_claims.measuring.zygote import Zygote


def test_copy_goes_on_where_the_user_interrupts_the_run(copy_of):
    copy = copy_of(toy.zeros)
    os.kill(copy.pid, signal.SIGINT)

    assert copy.ask(toy.of(toy.normal), [1], 0.1) is not None


def test_copy_goes_on_where_the_user_interrupts_the_run_while_it_is_made(copy_of, monkeypatch):
    fork = zygote._fork

    def interrupted():
        pid = fork()
        os.kill(pid or os.getpid(), signal.SIGINT)
        return pid

    monkeypatch.setattr(zygote, "_fork", interrupted)
    assert copy_of(toy.zeros).ask(toy.of(toy.normal), [1], 0.1) is not None


def test_interruption_kept_while_a_copy_is_made_reaches_the_run_afterwards(monkeypatch):
    fork = zygote._fork

    def interrupted():
        pid = fork()
        if pid:
            os.kill(os.getpid(), signal.SIGINT)
        return pid

    monkeypatch.setattr(zygote, "_fork", interrupted)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's & ignores it
    try:
        with pytest.raises(KeyboardInterrupt):
            Zygote.start(toy.zeros)
    finally:
        signal.signal(signal.SIGINT, before)


def test_copy_draws_something_else_each_time_from_what_has_no_seed(copy_of):
    copy = copy_of(lambda m, r: np.array([random.random(), np.random.random()]))
    random.seed(1)
    np.random.seed(1)
    answers = [copy.ask(toy.of(toy.normal), [1, 2], 0.1) for _ in range(2)]
    here = np.array([random.random(), np.random.random()])

    assert not (answers[0] == answers[1]).any()
    assert not (answers[0] == here).any()


def test_probe_that_handles_an_interruption_does_so_in_the_copy_too(copy_of):
    def handles(measurement, replicas):
        heard = []
        signal.signal(signal.SIGINT, lambda *given: heard.append(given))
        os.kill(os.getpid(), signal.SIGINT)
        return np.array([float(len(heard))])

    assert copy_of(handles).ask(toy.of(toy.normal), [1], 0.1).tolist() == [1.0]


def test_torch_draws_from_another_seed_each_time(monkeypatch):
    seeds = []
    monkeypatch.setitem(sys.modules, "torch", SimpleNamespace(manual_seed=seeds.append))
    for _ in range(2):
        zygote._draw_otherwise()
    assert len(set(seeds)) == 2

    monkeypatch.delitem(sys.modules, "torch")
    zygote._draw_otherwise()
