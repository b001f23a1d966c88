"""Gates that see the input alone: merged, and set by hand."""

import math

import pytest
import torch

from sequence_models.ablations import GRUBlind
from sequence_models.architectures import GRU
from sequence_models.replicas import normal, streams
from sequence_models.tasks import SampleAndHold
from sequence_models.theory import convex_weights, gated_hold, merged, merged_gates

HIDDEN = 5


def draw(*shape, seed=0):
    return normal(streams([seed], "test"), *shape)[0]


@pytest.mark.parametrize("length", [1, 2, 3, 8, 13])
def test_merged_gates_are_the_weighted_sums_of_the_candidates(length):
    keep, candidate = draw(2, length, HIDDEN).sigmoid(), draw(2, length, HIDDEN, seed=1).tanh()
    states = merged_gates(keep, candidate)
    for t in range(1, length + 1):
        weights = convex_weights(keep[:, :t])[:, 1:]
        expected = (weights * candidate[:, :t]).sum(1)
        torch.testing.assert_close(states[:, t - 1], expected, rtol=0, atol=1e-14)


def test_merged_gates_are_the_states_of_a_cell_that_runs_in_turn():
    model = GRUBlind(3, 1, seeds=[0, 1], hidden=HIDDEN, dtype=torch.float64)
    (cell,), x = model.cells, draw(2, 4, 21, 3)
    exposed, _ = cell.unroll(x, model.initial_state(4))
    keep = model.kept(x, model.initial_state(4))
    candidate = cell.drive(x)[..., 2 * HIDDEN :].tanh()
    torch.testing.assert_close(merged_gates(keep, candidate), exposed, rtol=0, atol=1e-14)


def test_merged_gates_are_the_diagonal_case_of_merged_steps():
    keep, candidate = draw(1, 9, 3).sigmoid(), draw(1, 9, 3, seed=1)
    whole = merged(torch.diag_embed(keep), (1 - keep) * candidate)
    torch.testing.assert_close(merged_gates(keep, candidate), whole, rtol=0, atol=1e-14)


def held(hold, loudness, length=30):
    """The largest error of the unit, built as a GRU of one, on random sequences."""
    model = GRU(2, 1, seeds=[0], hidden=1, dtype=torch.float64)
    (cell,) = model.cells
    weights = torch.stack([torch.zeros_like(hold.keep), hold.keep, hold.write])
    with torch.no_grad():
        cell.W.weight[0], cell.W.bias[0, ..., :] = weights, torch.tensor([0, hold.keep_bias, 0])
        cell.U_gates.zero_(), cell.U_n.weight.zero_()
        model.readout.weight.fill_(hold.readout), model.readout.bias.zero_()
        batch = SampleAndHold(loudness=loudness, length=length).sample(streams([0], "test"), 200)
        return (model(batch.inputs.double()) - batch.targets).abs().max().item()


@pytest.mark.parametrize("loudness", [1.0, 30.0, 1e6])
@pytest.mark.parametrize("push", [8.0, 16.0])
def test_a_hold_set_by_hand_stays_within_its_bound_however_loud_the_rest(loudness, push):
    hold = gated_hold(push=push)
    assert held(hold, loudness) <= hold.error + 1e-6  # the values are drawn in float32


def test_the_bound_of_a_hold_is_nearly_met_by_the_worst_sequence():
    hold = gated_hold(push=10.0, length=40)
    let_in, h = 1 / (1 + math.exp(10.0)), 1.0
    for n in [math.tanh(-hold.write[0].item()), *[1.0] * 39]:
        keep = let_in if n < 0 else 1 - let_in
        h = keep * h + (1 - keep) * n
    off = abs(hold.readout * h + 1)
    assert 0.4 * hold.error < off <= hold.error
