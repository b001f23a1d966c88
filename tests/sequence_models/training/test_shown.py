"""The one sequence that is watched, on models whose answers are known without training."""

import pytest
import torch
from torch import nn

from sequence_models.architectures.interface import SequenceModel
from sequence_models.tasks import SampleAndHold
from sequence_models.tasks.sample_and_hold import held
from sequence_models.training import shown_answer, shown_input
from sequence_models.training.shown import shown

TASK = SampleAndHold(channels=2, length=9, mark_probability=0.3)
STEPS = range(TASK.length)


class Known(SequenceModel):
    """A function of the whole input; its only parameter is at rest."""

    def __init__(self, answer, inputs, outputs, replicas):
        super().__init__()
        self.answer, self.inputs, self.outputs, self.replicas = answer, inputs, outputs, replicas
        self.rest = nn.Parameter(torch.ones(replicas, 1, 1, 1))

    def initial_state(self, batch):
        return (torch.zeros(self.replicas, batch, 1),)

    def run(self, x, state):
        return self.answer(x) * self.rest, state


def answers(answer, *seeds):
    def build(*, inputs, outputs):
        return Known(answer, inputs, outputs, len(seeds))

    read = [shown_answer(build, seeds=seeds, task=TASK, steps=0, at=k) for k in STEPS]
    return torch.stack(read, 1)


def test_who_repeats_the_input_answers_with_what_is_shown():
    values = torch.stack([shown_input(seeds=(5, 8), task=TASK, at=k) for k in STEPS], 1)
    assert torch.equal(answers(lambda x: x[..., :2], 5, 8), values)


def test_who_holds_exactly_answers_with_the_target():
    target = shown(TASK).targets[0, 0, :, 0]
    exact = answers(lambda x: held(x[..., :2], x[..., 2:] > 0), 5, 8)
    assert torch.equal(exact, target.expand(2, -1))


def test_every_replica_is_shown_the_same_sequence():
    assert torch.equal(answers(lambda x: x, 1, 2)[0], answers(lambda x: x, 7)[0])


def test_marks_are_the_features_behind_the_values():
    marks = [shown_input(seeds=(0,), task=TASK, at=k, feature=2).item() for k in STEPS]
    assert marks[0] == 1
    assert set(marks) == {0, 1}


def test_the_model_is_trained_before_it_is_watched():
    def build(*, inputs, outputs):
        return Known(lambda x: x[..., :outputs], inputs, outputs, 1)

    before, after = (
        shown_answer(build, seeds=(3,), task=TASK, steps=n, rate=0.1, at=0).item() for n in (0, 1)
    )
    assert after == pytest.approx(before * 0.9)  # Adam's first step is its rate
