"""What earlier runs drew and how long it took is kept, and believed only where it is that."""

import pytest

from pytest_claims.recording import times

CASES = {"claims/test_01.py::test_a[1]": {"0123456789abcdef": 1.5}}


def test_what_is_written_is_read(tmp_path):
    times.write(tmp_path / "times.json", CASES)
    assert times.read(tmp_path / "times.json") == CASES


def test_what_is_not_there_is_nothing(tmp_path):
    assert times.read(tmp_path / "times.json") == {}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", "\xff", '{"schema": 2, "cases": {}}', '{"schema": 1}', "[" * 100_000]
    + ['{"schema": 1, "cases": []}', '{"schema": 1, "cases": {"a": {"k": "1"}}}']
    + [
        f'{{"schema": 1, "cases": {{"a": {{"k": {n}}}}}}}'
        for n in ("-1", "NaN", "1e999", "null", "1" + 400 * "0")
    ],
)
def test_what_is_damaged_is_nothing(tmp_path, text):
    (tmp_path / "times.json").write_text(text, encoding="latin-1")
    assert times.read(tmp_path / "times.json") == {}


def test_a_place_that_cannot_be_written_is_no_error(tmp_path):
    (tmp_path / "times.json").mkdir()
    times.write(tmp_path / "times.json", CASES)
    assert times.read(tmp_path / "times.json") == {}


def test_keys_and_seconds_are_kept_short():
    assert times.shortened({"0123456789abcdef" * 4: 1.23456}) == {"0123456789abcdef": 1.235}
