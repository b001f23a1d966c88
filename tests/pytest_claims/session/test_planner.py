"""How a plan adds up what its claims would measure; nothing is declared here."""

from types import SimpleNamespace

import numpy as np
import pytest
import toy_bench
from said import Said

from pytest_claims.measuring.pieces import Piece
from pytest_claims.measuring.record import Record
from pytest_claims.measuring.replicas import LOOKS, Group
from pytest_claims.recording.ledger_file import NoLedger
from pytest_claims.session import planner as room
from pytest_claims.session.planner import Claim, Planner, foreseen

NORMAL = toy_bench.of(toy_bench.normal)


def piece(key, *, kept=False, look=0):
    record = Record({}, np.zeros(24), seconds=1.0) if kept else None
    return Piece(key, Group(NORMAL, NORMAL, tuple(range(24))), look, record)


@pytest.fixture
def planner(monkeypatch):
    """Of two claims that share a piece, b of which cannot be decided."""
    made = object.__new__(Planner)
    made.settings = SimpleNamespace(ledger="a ledger", root="/")
    shared = {"k": piece("k"), "m": piece("m", kept=True)}
    made.claims = {
        "n/a": Claim(shared, 24),
        "n/b": Claim({"k": piece("k")}, 48, ["too few", "no control"]),
        "n/c": Claim(),
    }
    made.document = {"claims": []}
    monkeypatch.setattr(room, "read", lambda file: SimpleNamespace(document=made.document))
    return made


def test_claims_have_a_line_each_and_what_they_share_is_counted_once(planner):
    lines = Said()
    planner.pytest_terminal_summary(lines)
    told = "1 second at the first look, about 1 second at most"

    assert lines == [
        ("claims, not measured", "section"),
        (f"n/a: 2 measurements, 1 kept; 24 to 24 replicas; about {told}",),
        (f"n/b: 1 measurement, none kept; 24 to 48 replicas; about {told}",),
        ("    cannot be decided: too few", "red"),
        ("    cannot be decided: no control", "red"),
        ("n/c: nothing to measure",),
        (
            f"3 claims: 2 measurements, 1 kept; 24 to {LOOKS[-1]} replicas; about {told}; "
            "1 cannot be decided",
        ),
    ]


def test_seconds_of_an_earlier_run_are_known_by_the_text_of_a_measurement(planner, monkeypatch):
    rows = [{"text": "score()", "seconds": 3.0}, {"text": "other()"}]
    cases = [{"measurements": rows[:1]}, {"measurements": rows[1:]}, {}]
    planner.document = {"claims": [{"cases": cases[:1]}, {"cases": cases[1:]}]}
    assert planner._first_looks() == {"score()": 3.0}
    for problem in (FileNotFoundError(), NoLedger("it is none")):

        def refuse(file, problem=problem):
            assert file == "a ledger"
            raise problem

        monkeypatch.setattr(room, "read", refuse)
        assert planner._first_looks() == {}


@pytest.mark.parametrize(("status", "undecidable", "final"), [(0, 1, 1), (0, 0, 0), (2, 1, 2)])
def test_what_cannot_be_decided_is_no_success_and_hides_no_failure(
    planner, status, undecidable, final
):
    if not undecidable:
        planner.claims["n/b"].undecidable.clear()
    session = SimpleNamespace(exitstatus=status)
    planner.pytest_sessionfinish(session)

    assert session.exitstatus == final


@pytest.mark.parametrize(
    ("failed", "goes_on", "planned"), [(0, False, True), (1, False, None), (1, True, True)]
)
def test_nothing_is_planned_where_the_collection_failed(
    planner, monkeypatch, failed, goes_on, planned
):
    asked = []
    item = SimpleNamespace(path=SimpleNamespace(name="test_n.py"), originalname="test_d")
    planner.worker = SimpleNamespace(
        claims_of=lambda session: [item],
        implementations=SimpleNamespace(lineups=[("", "own"), ("A=x:A", "other")]),
    )
    monkeypatch.setattr(planner, "_foresee", lambda *given: asked.append(given))
    option = SimpleNamespace(continue_on_collection_errors=goes_on)
    session = SimpleNamespace(testsfailed=failed, config=SimpleNamespace(option=option))

    assert planner.pytest_runtestloop(session) is planned
    claim = planner.claims.get("n/d")
    assert asked == ([(item, "own", claim), (item, "other", claim)] if planned else [])


def test_pieces_are_foreseen_up_to_the_replicas_that_are_needed(tmp_path):
    instrument = toy_bench.instrument(tmp_path)
    looks = [p.look for p in foreseen(instrument, [NORMAL], LOOKS[1])]

    assert looks == [0, 1]
