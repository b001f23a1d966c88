"""Batches that are drawn together are those that are drawn one at a time."""

import inspect

import pytest
import torch
import torch.nn.functional as F

from sequence_models import tasks
from sequence_models.precision import precision
from sequence_models.replicas import streams
from sequence_models.tasks.interface import Task
from sequence_models.tasks.tokens import one_hot

SEEDS = (4, 5)
NEEDED = {
    "Copying": {"delay": 3},
    "DelayedRecall": {"delay": 2},
    "FirstSymbol": {"lag": 6},
    "IndexRecall": {"places": 3},
    "WarpedRecall": {"warp": 3, "variable": True},
}
EVERY = [
    task(batch=3, **NEEDED.get(name, {}))
    for name, task in vars(tasks).items()
    if inspect.isclass(task) and issubclass(task, Task) and not inspect.isabstract(task)
]


@pytest.mark.parametrize("number", [1, 8, 11])
@pytest.mark.parametrize("task", EVERY, ids=lambda task: type(task).__name__)
def test_batches_are_samples_one_after_the_other(task, number):
    drawn, one_by_one = streams(SEEDS, "data"), streams(SEEDS, "data")
    batches = list(task.batches(drawn, number))
    assert len(batches) == number
    for batch in batches:
        alone = task.sample(one_by_one, 3)
        assert torch.equal(batch.inputs, alone.inputs)
        assert torch.equal(batch.targets, alone.targets)
        assert torch.equal(*torch.broadcast_tensors(batch.scored, alone.scored))
    for one, other in zip(drawn, one_by_one, strict=True):
        assert torch.equal(one.get_state(), other.get_state())


def test_some_tasks_are_drawn_together_and_those_with_several_calls_are_not():
    together = {type(task).__name__ for task in EVERY if task.drawn_once}
    assert {"DelayedRecall", "SecondOrderSource"} <= together
    assert not together & {"Adding", "Counting", "RecallByKey", "SampleAndHold"}


@pytest.mark.parametrize("number", [None, "float32", "float64"])
def test_tokens_are_rows_of_the_identity(number):
    tokens = torch.tensor([[0, 3], [1, 1]])
    with precision(number):
        rows = one_hot(tokens, 4)
        assert rows.dtype == torch.get_default_dtype()
    assert torch.equal(rows, F.one_hot(tokens, 4).to(rows.dtype))


@pytest.mark.parametrize("name", ["float32", "float64"])
def test_the_tables_of_a_source_are_made_once_for_each_precision(name):
    with precision(name):
        one, other = tasks.SecondOrderSource(), tasks.SecondOrderSource(length=4)
        assert one.pairs() is other.pairs()
        assert one.transitions().dtype == one.pairs().dtype == getattr(torch, name)
    assert tasks.SecondOrderSource(sharpness=1.0).pairs() is not one.pairs()
