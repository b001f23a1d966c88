import math

import pytest
import torch

from sequence_models.ablations import GRUConstantUpdate
from sequence_models.architectures import GRU, LSTM
from sequence_models.architectures.interface import SequenceModel
from sequence_models.replicas import streams
from sequence_models.tasks import Counting, IndexRecall, SampleAndHold, SecondOrderSource
from sequence_models.training import (
    keep_at_marks,
    longest_count,
    loss_in_use,
    one_bit_accuracy,
    recalled_bits,
    trained_loss,
)
from sequence_models.training.counting import right_up_to
from sequence_models.training.one_bit import ReadThroughSigns, sign
from sequence_models.training.stretches import read

SEEDS = range(2)
TEXT = SecondOrderSource(length=6)


def build_for(arch, **conditions):
    def build(*, inputs, outputs, dtype=None):
        return arch(inputs, outputs, seeds=SEEDS, hidden=6, dtype=dtype, **conditions)

    return build


class Counter(SequenceModel):
    """Adds a's, takes b's away, says last at zero, and sticks at ``limit``."""

    inputs, outputs, replicas = 2, 2, 2

    def __init__(self, limit):
        super().__init__()
        self.limit = limit

    def initial_state(self, batch):
        return (torch.zeros(2, batch, 1),)

    def run(self, x, state):
        count, counts = state[0], []
        for x_t in x.unbind(2):
            count = (count + x_t[..., :1] - x_t[..., 1:]).clamp_max(self.limit)
            counts.append(count)
        counted = torch.stack(counts, 2)
        return torch.cat([counted - 0.5, 0.5 - counted], -1), (count,)


@pytest.mark.parametrize("limit", [1, 5, 99])
def test_a_counter_counts_as_far_as_it_can(limit):
    count = right_up_to(Counter(limit), Counting(), seeds=SEEDS, examined=20)
    assert count.tolist() == [min(limit, 20)] * 2


def test_an_untrained_count_is_short_and_a_trained_one_longer():
    build = build_for(LSTM, forget_bias=10.0)
    short, long = (
        longest_count(build, seeds=SEEDS, task=Counting(batch=3), steps=n) for n in (1, 150)
    )
    assert (long >= 3).all()
    assert (short < long).all()


def test_a_state_carried_between_stretches_makes_them_one_text():
    model = GRU(6, 6, seeds=SEEDS)
    text = TEXT.sample(streams(SEEDS, "exam"), 4)
    torch.testing.assert_close(read(model, text, stretch=2, carried=True), model(text.inputs))
    reset = read(model, text, stretch=2, carried=False)
    torch.testing.assert_close(reset[:, :, 2:4], model(text.inputs[:, :, 2:4]))


def test_use_in_one_stretch_is_the_loss_on_fresh_texts():
    task = SecondOrderSource(length=6)
    used = loss_in_use(
        build_for(GRU), seeds=SEEDS, task=task, steps=3, stretch=6, carried=False, length=6
    )
    fresh = trained_loss(build_for(GRU), seeds=SEEDS, task=task, steps=3, examined=64)
    torch.testing.assert_close(used, fresh)


def test_signs_pass_the_gradient():
    part = torch.tensor([-3.0, 0.0, 0.2], requires_grad=True)
    bits = sign(part)
    assert bits.tolist() == [-1.0, 1.0, 1.0]
    assert torch.autograd.grad(bits.sum(), part)[0].tolist() == [1.0, 1.0, 1.0]


def test_states_of_equal_signs_answer_alike():
    model = ReadThroughSigns(GRU(5, 4, seeds=SEEDS, keep_bias=50.0))
    x = torch.zeros(2, 3, 2, 5)
    near, far = (model.run(x, (torch.full((2, 3, 16), s),))[0][:, :, 1] for s in (0.1, 0.9))
    torch.testing.assert_close(near, far)


def test_one_place_is_learnt_and_gives_both_its_bits():
    task = IndexRecall(places=1)
    accuracy = one_bit_accuracy(build_for(GRU), seeds=SEEDS, task=task, steps=100)
    bits = recalled_bits(build_for(GRU), seeds=SEEDS, task=task, steps=100)
    assert (accuracy > 0.99).all()
    assert (bits > 1.8).all()
    assert (bits <= math.log2(task.symbols)).all()


def test_a_constant_gate_is_the_same_at_marks_and_elsewhere():
    task = SampleAndHold(length=8)
    at, off = (
        keep_at_marks(build_for(GRUConstantUpdate), seeds=SEEDS, task=task, steps=2, marked=m)
        for m in (True, False)
    )
    torch.testing.assert_close(at, off)
