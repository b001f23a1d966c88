"""Every training probe on a model whose reading is known without training."""

import math
import sys

import pytest
import torch
from torch import nn

from sequence_models.architectures.interface import GatedModel, SequenceModel
from sequence_models.replicas import streams
from sequence_models.tasks import (
    Adding,
    Counting,
    DelayedRecall,
    SampleAndHold,
    SecondOrderSource,
    TokenXor,
)
from sequence_models.tasks.interface import Batch
from sequence_models.training import (
    count_reach,
    descent_loss,
    keep_at_marks,
    longest_count,
    loss_in_use,
    relative_error,
    trained_accuracy,
    trained_loss,
    transferred_accuracy,
    updates_to_learn,
)
from sequence_models.training.error import variance

SEEDS = (0, 1)
NOW = DelayedRecall(delay=0, length=5, symbols=4)
TEXT = SecondOrderSource(symbols=3, length=4)


class Fixed(SequenceModel):
    """A map of inputs to outputs; its only parameter is at rest."""

    def __init__(self, answer, inputs, outputs):
        super().__init__()
        self.answer, self.inputs, self.outputs, self.replicas = answer, inputs, outputs, 2
        self.rest = nn.Parameter(torch.ones(2, 1))

    def initial_state(self, batch):
        return (torch.zeros(2, batch, 1),)

    def run(self, x, state):
        steps = state[0].unsqueeze(2) + torch.arange(x.shape[2]).view(-1, 1)
        return self.answer(x, steps) * self.rest.view(2, 1, 1, 1), (steps[:, :, -1] + 1,)


def answering(answer):
    return lambda *, inputs, outputs, dtype=None: Fixed(answer, inputs, outputs)


def exam(task, examined=256):
    return task.sample(streams(SEEDS, "exam"), examined)


def untrained(instrument, answer, task, **asked):
    return instrument(answering(answer), seeds=SEEDS, task=task, steps=0, **asked)


@pytest.mark.parametrize(("shift", "accuracy"), [(0, 1.0), (1, 0.0)])
def test_an_echo_is_right_and_a_shifted_echo_is_wrong(shift, accuracy):
    read = untrained(trained_accuracy, lambda x, _: x.roll(shift, -1), NOW)
    assert read.tolist() == [accuracy] * 2


def test_a_constant_is_right_as_often_as_its_class_comes():
    read = untrained(trained_accuracy, lambda x, _: torch.eye(4)[2].expand_as(x), NOW, examined=9)
    share = (exam(NOW, 9).targets == 2).float().mean((1, 2))
    torch.testing.assert_close(read, share)
    assert share[0] != share[1]


def test_the_loss_of_an_echo_falls_with_its_loudness():
    for loudness in (0.0, 2.0):
        read = untrained(trained_loss, lambda x, _, loud=loudness: loud * x, NOW)
        expected = math.log(math.exp(loudness) + 3) - loudness
        assert read.tolist() == pytest.approx([expected] * 2)


@pytest.mark.parametrize("off", [0.0, 0.5])
def test_the_relative_error_is_the_squared_error_over_the_variance(off):
    task = SampleAndHold(length=6, mark_probability=1.0, channels=2)
    read = untrained(relative_error, lambda x, _: x[..., :2] + off, task, examined=40)
    spread = exam(task, 40).targets.flatten(1).var(1, correction=0)
    torch.testing.assert_close(read, off**2 / spread)


def test_variance_is_about_one_mean_and_over_scored_steps_alone():
    targets = torch.tensor([[[[1.0, 5], [9, 9]], [[3, 7], [99, -99]]]])
    batch = Batch(torch.zeros(1, 2, 2, 1), targets, torch.tensor([[[True, False]]]))
    assert variance(batch).tolist() == [5.0]


class Marked(Fixed, GatedModel):
    """Two gates: one keeps 0.6 at marks and 0.2 elsewhere, the other 0.1 always."""

    def kept(self, x, state):
        assert state[0].shape[1] == x.shape[1]
        mark = x[..., -1:]
        return torch.cat([0.2 + 0.4 * mark, torch.full_like(mark, 0.1)], -1)


@pytest.mark.parametrize(("marked", "kept"), [(True, 0.35), (False, 0.15)])
def test_the_gates_are_averaged_over_units_at_the_steps_asked_for(marked, kept):
    def build(*, inputs, outputs, dtype=None):
        return Marked(None, inputs, outputs)

    task = SampleAndHold(length=12, mark_probability=0.4)
    read = keep_at_marks(build, seeds=SEEDS, task=task, steps=0, marked=marked)
    assert read.tolist() == pytest.approx([kept] * 2)


def counting(wrong):
    """Counts, but says to go on at the last b of strings of these n. Beyond the end, where
    nothing is scored, it always says last."""

    def answer(x, _):
        a, b = (part.cumsum(2) for part in x.unbind(-1))
        last = (a <= b) & ~torch.isin(a, torch.tensor(wrong))
        return torch.stack([~last, last], -1).float()

    return answer


@pytest.mark.parametrize(("wrong", "longest"), [([], 24), ([2.0], 1), ([1.0], 0), ([5.0, 7.0], 4)])
def test_a_count_ends_before_the_first_string_that_is_wrong(wrong, longest):
    assert untrained(longest_count, counting(wrong), Counting()).tolist() == [longest] * 2


@pytest.mark.parametrize(("wrong", "reach"), [([], 4), ([17.0], 2), ([9.0], 1), ([5.0], 0.5)])
def test_the_reach_of_a_count_is_told_in_lengths_trained(wrong, reach):
    assert untrained(count_reach, counting(wrong), Counting()).tolist() == [reach] * 2


def test_the_reach_of_a_count_ends_where_it_is_no_longer_examined():
    assert untrained(count_reach, counting([]), Counting(), times=2).tolist() == [2, 2]


@pytest.mark.parametrize("examined", [3, 30])
def test_a_count_goes_as_far_as_it_is_examined(examined):
    read = untrained(longest_count, counting([]), Counting(), examined=examined)
    assert read.tolist() == [examined] * 2


def test_a_string_with_one_wrong_step_before_its_last_is_wrong():
    def hasty(x, _):
        a, b = (part.cumsum(2) for part in x.unbind(-1))
        last = (a <= b) | ((a == 4) & (b == 1))
        return torch.stack([~last, last], -1).float()

    assert untrained(longest_count, hasty, Counting()).tolist() == [3, 3]


@pytest.mark.parametrize("other", [False, True])
def test_what_is_learnt_of_one_task_is_examined_on_the_other(other):
    """The echo is right at delay 0, and on a delay of 1 as often as symbols repeat."""
    task, exams = NOW, DelayedRecall(delay=1, length=9, symbols=4) if other else NOW
    read = untrained(transferred_accuracy, lambda x, _: x, task, exam=exams, examined=30)
    asked = exam(exams, 30)
    repeats = (asked.inputs.argmax(-1) == asked.targets)[:, :, exams.delay :]
    torch.testing.assert_close(read, repeats.float().mean((1, 2)))
    assert (read == 1).all() != other


def test_an_exam_of_another_length_is_scored_at_its_own_last_step():
    def product(x, _):
        agree = (x[..., 0] * x[..., 1]).unsqueeze(-1)
        return torch.cat([agree, -agree], -1)

    exams = TokenXor(repeats=2, start=True)
    assert untrained(transferred_accuracy, product, TokenXor(), exam=exams).tolist() == [1, 1]


@pytest.mark.parametrize(("carried", "counted"), [(True, 8), (False, 3)])
def test_in_use_the_state_is_carried_or_reset_between_stretches(carried, counted):
    """A model that is as loud as its clock is late shows how far its clock ran."""
    read = untrained(
        loss_in_use,
        lambda x, steps: steps * torch.eye(3)[0].expand_as(x),
        TEXT,
        stretch=3,
        carried=carried,
        length=8,
        examined=11,
    )
    text = TEXT.__class__(symbols=3, length=8).sample(streams(SEEDS, "exam"), 11)
    loud = torch.arange(8.0) % counted
    ignorance = (loud.exp() + 2).log() - loud * (text.targets == 0)
    torch.testing.assert_close(read, ignorance[:, :, 1:].mean((1, 2)))


def descent(monkeypatch, curves, **asked):
    module = sys.modules[descent_loss.__module__]
    monkeypatch.setattr(module, "fit", lambda *_, **__: torch.tensor(curves).T)
    given = {"task": Adding(), "steps": len(curves[0]), "rate": 0.1, "clip": 1.0}
    return descent_loss(answering(None), seeds=SEEDS, **(given | asked)).tolist()


def test_descent_is_read_over_the_last_steps_of_its_curve(monkeypatch):
    curves = [[float(n**2) for n in range(30)], [float(n) for n in range(30, 0, -1)]]
    last_twenty = [sum(n**2 for n in range(10, 30)) / 20, 10.5]
    assert descent(monkeypatch, curves) == pytest.approx(last_twenty)
    assert descent(monkeypatch, curves, last=2) == pytest.approx([(28**2 + 29**2) / 2, 1.5])


@pytest.mark.parametrize("lost", [math.inf, math.nan])
@pytest.mark.parametrize("when", [0, 13, 29])
def test_a_run_that_overflows_at_any_time_is_lost_and_the_other_is_not(monkeypatch, lost, when):
    curves = [[2.0] * 30, [1.0] * 30]
    curves[0][when] = lost
    assert descent(monkeypatch, curves) == [math.inf, 1.0]


@pytest.mark.parametrize(
    ("share", "updates"), [(1.5, 20), (0.76, 30), (0.3, 49), (0.05, 59), (0.0, 60)]
)
def test_updates_are_counted_until_twenty_losses_are_low_enough(monkeypatch, share, updates):
    losses = torch.tensor([1.0, 0.5, 0.0]).repeat_interleave(20) * math.log(4)
    falling = losses.unsqueeze(1).expand(60, 2)
    monkeypatch.setattr(sys.modules[updates_to_learn.__module__], "fit", lambda *_, **__: falling)
    build = answering(lambda x, _: x)
    read = updates_to_learn(build, seeds=SEEDS, task=NOW, steps=60, share=share)
    assert read.tolist() == [updates] * 2
