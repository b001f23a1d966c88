import math

import pytest
import torch

from sequence_models.replicas import streams
from sequence_models.tasks import (
    Adding,
    Copying,
    Counting,
    DelayedRecall,
    FirstSymbol,
    IndexRecall,
    SampleAndHold,
    SecondOrderSource,
    SilentUntilAsked,
    WarpedRecall,
)

TASKS = [
    Adding(length=7),
    Copying(delay=3, remembered=2),
    DelayedRecall(delay=2, length=7),
    FirstSymbol(lag=6),
    SampleAndHold(channels=2, length=7),
    Counting(),
    IndexRecall(places=3),
    SecondOrderSource(length=6),
    SilentUntilAsked(length=7),
    WarpedRecall(warp=3, variable=True, length=9),
]


def draw(task, seeds=(0, 1), batch=5):
    return task.sample(streams(seeds, "data"), batch)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: type(task).__name__)
def test_a_replica_depends_on_its_own_seed_alone(task):
    both, alone = draw(task), draw(task, seeds=(1,))
    assert torch.equal(both.inputs[1:], alone.inputs)
    assert torch.equal(both.targets[1:], alone.targets)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: type(task).__name__)
def test_sizes_are_as_announced(task):
    batch = draw(task)
    assert batch.inputs.shape[-1] == task.inputs
    answer = task.uninformed(batch)
    assert answer.shape == (2, 1, batch.inputs.shape[2], task.outputs)
    assert task.loss(answer.expand(-1, 5, -1, -1), batch).shape == (2,)


def test_adding_marks_one_number_in_each_half_and_asks_for_their_sum():
    batch = draw(Adding(length=7))
    numbers, marks = batch.inputs.unbind(-1)
    assert (marks[..., :3].sum(-1) == 1).all()
    assert (marks[..., 3:].sum(-1) == 1).all()
    torch.testing.assert_close(batch.targets[..., -1, 0], (numbers * marks).sum(-1))
    assert batch.scored.flatten().tolist() == [False] * 6 + [True]


def test_copying_asks_for_the_symbols_after_the_sign_to_go():
    batch = draw(Copying(delay=3, remembered=2, symbols=4))
    shown = batch.inputs.argmax(-1)
    assert shown.shape[-1] == 7
    assert (shown[..., 4] == 5).all()
    assert (shown[..., [2, 3, 5, 6]] == 4).all()
    assert torch.equal(batch.targets[..., 5:], shown[..., :2])
    assert (batch.targets[..., :5] == 4).all()


def test_delayed_recall_asks_for_the_symbol_of_delay_steps_ago():
    batch = draw(DelayedRecall(delay=2, length=7))
    shown = batch.inputs.argmax(-1)
    assert torch.equal(batch.targets[..., 2:], shown[..., :-2])
    assert batch.scored.flatten().tolist() == [False] * 2 + [True] * 5


def test_first_symbol_asks_for_the_first_of_an_alphabet_of_its_own():
    batch = draw(FirstSymbol(lag=6))
    shown = batch.inputs.argmax(-1)
    assert torch.equal(batch.targets[..., -1], shown[..., 0])
    assert (shown[..., 0] < 4).all()
    assert (shown[..., 1:] >= 4).all()


def test_held_is_the_value_at_the_latest_mark():
    batch = draw(SampleAndHold(channels=2, length=40, mark_probability=0.3))
    values, marks = batch.inputs.chunk(2, -1)
    expected = values[:, :, 0]
    for t in range(40):
        expected = torch.where(marks[:, :, t] > 0, values[:, :, t], expected)
        assert torch.equal(batch.targets[:, :, t], expected)


def test_a_gated_value_arrives_at_marks_only():
    gated = draw(SampleAndHold(channels=2, length=40, gated=True))
    values, marks = gated.inputs.chunk(2, -1)
    assert (values[marks == 0] == 0).all()
    assert torch.equal(gated.targets, draw(SampleAndHold(channels=2, length=40)).targets)


def test_marks_come_with_their_probability():
    marks = draw(SampleAndHold(length=5000, mark_probability=0.2)).inputs[..., 1]
    assert marks.mean().item() == pytest.approx(0.2, abs=0.02)


def test_regression_is_scored_by_squared_error_and_classification_by_nats():
    hold, recall = draw(SampleAndHold()), draw(DelayedRecall(delay=1))
    torch.testing.assert_close(
        SampleAndHold().loss(hold.targets + 0.5, hold), torch.full((2,), 0.25)
    )
    level = torch.zeros(2, 5, 24, 8)
    torch.testing.assert_close(
        DelayedRecall(delay=1).loss(level, recall), torch.full((2,), math.log(8))
    )
