"""What an experiment may say, and what it is told where it says something else."""

import numpy as np
import pytest

from pytest_claims import over, smallest
from pytest_claims.faults import ClaimError
from pytest_claims.figures import (
    Figure,
    Panel,
    cells,
    curve,
    dots,
    grid,
    scope,
    table,
    theory,
    threshold,
)
from pytest_claims.figures.numbers import measured, outline
from pytest_claims.figures.scale import SCALES, Scaled


def at(*, seeds, x=0.0, y=0.0, name=""):
    return np.full(len(seeds), 10.0 * x + y)


ROWS = {"first": 1, "second": 2}


@pytest.fixture
def measure():
    return Scaled("laptop")


def draw(m, look):
    return at(seeds=range(24), **m.conditions)


def marks(*given, **axes):
    (panel,) = measured(Figure(Panel(*given, **axes)), draw, 0)
    return panel["marks"]


def test_grid_grows_with_the_scale_and_never_changes():
    values = grid(4, 1, laptop=(2,), full=(8, 3))
    assert [values.at(scale).values for scale in SCALES] == [(1, 4), (1, 2, 4), (1, 2, 3, 4, 8)]
    assert grid("b", "a", laptop=("c",)).at("laptop").values == ("b", "a", "c")


@pytest.mark.parametrize("given", [((), {}), ((1, 1), {}), ((1,), {"full": (1,)})])
def test_grid_has_each_value_once(given):
    with pytest.raises(ClaimError, match="each value once"):
        grid(*given[0], **given[1])


def test_curve_has_a_point_for_each_value(measure):
    (found,) = marks(curve(measure(at, x=grid(1, 2, laptop=(3,))), "a"))
    assert [(p["x"], p["median"]) for p in found["points"]] == [(1, 10), (2, 20), (3, 30)]
    assert found["measured"] == "at(x=over(1, 2, 3))"


def test_curve_over_names_stands_beside_them(measure):
    (found,) = marks(curve(measure(at, name=over("p", "q")), "a"))
    assert [p["x"] for p in found["points"]] == ["p", "q"]
    assert not found["joined"]


def test_best_of_one_condition_is_a_curve_over_the_other(measure):
    best = smallest(measure(at, y=over(3, 1, 2), x=over(1, 2)), along="y")
    (found,) = marks(curve(best, "a"))
    assert [(p["x"], p["median"]) for p in found["points"]] == [(1, 11), (2, 21)]


@pytest.mark.parametrize("order", ["xy", "yx"])
def test_cells_are_laid_by_their_conditions_in_any_order(measure, order):
    conditions = {name: {"x": over(1, 2, 3), "y": over(5, 6)}[name] for name in order}
    (found,) = marks(cells(measure(at, **conditions), x="x", y="y"))

    assert (found["columns"], found["rows"]) == ([1, 2, 3], [5, 6])
    assert [[c["median"] for c in row] for row in found["cells"]] == [[15, 25, 35], [16, 26, 36]]


def test_first_row_of_a_table_is_on_top(measure):
    given = {row: {"a": measure(at, x=x), "b": measure(at, x=x, y=1)} for row, x in ROWS.items()}
    (found,) = marks(table(given, claimed={("b", "first"): "n/a"}))

    assert (found["columns"], found["rows"]) == (["a", "b"], ["second", "first"])
    assert [[c["median"] for c in row] for row in found["cells"]] == [[20, 21], [10, 11]]
    assert found["claimed"] == [["b", "first"]]
    assert found["measured"].startswith("at(x=1); at(x=1, y=1); ")


def test_dots_stand_beside_their_names(measure):
    (found,) = marks(dots({"one": measure(at, x=1), "two": measure(at, x=2)}, "a"))
    assert [(p["x"], p["median"]) for p in found["points"]] == [("one", 10), ("two", 20)]


def test_theory_is_computed_along_what_is_measured(measure):
    _, found = marks(curve(measure(at, x=over(1, 100)), "a"), theory(lambda x: 2 * x, "t"), log="x")
    assert found["points"][0] == [1, 2]
    assert found["points"][24] == [10, 20]
    assert found["points"][-1] == [100, 200]


def test_outline_is_all_but_what_is_measured(measure):
    figure = Figure(Panel(curve(measure(at, x=over(1, 2)), "a"), scope(1, 2), threshold("<", 3)))
    stripped = measured(figure, draw, 0)
    for point in stripped[0]["marks"][0]["points"]:
        for name in ("median", "low", "high", "replicas"):
            del point[name]

    assert outline(figure) == stripped


def test_number_that_is_none_is_refused(measure):
    figure = Figure(Panel(dots({"a": measure(at, x=1)})))
    with pytest.raises(ClaimError, match=r"at\(x=1\) is no number in 24 of 24 replicas"):
        measured(figure, lambda m, look: np.full(24, np.nan), 0)


def test_claims_are_named_once_each(measure):
    drawn = cells(measure(at, x=over(1, 2), y=over(1, 2)), x="x", y="y", claimed={(1, 2): "n/a"})
    marked = Figure(Panel(drawn), Panel(drawn, scope(1, claim="n/b"), threshold("<", 1)))
    assert marked.claims() == ["n/a", "n/b"]


@pytest.mark.parametrize(
    ("say", "told"),
    [
        (lambda m: curve(m(at, x=1), "a"), "with one condition swept"),
        (lambda m: curve(m(at, x=over(1, 2), y=over(1, 2)), "a"), "turn the others with smallest"),
        (lambda m: cells(m(at, x=over(1, 2)), x="x", y="y"), "a curve that sweeps x and y"),
        (
            lambda m: cells(
                m(at, x=over(1, 2), y=over(1, 2)), x="x", y="y", claimed={(3, 1): "n/a"}
            ),
            "at every scale what a claim speaks of",
        ),
        (lambda m: table({"p": {"a": m(at)}, "q": {"b": m(at)}}), "for each of a in every row: q"),
        (lambda m: table({"p": {"a": 3}}), "a sample for each of a in every row: p"),
        (lambda m: table({"p": {"a": m(at)}}, claimed={("a", "q"): "n/a"}), "at every scale"),
        (lambda m: dots({"a": 3}), "samples by name, not 3"),
        (lambda m: threshold("=", 3), "not '='"),
        (lambda m: Panel(theory(1, "t")), "something that is measured"),
        (lambda m: Panel(3), "not 3"),
        (lambda m: Figure(3), "one panel or more"),
        (
            lambda m: Panel(curve(m(at, x=over(1, 2)), "a"), dots({"a": m(at, x=1)})),
            "a Panel each",
        ),
        (lambda m: smallest(m(at, x=over(1, 2)), along="y"), "sweeps x"),
    ],
)
def test_what_cannot_be_drawn_says_what_to_write(measure, say, told):
    with pytest.raises(ClaimError, match=told):
        say(measure)


def test_figure_sees_no_number(measure):
    with pytest.raises(ClaimError, match="no single value"):
        float(measure(at, x=1))
