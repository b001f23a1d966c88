"""A bias is found beside its matrix, by its name, by its length, or by what the function does."""

import pytest
import torch
from torch import nn

from sequence_models.adapters import adapt
from sequence_models.adapters.biases import paired
from sequence_models.architectures import RNN, Attention

from .test_zoo import found


@pytest.mark.parametrize(
    ("matrix", "vector"),
    [
        ("qkv", "qkv_b"),
        ("w_qkv", "b_qkv"),
        ("Wqkv", "bqkv"),
        ("in_proj", "in_bias"),
        ("in_proj_weight", "in_proj_bias"),
        ("attn.W_o", "attn.b_o"),
        ("out.weight", "out.bias"),
        ("weights.0", "biases.0"),
        ("kernel", "bias"),
        ("W", "b"),
    ],
)
def test_names_pair_a_matrix_and_its_vector(matrix, vector):
    matrices, vectors = {matrix: 8, "other": 8}, {"another": 8, vector: 8}
    assert {pairs[matrix] for pairs in paired(matrices, vectors, [])} == {vector}


def test_a_length_that_is_alone_pairs_what_names_do_not():
    assert list(paired({"A": 24, "B": 8}, {"z": 24, "y": 8}, [])) == [{"A": "z", "B": "y"}]


def test_what_neither_tells_is_tried_in_every_way():
    ways = list(paired({"A": 8, "B": 8, "C": 8}, {"x": 8, "y": 8}, []))
    assert len(ways) == 6
    assert {"B": "x", "C": "y"} in ways


def test_as_many_vectors_are_left_as_norms_take():
    vectors = {"scale": 8, "shift": 8, "x": 8}
    assert list(paired({"A": 8}, vectors, ["scale"])) == [{"A": "shift"}, {"A": "x"}]


class Heads(nn.Module):
    """Raw tensors, named as its heirs say."""

    packed, added, out, last = "qkv", "qkv_b", "proj", "proj_b"
    lead: tuple[int, ...] = ()

    def __init__(self, d_model, n_heads):
        super().__init__()
        self.heads, d = n_heads, d_model
        setattr(self, self.packed, nn.Parameter(torch.randn(d, 3 * d) / d))
        setattr(self, self.out, nn.Parameter(torch.randn(d, d) / d))
        setattr(self, self.added, nn.Parameter(torch.zeros(*self.lead, 3 * d)))
        setattr(self, self.last, nn.Parameter(torch.zeros(*self.lead, d)))

    def forward(self, x):
        b, t, d = x.shape
        whole = x @ getattr(self, self.packed) + getattr(self, self.added)
        q, k, v = (p.view(b, t, self.heads, -1).transpose(1, 2) for p in whole.chunk(3, -1))
        scores = q @ k.mT / q.shape[-1] ** 0.5
        hidden = torch.ones(t, t, dtype=torch.bool).triu(1)
        y = scores.masked_fill(hidden, -torch.inf).softmax(-1) @ v
        return y.transpose(1, 2).reshape(b, t, d) @ getattr(self, self.out) + getattr(
            self, self.last
        )


class Led(Heads):
    packed, added, out, last, lead = "w_qkv", "b_qkv", "w_o", "b_o", (1, 1)


class Unlike(Heads):
    packed, added, out, last = "first", "ink", "second", "paper"


@pytest.mark.parametrize("target", [Heads, Led, Unlike])
def test_a_raw_bias_beside_a_raw_packed_matrix_is_read(target):
    answers = found("Attention", target)
    assert adapt(target, Attention).understood.places.exact
    assert answers["output_error"]
    assert answers["gradient_error"]


class Flat(nn.Module):
    """An RNN whose bias has an axis of one before its own."""

    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.A = nn.Parameter(torch.randn(input_size, hidden_size))
        self.B = nn.Parameter(torch.randn(hidden_size, hidden_size) / hidden_size)
        self.c = nn.Parameter(torch.zeros(1, hidden_size))

    def forward(self, x, h=None):
        h = x.new_zeros(x.shape[0], len(self.B)) if h is None else h
        seen = []
        for x_t in x.unbind(1):
            h = torch.tanh(x_t @ self.A + h @ self.B + self.c)
            seen.append(h)
        return torch.stack(seen, 1), h


def test_a_bias_with_an_axis_of_one_is_read():
    assert adapt(Flat, RNN).understood.reading.exact
    assert found("RNN", Flat)["gradient_error"]
