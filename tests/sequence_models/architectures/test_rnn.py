import pytest
import torch

from sequence_models.architectures import RNN, LeakyRNN
from sequence_models.architectures.layers import square
from sequence_models.replicas import normal, streams

SEEDS = range(3)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("layers", [1, 2])
def test_equals_torch_forward_and_backward(activation, layers):
    ours = RNN(
        3, 2, seeds=SEEDS, hidden=5, layers=layers, activation=activation, dtype=torch.float64
    )
    x = normal(streams(SEEDS, "inputs"), 4, 7, 3).requires_grad_()
    y = ours(x)
    (our_grad,) = torch.autograd.grad(y.square().sum(), x)
    for replica in SEEDS:
        twin = torch_twin(ours, replica, layers=layers, activation=activation)
        x_r = x[replica].detach().requires_grad_()
        y_r = twin(x_r)[0] @ ours.readout.weight[replica].T + ours.readout.bias[replica]
        (their_grad,) = torch.autograd.grad(y_r.square().sum(), x_r)
        torch.testing.assert_close(y[replica], y_r, rtol=0, atol=1e-12)
        torch.testing.assert_close(our_grad[replica], their_grad, rtol=0, atol=1e-12)


def torch_twin(model, replica, *, layers, activation):
    """torch's RNN with the weights of one replica; its second bias is zero."""
    twin = torch.nn.RNN(
        3, 5, layers, nonlinearity=activation, batch_first=True, dtype=torch.float64
    )
    with torch.no_grad():
        for layer, cell in enumerate(model.cells):
            getattr(twin, f"weight_ih_l{layer}").copy_(cell.U.weight[replica])
            getattr(twin, f"weight_hh_l{layer}").copy_(cell.W[replica])
            getattr(twin, f"bias_ih_l{layer}").copy_(cell.U.bias[replica])
            getattr(twin, f"bias_hh_l{layer}").zero_()
    return twin


@pytest.mark.parametrize("arch", [RNN, LeakyRNN])
def test_stepped_chunked_and_whole_agree(arch):
    model = arch(3, 2, seeds=SEEDS, hidden=5, dtype=torch.float64)
    x = normal(streams(SEEDS, "inputs"), 4, 7, 3)
    head, state = model.run(x[:, :, :3], model.initial_state(4))
    tail, _ = model.run(x[:, :, 3:], state)
    state, steps = model.initial_state(4), []
    for x_t in x.unbind(2):
        y_t, state = model.step(x_t, state)
        steps.append(y_t)
    torch.testing.assert_close(torch.cat([head, tail], 2), model(x), rtol=0, atol=1e-12)
    torch.testing.assert_close(torch.stack(steps, 2), model(x), rtol=0, atol=1e-12)


def test_a_leak_of_one_keeps_the_state_and_of_none_is_the_plain_network():
    x = normal(streams(SEEDS, "inputs"), 2, 9, 3)
    start = (normal(streams(SEEDS, "state"), 2, 5),)
    kept = LeakyRNN(3, 2, seeds=SEEDS, hidden=5, leak_bias=50.0, dtype=torch.float64)
    plain = RNN(3, 2, seeds=SEEDS, hidden=5, dtype=torch.float64)
    unleaked = LeakyRNN(3, 2, seeds=SEEDS, hidden=5, leak_bias=-50.0, dtype=torch.float64)
    torch.testing.assert_close(kept.run(x, start)[1][0], start[0], rtol=0, atol=1e-12)
    torch.testing.assert_close(unleaked(x), plain(x), rtol=0, atol=1e-12)


def drawn(initialisation, gain=1.0):
    return square(
        streams(SEEDS, "weights"),
        6,
        initialisation=initialisation,
        gain=gain,
        dtype=torch.float64,
    )


def test_orthogonal_weights_are_orthogonal_times_the_gain():
    W = drawn("orthogonal", gain=2.0)
    torch.testing.assert_close(W @ W.mT, 4 * torch.eye(6, dtype=W.dtype).expand(3, 6, 6))


def test_identity_weights_are_the_gain_times_the_identity():
    assert torch.equal(drawn("identity", gain=3.0)[1], 3 * torch.eye(6, dtype=torch.float64))


def test_nilpotent_weights_vanish_when_squared_and_have_norm_one():
    W = drawn("nilpotent")
    torch.testing.assert_close(W @ W, torch.zeros_like(W))
    torch.testing.assert_close(torch.linalg.matrix_norm(W, 2), torch.ones(3, dtype=W.dtype))


def test_uniform_weights_stay_within_their_bound():
    W = drawn("uniform")
    assert W.abs().max() <= 6**-0.5
    assert W.abs().max() > 0.9 * 6**-0.5


def test_gaussian_weights_have_variance_one_over_size():
    W = square(streams([0], "weights"), 200, initialisation="gaussian", gain=2.0)
    assert W.var().item() == pytest.approx(4 / 200, rel=0.05)


def test_the_bias_starts_at_zero_unless_drawn_uniformly():
    assert RNN(3, 2, seeds=SEEDS).cells[0].U.bias.abs().min() > 0
    assert RNN(3, 2, seeds=SEEDS, initialisation="gaussian").cells[0].U.bias.abs().max() == 0


def test_an_unknown_initialisation_is_quoted():
    with pytest.raises(Exception, match="xavier"):
        drawn("xavier")
