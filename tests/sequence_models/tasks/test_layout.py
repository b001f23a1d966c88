"""Which inputs carry anything at which step, and how many answers there are, by hand."""

import pytest

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

LAYOUT = [
    (Adding(length=4), 1, ["xx", "xx", "xx", "xx"]),
    (Copying(delay=2, remembered=1, symbols=3), 4, ["xxx..", "...x.", "....x", "...x."]),
    (Counting(), 2, ["x.", "xx", "xx", ".x", ".x", ".x"]),
    (DelayedRecall(delay=1, length=2, symbols=3), 3, ["xxx", "xxx"]),
    (FactTable(subjects=3, relations=4, answers=5), 5, ["xxx....", "...xxxx"]),
    (FirstSymbol(lag=2, symbols=3), 3, ["xxx...", "...xxx", "...xxx"]),
    (IndexRecall(places=3, symbols=2), 2, ["xx...", "xx...", "xx...", "..xxx"]),
    (Induction(length=2, symbols=4), 4, ["xxxx", "xxxx", "xxxx"]),
    (Permutations(length=2), 2, ["xx", "xx"]),
    (Permutations(length=2, scratchpad=True), 2, ["xxx.", "xxxx"]),
    (Pointers(symbols=3), 3, ["xxxxxx"] * 3 + ["xxx..."] * 3),
    (RecallByKey(pairs=1, symbols=3), 3, ["xxx...", "...xxx", "xxx..."]),
    (RecallByKey(pairs=1, symbols=3, together=True), 3, ["xxxxxx", "xxx..."]),
    (Repeating(length=2, symbols=3), 3, ["xxx.", "xxx.", "...x", "xxx."]),
    (RunningParity(length=2), 2, ["xx", "xx"]),
    (SaidTwice(length=2, symbols=3), 3, ["xxx"] * 3),
    (SampleAndHold(length=2, channels=2, mark_probability=0.5), 2, ["xxxx", "xxxx"]),
    (SecondOrderSource(length=2, symbols=3, sharpness=0.5), 3, ["xxx", "xxx"]),
    (SilentUntilAsked(length=2, asked=0.5), 1, ["x.", ".x"]),
    (SumOfNamed(items=3, named=1), 2, ["xx...", "xx...", "xx...", "..xxx"]),
    (SumOfTwo(items=3, modulus=2), 2, ["xx...", "xx...", "xx...", "..xxx"]),
    (TokenXor(), 2, ["xx."]),
    (TokenXor(start=True), 2, ["..x", "xx."]),
    (WarpedRecall(warp=2, length=4, symbols=3), 3, ["xxx.", "...x", "xxx.", "...x"]),
]


def draw(task):
    return task.sample(streams(range(200), "data"), 3)


@pytest.mark.parametrize(("task", "_", "layout"), LAYOUT, ids=str)
def test_an_input_is_used_at_the_steps_where_it_means_something_and_at_no_others(task, _, layout):
    used = (draw(task).inputs != 0).any(1).any(0)
    assert ["".join(".x"[on] for on in step) for step in used.tolist()] == layout


@pytest.mark.parametrize(("task", "outputs", "_"), LAYOUT, ids=str)
def test_every_output_is_asked_for(task, outputs, _):
    _, targets, scored = draw(task)
    assert task.outputs == outputs
    if targets.is_floating_point():
        assert targets.shape[-1] == outputs
    else:
        assert targets[scored.expand_as(targets)].unique().tolist() == list(range(outputs))
