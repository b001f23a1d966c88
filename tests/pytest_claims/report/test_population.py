"""A claim about a population on the page, and what controls did to each of its assertions."""

import re
from html import unescape

import pytest
from audit_notes import write_notes
from audit_population import RATES, TASKS, WIDTHS, beside, controlled, population
from audit_rows import claim, ledger
from seen_page import Seen, read

from pytest_claims.report.strata import strata

ID = "01_rnn/width-does-not-help"
SENTENCE = "With four times the units the error stays above four fifths."


def page(tmp_path, *cases, verdict="HOLDS"):
    rows = [claim(ID, SENTENCE, list(cases), verdict=verdict)]
    write_notes(tmp_path, rows)
    return unescape(read(tmp_path, ledger(rows)))


def words(html):
    return Seen(html).text


def test_one_condition_is_a_row_of_bars_with_value_and_wins_and_the_half_line(tmp_path):
    html = page(tmp_path, population(WIDTHS))

    (row,) = re.findall(r'<ol aria-label="Wins by hidden">.*?</ol>', html, re.DOTALL)
    assert words(row) == "16 48/48 32 48/48 64 47/48 128 12/48"
    assert re.findall(r'class="fill" style="height:([\d.]+)%', row) == [
        "100.0",
        "100.0",
        "97.9",
        "25.0",
    ]
    assert row.count('class="line" style="bottom:50.0%"') == 4


def test_a_stratum_that_does_not_go_along_is_marked_by_form_and_in_words(tmp_path):
    html = page(tmp_path, population(WIDTHS, behind=("hidden=128",)))

    (marked,) = re.findall(r'<li class="behind">.*?</li>', html, re.DOTALL)
    assert words(marked) == "128 (not along) 12/48"
    assert "#sign-refuted" in marked
    assert "Not along: hidden=128 (no clear majority of replicas there)." in words(html)


def test_where_all_go_along_nothing_is_marked(tmp_path):
    html = page(tmp_path, population(WIDTHS))

    assert '<li class="behind">' not in html
    assert "Not along" not in words(html)


def test_two_conditions_are_a_map_with_the_number_in_each_cell(tmp_path):
    html = page(tmp_path, population(WIDTHS, RATES, behind=("rate=0.1", "hidden=128")))

    (table,) = re.findall(r'<table class="map">.*?</table>', html, re.DOTALL)
    cells = re.findall(r'<td style="--share:([\d.]+)%">(\d+/\d+)</td>', table)
    assert len(cells) == 12
    assert cells[0] == ("40.0", "16/16")
    assert cells[-1] == ("10.0", "4/16")
    assert words(table).startswith("rate hidden 0.001 60/64 0.01 60/64 0.1 (not along) 35/64 16")
    assert "128 (not along) 12/48" in words(table)
    assert "Wins by" not in html


def test_more_conditions_are_a_row_of_bars_each(tmp_path):
    html = page(tmp_path, population(WIDTHS, RATES, TASKS))

    assert re.findall(r'aria-label="Wins by (\w+)"', html) == ["hidden", "rate", "task"]
    assert '<table class="map">' not in html


def test_each_of_many_cases_shows_its_population(tmp_path):
    cases = [population(WIDTHS, name=f"lag={lag}") for lag in (1, 2, 3)]

    assert page(tmp_path, *cases).count('aria-label="Wins by hidden"') == 3


def test_without_strata_there_is_no_population():
    assert strata({"text": "a > b"}) is None


@pytest.mark.parametrize(
    ("threshold", "upward", "majority"),
    [(0.5, True, 0.5), (0.9, True, 0.5), (0.2, True, 0.2), (0.1, False, 0.5), (0.8, False, 0.8)],
)
def test_the_line_is_what_a_stratum_is_held_to(threshold, upward, majority):
    (comparison,) = population(WIDTHS)["comparisons"]

    assert strata(comparison | {"threshold": threshold, "upward": upward}).majority == majority


def test_one_lost_replica_marks_a_stratum_of_every():
    (comparison,) = population(WIDTHS)["comparisons"]
    found = strata(comparison | {"class": "checked"})

    assert found.majority is None
    assert [cell.value for cell in found.rows[0].cells if cell.behind] == ["64", "128"]
    assert found.words == "Not along: hidden=64, hidden=128 (replicas are lost there)."


def test_each_assertion_shows_what_each_control_did_to_it(tmp_path):
    assertions = [beside("turned", 0), beside("weakened", 14)]
    gates = {"name": "GRU → GRUConstantGates", "result": "turned", "because": "the gates"}
    steps = {"name": "steps=30", "result": "same", "assertions": [None, beside("same", 24)]}
    html = page(tmp_path, controlled(gates | {"assertions": assertions}, steps))

    first, second = re.findall(r'aria-label="Share of replicas that win">.*?\n</div>', html, re.S)
    assert "control GRU → GRUConstantGates 0/24 turns it" in words(first)
    assert "steps=30" not in first
    assert "control GRU → GRUConstantGates 14/24 weakens it" in words(second)
    assert "control steps=30 24/24 does not turn it" in words(second)


def test_what_a_control_removes_is_told(tmp_path):
    gates = {"name": "GRU → GRUConstantGates", "result": "turned", "because": "the gates"}
    steps = {"name": "steps=30", "result": "turned", "on": "GRU"}
    html = page(tmp_path, controlled(gates, steps))

    said = "Controls GRU → GRUConstantGates removes the gates steps=30 , measured on GRU"
    assert said in words(html)


def test_claims_that_controls_only_weaken_are_listed(tmp_path):
    html = page(tmp_path, population(WIDTHS) | {"weakened": ["gru < rnn / 3"]})

    (section,) = re.findall(r'<section class="front" id="weakened">.*?</section>', html, re.DOTALL)
    assert words(section) == f"Claims that controls only weaken {SENTENCE} gru < rnn / 3"
    assert 'id="weakened"' not in page(tmp_path, population(WIDTHS))
