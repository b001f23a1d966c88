import math

import torch

from sequence_models.architectures import LSTM
from sequence_models.replicas import normal, streams

SEEDS = range(3)
TORCH_ORDER = [0, 1, 3, 2]  # torch stacks i, f, g, o


def torch_twin(model: LSTM, replica: int) -> torch.nn.LSTM:
    """torch's LSTM with the weights of one replica; its second bias is zero."""
    hidden = model.cells[0].hidden
    twin = torch.nn.LSTM(
        model.inputs, hidden, len(model.cells), batch_first=True, dtype=torch.float64
    )
    with torch.no_grad():
        for layer, cell in enumerate(model.cells):
            ours = (cell.W.weight[replica], cell.U[replica], cell.W.bias[replica])
            theirs = [
                getattr(twin, f"{name}_l{layer}") for name in ("weight_ih", "weight_hh", "bias_ih")
            ]
            for our, their in zip(ours, theirs, strict=True):
                gates = our.chunk(4)
                their.copy_(torch.cat([gates[k] for k in TORCH_ORDER]))
            getattr(twin, f"bias_hh_l{layer}").zero_()
    return twin


def test_two_layers_equal_torch_forward_and_backward():
    model = LSTM(3, 2, seeds=SEEDS, hidden=5, layers=2, dtype=torch.float64)
    model.readout.weight.data.zero_()[:, :, :2] = torch.eye(2)
    model.readout.bias.data.zero_()
    x = normal(streams(SEEDS, "inputs"), 4, 7, 3).requires_grad_()
    ours = model(x)
    (our_grad,) = torch.autograd.grad(ours.square().sum(), x)
    for replica in range(3):
        x_r = x[replica].detach().requires_grad_()
        theirs = torch_twin(model, replica)(x_r)[0][..., :2]
        (their_grad,) = torch.autograd.grad(theirs.square().sum(), x_r)
        torch.testing.assert_close(ours[replica], theirs, rtol=0, atol=1e-12)
        torch.testing.assert_close(our_grad[replica], their_grad, rtol=0, atol=1e-12)


def test_forget_bias_is_set_and_none_leaves_torchs_draw():
    _, f, _, _ = LSTM(3, 2, seeds=SEEDS, forget_bias=4.0).cells[0].W.bias.chunk(4, -1)
    assert (f == 4).all()
    _, f, _, _ = LSTM(3, 2, seeds=SEEDS, forget_bias=None).cells[0].W.bias.chunk(4, -1)
    assert f.std() > 0
    assert f.abs().max() <= 16**-0.5


def test_chrono_biases_lie_in_their_range_and_mirror_each_other():
    i, f, _, _ = LSTM(3, 2, seeds=SEEDS, hidden=64, chrono=50.0).cells[0].W.bias.chunk(4, -1)
    assert f.min() >= 0
    assert f.max() <= math.log(49)
    torch.testing.assert_close(i, -f)


def test_chunked_and_stepped_equal_whole():
    model = LSTM(3, 2, seeds=SEEDS, hidden=5, layers=2, dtype=torch.float64)
    x = normal(streams(SEEDS, "inputs"), 4, 7, 3)
    head, state = model.run(x[:, :, :3], model.initial_state(4))
    tail = []
    for x_t in x[:, :, 3:].unbind(2):
        y_t, state = model.step(x_t, state)
        tail.append(y_t)
    stepped = torch.cat([head, torch.stack(tail, 2)], 2)
    torch.testing.assert_close(stepped, model(x), rtol=0, atol=1e-12)


def test_a_replica_depends_on_its_own_seed_alone():
    x = normal(streams([7], "inputs"), 2, 5, 3)
    many = LSTM(3, 2, seeds=[5, 6, 7], chrono=20.0, dtype=torch.float64)
    alone = LSTM(3, 2, seeds=[7], chrono=20.0, dtype=torch.float64)
    torch.testing.assert_close(many(x.expand(3, -1, -1, -1))[2:], alone(x))


def test_each_layer_carries_two_vectors():
    assert LSTM(3, 2, seeds=SEEDS, hidden=5, layers=2).state_size() == 20
