"""An estimate of work, from what a test writes."""

import ast

import pytest

from pytest_claims.claims.effort import effort

FILE = """
STEPS, RATE = 300, 0.01
TASK = Task(length=50)
ROUND = ROUND + 7

{decorators}
def test_a(measure):
    {body}
"""


def estimated(body, decorators=""):
    tree = ast.parse(FILE.format(body=body, decorators=decorators))
    return effort(tree.body[-1], tree)


@pytest.mark.parametrize(
    ("body", "work"),
    [
        ("assert measure(a) > 700", 1),
        ("assert measure(a, X, lag=16) > measure(a, Y)", 17),
        ("assert measure(a, X, steps=STEPS, rate=RATE) > 0", 300),
        ("assert measure(a, X, task=TASK) > 0", 50),
        ("sizes = across(400, 1_300)\n    assert measure(a, X, weights=sizes) > 0", 1300),
        ("short, long = 4, 64\n    assert measure(a, X, lag=long) > 0", 64),
        ("assert measure(a, X, lag=ROUND) > 0", 7),
        ("assert measure(a, X, lag=unknown) > 0", 1),
        ("assert True", 0),
    ],
)
def test_the_largest_whole_number_of_a_measurement_stands_for_its_work(body, work):
    assert estimated(body) == work


def test_each_control_measures_once_more():
    body = "assert measure(a, X, lag=16) > 0"
    assert estimated(body, "@control(X, Y)\n@control(lag=3)") == 3 * 16
    assert estimated(body, '@no_control("none")') == 16
