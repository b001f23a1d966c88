import re
from math import inf
from random import Random

import pytest
from audit_rows import case, side

from pytest_claims.report.curves import curve
from pytest_claims.report.measured import named, unit_of
from pytest_claims.report.scale import Scale
from pytest_claims.report.strips import HEIGHT, stacked, strip


@pytest.mark.parametrize(
    ("values", "log"),
    [
        ([1e-16, 0.0, 1e-10], True),
        ([1.0, 10.0, 1000.0], True),
        ([0.1, 0.2, 0.9], False),
        ([-5.0, 1e-9, 3.0], False),
        ([3.0, 3.0], False),
        ([0.0], False),
        ([], False),
        ([inf], False),
    ],
)
def test_the_axis_is_logarithmic_where_positive_values_span_decades(values, log):
    scale = Scale.of(values)

    assert scale.log is log
    assert all(0 <= scale.at(v) <= 100 for v in values)
    assert 1 <= len(scale.ticks()) <= 7


def test_larger_values_stand_further_right():
    scale = Scale.of([0.001, 0.5, 40.0])

    places = [scale.at(v) for v in (-inf, 0.0, 0.001, 0.5, 40.0, inf)]

    assert places == sorted(places)
    assert places[1] < places[2]
    assert places[4] < places[5]


def test_ticks_name_their_place():
    for tick in Scale(0.0, 1.0).ticks():
        assert Scale(0.0, 1.0).at(float(tick.text)) == pytest.approx(tick.at)


@pytest.mark.parametrize("places", [[50.0] * 192, [float(n) for n in range(100)], [50.0], []])
def test_every_replica_is_a_dot_within_the_strip(places):
    dots = re.findall(r"M(-?\d+) ([-\d.]+)h0", stacked(places))

    assert len(dots) == len(places)
    assert all(0 <= float(y) <= HEIGHT for _, y in dots)
    assert len(set(dots)) == len(places)


def test_a_number_is_a_threshold_and_no_sample():
    drawn = strip(side("error", [0.1, 0.15, 0.4]), side("0.2", [0.2] * 3))

    assert [row.text for row in drawn.rows] == ["error"]
    assert drawn.threshold.text == "0.2"
    assert drawn.rows[0].median < drawn.threshold.at


def test_two_samples_share_one_axis():
    drawn = strip(side("a", [3.0, 4.0]), side("b", [1.0, 2.0]))

    assert drawn.threshold is None
    assert drawn.rows[1].median < drawn.rows[0].median


def test_infinite_values_come_as_words_and_are_drawn():
    drawn = strip({**side("a", [1.0, 2.0]), "values": [1.0, "inf", "-inf"]}, None)

    assert drawn.rows[0].path.count("h0") == 3


def test_without_values_there_is_no_drawing():
    assert strip(None, None) is None
    assert strip({"text": "a", "median": 1.0}, None) is None


def test_cases_that_vary_one_number_are_a_curve_in_its_order():
    cases = [case(Random(0), f"lag={lag}", decades=True) for lag in (64, 4, 16, 256)]

    drawn = curve(cases)

    assert drawn.name == "lag"
    assert [tick.text for tick in drawn.across] == ["4", "16", "64", "256"]
    assert [line.constant for line in drawn.lines] == [False, False]


@pytest.mark.parametrize(
    "names", [["lag=1", "lag=2"], ["lag=1", "width=2", "lag=3"], ["a", "b", "c"], [""]]
)
def test_other_cases_are_no_curve(names):
    assert curve([case(Random(0), name) for name in names]) is None


def test_a_curve_needs_every_case():
    cases = [case(Random(0), f"lag={lag}") for lag in (1, 2, 3)]

    assert curve([*cases, {"case": "lag=4", "verdict": "not reached"}]) is None


def test_cases_are_named_by_their_condition_and_stand_in_natural_order():
    def bare(lag):
        return {"case": str(lag), "measurements": [{"conditions": {"lag": lag, "gain": 1.0}}]}

    assert [c["case"] for c in named([bare(16), bare(4)])] == ["lag=4", "lag=16"]
    assert [c["case"] for c in named([{"case": "x10"}, {"case": "x9"}])] == ["x9", "x10"]
    assert [c["case"] for c in named([bare(1)])] == ["lag=1"]


@pytest.mark.parametrize(
    ("doc", "unit"),
    [
        ("How far.\n\nDecades, in (−∞, ∞): 0 is a perfect carry.", "decades"),
        ("A loss. Squared units or nats, in [0, ∞].", "squared units or nats"),
        ("A share.\n\nIn [0, 1]: 1 is perfect.", ""),
        ("", ""),
    ],
)
def test_the_unit_is_the_docstrings(doc, unit):
    assert unit_of({"cases": [{"measurements": [{"doc": doc}]}]}) == unit
