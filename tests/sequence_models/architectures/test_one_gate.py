import pytest
import torch

from sequence_models.architectures import LeakyRNN, OneGateRNN
from sequence_models.replicas import normal, streams

SEEDS = range(3)


def built(gate, gate_bias=0.0):
    return OneGateRNN(
        3, 2, seeds=SEEDS, hidden=5, gate=gate, gate_bias=gate_bias, dtype=torch.float64
    )


def drawn():
    return normal(streams(SEEDS, "inputs"), 4, 7, 3)


@pytest.mark.parametrize("gate", ["written", "kept", "constant"])
def test_its_steps_are_the_equation(gate):
    model, x = built(gate, gate_bias=0.3), drawn()
    (cell,) = model.cells
    h = torch.zeros(3, 4, 5, dtype=torch.float64)
    for x_t in x.unbind(2):
        n = torch.tanh(h @ cell.W.mT + x_t @ cell.U.weight.mT + cell.U.bias[:, None])
        seen = 0 if gate == "constant" else x_t @ cell.V.weight.mT
        g = (seen + cell.V.bias[:, None]).sigmoid()
        h = {"written": h + g * n, "kept": g * h + n, "constant": g * h + (1 - g) * n}[gate]
    y = h @ model.readout.weight.mT + model.readout.bias[:, None]
    torch.testing.assert_close(model(x)[:, :, -1], y, rtol=0, atol=1e-12)


def test_a_constant_gate_is_a_leak():
    ours, x = built("constant", gate_bias=1.5), drawn()
    leaky = LeakyRNN(3, 2, seeds=SEEDS, hidden=5, leak_bias=1.5, dtype=torch.float64)
    with torch.no_grad():
        for name in ("weight", "bias"):
            getattr(leaky.readout, name).copy_(getattr(ours.readout, name))
    torch.testing.assert_close(ours(x), leaky(x), rtol=0, atol=1e-12)


def test_a_closed_gate_writes_nothing_and_an_open_one_keeps_all():
    start = (normal(streams(SEEDS, "state"), 4, 5),)
    _, (shut,) = built("written", gate_bias=-50.0).run(drawn(), start)
    torch.testing.assert_close(shut, start[0], rtol=0, atol=1e-12)


def test_a_gate_without_a_place_is_quoted():
    with pytest.raises(Exception, match="read"):
        built("read")
