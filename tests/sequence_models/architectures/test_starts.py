"""What a model is at its start: its defaults, and how its weights are drawn."""

import inspect

import pytest
import torch

from sequence_models import architectures
from sequence_models.architectures.layers import Linear
from sequence_models.architectures.projections import Embedding, Glorot
from sequence_models.replicas import streams

RECURRENT = {"hidden": 16, "layers": 1, "dtype": None}
STACKED = {
    "model_width": 32,
    "heads": 1,
    "layers": 1,
    "positions": "none",
    "causal": True,
    "window": None,
    "longest": 256,
    "dtype": None,
}
DEFAULTS = {
    "RNN": RECURRENT | {"activation": "tanh", "initialisation": "uniform", "gain": 1.0},
    "LeakyRNN": {
        "hidden": 16,
        "activation": "tanh",
        "initialisation": "uniform",
        "gain": 1.0,
        "leak_bias": 0.0,
        "dtype": None,
    },
    "OneGateRNN": {
        "hidden": 16,
        "gate": "written",
        "gate_bias": 0.0,
        "activation": "tanh",
        "initialisation": "uniform",
        "gain": 1.0,
        "dtype": None,
    },
    "GRU": RECURRENT | {"keep_bias": None, "reset": "before"},
    "LSTM": RECURRENT | {"forget_bias": 1.0, "chrono": None},
    "EncoderDecoder": {"hidden": 16, "source": 12, "dtype": None},
    "AdditiveAttention": {"hidden": 16, "source": 12, "dtype": None},
    "Attention": STACKED,
    "BlockwiseAttention": STACKED,
    "GroupedQueryAttention": STACKED,
    "MultiQueryAttention": STACKED,
    "RecomputedAttention": STACKED,
    "LinearAttention": STACKED,
    "LinearLookup": {"gain": 1.0, "dtype": None},
    "Lookup": {"gain": 1.0, "dtype": None},
    "Transformer": STACKED | {"keys": "content", "normalisation": "pre", "feedforward": None},
}


def test_every_architecture_is_here():
    classes = {n: cls for n, cls in vars(architectures).items() if inspect.isclass(cls)}
    assert {n for n, cls in classes.items() if not inspect.isabstract(cls)} == {*DEFAULTS}


@pytest.mark.parametrize("name", DEFAULTS)
def test_a_condition_that_is_not_named_has_its_default(name):
    parameters = inspect.signature(getattr(architectures, name)).parameters.values()
    assert {p.name: p.default for p in parameters if p.default is not p.empty} == DEFAULTS[name]


@pytest.mark.parametrize(
    ("kind", "bound"),
    [(Linear, 40**-0.5), (Glorot, (6 / (40 + 25)) ** 0.5), (Embedding, 3**0.5)],
)
def test_weights_fill_their_interval_evenly(kind, bound):
    weight = kind(40, 25, streams=streams(range(20), "weights"), dtype=torch.float64).weight
    assert weight.shape == (20, 25, 40)
    shares = (weight / bound).detach().flatten()
    assert shares.abs().max().item() == pytest.approx(1, abs=2e-3)
    assert shares.abs().max() <= 1
    for fifth in shares.histc(5, -1, 1).tolist():
        assert fifth == pytest.approx(4000, abs=6 * (20_000 * 0.2 * 0.8) ** 0.5)


def test_biases_are_drawn_like_weights_or_are_zero_or_absent():
    linear, glorot, embedding = (
        kind(16, 400, streams=streams(range(5), "weights"), dtype=None)
        for kind in (Linear, Glorot, Embedding)
    )
    assert linear.bias.abs().max().item() == pytest.approx(0.25, abs=1e-3)
    assert linear.bias.unique().numel() > 1900
    assert not glorot.bias.any()
    assert embedding.bias is None
