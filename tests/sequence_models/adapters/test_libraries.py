"""Axes of masks, biases of two rows, lazy maps, lists of norms: what is found, and what is said."""

from functools import partial

import pytest
import torch
from torch import nn

from sequence_models.adapters import adapt
from sequence_models.adapters.masks import RARE, USUAL, masking, with_heads
from sequence_models.architectures import GRU, LSTM, RNN, Attention, Transformer
from sequence_models.architectures.interface import NotExposed
from sequence_models.building import build
from sequence_models.probes.implementation import output_error

from .test_zoo import PAGE, found
from .zoo import broken_recurrent, libraries
from .zoo.__main__ import CORRECT, WRONG
from .zoo.attention import Apart
from .zoo.recurrent import HasteGRU


def taking(axes, **said):
    """Heads whose mask has its axes in this order and no other."""

    class Taking(Apart):
        claims_convention = said

        def forward(self, q, k, v, mask):
            sizes = {"b": len(q), "q": q.shape[1], "k": k.shape[1], "1": 1}
            assert mask.shape == tuple(sizes[letter] for letter in axes)
            left = [letter for letter in axes if letter != "1"]
            mask = mask.reshape([sizes[letter] for letter in left])
            mask = mask.permute([left.index(letter) for letter in "bqk" if letter in left])
            return super().forward(q, k, v, mask[:, None] if "b" in left else mask)

    return Taking


@pytest.mark.parametrize("axes", [*USUAL, *RARE])
def test_a_mask_is_found_in_whichever_order_its_axes_lie(axes):
    assert adapt(taking(axes), Attention).understood.sight.axes == axes


def test_an_order_that_nobody_tries_can_be_said():
    target = taking("kqb", mask_axes="kqb")
    assert "3 axes (key, query, batch)" in str(adapt(target, Attention).understood)
    assert found("Attention", target)["output_error"]


@pytest.mark.parametrize("axes", ["qq", "qb", "qkx", "qkqk"])
def test_an_order_of_axes_that_is_none_is_named(axes):
    with pytest.raises(TypeError, match=f"^Correct claims_convention: mask_axes is '{axes}'"):
        adapt(taking("qk", mask_axes=axes), Attention)


@pytest.mark.parametrize("axes", [*USUAL, *RARE])
def test_what_is_added_to_scores_has_a_place_for_each_head(axes):
    order, bias = with_heads(axes), torch.randn(3, 5, 5)
    mask = masking("additive", order, torch.ones(2, 5, 5, dtype=torch.bool), bias, 3)
    torch.testing.assert_close(
        mask.permute([order.index(letter) for letter in "bhqk"]), bias.expand(2, 3, 5, 5)
    )


def test_a_reversed_mask_is_told_and_refuted():
    line = str(adapt(libraries.Reversed, Attention).understood)
    assert "it reads what comes later and nothing before: is its mask reversed?" in line


class StateFirst(HasteGRU):
    """The state's bias is the first of its parameters."""

    def __init__(self, input_size, hidden_size):
        super().__init__(input_size, hidden_size)
        bias = self.bias
        del self.bias
        self.bias = bias


def test_biases_that_no_name_tells_apart_may_stand_either_way():
    assert adapt(StateFirst, GRU).understood.reading.extra == ("recurrent_bias",)
    answers = found("GRU", StateFirst)
    assert answers["output_error"]
    assert answers["gradient_error"]


def test_of_a_bias_of_two_rows_one_is_zero_through_training():
    model = build(adapt(libraries.TwoRowGRU, GRU), 3, 2, seeds=[0, 1], hidden=5)
    x = torch.randn(2, 4, 6, 3)
    model(x).square().sum().backward()
    (bias,) = model.network.ending("bias")
    assert bias.shape == (2, 15)
    assert model.network.leaves["module|bias"].grad.abs().sum() > 0


class LayersInOne(nn.Module):
    """All layers' numbers in one tensor each, but for those of the inputs."""

    def __init__(self, input_size, hidden_size, num_layers=1):
        super().__init__()
        widths = [input_size] + [hidden_size] * (num_layers - 1)
        self.W = nn.ParameterList(torch.randn(width, 4 * hidden_size) / 4 for width in widths)
        self.U = nn.Parameter(torch.randn(num_layers, hidden_size, 4 * hidden_size) / 4)
        self.b = nn.Parameter(torch.zeros(num_layers, 4 * hidden_size))
        self.hidden = hidden_size

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(self.W), len(x), self.hidden)
        h, c = (list(part) for part in ((zeros, zeros) if state is None else state))
        seen = []
        for x_t in x.unbind(1):
            for n, W in enumerate(self.W):
                i, f, g, o = (x_t @ W + h[n] @ self.U[n] + self.b[n]).chunk(4, -1)
                c[n] = f.sigmoid() * c[n] + i.sigmoid() * g.tanh()
                h[n] = x_t = o.sigmoid() * c[n].tanh()
            seen.append(x_t)
        return torch.stack(seen, 1), (torch.stack(h), torch.stack(c))


def test_layers_in_one_tensor_are_read_alone_and_not_accused_together():
    answers = found("LSTM", LayersInOne)
    assert False not in answers.values()
    assert answers["output_error"]
    assert answers["stacked_output_error"] is None


class Unused(libraries.LazyCell):
    def __init__(self, hidden_size):
        super().__init__(hidden_size)
        self.left = nn.LazyLinear(3)


def test_a_lazy_map_that_no_call_uses_is_named():
    with pytest.raises(TypeError, match=r"^Let a call use left\.weight, or leave it out"):
        adapt(Unused, LSTM)


def test_what_draws_by_itself_is_named_and_no_dropout_is_blamed():
    with pytest.raises(TypeError, match=r"^Let it draw nothing while it runs: it calls rand"):
        adapt(broken_recurrent.Random, RNN)


@pytest.mark.parametrize("normalisation", ["pre", "post"])
def test_more_heads_than_norms_of_a_list_are_not_taken_for_them(normalisation):
    subject = adapt(libraries.ListedNorms, Transformer)
    sizes = {"model_width": 6, "heads": 3, "normalisation": normalisation}
    built = partial(build, subject, seeds=[0], **sizes)
    assert output_error(built, seeds=[0], equations=normalisation) <= 1e-9


class RenamedHeads(libraries.HeadsFirst):
    """Several heads have parameters of another name than one."""

    def __init__(self, n_heads, d_model):
        super().__init__(n_heads, d_model)
        self.several = self.params
        if n_heads > 1:
            del self.params

    def forward(self, x):
        vars(self)["params"] = self.several
        return super().forward(x)


def test_what_is_read_of_one_head_and_is_not_there_for_several_is_said():
    with pytest.raises(NotExposed, match=r"with 3 heads its parameter params\.w. is not there"):
        build(adapt(RenamedHeads, Attention), 3, 2, seeds=[0], model_width=6, heads=3)


class Named(libraries.LazyCell):
    """Sequence and both states by name alone."""

    def forward(self, *, x, h=None, c=None):
        h, c = (x.new_zeros(len(x), 5), x.new_zeros(len(x), 5)) if h is None else (h, c)
        seen = []
        for x_t in x.unbind(1):
            h, (h, c) = super().forward(x_t, (h, c))
            seen.append(h)
        return torch.stack(seen, 1), (h, c)


def test_what_is_taken_by_name_alone_is_given_by_name():
    assert "state as apart, before x; gates ifgo" in str(adapt(Named, LSTM).understood)
    assert found("LSTM", Named)["state_error"]


def test_the_page_counts_the_zoo():
    right, wrong = (sum(map(len, zoo.values())) for zoo in (CORRECT, WRONG))
    said = f"of {right} right ones none is accused, and all of {wrong} wrong ones are found"
    assert said in PAGE.read_text()


class NoNumbers(nn.RNN):
    """Would also be called step by step."""

    def forward(self, x, state=None):
        y, h = super().forward(x, state)
        return y * float("nan"), h


def test_what_is_no_number_is_called_as_a_sequence_and_not_step_by_step():
    understood = adapt(NoNumbers, RNN).understood
    assert not understood.form.cell
    assert "it returns what is no number" in str(understood)
