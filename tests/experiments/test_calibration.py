"""What calibration.md says of populations is what the present rule gives."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

EXPERIMENTS = Path(__file__).parents[2] / "experiments"
PAGE = (EXPERIMENTS / "calibration.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def strata():
    """The module as the script imports it, from beside itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(EXPERIMENTS))
        yield import_module("calibration_strata")
    for name in ("calibration_strata", "calibration_page"):
        sys.modules.pop(name)


@pytest.mark.parametrize("table", ["alike", "one_apart"])
def test_each_line_of_the_tables_is_what_the_rule_gives(strata, table):
    lines = list(getattr(strata, table)())

    assert len(lines) > 20
    for line in lines:
        assert f"| {' | '.join(line)} |" in PAGE


@pytest.mark.parametrize("share", [0.5, 0.4, 0.3, 0.1])
def test_the_words_tell_how_often_a_stratum_is_let_through(strata, share):
    assert f"in {strata.let_through(share)}" in PAGE


def test_the_range_that_is_told_is_that_of_the_table(strata):
    held = [100 * float(row[3]) for row in list(strata.one_apart())[1:] if row[1] == "0.5"]
    low, high = map(float, strata.let_through(0.5).split(" to "))

    assert (low, high) == pytest.approx((min(held), max(held)), abs=0.55)
