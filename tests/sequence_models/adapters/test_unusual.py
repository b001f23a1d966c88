"""A mask of any name is found or asked for, and what draws while it runs is refused."""

import pytest
import torch
from torch import nn

from sequence_models.adapters import adapt
from sequence_models.architectures import LSTM, RNN, Attention

from .test_zoo import found
from .zoo import broken_attention, broken_lstms, broken_recurrent, slips_attention
from .zoo.attention import Apart


class Blocked(Apart):
    def forward(self, q, k, v, blocked=None):
        return super().forward(q, k, v, None if blocked is None else ~blocked)


class Masked(Blocked):
    claims_convention = {"mask": "hidden"}  # noqa: RUF012 - as a person may write it

    def forward(self, q, k, v, masked):
        return super().forward(q, k, v, masked)


class HearsLate(nn.RNN):
    def forward(self, x, state=None):
        return super().forward(torch.cat([0 * x[:, :1], x[:, 1:]], 1), state)


class Zoned(broken_lstms.Packed):
    """A share of the state stays as it was: in evaluation, its mean."""

    def __init__(self, input_size, hidden_size, zoneout=0.1):
        super().__init__(input_size, hidden_size)
        self.rate = zoneout

    def step(self, x, h, c):
        pairs = zip((h, c), super().step(x, h, c), strict=True)
        return tuple(self.rate * old + (1 - self.rate) * new for old, new in pairs)


class Dropping(broken_lstms.Packed):
    """Inputs are dropped in training alone."""

    def __init__(self, input_size, hidden_size, dropout=0.1):
        super().__init__(input_size, hidden_size)
        self.rate = dropout

    def step(self, x, h, c):
        return super().step(nn.functional.dropout(x, self.rate, self.training), h, c)


class Uncovered(Blocked):
    """Hides nothing."""

    def forward(self, q, k, v, cover=None):
        return super().forward(q, k, v, None if cover is None else cover & False)


class Named(Uncovered):
    claims_convention = {"mask_parameter": "cover", "mask": "hidden"}  # noqa: RUF012


class Misnamed(Uncovered):
    claims_convention = {"mask_parameter": "lid"}  # noqa: RUF012


class Maskless(Apart):
    claims_convention = {"mask": "hidden"}  # noqa: RUF012

    def forward(self, q, k, v):
        return super().forward(q, k, v)


class DrawingHeads(Apart):
    def forward(self, q, k, v, mask=None):
        y, weights = super().forward(q, k, v, mask)
        return nn.functional.dropout(y, 0.1), weights


class DrawingLSTM(nn.LSTM):
    def forward(self, x, state=None):
        y, after = super().forward(x, state)
        return nn.functional.dropout(y, 0.1), after


@pytest.mark.parametrize(("target", "name"), [(Blocked, "blocked"), (Masked, "masked")])
def test_a_mask_of_any_name_is_found(target, name):
    understood = adapt(target, Attention).understood
    assert understood.sight.mask == name
    assert "mask hidden" in str(understood)


def test_where_the_mask_is_said_to_be_it_is_given_though_it_hides_nothing():
    understood = adapt(Named, Attention).understood
    assert (understood.sight.mask, understood.sight.kind) == ("cover", "hidden")


@pytest.mark.parametrize(
    ("target", "architecture", "cause"),
    [
        (Named, Attention, "batch first, it sees what is hidden from it"),
        (broken_lstms.BatchMixes, LSTM, "sequences hear of each other"),
        (broken_lstms.SeesAhead, LSTM, "batch first, it sees ahead"),
        (broken_recurrent.Deaf, RNN, "batch first, it hears no input"),
        (HearsLate, RNN, "batch first, it forgets its first input"),
        (broken_recurrent.NaNs, RNN, "batch first, it returns what is no number"),
    ],
)
def test_what_fits_no_convention_is_given_none_but_its_causes(target, architecture, cause):
    line = str(adapt(target, architecture).understood)
    assert line.startswith("no way of calling it fits: ")
    assert cause in line
    assert "no reading of its parameters computes the equations" in line
    assert not any(made_up in line for made_up in ("mask ", "gates ", "state as"))


@pytest.mark.parametrize(
    ("target", "says"),
    [
        (Uncovered, "Name the parameter of the mask: claims_convention"),
        (Maskless, "Name the parameter of the mask: claims_convention"),
        (Misnamed, "Correct claims_convention: mask_parameter is lid, and forward takes q, k, v"),
        (DrawingHeads, "Let it draw nothing while it runs"),
    ],
)
def test_heads_that_cannot_be_audited_say_what_to_change(target, says):
    with pytest.raises(TypeError) as refused:
        adapt(target, Attention)
    assert str(refused.value).startswith(says)


def test_a_rate_that_counts_in_evaluation_is_told_with_what_is_switched_off():
    counts = "which changes what it gives in evaluation"
    zoned, dropping = (str(adapt(target, LSTM).understood) for target in (Zoned, Dropping))
    assert zoned.endswith(f"gates ifgo; dropout switched off, {counts}")
    assert dropping.endswith("gates ifgo; dropout switched off")


def test_a_layer_that_draws_while_it_runs_is_refused():
    with pytest.raises(TypeError, match=r"^Let it draw nothing while it runs"):
        adapt(DrawingLSTM, LSTM)


BROKEN = [
    broken_attention.WeakMask,
    broken_attention.MaskAfterSoftmax,
    broken_attention.SoftmaxOverQueries,
    slips_attention.ZeroFilled,
]


def required(broken):
    """Its mask under a name that says nothing, and has to be given."""

    class Required(broken):
        def forward(self, q, k, v, cover):
            return super().forward(q, k, v, cover)

    return Required


def optional(broken, **said):
    """The same, where it may be left out."""

    class Optional(broken):
        claims_convention = said

        def forward(self, q, k, v, cover=None):
            whole = q.new_ones(1) if cover is None else cover
            return super().forward(q, k, v, whole)

    return Optional


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_mask_of_an_unusual_name_is_found_where_it_has_to_be_given(broken):
    assert found("Attention", required(broken))["output_error"] is False


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_mask_that_may_be_left_out_is_asked_for_and_found_once_it_is_named(broken):
    with pytest.raises(TypeError, match=r"^Name the parameter of the mask: claims_convention"):
        adapt(optional(broken), Attention)
    named = optional(broken, mask_parameter="cover")
    assert found("Attention", named)["output_error"] is False


@pytest.mark.parametrize("name", ["seen", "allowed", "src_key_padding", "M", "blockwise", "keep"])
def test_a_mask_of_whatever_name_is_found_and_right(name):
    scope = {"Apart": Apart}
    text = f"""
class Mine(Apart):
    def forward(self, q, k, v, {name}=None):
        return super().forward(q, k, v, {name})
"""
    exec(text, scope)
    assert adapt(scope["Mine"], Attention).understood.sight.mask == name
    assert found("Attention", scope["Mine"])["output_error"]


class Remembers(nn.RNN):
    """Its state has another name, and stands behind another parameter."""

    def forward(self, x, lengths=None, memory=None):
        assert lengths is None
        return super().forward(x, memory)


class Deaf(nn.RNN):
    def forward(self, x, lengths=None, memory=None):
        assert lengths is None
        return super().forward(x)


class Refuses(nn.RNN):
    def forward(self, x, carry=None):
        assert carry is None or isinstance(carry, str)
        return super().forward(x)


def test_a_state_of_another_name_is_handed_back():
    assert adapt(Remembers, RNN).understood.form.enters == "tensor:memory"
    assert found("RNN", Remembers)["pieces_error"]


def test_a_state_that_is_not_heard_is_found_by_its_name():
    assert adapt(Deaf, RNN).understood.form.enters == "tensor:memory"
    assert found("RNN", Deaf)["state_error"] is False


def test_a_state_that_is_not_taken_is_said():
    assert "its carry takes no state" in str(adapt(Refuses, RNN).understood)
    assert found("RNN", Refuses)["state_error"] is None
