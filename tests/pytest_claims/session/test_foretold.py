"""About how long a plan takes is said in the largest unit of which there are two."""

import numpy as np
import pytest
import toy_bench

from pytest_claims.measuring.pieces import Piece, Times
from pytest_claims.measuring.record import Record
from pytest_claims.measuring.replicas import Group
from pytest_claims.session.foretold import about, claim_line, duration, durations, kept, total_line

NORMAL, LEVEL = toy_bench.of(toy_bench.normal), toy_bench.of(toy_bench.level)


def piece(measurement=NORMAL, look=0, replicas=24, seconds=None, key="k", there=None):
    there = seconds is not None if there is None else there
    record = Record({}, np.zeros(replicas), seconds=seconds) if there else None
    return Piece(key, Group(measurement, measurement, tuple(range(replicas))), look, record)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "no time"),
        (0.01, "about 1 second"),
        (2, "about 2 seconds"),
        (119, "about 119 seconds"),
        (120, "about 2 minutes"),
        (3601, "about 61 minutes"),
        (7200, "about 2 hours"),
        (7201, "about 3 hours"),
    ],
)
def test_time_is_rounded_up(seconds, words):
    assert about(seconds) == words


def test_piece_takes_what_kept_pieces_of_its_measurement_took_per_replica():
    times = Times([piece(seconds=6.0), piece(look=1, seconds=12.0)], {"normal()": 1000.0})

    assert times.of(piece(look=2, replicas=48)) == pytest.approx(18.0)


def test_piece_of_which_none_was_kept_takes_what_the_first_look_of_an_earlier_run_took():
    times = Times([piece(there=True)], {"normal()": 12.0})

    assert times.of(piece(look=2, replicas=48)) == pytest.approx(24.0)
    assert times.of(piece(LEVEL)) is None


def test_what_nothing_is_known_of_is_counted_beside():
    times = Times([], {"normal()": 12.0})
    missing = [piece(), piece(LEVEL), piece(LEVEL, look=1)]

    assert duration(missing, times) == "about 12 seconds and 1 measurement of unknown length"


@pytest.mark.parametrize(
    ("there", "words"),
    [([], "all kept"), ([False], "none kept"), ([True], "all kept"), ([True, False], "1 kept")],
)
def test_what_is_kept_of_the_first_look_is_counted(there, words):
    assert kept([piece(there=found) for found in there]) == words


def test_measurement_that_is_kept_at_every_look_leaves_nothing():
    pieces = [piece(seconds=1.0), piece(look=1, seconds=1.0)]

    assert claim_line(pieces, 48, Times(pieces, {})) == (
        "1 measurement, all kept; 24 to 48 replicas; nothing left to measure"
    )
    assert claim_line([], 0, Times([], {})) == "nothing to measure"


def test_how_long_is_unknown_only_where_nothing_is_known():
    times = Times([], {"normal()": 12.0})
    known, unknown = piece(), piece(LEVEL)

    assert durations([unknown], times) == "how long is unknown"
    assert durations([known, unknown, piece(look=1), piece(seconds=9.0)], times) == (
        "about 12 seconds and 1 measurement of unknown length at the first look, "
        "about 24 seconds and 1 measurement of unknown length at most"
    )


@pytest.mark.parametrize(("impossible", "end"), [(0, ""), (2, "; 2 cannot be decided")])
def test_all_claims_are_told_with_those_that_cannot_be_decided(impossible, end):
    said = claim_line([piece()], 192, Times([], {}))

    assert total_line(3, impossible, [piece()], Times([], {})) == f"3 claims: {said}{end}"
