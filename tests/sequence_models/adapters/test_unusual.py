"""A mask of any name is found or asked for, and what draws while it runs is refused."""

import pytest
from torch import nn

from sequence_models.adapters import adapt
from sequence_models.architectures import LSTM, Attention

from .zoo import broken_lstms
from .zoo.attention import Apart


class Blocked(Apart):
    def forward(self, q, k, v, blocked=None):
        return super().forward(q, k, v, None if blocked is None else ~blocked)


class Masked(Blocked):
    claims_convention = {"mask": "hidden"}  # noqa: RUF012 - as a person may write it

    def forward(self, q, k, v, masked):
        return super().forward(q, k, v, masked)


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


def test_a_layer_that_draws_while_it_runs_is_refused():
    with pytest.raises(TypeError, match=r"^Let it draw nothing while it runs"):
        adapt(DrawingLSTM, LSTM)
