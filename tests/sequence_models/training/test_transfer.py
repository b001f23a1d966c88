import torch

from sequence_models.architectures import RNN
from sequence_models.tasks import RunningParity, SampleAndHold, TokenXor
from sequence_models.training import (
    relative_error,
    trained_accuracy,
    transferred_accuracy,
    transferred_error,
)

SEEDS = range(2)


def build(*, inputs, outputs, dtype=None):
    return RNN(inputs, outputs, seeds=SEEDS, hidden=4, dtype=dtype)


def test_examined_on_its_own_task_it_is_the_trained_accuracy():
    task = RunningParity(length=3)
    own = transferred_accuracy(build, seeds=SEEDS, task=task, exam=task, steps=5)
    assert torch.equal(own, trained_accuracy(build, seeds=SEEDS, task=task, steps=5))


def test_the_exam_is_the_other_task():
    task = TokenXor()
    other = transferred_accuracy(
        build, seeds=SEEDS, task=task, exam=TokenXor(repeats=2), steps=5, examined=64
    )
    assert other.shape == (2,)


def test_the_error_on_its_own_task_is_the_relative_error():
    task = SampleAndHold(length=6)
    own = transferred_error(build, seeds=SEEDS, task=task, exam=task, steps=5)
    assert torch.equal(own, relative_error(build, seeds=SEEDS, task=task, steps=5))


def test_an_untrained_model_errs_by_the_exam_that_it_is_given():
    exam = SampleAndHold(length=6, loudness=50.0)
    task = SampleAndHold(length=6)
    loud = transferred_error(build, seeds=SEEDS, task=task, exam=exam, steps=0)
    assert torch.equal(loud, relative_error(build, seeds=SEEDS, task=exam, steps=0))
    assert (loud > relative_error(build, seeds=SEEDS, task=task, steps=0)).all()
