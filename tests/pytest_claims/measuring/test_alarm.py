"""An alarm of a claim, and another's."""

import signal
import threading
import time

import pytest

from pytest_claims.measuring import alarm as module
from pytest_claims.measuring.alarm import alarm


def test_an_alarm_that_did_not_ring_is_put_off():
    before = signal.getsignal(signal.SIGALRM)
    with alarm(30.0, pytest.fail):
        assert 29 < signal.getitimer(signal.ITIMER_REAL)[0] <= 30
        assert signal.getitimer(signal.ITIMER_REAL)[1] == 1.0

    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is before


def test_an_alarm_rings_in_the_thread_that_it_limits():
    def ring():
        raise TimeoutError(threading.current_thread().name)

    with pytest.raises(TimeoutError, match=threading.main_thread().name), alarm(0.01, ring):
        time.sleep(5)


def test_another_alarm_that_is_due_at_the_same_time_is_left_to_ring(monkeypatch):
    monkeypatch.setattr(signal, "getitimer", lambda which: (5.0, 0.0))
    monkeypatch.setattr(signal, "setitimer", pytest.fail)
    with alarm(5.0, pytest.fail):
        pass


def test_another_alarm_that_is_due_earlier_is_left_to_ring():
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    with alarm(30.0, pytest.fail):
        time.sleep(0.2)
    signal.signal(signal.SIGALRM, before)

    assert rung == [1]


@pytest.mark.parametrize(("passed", "left"), [(0.0, 60.0), (20.0, 40.0)])
def test_another_alarm_that_is_due_later_is_put_back_less_what_has_passed(
    monkeypatch, passed, left
):
    before = signal.signal(signal.SIGALRM, lambda *_: None)
    clock = iter([100.0, 100.0 + passed])
    monkeypatch.setattr(module, "monotonic", lambda: next(clock))
    set_to = []
    real = signal.setitimer
    signal.setitimer(signal.ITIMER_REAL, 60.0)
    monkeypatch.setattr(signal, "setitimer", lambda *a: set_to.append(a[1:]) or real(*a))
    try:
        with alarm(5.0, pytest.fail):
            pass
    finally:
        real(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    assert set_to[:2] == [(5.0, 1.0), (0,)]
    assert set_to[2] == pytest.approx((left,), abs=5.0)


def test_an_alarm_that_was_due_meanwhile_rings_at_once(monkeypatch):
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    clock = iter([100.0, 200.0])
    monkeypatch.setattr(module, "monotonic", lambda: next(clock))
    signal.setitimer(signal.ITIMER_REAL, 60.0)
    with alarm(5.0, pytest.fail):
        pass
    time.sleep(0.2)
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)

    assert rung == [1]


def test_where_there_are_no_such_signals_none_is_set(monkeypatch):
    monkeypatch.delattr(signal, "SIGALRM")
    monkeypatch.delattr(signal, "getitimer")
    with alarm(0.01, pytest.fail):
        time.sleep(0.05)


def test_a_thread_of_its_own_sets_no_alarm():
    ended = []

    def run():
        with alarm(30.0, pytest.fail):
            ended.append(signal.getitimer(signal.ITIMER_REAL)[0])

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert ended == [0.0]
