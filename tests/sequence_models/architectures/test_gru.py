import pytest
import torch

from sequence_models.architectures import GRU
from sequence_models.replicas import normal, streams

SEEDS = range(3)


def torch_twin(model: GRU, replica: int) -> torch.nn.GRU:
    """torch's GRU with the weights of one replica; its two biases add up to ours."""
    (cell,) = model.cells
    twin = torch.nn.GRU(model.inputs, cell.hidden, batch_first=True, dtype=torch.float64)
    with torch.no_grad():
        twin.weight_ih_l0.copy_(cell.W.weight[replica])
        twin.bias_ih_l0.copy_(cell.W.bias[replica])
        twin.weight_hh_l0.copy_(torch.cat([cell.U_gates[replica], cell.U_n.weight[replica]]))
        twin.bias_hh_l0.zero_()
        twin.bias_hh_l0[2 * cell.hidden :] = cell.U_n.bias[replica]
    return twin


def test_equals_torch_forward_and_backward_when_the_reset_comes_after():
    model = GRU(3, 2, seeds=SEEDS, hidden=5, reset="after", dtype=torch.float64)
    x = normal(streams(SEEDS, "inputs"), 4, 7, 3).requires_grad_()
    (h,) = model.cells
    ours, _ = h.unroll(x, model.initial_state(4))
    (our_grad,) = torch.autograd.grad(ours.square().sum(), x)
    for replica in range(3):
        x_r = x[replica].detach().requires_grad_()
        theirs, _ = torch_twin(model, replica)(x_r)
        (their_grad,) = torch.autograd.grad(theirs.square().sum(), x_r)
        torch.testing.assert_close(ours[replica], theirs, rtol=0, atol=1e-12)
        torch.testing.assert_close(our_grad[replica], their_grad, rtol=0, atol=1e-12)


def written_out(model: GRU, x: torch.Tensor, replica: int) -> torch.Tensor:
    """(2.a) to (2.d) for one sequence of one replica, one matrix and one step at a time."""
    (cell,) = model.cells
    (W_r, W_z, W_n), (b_r, b_z, b_n) = (
        cell.W.weight[replica].chunk(3),
        cell.W.bias[replica].chunk(3),
    )
    (U_r, U_z), U_n = cell.U_gates[replica].chunk(2), cell.U_n.weight[replica]
    h, states = torch.zeros(cell.hidden, dtype=torch.float64), []
    for x_t in x:
        r = 1 / (1 + torch.exp(-(W_r @ x_t + U_r @ h + b_r)))
        z = 1 / (1 + torch.exp(-(W_z @ x_t + U_z @ h + b_z)))
        h = z * h + (1 - z) * torch.tanh(W_n @ x_t + U_n @ (r * h) + b_n)
        states.append(h)
    return torch.stack(states)


def test_equals_the_equations_written_out_when_the_reset_comes_before():
    model = GRU(3, 2, seeds=SEEDS, hidden=5, dtype=torch.float64)
    x = normal(streams(SEEDS, "inputs"), 2, 6, 3).requires_grad_()
    ours, _ = model.cells[0].unroll(x, model.initial_state(2))
    theirs = torch.stack(
        [torch.stack([written_out(model, x[r, b], r) for b in range(2)]) for r in range(3)]
    )
    torch.testing.assert_close(ours, theirs, rtol=0, atol=1e-12)
    sources = [x, *model.cells[0].parameters()]
    for our, their in zip(
        torch.autograd.grad(ours.square().sum(), sources),
        torch.autograd.grad(theirs.square().sum(), sources),
        strict=True,
    ):
        torch.testing.assert_close(our, their, rtol=0, atol=1e-12)


def test_reset_before_and_after_agree_when_nothing_is_reset():
    before = GRU(3, 2, seeds=SEEDS, hidden=5, dtype=torch.float64)
    after = GRU(3, 2, seeds=SEEDS, hidden=5, reset="after", dtype=torch.float64)
    after.load_state_dict(before.state_dict(), strict=False)
    for model in (before, after):
        (cell,) = model.cells
        torch.nn.init.constant_(cell.W.bias.chunk(3, -1)[0], 50.0)
    torch.nn.init.zeros_(after.cells[0].U_n.bias)
    x = normal(streams(SEEDS, "inputs"), 4, 7, 3)
    torch.testing.assert_close(before(x), after(x), rtol=0, atol=1e-12)


def test_a_large_keep_bias_keeps_the_state():
    model = GRU(1, 1, seeds=SEEDS, hidden=4, keep_bias=50.0, dtype=torch.float64)
    x = normal(streams(SEEDS, "inputs"), 2, 9, 1)
    start = (normal(streams(SEEDS, "state"), 2, 4),)
    _, (end,) = model.run(x, start)
    torch.testing.assert_close(end, start[0], rtol=0, atol=1e-12)


def test_chunked_equals_whole():
    model = GRU(3, 2, seeds=SEEDS, hidden=5, layers=2, dtype=torch.float64)
    x = normal(streams(SEEDS, "inputs"), 4, 7, 3)
    head, state = model.run(x[:, :, :3], model.initial_state(4))
    tail, _ = model.run(x[:, :, 3:], state)
    torch.testing.assert_close(torch.cat([head, tail], 2), model(x), rtol=0, atol=1e-12)


def test_a_replica_depends_on_its_own_seed_alone():
    x = normal(streams([7], "inputs"), 2, 5, 3)
    many = GRU(3, 2, seeds=[5, 6, 7], dtype=torch.float64)
    torch.testing.assert_close(
        many(x.expand(3, -1, -1, -1))[2:], GRU(3, 2, seeds=[7], dtype=torch.float64)(x)
    )


def test_an_unknown_reset_is_quoted():
    with pytest.raises(Exception, match="never"):
        GRU(1, 1, seeds=SEEDS, reset="never")
