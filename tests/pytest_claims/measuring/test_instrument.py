"""What is measured, what is taken from the store, and what is kept."""

import gc
import os
from pathlib import Path
from time import sleep
from types import SimpleNamespace

import numpy as np
import pytest
import toy_bench as toy

from pytest_claims.faults import ClaimError
from pytest_claims.measuring import opened, turns
from pytest_claims.measuring.replicas import LOOKS, added, seeds
from pytest_claims.measuring.sources import Sources


@pytest.fixture
def instrument(tmp_path):
    instrument = toy.instrument(tmp_path)
    yield instrument
    instrument.close()


def test_what_was_there_before_is_not_searched_for_garbage_until_the_end(tmp_path):
    before = gc.get_freeze_count()
    instrument = toy.instrument(tmp_path)
    instrument.begin()
    held = gc.get_freeze_count()
    instrument.begin()
    assert gc.get_freeze_count() == held > before == 0
    other = toy.instrument(tmp_path)
    other.begin()
    other.close()
    assert gc.get_freeze_count() == held
    instrument.close()
    assert gc.get_freeze_count() == 0


def files(instrument):
    return sorted(
        path for path in instrument.store.folder.rglob("*.json") if path.parent.name != "repeated"
    )


def measured_by(instrument):
    instrument.draw(toy.of(toy.normal), 0)
    return bool(instrument.measured)


def test_looks_add_up():
    assert [sum(added(k) for k in range(look + 1)) for look in range(4)] == list(LOOKS)
    assert len({s for look in range(4) for s in seeds(0, look)}) == LOOKS[-1]


def test_evidence_of_one_look_moved_to_another_is_not_used(instrument, tmp_path):
    instrument.draw(toy.of(toy.normal), 1)
    one, two = files(instrument)
    one.write_bytes(two.read_bytes())
    again = toy.instrument(tmp_path)
    again.draw(toy.of(toy.normal), 1)

    assert again.measured
    assert again.store.lacks() == {"unreadable": 1}


def test_damaged_evidence_is_measured_again_once(instrument, tmp_path):
    instrument.draw(toy.of(toy.normal), 0)
    files(instrument)[0].write_text("{}")

    assert measured_by(toy.instrument(tmp_path))
    assert not measured_by(toy.instrument(tmp_path))


def test_what_another_process_is_making_is_waited_for_and_taken(instrument, tmp_path, monkeypatch):
    begun, go = os.pipe(), os.pipe()

    def waits(*, seeds):
        os.write(begun[1], b"x")
        os.read(go[0], 1)
        return toy.normal(seeds=seeds)

    if (child := os.fork()) == 0:
        try:
            toy.instrument(tmp_path).draw(toy.of(waits), 0)
        finally:
            os._exit(0)
    os.close(begun[1])  # so that a child that fails ends the wait for it
    assert os.read(begun[0], 1) == b"x"
    monkeypatch.setattr(turns, "sleep", lambda pause: (os.write(go[1], b"x"), sleep(pause)))
    toy.log.asked.clear()
    values = instrument.draw(toy.of(waits), 0)
    os.waitpid(child, 0)
    for end in (begun[0], *go):
        os.close(end)

    assert toy.log.asked == []
    assert (values == toy.normal(seeds=seeds(0, 0))).all()


def test_how_long_it_took_is_known_once_all_of_it_was_measured(instrument):
    assert instrument.seconds(toy.of(toy.normal)) is None
    instrument.draw(toy.of(toy.normal), 0)

    assert instrument.seconds(toy.of(toy.normal)) > 0


def test_the_files_that_numbers_depend_on_are_those_of_probe_subject_and_conditions(
    instrument, monkeypatch
):
    given = []
    of = lambda *what: given.append(what) or SimpleNamespace(files=["a.py"])  # noqa: E731
    monkeypatch.setattr(instrument, "sources", SimpleNamespace(of=of, said=sorted))

    assert instrument.said([toy.of(toy.normal, toy.High, level=2)]) == ["a.py"]
    assert given == [(toy.normal, toy.High, (2,))]


def claim(instrument, probe=toy.normal, **changes):
    """One claim that measures, and changes or raises what it is told to."""
    with instrument.isolated():
        if "shift" in changes:
            toy.High.shift = changes["shift"]
        if "level" in changes:
            toy.LEVEL = changes["level"]
        found = instrument.draw(toy.of(probe), 0)
        if "error" in changes:
            raise changes["error"]
    return found


def test_changed_state_is_an_error_that_names_it_and_is_put_back(instrument):
    with pytest.raises(ClaimError, match=r"left toy_bench\.High\.shift changed from 5\.0 to 99\.0"):
        claim(instrument, shift=99.0)

    assert toy.High.shift == 5.0
    assert files(instrument) == []


def test_what_was_measured_beside_a_change_is_measured_again(instrument):
    toy.log.asked.clear()
    with pytest.raises(ClaimError, match="is not kept"):
        claim(instrument, level=1.0)
    claim(instrument)

    assert toy.log.asked.count(24) == 2
    assert len(files(instrument)) == 1


def test_probe_that_sets_state_cannot_poison_another(instrument):
    with pytest.raises(ClaimError, match=r"left toy_bench\.LEVEL changed from 0\.0 to 9\.0"):
        claim(instrument, toy.sets_level)

    assert np.median(claim(instrument, toy.level)) < 1


def test_error_of_the_claim_comes_first_and_what_it_left_is_noted(instrument):
    with pytest.raises(ZeroDivisionError) as caught:
        claim(instrument, level=1.0, error=ZeroDivisionError())

    (note,) = caught.value.__notes__
    assert note.startswith("It also left toy_bench.LEVEL changed from 0.0 to 1.0. It was put back")
    assert toy.LEVEL == 0.0


def test_change_is_told_where_it_is_why_a_probe_answers_otherwise(instrument):
    with pytest.raises(ClaimError, match=r"left toy_bench\.LEVEL changed") as caught:
        claim(instrument, toy.level, level=1.0)

    assert "depends on what was measured before it" in str(caught.value.__cause__)


def test_evidence_of_a_claim_that_failed_otherwise_is_kept(instrument):
    with pytest.raises(ZeroDivisionError):
        claim(instrument, error=ZeroDivisionError())

    assert len(files(instrument)) == 1


def test_what_was_changed_between_two_claims_is_an_error_and_put_back(instrument):
    instrument.begin()
    toy.LEVEL = 1.0
    toy.log.asked.clear()
    with pytest.raises(ClaimError, match=r"before the claim began: toy_bench\.LEVEL changed"):
        claim(instrument)

    assert toy.log.asked == []
    assert toy.LEVEL == 0.0
    claim(instrument)


def test_the_files_that_all_used_numbers_rest_on_are_told_until_they_are_cleared(
    instrument, monkeypatch
):
    monkeypatch.setattr(opened, "READ", {})
    instrument.sources = Sources(root=Path(toy.__file__).parent)
    instrument.draw(toy.of(toy.normal), 1)
    sources, data = instrument.said_of_used()
    assert sources == instrument.said([toy.of(toy.normal)])
    assert "toy_bench.py" in sources
    assert data == {}

    instrument.used.clear()
    assert instrument.said_of_used() == ({}, {})


def test_the_files_of_numbers_that_were_not_kept_are_told_too(instrument):
    instrument.sources = Sources(root=Path(toy.__file__).parent)
    with pytest.raises(ClaimError, match="is not kept"):
        claim(instrument, level=1.0)

    assert "toy_bench.py" in instrument.said_of_used()[0]


def test_one_that_is_closed_leaves_no_file_of_turns_open(instrument):
    instrument.draw(toy.of(toy.normal), 0)
    descriptor = instrument.turns._descriptor
    instrument.close()

    with pytest.raises(OSError, match="Bad file"):
        os.fstat(descriptor)
