"""A file is a ledger, or there is a reason why it is none."""

import json
from copy import deepcopy
from random import Random

import pytest
from audit_rows import claims, ledger
from damaged import DAMAGE

from pytest_claims.recording import ledger_file
from pytest_claims.recording.diff import compare
from pytest_claims.recording.interchange import annotation
from pytest_claims.recording.ledger_file import NoLedger, digest, read, seal
from pytest_claims.recording.verdicts_file import render
from pytest_claims.report import page


def write(path, document):
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("content", DAMAGE, ids=range(len(DAMAGE)))
def test_a_damaged_ledger_is_none_and_says_why(tmp_path, content):
    file = tmp_path / "audit.json"
    file.write_bytes(content)

    with pytest.raises(NoLedger, match=r"\w"):
        read(file)


def test_a_misfit_is_named_by_its_place(tmp_path):
    document = ledger()
    document["claims"][2]["cases"][0]["comparisons"][0]["left"]["values"][3] = "many"

    with pytest.raises(NoLedger) as refused:
        read(write(tmp_path / "a.json", document))

    assert str(refused.value) == (
        "the ledger.claims[2].cases[0].comparisons[0].left.values[3] is 'many', "
        "not a number, inf, -inf or nan"
    )


def test_a_value_that_is_quoted_is_cut_short(tmp_path):
    document = ledger() | {"notes": "x" * 10_000}

    with pytest.raises(NoLedger) as refused:
        read(write(tmp_path / "a.json", document))

    assert len(str(refused.value)) < 100


def test_a_ledger_is_read_as_it_was_written(tmp_path):
    document = seal(ledger())

    found = read(write(tmp_path / "a.json", document))

    assert found.document == document
    assert found.sealed


def test_numbers_that_json_lacks_are_words(tmp_path):
    document = ledger()
    side = document["claims"][2]["cases"][0]["comparisons"][0]["left"]
    side |= {"values": ["inf", "-inf", 0], "median": "nan", "low": "-inf", "high": "inf"}
    document["claims"][2]["cases"][0]["measurements"][0]["conditions"] = {"seed": 2**80}

    assert read(write(tmp_path / "a.json", document)).document == document


def test_a_ledger_without_a_digest_is_not_sealed(tmp_path):
    assert not read(write(tmp_path / "a.json", ledger())).sealed


@pytest.mark.parametrize("place", ["schema", "run", "notes", "claims"])
def test_whatever_is_edited_breaks_the_seal(tmp_path, place):
    document = seal(ledger())
    edited = deepcopy(document)
    match place:
        case "run":
            edited["run"]["seed"] = 7
        case "notes":
            edited["notes"][0]["sentences"]["tested"] = 1
        case "claims":
            edited["claims"][0]["cases"][0]["comparisons"][0]["wins"] = 1
        case "schema":
            edited["beside"] = 1

    with pytest.raises(NoLedger, match="changed after it was written"):
        read(write(tmp_path / "a.json", edited))


def test_the_seal_does_not_hang_on_the_order_of_keys_or_on_an_older_seal():
    document = ledger()

    assert digest(dict(reversed(document.items()))) == digest(document)
    assert seal(seal(document)) == seal(document)
    assert len(digest(document)) == 64


def test_no_file_is_no_damage(tmp_path):
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "a.json")


def test_a_huge_file_is_not_even_read(tmp_path, monkeypatch):
    file = write(tmp_path / "a.json", seal(ledger([])))
    monkeypatch.setattr(ledger_file, "LARGEST", file.stat().st_size)
    assert read(file).sealed

    monkeypatch.setattr(ledger_file, "LARGEST", file.stat().st_size - 1)
    with pytest.raises(NoLedger, match="larger than"):
        read(file)


def test_a_ledger_of_another_schema_is_not_read(tmp_path):
    with pytest.raises(NoLedger, match="no ledger of schema 1"):
        read(write(tmp_path / "a.json", ledger() | {"schema": 2}))


JUNK = [None, True, 0, -1, 1.5, 1e308, -1e308, 5e-324, 10**400, "", "x", "inf", [], {}, [None]]


def places(value, path=()):
    yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], (*path, key))


def spoilt(random, document):
    """The document with a value or a key of it replaced or taken away, at random."""
    document = deepcopy(document)
    *folders, last = random.choice([p for p in places(document) if p])
    place = document
    for key in folders:
        place = place[key]
    if random.random() < 0.2:
        del place[last]
    else:
        place[last] = random.choice(JUNK)
    return document


def test_what_is_accepted_breaks_no_reader(tmp_path):
    random, rows = Random(0), claims()
    good = ledger([rows[0], rows[6], rows[8], rows[9]])
    accepted = 0
    for _ in range(40):
        document = spoilt(random, good)
        try:
            found = read(write(tmp_path / "a.json", document)).document
        except NoLedger:
            continue
        accepted += 1
        str(compare(good, found))
        str(compare(found, good))
        render(found)
        [annotation(row) for row in found["claims"]]
        page.render(found, tmp_path, tmp_path)
    assert accepted > 5
