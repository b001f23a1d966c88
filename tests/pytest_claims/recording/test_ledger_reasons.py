"""Why a file is no ledger, reason by reason."""

import json
import os

import pytest
from audit_rows import ledger

from pytest_claims.recording.ledger_file import NoLedger, read, seal

DEEP = b"[" * 100_000 + b"]" * 100_000


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is no JSON: Expecting value: line 1 column 1 (char 0)"),
        (b"\xff", "it is not UTF-8"),
        (b'{"schema": NaN}', "it is no JSON: NaN is no number"),
        (b"[1]", "it is no ledger of schema 1"),
        (b"{}", "it is no ledger of schema 1"),
        (DEEP, "it is nested too deep"),
        (b'{"schema": 1}', "the ledger has no claims"),
        (b'{"schema": 1, "claims": [1e999]}', "inf is no number"),
    ],
)
def test_a_file_that_is_no_ledger_says_why(tmp_path, content, why):
    file = tmp_path / "audit.json"
    file.write_bytes(content)

    with pytest.raises(NoLedger) as refused:
        read(file)
    assert str(refused.value) == why


def test_a_folder_is_no_ledger(tmp_path):
    with pytest.raises(NoLedger, match="it cannot be read: Is a directory"):
        read(tmp_path)


def test_a_file_that_is_too_large_says_how_much_is_read(tmp_path):
    file = tmp_path / "audit.json"
    file.touch()
    os.truncate(file, 2**28 + 1)  # a hole, which takes no room

    with pytest.raises(NoLedger, match="it is larger than 256 MB"):
        read(file)


def test_letters_of_any_language_are_read_whatever_the_locale(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    document = ledger()
    document["claims"][0]["sentence"] = "Größer → besser"
    file = tmp_path / "audit.json"
    file.write_text(json.dumps(seal(document), ensure_ascii=False), encoding="utf-8")

    assert read(file).document["claims"][0]["sentence"] == "Größer → besser"
