import torch

from sequence_models.architectures import RNN
from sequence_models.tasks import RunningParity, TokenXor
from sequence_models.training import trained_accuracy, transferred_accuracy

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
