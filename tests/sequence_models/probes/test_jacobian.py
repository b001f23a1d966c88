"""Two routes to one Jacobian, and networks whose Jacobians are known in closed form."""

import pytest
import torch

from sequence_models.architectures import GRU, RNN
from sequence_models.architectures.interface import flatten
from sequence_models.probes.jacobian import nudged_jacobian, pulled, state_jacobian, unflatten
from sequence_models.replicas import normal, streams

from .calibration import SEEDS, linear, same


@pytest.mark.parametrize("arch", [RNN, GRU])
def test_jacobians_by_autograd_and_by_nudging_agree(arch):
    model = arch(3, 2, seeds=SEEDS, hidden=5, layers=2, dtype=torch.float64)
    drawn = streams(SEEDS, "inputs")
    x = normal(drawn, 1, 3)
    state = unflatten(normal(drawn, 1, 10), model.initial_state(1))
    by_autograd, nudged = state_jacobian(model, x, state), nudged_jacobian(model, x[:, 0], state)
    torch.testing.assert_close(by_autograd, nudged, rtol=0, atol=1e-8)


def test_the_jacobian_of_a_tanh_step_is_its_slope_times_the_matrix():
    model = RNN(3, 2, seeds=SEEDS, hidden=5, dtype=torch.float64)
    x, state = normal(streams(SEEDS, "inputs"), 1, 3), model.initial_state(1)
    _, (h,) = model.run(x.unsqueeze(1), state)
    expected = (1 - h.square()).mT * model.cells[0].W
    torch.testing.assert_close(state_jacobian(model, x, state), expected)


def test_rows_are_what_changes_and_columns_what_is_changed():
    A = torch.tensor([[1.0, 2.0], [0.0, 0.5]], dtype=torch.float64)
    model = linear(*A.tolist())(inputs=2, outputs=2)
    x, state = normal(streams(SEEDS, "inputs"), 2, 2), model.initial_state(1)
    assert same(A @ A, state_jacobian(model, x, state))
    assert same(A, nudged_jacobian(model, x[:, 0], state))


def test_unflatten_undoes_flatten():
    state = (torch.rand(2, 3, 4), torch.rand(2, 3, 5))
    for part, again in zip(state, unflatten(flatten(state), state), strict=True):
        assert torch.equal(part, again)


def test_what_depends_on_one_part_of_the_state_pulls_nothing_back_to_the_other():
    used, unused = (torch.ones(1, 2, 3, requires_grad=True) for _ in range(2))
    error = torch.tensor([[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]])
    back = pulled(7 * used, (used, unused), error)
    assert torch.equal(back, torch.cat([7 * error, 0 * error], -1))
