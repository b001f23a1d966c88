"""Pictures: the same bytes for the same numbers, legible on any page, nothing left out."""

import re
import subprocess
import sys
import warnings
from itertools import pairwise

import pytest

from pytest_claims.figures.drawing import picture
from pytest_claims.figures.drawing.beside import LINE, _apart
from pytest_claims.figures.drawing.cells import _told, side
from pytest_claims.figures.drawing.style import COLOURS, INK, Looks


def points(xs, label="a", like="a", middle=1.0, joined=True):
    found = [
        {"x": x, "median": middle + i, "low": middle + i - 0.5, "high": middle + i + 0.5}
        for i, x in enumerate(xs)
    ]
    named = {"kind": "points", "label": label, "like": like, "joined": joined, "measured": "m"}
    return named | {"points": found}


def panel(*marks, **given):
    usual = {"title": "", "x": "x", "y": "y", "log": "", "decades": False, "within": None}
    return usual | given | {"marks": list(marks)}


def figure(*panels):
    return {"question": "Is 1 < 2 & true?", "replicas": 24, "panels": list(panels)}


THRESHOLD = {"kind": "threshold", "side": "<", "value": 2.0, "at": None, "label": "", "claim": ""}
SCOPE = {"kind": "scope", "low": 1, "high": 2, "label": "claimed", "claim": ""}
THEORY = {"kind": "theory", "label": "t", "like": "a", "points": [[1, 1.0], [3, 4.0]]}
CELLS = {
    "kind": "cells",
    "columns": [1, 2],
    "rows": ["p"],
    "boundary": 0.0,
    "above": "up",
    "below": "down",
    "claimed": [[1, "p"]],
    "cells": [[{"median": 1.0, "low": 0.5, "high": 2.0}, {"median": 0, "low": -1, "high": 1}]],
}
EVERY = figure(
    panel(points([1, 2, 3]), THEORY, SCOPE, THRESHOLD),
    panel(points(["p", "q"], joined=False), THRESHOLD),
    panel(CELLS),
)


def test_same_numbers_are_the_same_bytes_in_any_process():
    code = f"from pytest_claims.figures.drawing import picture; print(picture({EVERY!r}), end='')"
    elsewhere = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert elsewhere.stdout == picture(EVERY)


def test_nothing_tells_the_day_or_the_machine():
    assert not re.search(r"20\d\d-|<dc:date|/tmp|/home", picture(EVERY))


def test_question_is_the_title_for_who_cannot_see():
    assert "<title>Is 1 &lt; 2 &amp; true?</title>" in picture(EVERY)
    assert 'role="img"' in picture(EVERY)


def test_text_is_drawn_and_needs_no_font():
    drawn = picture(EVERY)
    assert "<text" not in drawn
    assert "font-family" not in drawn


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour, page):
    low, high = sorted([luminance(colour), luminance(page)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("page", ["#ffffff", "#0d1117"])
def test_ink_and_colours_stand_out_on_light_and_dark_pages(page):
    assert contrast(INK, page) >= 4
    assert all(contrast(colour, page) >= 3 for colour in COLOURS)


def test_page_shows_through():
    background = re.search(r'<g id="patch_1">(.*?)</g>', picture(EVERY), re.DOTALL)
    assert background is None or "fill: none" in background[1]


def test_curves_of_one_family_share_a_colour_and_no_marker():
    marks = [points([1, 2], "a", "f"), points([1, 2], "b", "f"), points([1, 2], "c", "c")]
    looks = Looks([panel(*marks)])
    a, b, c = (looks.of(label) for label in "abc")

    assert a.colour == b.colour != c.colour
    assert len({a.marker, b.marker, c.marker}) == 3
    assert looks.colour("f") == looks.colour("a") == a.colour
    assert looks.colour("") == INK


@pytest.mark.parametrize(
    "marks",
    [
        [points([1, 2, 3]), THRESHOLD | {"value": 1e9}],
        [points([1, 2, 3]), THRESHOLD | {"value": 1e9, "at": 2}],
        [points([1, 2, 3]), SCOPE | {"low": -1e6, "high": 1e6}],
        [points([1, 2, 3]), THEORY | {"points": [[1, 0.0], [3, -1e9]]}],
        [points([1])],
        [points([1, 2, 3]) | {"points": [{"x": 1, "median": "inf", "low": 1, "high": "inf"}]}],
    ],
)
def test_what_lies_far_outside_spoils_no_layout(marks):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = picture(figure(panel(*marks, within=(0, 5))))
    assert "NaN" not in drawn


def test_cell_is_above_below_or_open_by_its_interval():
    assert side({"low": 0.1, "high": 1}, 0.0) == "▲"
    assert side({"low": -1, "high": -0.1}, 0.0) == "▼"
    assert side({"low": -1, "high": 0.1}, 0.0) == "○"


@pytest.mark.parametrize(
    ("value", "far", "told"),
    [
        (0.004, 0.78, "0.00"),
        (-0.001, 0.78, "0.00"),
        (-0.43, 0.78, "−0.43"),
        (12.3, 40, "12"),
        (float("-inf"), 1, "−∞"),
    ],
)
def test_cells_are_told_with_the_same_decimals(value, far, told):
    assert _told(value, far) == told


def test_names_beside_lines_keep_their_order_and_their_distance():
    ends = [0.9, 0.5, 0.51, 0.52, 1.0, 0.99]
    places = _apart(ends)

    ordered = sorted(range(6), key=lambda i: ends[i])
    heights = [places[i] for i in ordered]
    assert heights == sorted(heights)
    assert all(b - a >= LINE - 1e-9 for a, b in pairwise(heights))
    assert max(places) <= 1.0
    assert _apart([0.2, 0.8]) == [0.2, 0.8]


def test_a_map_of_many_rows_is_so_much_higher():
    cell = {"median": 1.0, "low": 0.5, "high": 2.0}
    rows = [str(i) for i in range(18)]
    many = CELLS | {"rows": rows, "claimed": [], "cells": [[cell, cell]] * len(rows)}
    usual, higher = (
        float(re.search(r'height="([\d.]+)pt"', picture(figure(panel(m))))[1])
        for m in (CELLS, many)
    )
    assert usual == 288
    assert higher == pytest.approx(72 * 0.42 * 20)
