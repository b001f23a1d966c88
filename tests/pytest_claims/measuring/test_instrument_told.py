"""What an instrument tells of its numbers: the files that they rest on, and how long they took."""

from dataclasses import replace

import numpy as np
import pytest
import toy_bench as toy

from pytest_claims.declaring.population import across
from pytest_claims.faults import ClaimError
from pytest_claims.measuring.data import Data
from pytest_claims.measuring.evidence import Store
from pytest_claims.measuring.instrument import Instrument


def scaled(*, seeds, by):
    return np.full(len(seeds), by)


@pytest.fixture
def instrument(tmp_path):
    instrument = toy.instrument(tmp_path)
    yield instrument
    instrument.close()


@pytest.fixture
def reading(bare):
    """An instrument that knows by their sources what it measures."""
    store = Store(bare.root / ".claims" / "evidence")
    instrument = Instrument(store, bare.sources(), toy.Bench(), data=Data(bare.root))
    yield instrument
    instrument.close()


def test_the_files_of_two_architectures_of_one_name_are_both_told(bare, reading):
    bare.write("probing.py", "def probe(build, *, seeds): return [1.0 for _ in seeds]\n")
    for name in ("one_high", "two_high"):
        bare.write(f"{name}.py", "class High: pass\n")
        reading.draw(toy.of(bare.get("probing:probe"), bare.get(f"{name}:High")), 0)

    assert [*reading.said_of_used()[0]] == ["one_high.py", "probing.py", "two_high.py"]


def test_a_source_that_is_edited_while_it_is_measured_is_refused_and_nothing_kept(bare, reading):
    text = "def probe(*, seeds):\n    with open(__file__, 'a') as file: file.write('X = 1')\n"
    bare.write("editing.py", f"{text}    return [1.0 for _ in seeds]\n")
    with pytest.raises(ClaimError, match=r"editing\.py was edited while the audit ran"):
        reading.draw(toy.of(bare.get("editing:probe")), 0)

    assert [*reading.store.folder.glob("??/*.json")] == []


@pytest.mark.parametrize(
    ("given", "name", "value"),
    [
        ({"seed": 1}, "seed", 1),
        ({"device": "gpu"}, "device", "gpu"),
        ({"bits": 32}, "seed bits", 32),
    ],
)
def test_evidence_is_named_by_the_run_that_it_is_of(bare, given, name, value):
    sources, store = bare.sources(), Store(bare.root / ".claims" / "evidence")
    before, now = (
        Instrument(store, sources, toy.Bench(), **more).identity(toy.of(toy.normal))
        for more in ({}, given)
    )

    assert now == before | {name: value} != before
    assert not before.keys() & {"seed bits", "indices"}


def test_the_replicas_of_a_population_with_a_value_are_not_all_replicas_with_it(reading):
    reading.draw(toy.of(toy.normal_at, level=across(1.0, 2.0)), 0)

    assert reading.draw(toy.of(toy.normal_at, level=1.0), 0).shape == (24,)


def test_numbers_that_no_disk_keeps_are_there_as_long_as_the_process(instrument, tmp_path):
    (tmp_path / ".claims").write_text("in the way of the folder")
    instrument.draw(toy.of(toy.normal), 0)

    assert instrument.store.not_kept
    assert instrument.seconds(toy.of(toy.normal)) > 0
    assert toy.instrument(tmp_path).seconds(toy.of(toy.normal)) is None


def test_how_long_it_took_is_unknown_where_that_of_a_part_is(instrument, tmp_path):
    measurement = toy.of(scaled, by=across(1.0, 2.0))
    instrument.draw(measurement, 0)
    first, _ = instrument.pieces(measurement, 0)
    assert toy.instrument(tmp_path).seconds(measurement) is not None
    instrument.store.put(first.key, replace(first.record, seconds=None))

    assert toy.instrument(tmp_path).seconds(measurement) is None


def test_how_long_it_took_is_unknown_where_a_part_was_not_measured(instrument):
    measurement = toy.of(scaled, by=across(1.0, 2.0))
    first, second = instrument.pieces(measurement, 0)
    instrument.record(first)
    assert instrument.seconds(measurement) is None
    parts = [instrument.record(each).seconds for each in (first, second)]

    assert instrument.seconds(measurement) == sum(parts)
