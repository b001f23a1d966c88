"""What was found is said in one line, what is declared is believed, what is refused is named."""

import warnings

import pytest
import torch
from torch import nn

from sequence_models.adapters import Convention, adapt
from sequence_models.adapters.convention import declared
from sequence_models.architectures import GRU, LSTM, RNN, Attention, Transformer
from sequence_models.architectures.interface import NotExposed
from sequence_models.probes.starts import any_start

from .zoo import attention, lstms, recurrent


def line(target, architecture):
    return str(adapt(target, architecture).understood)


@pytest.mark.parametrize(
    ("target", "architecture", "says"),
    [
        (nn.LSTM, LSTM, "batch first, state as tuple with the layers on axis 0; gates ifgo"),
        (lstms.Linears, LSTM, "batch first, state as tuple; gates fiog"),
        (lstms.Cell, LSTM, "one step a call, state as apart; gates ifgo"),
        (lstms.Silent, LSTM, "no state argument, last state not returned"),
        (lstms.Layered, LSTM, "dropout switched off"),
        (recurrent.PaperGRU, GRU, "gates zrn; z lets in; reset before"),
        (recurrent.ScratchRNN, RNN, "time first, state as tensor"),
        (attention.HiddenMask, Attention, "mask hidden of 2 axes, weights not shown"),
        (attention.Lengths, Attention, "mask lengths"),
        (attention.Together, Attention, "each head's three maps together"),
        (attention.PostLayer, Transformer, "normalisation post"),
    ],
)
def test_what_was_found_is_one_line(target, architecture, says):
    found = line(target, architecture)
    assert says in found
    assert "\n" not in found


def test_a_plain_dictionary_declares_as_a_convention_does():
    class Said:
        claims_convention = Convention(gates="ogfi")

    class Written:
        claims_convention = {"gates": "ogfi"}  # noqa: RUF012 - as a person may write it

    assert declared(Said) == declared(Written) == Convention(gates="ogfi")


def test_a_field_that_there_is_not_is_named_with_those_that_there_are():
    class Wrong:
        claims_convention = {"gate": "ogfi"}  # noqa: RUF012 - as a person may write it

    with pytest.raises(TypeError, match="has gate; its fields are sizes, batch_first, names"):
        declared(Wrong)


class Odd(nn.LSTM):
    """Sizes of names that say nothing; one has to be said."""

    claims_convention = Convention(sizes={"rows": "inputs", "columns": "hidden", "colour": 3})

    def __init__(self, *, rows, columns, colour):
        assert colour == 3
        super().__init__(rows, columns, batch_first=True)


def test_sizes_and_values_of_the_constructor_can_be_said():
    assert "gates ifgo" in line(Odd, LSTM)


class Undeclared(nn.LSTM):
    def __init__(self, *, input_size, hidden_size, colour):
        super().__init__(input_size, hidden_size)


def test_a_parameter_of_no_usual_name_is_asked_for():
    with pytest.raises(TypeError, match="what is its parameter colour") as refused:
        adapt(Undeclared, LSTM)
    assert 'Convention(sizes={"colour": …})' in str(refused.value)


class Raises(nn.Module):
    def __init__(self, input_size, hidden_size):
        raise ValueError("no")


class Shapeless(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.W = nn.Linear(input_size, 2 * hidden_size)

    def forward(self, x):
        return self.W(x)


def test_a_refusal_says_what_was_given_and_what_came_back():
    with pytest.raises(TypeError, match="input_size=3, hidden_size=5, it answers ValueError: no"):
        adapt(Raises, LSTM)
    with pytest.raises(
        TypeError, match="given 2 × 6 × 3, it returns 2 × 6 × 10, none of them 2 × 6 × 5"
    ):
        adapt(Shapeless, LSTM)


class Warns(nn.LSTM):
    def __init__(self, input_size, hidden_size):
        warnings.warn("old", DeprecationWarning, stacklevel=2)
        super().__init__(input_size, hidden_size)

    def forward(self, x, state=None):
        warnings.warn("older", UserWarning, stacklevel=2)
        return super().forward(x, state)


def test_a_strangers_warnings_are_no_errors():
    model = adapt(Warns, LSTM)(3, 2, seeds=[0, 1])
    assert model(torch.zeros(2, 1, 4, 3)).shape == (2, 1, 4, 2)


class Peephole(nn.LSTM):
    """Has a vector that the equations lack."""

    def __init__(self, input_size, hidden_size):
        super().__init__(input_size, hidden_size, batch_first=True)
        self.peep = nn.Parameter(torch.zeros(1, hidden_size))


def test_a_class_that_is_not_read_is_not_tested_and_says_why():
    adapted = adapt(Peephole, LSTM)
    with pytest.raises(NotExposed, match="its parameter peep"):
        adapted(3, 2, seeds=[0])
    with any_start():
        assert adapted(3, 2, seeds=[0])(torch.zeros(1, 1, 4, 3)).shape == (1, 1, 4, 2)


def test_a_state_that_is_not_shown_begins_a_run_and_nothing_else():
    model = adapt(lstms.Silent, LSTM)(3, 2, seeds=[0])
    x = torch.zeros(1, 1, 4, 3)
    y, state = model.run(x, model.initial_state(1))
    assert y.shape == (1, 1, 4, 2)
    with pytest.raises(NotExposed, match="does not return its last"):
        model.run(x, state)
