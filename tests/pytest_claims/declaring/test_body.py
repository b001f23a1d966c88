"""A body declares and draws nothing; once it is closed, nothing of it can be used."""

import copy

import numpy as np
import pytest

from pytest_claims.declaring.measure import Measure
from pytest_claims.declaring.words import every, share
from pytest_claims.faults import ClaimError


def probe(*, seeds, level=0.0):
    raise AssertionError("a declaration draws nothing")


OUTSIDE = "is used outside the run of the body that measured it"
USES = {
    "arithmetic": lambda s, m: m(probe) + s,
    "comparison": lambda s, m: m(probe) > s,
    "comparison from the left": lambda s, m: s > m(probe),
    "comparison with a number": lambda s, m: s > 0,
}


@pytest.mark.parametrize("use", USES)
def test_a_sample_of_a_closed_body_is_refused(use):
    closed = Measure()
    sample = closed(probe)
    closed.body.closed = True

    with pytest.raises(ClaimError, match=OUTSIDE):
        USES[use](sample, Measure())


ASSERTS = {
    "typical": bool,
    "every": lambda event: bool(every(event)),
    "share": lambda event: bool(share(event) > 0.5),
}


@pytest.mark.parametrize("how", ASSERTS)
def test_an_event_of_a_closed_body_is_not_asserted(how):
    closed = Measure()
    event = closed(probe) > 0
    closed.body.closed = True

    with pytest.raises(ClaimError, match=OUTSIDE):
        ASSERTS[how](event)
    assert closed.body.assertions == []


def test_a_closed_measure_measures_nothing():
    closed = Measure()
    closed.body.closed = True

    with pytest.raises(ClaimError, match=r"measure\(probe, …\) is used outside"):
        closed(probe)
    assert closed.body.measurements == []


def test_an_assertion_knows_its_line():
    measure = Measure()
    sample = measure(probe)
    first = sample > 0
    bool(first)
    bool(every(first))

    one, other = measure.body.assertions
    assert other.line == one.line + 1


ASKED = {
    "float": float,
    "int": int,
    "len": len,
    "list": list,
    "index": lambda s: s[0],
    "slice": lambda s: s[:3],
    "array": np.asarray,
    "median": np.median,
    "values": lambda s: s.values(),
    "mean": lambda s: s.mean(),
    "in": lambda s: 0 in s,
}


@pytest.mark.parametrize("ask", ASKED)
def test_a_sample_shows_no_number(ask):
    with pytest.raises(ClaimError, match="has no single value"):
        ASKED[ask](Measure()(probe))


def test_a_sample_is_no_truth():
    with pytest.raises(ClaimError, match="not a truth"):
        bool(Measure()(probe))


def test_a_sample_can_be_shown_and_copied():
    sample = Measure()(probe)

    assert repr(copy.copy(sample)) == "<sample of probe(), not yet drawn>"
