"""Cells whose way back is written out compute what the same cells compute step by step."""

import inspect
from functools import partial

import pytest
import torch

from sequence_models import ablations
from sequence_models.architectures import GRU, LSTM, RNN, AdditiveAttention, LeakyRNN
from sequence_models.architectures.recurrent import Cell
from sequence_models.architectures.unrolled.tape import tanh_of_half
from sequence_models.differentiation import differentiated_once
from sequence_models.replicas import normal, streams

SEEDS = range(3)
CHANGED = [
    architecture
    for architecture in vars(ablations).values()
    if inspect.isclass(architecture)
    and issubclass(architecture, RNN | GRU | LSTM)
    and "cell" in vars(architecture)
]
AS_ROWS = [heir for heir in CHANGED if "unroll_by_hand" in vars(heir.cell)]
"""Ablations that are the same cell with other rows in its matrices."""
CELLS = {
    **{heir.__name__: heir for heir in AS_ROWS},
    **{f"{h.__name__}, after": partial(h, reset="after") for h in AS_ROWS if issubclass(h, GRU)},
    "RNN": RNN,
    "RNN, ReLU": partial(RNN, activation="relu"),
    "RNN, linear": partial(RNN, activation="identity", initialisation="orthogonal"),
    "GRU": GRU,
    "GRU, reset after": partial(GRU, reset="after"),
    "LSTM": LSTM,
    "LSTM, chrono": partial(LSTM, chrono=20.0),
}


def draw(name, *shape, dtype=torch.float64):
    return normal(streams(SEEDS, name), *shape).to(dtype)


def run(model, batch, sizes):
    """Outputs, last states and all gradients, with an error at everything that comes out."""
    dtype = model.readout.weight.dtype
    x = draw("x", batch, sum(sizes), 4, dtype=dtype).requires_grad_()
    start = [
        (0.5 * draw(f"start {k}", *part.shape[1:], dtype=dtype)).requires_grad_()
        for k, part in enumerate(model.initial_state(batch))
    ]
    pieces, state = [], tuple(start)
    for part in x.split(sizes, 2):
        y, state = model.run(part, state)
        pieces.append(y)
    given = [torch.cat(pieces, 2), *state]
    error = sum(
        (part * draw(f"error {k}", *part.shape[1:], dtype=dtype)).sum()
        for k, part in enumerate(given)
    )
    sources = [x, *start, *model.parameters()]  # an ablation may make no use of some
    found = torch.autograd.grad(error, sources, allow_unused=True, materialize_grads=True)
    return [*given, *found]


def assert_same(model, batch, sizes, tolerance):
    plain = run(model, batch, sizes)
    with differentiated_once():
        by_hand = run(model, batch, sizes)
    for one, other in zip(plain, by_hand, strict=True):
        assert (one - other).abs().max() <= tolerance * one.abs().max().clamp_min(1e-3)


@pytest.mark.parametrize("hidden", [5, 16, 33])
@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize(("batch", "sizes"), [(1, [7]), (3, [12]), (2, [4, 1, 6]), (1, [1])])
@pytest.mark.parametrize("name", CELLS)
def test_by_hand_agrees_with_step_by_step(name, hidden, layers, batch, sizes):
    if layers == 2 and name in {"RNN, linear", "LSTM, chrono"}:
        layers = 1
    model = CELLS[name](4, 2, seeds=SEEDS, hidden=hidden, layers=layers, dtype=torch.float64)
    for k, p in enumerate(model.parameters()):
        p.data += 0.2 * draw(f"moved {k}", *p.shape[1:])
    assert_same(model, batch, sizes, 1e-10)


@pytest.mark.parametrize("name", CELLS)
def test_in_single_precision_they_differ_by_rounding(name):
    model = CELLS[name](4, 2, seeds=SEEDS, hidden=16, layers=2, dtype=torch.float32)
    assert_same(model, 4, [30], 1e-5)


@pytest.mark.parametrize("name", CELLS)
def test_a_sequence_of_one_step_agrees_too(name, monkeypatch):
    model = CELLS[name](4, 2, seeds=SEEDS, hidden=5, dtype=torch.float64)
    plain = run(model, 2, [1])
    monkeypatch.setattr(Cell, "unroll", lambda cell, x, state: cell.unroll_by_hand(x, state))
    for one, other in zip(plain, run(model, 2, [1]), strict=True):
        torch.testing.assert_close(one, other, rtol=0, atol=1e-12)


def test_an_encoder_by_hand_agrees():
    model = AdditiveAttention(4, 2, seeds=SEEDS, hidden=5, source=6, dtype=torch.float64)
    x, error = draw("x", 2, 11, 4), draw("error", 2, 11, 2)
    plain = torch.autograd.grad((model(x) * error).sum(), list(model.parameters()))
    with differentiated_once():
        by_hand = torch.autograd.grad((model(x) * error).sum(), list(model.parameters()))
    torch.testing.assert_close(by_hand, plain, rtol=0, atol=1e-11)


def by_hand_of(model, monkeypatch):
    """How many of its cells take the way that is written out."""
    taken = []
    for owner in (RNN.cell, GRU.cell, LSTM.cell):
        method = owner.unroll_by_hand
        monkeypatch.setattr(
            owner, "unroll_by_hand", lambda *at, m=method: taken.append(at[0]) or m(*at)
        )
    with differentiated_once():
        model(draw("x", 2, 4, 3, dtype=torch.float32))
    return len(taken)


@pytest.mark.parametrize("architecture", [RNN, GRU, LSTM])
def test_exactly_the_known_cells_are_by_hand(architecture, monkeypatch):
    assert by_hand_of(architecture(3, 2, seeds=SEEDS, layers=2), monkeypatch) == 2


def test_ablations_by_hand_are_those_that_say_so():
    assert {heir.__name__ for heir in AS_ROWS} == {
        *("GRUBlind", "GRUConstantGates", "GRUConstantUpdate", "GRUWithoutReset"),
        *("LSTMBlindGates", "LSTMCoupledGates", "LSTMForgetBiasIgnored", "LSTMSwappedGates"),
        *("LSTMWithoutForgetGate", "LSTMWithoutInputGate", "LSTMWithoutOutputGate"),
    }


@pytest.mark.parametrize("architecture", [*(h for h in CHANGED if h not in AS_ROWS), LeakyRNN])
def test_a_cell_that_changes_a_step_runs_step_by_step(architecture, monkeypatch):
    assert by_hand_of(architecture(3, 2, seeds=SEEDS), monkeypatch) == 0


def test_outside_of_training_every_cell_has_second_derivatives():
    model = LSTM(4, 2, seeds=SEEDS, hidden=5, dtype=torch.float64)
    x = draw("x", 2, 6, 4).requires_grad_()
    (first,) = torch.autograd.grad(model(x).square().sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.square().sum(), x)
    assert second.abs().max() > 0


def test_a_second_derivative_by_hand_is_refused():
    model = LSTM(4, 2, seeds=SEEDS, hidden=5, dtype=torch.float64)
    x = draw("x", 2, 6, 4).requires_grad_()
    with differentiated_once():
        (first,) = torch.autograd.grad(model(x).square().sum(), x, create_graph=True)
    with pytest.raises(RuntimeError, match="once_differentiable"):
        first.square().sum().backward()


def test_the_context_leaves_things_as_they_were():
    memory = torch.utils.deterministic
    before = memory.fill_uninitialized_memory
    with differentiated_once(), differentiated_once():
        assert not memory.fill_uninitialized_memory
    assert memory.fill_uninitialized_memory == before


def test_tanh_in_single_precision_is_within_what_is_said():
    a = torch.linspace(-20, 20, 100_001)
    off = tanh_of_half((2 * a).clone(), torch.empty_like(a)).double() - a.double().tanh()
    assert off.abs().max() <= 2 * torch.finfo(torch.float32).eps
