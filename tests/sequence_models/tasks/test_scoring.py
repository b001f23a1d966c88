"""At which steps an answer counts, and what it is worth, by hand."""

import math

import pytest
import torch

from sequence_models.replicas import streams
from sequence_models.tasks import (
    Adding,
    Copying,
    Counting,
    DelayedRecall,
    FactTable,
    FirstSymbol,
    IndexRecall,
    Induction,
    Permutations,
    Pointers,
    RecallByKey,
    Repeating,
    RunningParity,
    SaidTwice,
    SampleAndHold,
    SecondOrderSource,
    SilentUntilAsked,
    SumOfNamed,
    SumOfTwo,
    TokenXor,
    WarpedRecall,
)
from sequence_models.tasks.interface import Batch, scored_mean

SCORED = [
    (Adding(length=5), "....x"),
    (Copying(delay=1, remembered=2), "xxxxx"),
    (Counting(), ".x"),
    (DelayedRecall(delay=2, length=5), "..xxx"),
    (FactTable(), ".x"),
    (FirstSymbol(lag=3), "...x"),
    (IndexRecall(places=3), "...x"),
    (Induction(length=4), "....xxx"),
    (Permutations(length=8, late=True), "......xx"),
    (Pointers(symbols=3), "...xxx"),
    (RecallByKey(pairs=2), "....xx"),
    (RecallByKey(pairs=2, together=True), "..xx"),
    (Repeating(length=3), "...xxx"),
    (RunningParity(length=5), "xxxxx"),
    (RunningParity(length=8, late=True), "......xx"),
    (SaidTwice(length=3), "...xx"),
    (SaidTwice(length=3, again=False), "xx..."),
    (SaidTwice(length=3, shortest=3), "...xx"),
    (SaidTwice(length=3, again=None), "xx.xx"),
    (SampleAndHold(length=4), "xxxx"),
    (SecondOrderSource(length=4), ".xxx"),
    (SilentUntilAsked(length=4), "xxxx"),
    (SumOfNamed(items=3, named=1), "...x"),
    (SumOfTwo(items=4), "....x"),
    (TokenXor(), "x"),
    (TokenXor(start=True, repeats=3), "...x"),
    (WarpedRecall(warp=3, length=8), "...x..x."),
]
HOLD, RECALL = SampleAndHold(channels=2), DelayedRecall(delay=1, symbols=3)
UNEVEN = torch.tensor([[True, False, False], [True, True, False]]).unsqueeze(0)


def regression():
    """Two replicas of two sequences of three steps of two numbers."""
    targets = torch.arange(24.0).view(2, 2, 3, 2)
    return Batch(torch.zeros(2, 2, 3, 4), targets, UNEVEN)


def classification():
    targets = torch.tensor([[[0, 1, 2], [2, 1, 0]], [[1, 1, 1], [0, 0, 2]]])
    return Batch(torch.zeros(2, 2, 3, 3), targets, UNEVEN)


@pytest.mark.parametrize(("task", "steps"), SCORED, ids=str)
def test_the_answer_counts_where_it_is_asked_for(task, steps):
    scored = task.sample(streams((0, 1), "data"), 1).scored[0, 0]
    assert "".join(".x"[step] for step in scored.tolist()) == steps


@pytest.mark.parametrize("task", [task for task, _ in SCORED], ids=str)
def test_numbers_are_in_the_precision_of_the_models_and_scored_steps_are_true(task):
    inputs, targets, scored = task.sample(streams((0, 1, 2), "data"), 4)
    assert inputs.dtype == torch.get_default_dtype()
    assert targets.dtype in (torch.get_default_dtype(), torch.int64)
    assert scored.dtype == torch.bool
    assert scored.expand(inputs.shape[:3]).any()


def test_every_scored_step_weighs_the_same_whatever_its_sequence():
    values = torch.tensor([[[1.0, 2, 4], [8, 16, 32]], [[3, 5, 7], [9, 11, 13]]])
    assert scored_mean(values, UNEVEN).tolist() == pytest.approx([25 / 3, 23 / 3])


def test_each_replica_can_be_scored_at_steps_of_its_own():
    values = torch.tensor([[[1.0, 2]], [[3, 5]]])
    scored = torch.tensor([[[False, True]], [[True, True]]])
    assert scored_mean(values, scored).tolist() == [2, 4]


@pytest.mark.parametrize("scored", [UNEVEN, UNEVEN[:, :1], UNEVEN[:, 1:], UNEVEN >= 0])
def test_all_that_a_step_has_weighs_the_same(scored):
    values = torch.arange(36.0).view(2, 2, 3, 3)
    assert torch.equal(scored_mean(values, scored), scored_mean(values.mean(-1), scored))


def test_squared_errors_are_averaged_over_outputs_and_scored_steps():
    batch = regression()
    wrong = torch.zeros_like(batch.targets)
    wrong[0, 0, 0, 0] = 3
    wrong[1, 1, 1, :] = -2
    wrong[:, :, 2] = 100
    assert HOLD.loss(batch.targets + wrong, batch).tolist() == pytest.approx([9 / 6, 8 / 6])


def test_the_uninformed_number_is_the_mean_target_of_each_step():
    batch = regression()
    expected = (batch.targets[:, :1] + batch.targets[:, 1:]) / 2
    assert torch.equal(HOLD.uninformed(batch), expected)


def test_cross_entropy_is_in_nats_and_averaged_over_scored_steps():
    batch = classification()
    y = torch.zeros(2, 2, 3, 3)
    y[0, 0, 0, 0] = math.log(2)  # the target has 2 shares of 4, elsewhere 1 of 3
    y[1, 1, 1, 2] = math.log(6)  # the target has 1 share of 8
    y[:, :, 2] = torch.tensor([50.0, 0, 0])
    expected = [(math.log(2) + 2 * math.log(3)) / 3, (2 * math.log(3) + math.log(8)) / 3]
    assert RECALL.loss(y, batch).tolist() == pytest.approx(expected)


def test_the_uninformed_answer_is_the_logarithm_of_each_steps_shares():
    shares = RECALL.uninformed(classification())[:, 0].exp()
    expected = [
        [[0.5, 0, 0.5], [0, 1, 0], [0.5, 0, 0.5]],
        [[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0.5, 0.5]],
    ]
    torch.testing.assert_close(shares, torch.tensor(expected), rtol=0, atol=1e-9)
    assert RECALL.uninformed(classification()).min().item() == pytest.approx(math.log(1e-12))


def test_accuracy_is_the_share_of_scored_steps_that_are_right():
    batch = classification()
    right = torch.tensor([[[1, 0, 0], [1, 0, 0]], [[0, 0, 0], [0, 1, 0]]])
    answers = torch.where(right == 1, batch.targets, (batch.targets + 1) % 3)
    y = torch.nn.functional.one_hot(answers, 3).float() - 5
    assert RECALL.accuracy(y, batch).tolist() == pytest.approx([2 / 3, 1 / 3])


def test_a_tie_is_one_answer_and_not_every_answer():
    batch = classification()
    assert RECALL.accuracy(torch.zeros(2, 2, 3, 3), batch).tolist() == pytest.approx([1 / 3, 2 / 3])
