"""The counted table agrees with the printed one, and the counters with layers counted by hand."""

import runpy
from pathlib import Path

import pytest
import torch

TABLE = runpy.run_path(str(Path(__file__).parents[2] / "experiments" / "vaswani_table1.py"))
ROWS = {row.name: row for row in TABLE["ROWS"]}
CELLS = [(name, column) for name in ROWS for column in TABLE["COLUMNS"]]


@pytest.mark.parametrize(("name", "column"), CELLS)
def test_every_power_is_the_printed_one(name, column):
    row = ROWS[name]
    assert TABLE["counted"](row, column) == pytest.approx(getattr(row, column), abs=0.03)


@pytest.mark.parametrize(("name", "column"), [c for c in CELLS if c[1] != "complexity"])
def test_the_width_lengthens_no_chain_and_no_path(name, column):
    measure, sizes = TABLE["COLUMNS"][column]
    assert TABLE["power"](measure, ROWS[name].layer, "d", sizes) == 0


@pytest.mark.parametrize("k", [2, 5])
def test_the_logarithm_is_to_the_kernels_base(k):
    paths = [TABLE["path_length"](TABLE["convolutional"], k**m, 2, k) for m in (1, 2, 3)]
    assert paths[2] - paths[1] == paths[1] - paths[0] == paths[0]


def test_multiplications_are_those_counted_by_hand():
    count = TABLE["multiplications"]
    assert count(TABLE["self_attention"], 5, 3, 0) == 2 * 5 * 5 * 3
    assert count(TABLE["restricted_self_attention"], 5, 3, 2) == 2 * (2 + 3 + 3 + 3 + 2) * 3
    assert count(TABLE["recurrent"], 5, 3, 0) == 2 * 5 * 9
    assert count(TABLE["convolutional"], 5, 3, 4) == 4 * 5 * 9


def test_a_chain_of_known_length_is_measured():
    def chain(x, size, level):
        return [x[0].exp().sin().cos(), x[1].exp()]

    leaf_and_three = TABLE["sequential_operations"](chain, 2, 2, 0)
    assert leaf_and_three == 4


def test_the_shortest_way_is_measured_and_unseen_inputs_are_not():
    a, b, unseen = (torch.ones(1, requires_grad=True) for _ in range(3))
    assert unseen.grad_fn is None
    assert sorted(TABLE["steps_to_inputs"](a.exp() * b.exp().sin() + a)) == [1, 4]


def test_a_layer_is_stacked_until_all_inputs_are_reached():
    restricted = TABLE["restricted_self_attention"]
    one, two = (TABLE["path_length"](restricted, n, 2, 4) for n in (3, 5))
    assert two == 2 * one
