from math import isnan

import pytest
from checkout import Spent
from runs import compared, told
from tables import exponent, head, row


def test_the_exponent_of_a_power_law_is_found():
    sizes = [8, 16, 64, 512]
    assert exponent(sizes, [3 * size**1.5 for size in sizes]) == pytest.approx(1.5)


@pytest.mark.parametrize(("sizes", "times"), [([8], [1.0]), ([8, 8], [1, 2]), ([8, 16], [0, 1])])
def test_what_bears_no_exponent_has_none(sizes, times):
    assert isnan(exponent(sizes, times))


def test_a_table_has_a_line_below_its_head():
    assert head("a", "b") == "| a | b |\n|---|---|"
    assert row(1, "x") == "| 1 | x |"


def spent(wall, user=1.0, peak=10.0, status=0):
    return Spent(wall, user, peak, status, "")


def test_rounds_are_told_by_medians_the_highest_peak_and_every_status():
    rounds = [spent(1, 5, 10), spent(9, 7, 30, status=1), spent(2, 6, 20, status=None)]
    assert told(rounds) == ["2.0", "6.0", "30", "0, 1, stopped"]


def test_commits_are_compared_round_by_round():
    wall, user = compared([spent(1, 2), spent(8, 2)], [spent(2, 4), spent(4, 1)])
    assert wall == "1.25 (0.50 to 2.00)"
    assert user == "1.25 (0.50 to 2.00)"


def test_a_run_that_was_stopped_has_no_ratio():
    assert [*compared([spent(1)], [spent(2, status=None)])] == ["", ""]
