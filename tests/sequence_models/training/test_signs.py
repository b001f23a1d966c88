"""A memory of one bit per number: what passes through the signs, and what does not."""

import math

import pytest
import torch
from torch import nn

from sequence_models.architectures import Attention
from sequence_models.architectures.interface import SequenceModel
from sequence_models.replicas import normal, streams
from sequence_models.tasks import IndexRecall
from sequence_models.training import one_bit_accuracy, recalled_bits
from sequence_models.training.one_bit import ReadThroughSigns, sign

SEEDS = (0, 1)
TASK = IndexRecall(places=1, symbols=4)


class Kept(SequenceModel):
    """Two carried numbers that grow with the steps; keeps what every run was handed."""

    inputs, outputs, replicas = 3, 2, 2

    def __init__(self):
        super().__init__()
        self.runs = []

    def initial_state(self, batch):
        return torch.full((2, batch, 1), 0.25), torch.full((2, batch, 1), -0.5)

    def run(self, x, state):
        self.runs.append((x, state))
        return x[..., :2] * 10, tuple(part * 3 for part in state)


class Told(SequenceModel):
    """Stores the number of the first symbol in one part of its state, by size or by signs."""

    def __init__(self, inputs, outputs, by_size):
        super().__init__()
        self.inputs, self.outputs, self.replicas = inputs, outputs, 2
        self.by_size, self.rest = by_size, nn.Parameter(torch.ones(2, 1))

    def initial_state(self, batch):
        return (torch.zeros(2, batch, 2),) * 2

    def stored(self, symbol):
        """Two numbers in each part: the size in the part named, or two bits, one in each."""
        low, high = 2.0 * (symbol % 2) - 1, 2.0 * (symbol // 2) - 1
        sizes = torch.stack([1.0 + symbol, 1.0 + symbol], -1)
        if self.by_size is None:
            return torch.stack([low, low], -1) / 7, torch.stack([high, high], -1) / 7
        return tuple(sizes if part == self.by_size else torch.ones_like(sizes) for part in (0, 1))

    def read(self, state):
        if self.by_size is None:
            low, high = ((part[..., 0] > 0).float() for part in state)
            return low + 2 * high
        return state[self.by_size][..., 0] - 1

    def run(self, x, state):
        symbol = x[:, :, -1, :4]
        if (symbol.sum(-1) == 1).all():
            state = self.stored(symbol.argmax(-1).float())
        near = -(self.read(state).unsqueeze(-1) - torch.arange(4.0)).square()
        y = self.rest.view(2, 1, 1, 1) * 50 * near.unsqueeze(2).expand(-1, -1, x.shape[2], -1)
        return y, state


def measured(instrument, by_size, **asked):
    def build(*, inputs, outputs, dtype=None):
        return Told(inputs, outputs, by_size)

    return instrument(build, seeds=SEEDS, task=TASK, steps=0, **asked)


def zeros(examined=1024):
    """The share of the first symbol, at which signs of sizes always guess."""
    targets = TASK.sample(streams(SEEDS, "exam"), examined).targets[..., -1]
    return (targets == 0).float().mean(1)


def test_all_steps_but_the_last_are_run_as_ever_and_the_last_from_the_signs():
    inner = Kept()
    x = normal(streams(SEEDS, "x"), 3, 5, 3).float()
    start = torch.full((2, 3, 1), 0.75), torch.full((2, 3, 1), -2.0)
    y, state = ReadThroughSigns(inner).run(x, start)
    (told, given), (asked, signs) = inner.runs
    assert torch.equal(told, x[:, :, :4])
    assert torch.equal(asked, x[:, :, 4:])
    assert all(part is same for part, same in zip(given, start, strict=True))
    assert [part.unique().tolist() for part in signs] == [[1.0], [-1.0]]
    assert torch.equal(y, 10 * x[..., :2])
    assert [part.unique().tolist() for part in state] == [[3.0], [-3.0]]


@pytest.mark.parametrize(("positions", "counted"), [("learned", 1), ("rotary", 0)])
def test_how_many_steps_were_seen_is_left_as_it_is(positions, counted):
    model = Attention(3, 2, seeds=SEEDS, model_width=8, positions=positions)
    x = normal(streams(SEEDS, "x"), 3, 5, 3).float()
    start = model.initial_state(3)
    y, _ = ReadThroughSigns(model).run(x, start)
    _, seen = model.run(x[:, :, :4], start)
    assert seen[0].unique().tolist() == [4] or not counted
    answer, _ = model.run(x[:, :, 4:], seen[:counted] + tuple(map(sign, seen[counted:])))
    assert torch.equal(y[:, :, 4:], answer)


def test_it_has_the_sizes_and_the_start_of_its_model():
    through = ReadThroughSigns(Kept())
    assert (through.inputs, through.outputs, through.replicas) == (3, 2, 2)
    for part, same in zip(through.initial_state(4), Kept().initial_state(4), strict=True):
        assert torch.equal(part, same)


def test_a_sign_is_one_bit_in_the_precision_given():
    for dtype in (torch.float32, torch.float64):
        bits = sign(torch.tensor([-1e-30, -0.0, 0.0, 1e-30], dtype=dtype))
        assert bits.dtype == dtype
        assert bits.tolist() == [-1, 1, 1, 1]


@pytest.mark.parametrize("part", [0, 1])
def test_what_is_kept_by_size_is_lost_from_either_part_of_the_state(part):
    torch.testing.assert_close(measured(one_bit_accuracy, part), zeros())
    assert (measured(recalled_bits, part) < 0).all()
    assert (zeros() - 0.25).abs().max() < 0.1


def test_what_is_kept_by_signs_is_recalled():
    assert measured(one_bit_accuracy, None).tolist() == [1, 1]
    assert measured(recalled_bits, None).tolist() == pytest.approx([2, 2])


def test_bits_are_those_of_the_symbols_less_those_of_the_loss():
    loss = 50 * (TASK.sample(streams(SEEDS, "exam"), 100).targets[..., -1].float() ** 2).mean(1)
    expected = 2 - loss / math.log(2)
    torch.testing.assert_close(measured(recalled_bits, 1, examined=100), expected)
