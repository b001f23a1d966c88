"""What was found is said in one line, what is declared is believed, what is refused is named."""

import warnings
from fnmatch import fnmatch
from pathlib import Path

import pytest
import torch
from torch import nn

from pytest_claims.measuring import beside, implementations
from sequence_models import adapters
from sequence_models.adapters import Convention, adapt
from sequence_models.adapters.convention import declared
from sequence_models.architectures import GRU, LSTM, RNN, Attention, Lookup, Transformer
from sequence_models.architectures.interface import NotExposed
from sequence_models.probes.starts import any_start

from .zoo import attention, lstms, recurrent

SOURCES = [*Path(adapters.__file__).parent.glob("*.py"), Path(beside.__file__)]
SOURCES += [Path(implementations.__file__)]


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

    with pytest.raises(TypeError, match=r"^Correct claims_convention: it has gate; its fields"):
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
    with pytest.raises(TypeError, match=r"^Say what its parameter colour is") as refused:
        adapt(Undeclared, LSTM)
    assert 'claims_convention = {"sizes": {"colour": …}}' in str(refused.value)


PAGE = Path(__file__).parents[3] / "docs/pages/how-to/sequence-model.md"


def openings():
    """How refusals begin that the page says what to do about."""
    table = PAGE.read_text().partition("| it begins | do this |")[2].partition("\n\n")[0]
    return [line.split("|")[1].strip() for line in table.splitlines()[2:]]


def test_the_page_knows_every_kind_of_refusal():
    assert len(openings()) == 19
    for opening in openings():
        words = opening.removesuffix("return outputs of").removesuffix("answer a call with")
        words = words.removesuffix("claims_convention")
        assert any(words in file.read_text() for file in SOURCES), opening


class Raises(nn.Module):
    def __init__(self, input_size, hidden_size):
        raise ValueError("no")


class Shapeless(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.W = nn.Linear(input_size, 2 * hidden_size)

    def forward(self, x):
        return self.W(x)


class Breaks(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.W = nn.Linear(input_size, hidden_size)

    def forward(self, x, mode):
        raise KeyError(mode)


def number(input_size, hidden_size):
    return 3


class Deaf(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.W = nn.Linear(d_model, d_model)

    def forward(self, x, mask=None):
        return self.W(x)


@pytest.mark.parametrize(
    ("target", "architecture", "lines"),
    [
        (
            Raises,
            LSTM,
            [
                "Let it be made with input_size=3, hidden_size=5, or say what its parameters are "
                "in claims_convention: Raises cannot stand for LSTM",
                "made so, it answers ValueError: no",
            ],
        ),
        (
            Shapeless,
            LSTM,
            [
                "Let forward return outputs of 2 × 6 × 5 (batch, time, units) for inputs of "
                "2 × 6 × 3: Shapeless cannot stand for LSTM",
                "tried batch first, no state: given 2 × 6 × 3, it returns 2 × 6 × 10, none of "
                "them 2 × 6 × 5",
            ],
        ),
        (
            Breaks,
            LSTM,
            [
                "Let forward answer a call with outputs of 2 × 6 × 5 (batch, time, units) for "
                "inputs of 2 × 6 × 3: Breaks cannot stand for LSTM",
                "tried batch first, no state: given 2 × 6 × 3, it answers TypeError: *",
            ],
        ),
        (
            Deaf,
            Attention,
            [
                "Let its outputs depend on other steps, of which they read none: "
                "Deaf cannot stand for Attention",
                "tried batch first, one sequence, mask *",
            ],
        ),
        (nn.GRU, LSTM, ["Name the architecture that it is: this is another: GRU cannot *"]),
        (
            dict,
            LSTM,
            ["Name a class of torch.nn.Module, or a function that returns one: dict is neither"],
        ),
        (number, LSTM, ["Let it return a torch.nn.Module, and no int: *"]),
        (
            nn.LSTM,
            Lookup,
            ["Give LSTM the interface of SequenceModel, which alone can stand for Lookup: it *"],
        ),
    ],
)
def test_a_refusal_begins_with_the_one_thing_to_change(target, architecture, lines):
    with pytest.raises(TypeError) as refused:
        adapt(target, architecture)
    said = str(refused.value).splitlines()
    assert len(said) >= len(lines)
    assert any(said[0].startswith(opening) for opening in openings())
    assert all(fnmatch(a, b) for a, b in zip(said, lines, strict=False)), said


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
