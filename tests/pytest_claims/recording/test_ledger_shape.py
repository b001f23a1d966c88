"""Every key of a ledger: which there must be, and that each has a shape."""

import ast
import inspect

import pytest
from whole_ledger import (
    APART,
    ATTEMPT,
    BESIDE,
    CASE,
    CLAIM,
    COMPARISON,
    CORRECT,
    LEDGER,
    MEASUREMENT,
    NOTE,
    SIDE,
    STRATUM,
    TRIED,
    VALUE,
    at,
    places,
)

from pytest_claims.recording import ledger_shape
from pytest_claims.recording.ledger_shape import misfits

REQUIRED = [
    (LEDGER, "claims"),
    (CLAIM, "id note line section sentence declared verdict cases"),
    (CASE, "case verdict"),
    (ATTEMPT, "subject verdict"),
    (APART, "subjects text medians more less replicas"),
    (COMPARISON, "text class verdict wins replicas threshold"),
    (SIDE, "text median low high values"),
    (STRATUM, "condition value wins replicas"),
    (BESIDE, "result wins replicas"),
    (VALUE, "median low high replicas"),
    (CORRECT, "name verdict"),
    (CASE["lines"], "file body"),
    (COMPARISON["excluded"], "loss_rate at_error"),
    (COMPARISON["settle"], "smallest_telling_share replicas_needed"),
    (TRIED, "name result"),
    (MEASUREMENT, "text"),
    (NOTE, "path"),
    (NOTE["citations"][0], "line sentence claim"),
]
MISSED = {frozenset(table): {*keys.split()} for table, keys in REQUIRED}
"""The keys that an object needs, by all that it may have."""

PLACES = [path for path in places(LEDGER) if path]
FREE = {"conditions", "settings"}
KEYS = [path for path in PLACES if isinstance(path[-1], str)]


def test_the_ledger_of_this_test_has_every_key_that_is_read():
    nodes = ast.walk(ast.parse(inspect.getsource(ledger_shape)))
    shapes = [node for node in nodes if isinstance(node, ast.Dict)]

    assert {key.value for shape in shapes for key in shape.keys} <= {p[-1] for p in KEYS}


def test_a_ledger_with_every_key_is_one():
    assert [*misfits(LEDGER)] == []


@pytest.mark.parametrize("path", [p for p in PLACES if not FREE & {*p[:-1]}], ids=str)
def test_every_value_has_a_shape(path):
    document, place = at(path)
    place[path[-1]] = object()

    where = "".join(f".{k}" if isinstance(k, str) else f"[{k}]" for k in path)
    assert next(misfits(document)).startswith(f"the ledger{where} is <object")


@pytest.mark.parametrize("path", KEYS, ids=str)
def test_what_a_ledger_needs_is_missed_and_nothing_else(path):
    document, place = at(path)
    needed = path[-1] in MISSED.get(frozenset(place), ())
    del place[path[-1]]

    said = next(misfits(document), "")
    assert said.rpartition(" has no ")[2] == (path[-1] if needed else "")


def test_a_claim_that_is_listed_twice_is_told_once():
    document = LEDGER | {"claims": [CLAIM] * 3 + [CLAIM | {"id": "01_toy/b"}]}

    assert [*misfits(document)] == ["the claim 01_toy/a is listed twice"]
