"""Whatever a ledger may lack, everything that reads one has something to say."""

import pytest
from whole_ledger import LEDGER, at, places

from pytest_claims.recording import badge, sarif, verdicts_file
from pytest_claims.recording.diff import compare
from pytest_claims.recording.interchange import annotation
from pytest_claims.recording.ledger_shape import misfits

GONE = object()
PATHS = [path for path in places(LEDGER) if path]


def said_of(document):
    """What is made of a ledger, and of one whose claim did not hold."""
    refuted = document["claims"][0] | {"verdict": "REFUTED", "as_declared": False}
    for rows in (document["claims"], [refuted]):
        of_rows = document | {"claims": rows}
        yield from map(str, (compare(LEDGER, of_rows), compare(of_rows, LEDGER)))
        yield from (verdicts_file.render(of_rows), badge.render(rows))
        yield from (annotation(row) for row in rows)
        yield str(sarif.render(row | {"earlier": False} for row in rows))


@pytest.mark.parametrize(
    "value", [GONE, None, 0, "", []], ids=["gone", "none", "0", "text", "list"]
)
def test_a_ledger_that_is_taken_is_one_that_can_be_told(value):
    taken = 0
    for path in PATHS:
        document, place = at(path)
        if value is GONE:
            del place[path[-1]]
        else:
            place[path[-1]] = value
        if not any(misfits(document)) and document["claims"]:
            assert all(isinstance(text, str) for text in said_of(document)), path
            taken += 1
    assert taken > 10
