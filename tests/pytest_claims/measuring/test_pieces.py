"""How long a piece will take: by what was kept of its measurement, else by an earlier run."""

import numpy as np
import pytest
import toy_bench as toy

from pytest_claims.measuring.pieces import Piece, Times
from pytest_claims.measuring.record import Record
from pytest_claims.measuring.replicas import LOOKS, Group


def piece(measurement, replicas=24, seconds=None, *, kept=True):
    record = Record({}, np.zeros(replicas), seconds=seconds) if kept else None
    return Piece("k", Group(measurement, measurement, tuple(range(replicas))), 0, record)


def slow(**conditions):
    return toy.of(toy.slow, **conditions)


def test_a_piece_takes_as_long_for_each_replica_as_those_that_were_kept():
    times = Times([piece(slow(), 24, 6.0), piece(slow(), 8, 10.0)], {})

    assert times.of(piece(slow(), 12, kept=False)) == pytest.approx(16.0 / 32 * 12)


def test_what_was_kept_of_this_run_counts_and_not_what_an_earlier_one_took():
    times = Times([piece(slow(), 24, 6.0)], {slow().text: 480.0})

    assert times.of(piece(slow(), 24, kept=False)) == pytest.approx(6.0)


def test_an_earlier_run_counts_where_nothing_was_kept():
    times = Times([piece(slow(), kept=False)], {slow().text: 12.0})

    assert times.of(piece(slow(), 48, kept=False)) == pytest.approx(12.0 / LOOKS[0] * 48)


@pytest.mark.parametrize("known", [[], [piece(slow())], [piece(slow(n=2), seconds=6.0)]])
def test_a_piece_of_which_nothing_like_it_was_timed_takes_nobody_knows_how_long(known):
    assert Times(known, {"another()": 12.0}).of(piece(slow(n=1), kept=False)) is None


def test_what_took_no_time_that_could_be_told_takes_none():
    times = Times([piece(slow(), 24, 0.0)], {slow().text: 12.0})

    assert times.of(piece(slow(), 24, kept=False)) == 0.0
