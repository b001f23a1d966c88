"""Evidence is used only as it was written."""

import json
import math

import pytest
import toy_bench
from record_bench import IDENTITY, KEY, VALUES

from pytest_claims.measuring.record import Record
from pytest_claims.plain import digest


def test_kept_numbers_come_back_to_the_last_bit(store):
    record = store.get(KEY, 5)

    assert record.values.tobytes() == VALUES.tobytes()
    assert record.identity == IDENTITY
    assert store.lacks() == {}


def test_name_of_evidence_is_a_whole_digest():
    names = {digest([n]) for n in range(300)}

    assert len(names) == 300
    assert {len(name) for name in names} == {64}


def test_what_was_never_measured_is_absent_and_not_damaged(store):
    assert store.get(digest("other"), 5) is None
    assert store.lacks() == {}


def damaged(change):
    """The record after a change of its document, with or without a digest made to fit."""

    def apply(text, *, forged):
        document = json.loads(text)
        document |= change(document)
        if forged:
            content = {k: v for k, v in document.items() if k != "digest"}
            document["digest"] = digest(content)
        return json.dumps(document)

    return apply


CHANGES = {
    "a digit": lambda d: {"values": [0.43333333333333335, *d["values"][1:]]},
    "all values": lambda d: {"values": [9.0] * 5},
    "one value": lambda d: {"values": [9.0]},
    "too many values": lambda d: {"values": [*d["values"], 1.0]},
    "no values": lambda d: {"values": []},
    "values of None": lambda d: {"values": None},
    "text": lambda d: {"values": ["9.0", *d["values"][1:]]},
    "nan": lambda d: {"values": ["nan", *d["values"][1:]]},
    "truth": lambda d: {"values": [True, *d["values"][1:]]},
    "lists": lambda d: {"values": [[v] for v in d["values"]]},
    "huge whole number": lambda d: {"values": [10**400, *d["values"][1:]]},
    "identity": lambda d: {"identity": d["identity"] | {"seed": 1}},
    "identity of a near type": lambda d: {"identity": d["identity"] | {"seed": False}},
    "identity of None": lambda d: {"identity": None},
    "length": lambda d: {"replicas": 4},
    "data": lambda d: {"data": []},
    "what is no number in the data": lambda d: {"data": {"level.txt": math.nan}},
    "another field": lambda d: {"more": 1},
}


@pytest.mark.parametrize("what", CHANGES)
def test_changed_record_is_not_used(store, file, what):
    file.write_text(damaged(CHANGES[what])(file.read_text(), forged=False))

    assert store.get(KEY, 5) is None
    assert store.lacks() == {"unreadable": 1}


@pytest.mark.parametrize("what", sorted(CHANGES.keys() - {"a digit", "all values"}))
def test_record_of_another_shape_is_not_used_even_with_a_fitting_digest(store, file, what):
    file.write_text(damaged(CHANGES[what])(file.read_text(), forged=True))

    assert store.get(KEY, 5) is None


TEXTS = {
    "nothing": b"",
    "an object": b"{}",
    "null": b"null",
    "a list": b"[]",
    "a number": b"7",
    "not JSON": b"values",
    "nested deeply": b"[" * 100_000,
    "nested deeply and closed": b"[" * 100_000 + b"]" * 100_000,
    "not UTF-8": b"\xff\xfe\x00",
    "digits without end": b"1" * 10_000,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_file_that_is_no_record_is_measured_again(store, file, text):
    file.write_bytes(text)

    assert store.get(KEY, 5) is None
    assert store.lacks() == {"unreadable": 1}


def test_half_written_evidence_is_measured_again_wherever_it_ends(store, file):
    whole = file.read_bytes()
    for end in range(len(whole) - 1):
        file.write_bytes(whole[:end])
        assert store.get(KEY, 5) is None, end


def test_no_flipped_byte_goes_unnoticed(store, file):
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        found = store.get(KEY, 5)
        assert found is None or found.values.tobytes() == VALUES.tobytes(), place


@pytest.mark.parametrize("old", [b'"values": [', b'"seed": 0'])
def test_name_that_occurs_twice_is_not_used(store, file, old):
    text = file.read_bytes()
    assert old in text
    file.write_bytes(text.replace(old, b'"seed": 0, ' + old, 1).replace(b"{", b'{"values":[1],', 1))

    assert store.get(KEY, 5) is None


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "1e999"])
def test_constant_that_is_no_number_of_json_is_not_used(store, file, constant):
    file.write_text(file.read_text().replace("2.5e-308", constant))

    assert store.get(KEY, 5) is None


def test_file_of_another_measurement_is_not_used(store, file):
    other = {**IDENTITY, "seed": 1}
    store.put(digest(other), Record(other, VALUES + 1))
    next(store.folder.rglob(f"{digest(other)}.json")).replace(file)

    assert store.get(KEY, 5) is None


def test_evidence_of_another_number_of_replicas_is_not_used(store):
    assert store.get(KEY, 24) is None


def test_seconds_come_back_and_a_record_without_them_is_read(store):
    assert store.get(KEY, 5).seconds is None

    for seconds in (0.25, 0.0):
        store.put(KEY, Record(IDENTITY, VALUES, seconds=seconds))
        assert store.get(KEY).seconds == seconds
    assert store.lacks() == {}


@pytest.mark.parametrize("seconds", [None, "1.5", 1, True, -1.0, [1.0]])
def test_record_whose_seconds_are_none_is_not_used(store, file, seconds):
    forged = damaged(lambda document: {"seconds": seconds})
    file.write_text(forged(file.read_text(), forged=True))

    assert store.get(KEY, 5) is None


def test_time_that_measuring_took_is_kept_and_told_of_the_first_look(tmp_path):
    measurement = toy_bench.of(toy_bench.slow)
    first = toy_bench.instrument(tmp_path)
    assert first.seconds(measurement) is None
    first.draw(measurement, 1)
    again = toy_bench.instrument(tmp_path)

    assert 0.05 <= first.seconds(measurement) < 5
    assert again.seconds(measurement) == first.seconds(measurement)
    assert [p.record.seconds >= 0.05 for k in (0, 1) for p in again.pieces(measurement, k)] == [
        True,
        True,
    ]


def test_seconds_without_end_are_not_used(store, file):
    store.put(KEY, Record(IDENTITY, VALUES, seconds=0.25))
    document = json.loads(file.read_text())
    document["seconds"] = math.inf
    content = {name: value for name, value in document.items() if name != "digest"}
    text = json.dumps(document | {"digest": digest(content)})
    file.write_text(text.replace("Infinity", "1e999"))

    assert store.get(KEY, 5) is None
