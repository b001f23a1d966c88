"""What is said of a claim that leaves something, however it ends."""

import threading

import pytest

from pytest_claims.faults import ClaimError
from pytest_claims.measuring import isolation, snapshot
from pytest_claims.measuring.enclosure import Enclosure

LEFT = r"^left made_up\.LEVEL changed from 1\.0 to 2\.0\. It was put back"


def run(toy, enclosure, problem=None):
    with enclosure.inside():
        toy.LEVEL = 2.0
        if problem:
            raise problem


def test_a_claim_that_leaves_a_change_is_an_error_and_the_next_is_none(toy):
    enclosure = Enclosure()
    with pytest.raises(ClaimError, match=LEFT):
        run(toy, enclosure)
    assert toy.LEVEL == 1.0

    with enclosure.inside():
        assert enclosure.is_clean()


def test_a_change_is_why_a_claim_could_not_be_measured(toy):
    problem = ClaimError("not reproducible")
    with pytest.raises(ClaimError, match=LEFT) as found:
        run(toy, Enclosure(), problem)

    assert found.value.__cause__ is problem


def test_an_error_of_a_probe_stays_and_says_what_else_there_is(toy):
    with pytest.raises(KeyError) as found:
        run(toy, Enclosure(), KeyError("x"))

    (note,) = found.value.__notes__
    assert note.startswith("It also left made_up.LEVEL")


@pytest.mark.parametrize("problem", [ClaimError("x"), KeyError("x")])
def test_an_error_that_left_nothing_is_as_it_was(toy, problem):
    enclosure = Enclosure()
    with pytest.raises(type(problem)) as found, enclosure.inside():
        raise problem

    assert found.value is problem
    assert not hasattr(problem, "__notes__")


def test_a_change_before_a_claim_is_told_and_put_back(toy):
    enclosure = Enclosure()
    toy.LEVEL = 2.0
    with pytest.raises(ClaimError, match=r"^before the claim began: made_up\.LEVEL"):
        enclosure.inside().__enter__()

    assert toy.LEVEL == 1.0


def test_what_was_found_meanwhile_is_told_at_the_end_and_once(toy):
    enclosure = Enclosure()

    def claim():
        with enclosure.inside():
            toy.LEVEL = 2.0
            assert not enclosure.is_clean()
            assert toy.LEVEL == 1.0
            assert not enclosure.is_clean()

    with pytest.raises(ClaimError) as found:
        claim()
    assert str(found.value).count("left made_up.LEVEL") == 1


def test_whether_a_claim_keeps_something_is_known_as_long_as_it_runs(toy, monkeypatch):
    for room in (snapshot, isolation):
        monkeypatch.setattr(room, "own_modules", lambda: [("made_up", toy)])
    enclosure = Enclosure()
    assert enclosure.retains
    with enclosure.inside():
        assert enclosure.is_clean()
        assert not enclosure.retains
        toy._table = [1]
        assert enclosure.is_clean()
        assert enclosure.retains
        assert enclosure.is_clean()

    assert not enclosure._isolation.retains
    assert enclosure.retains


def test_a_thread_that_still_runs_is_told_with_the_change(toy):
    over = threading.Event()
    thread = threading.Thread(target=over.wait, name="busy")

    def claim():
        with Enclosure().inside():
            thread.start()
            toy.LEVEL = 2.0

    with pytest.raises(ClaimError) as found:
        claim()
    over.set()
    thread.join()

    assert str(found.value).startswith("left a thread that still runs: busy; join it in the probe")
    assert "It also left made_up.LEVEL changed" in str(found.value)
