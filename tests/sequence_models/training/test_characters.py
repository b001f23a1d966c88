"""Bits per character in use, read again character by character."""

import math

import pytest
import torch

from sequence_models.architectures import LSTM
from sequence_models.precision import precision
from sequence_models.probes import source_bigram_entropy
from sequence_models.replicas import streams
from sequence_models.tasks import SecondOrderSource, Text
from sequence_models.training import bits_per_character
from sequence_models.training.trained import Schedule, trained

from .test_trained import SEEDS, building, thinning

TASK = SecondOrderSource(symbols=3, length=6, batch=3)
EXAM = SecondOrderSource(symbols=3, length=8)
HOW = {"task": TASK, "seeds": SEEDS, "steps": 2, "rate": 0.03}
USES = [
    {},
    {"stretch": 3},
    {"stretch": 3, "carried": False},
    {"stretch": 1, "carried": False},
    {"prompt": 5},
    {"prompt": 5, "shown": 2},
    {"prompt": 8, "shown": 1},
    {"prompt": 5, "shown": 4, "stretch": 3, "carried": False},
    {"dropped": 0.4},
    {"dropped": 0.4, "stretch": 8, "prompt": 3},
]


def by_hand(model, *, prompt=1, shown=None, stretch=8, carried=True, dropped=0.0):
    """Bits of each replica, one character after the other."""
    windows, state = EXAM.sample(streams(SEEDS, "exam"), 3), model.initial_state(3)
    first, needed = prompt - (shown or prompt), []
    masks = thinning(streams(SEEDS, "dropout"), dropped, state, 8 - first)
    for t in range(first, 8):
        if not carried and (t - first) % stretch == 0:
            state = model.initial_state(3)
        y, state = model.step(windows.inputs[:, :, t], state)
        state = tuple(map(torch.mul, state, next(masks)))
        if t >= prompt - 1 and t > 0:
            p = y.softmax(-1).gather(-1, windows.targets[:, :, t, None])
            needed.append(-p.log2().mean((1, 2)))
    return torch.stack(needed).mean(0)


@pytest.mark.parametrize("use", USES, ids=str)
def test_bits_are_those_of_reading_character_by_character(use):
    build = building(LSTM)
    how = {name: HOW[name] for name in ("seeds", "steps", "rate")}
    with precision("float64"):
        read = bits_per_character(build, exam=EXAM, examined=3, **HOW, **use)
        model = trained(build, TASK, **how, schedule=Schedule())
        with torch.no_grad():
            expected = by_hand(model, **use)
    torch.testing.assert_close(read, expected, rtol=1e-9, atol=1e-9)


def test_nothing_that_is_not_shown_changes_the_reading(monkeypatch):
    def reading(hidden):
        def sample(task, given, batch, true=SecondOrderSource.sample):
            drawn = true(task, given, batch)
            if task == EXAM and hidden:
                drawn.inputs[:, :, :3] = drawn.inputs[:, :, :3].roll(1, -1)
            return drawn

        monkeypatch.setattr(SecondOrderSource, "sample", sample)
        read = bits_per_character(building(LSTM), exam=EXAM, prompt=5, shown=2, **HOW)
        monkeypatch.undo()
        return read

    assert torch.equal(reading(hidden=False), reading(hidden=True))


def test_a_reset_at_every_character_is_never_better_than_the_table_of_pairs():
    exam = SecondOrderSource(symbols=3, length=200)
    read = bits_per_character(
        building(LSTM), exam=exam, stretch=1, carried=False, examined=200, **(HOW | {"steps": 60})
    )
    bound = source_bigram_entropy(seeds=SEEDS, task=exam) / math.log(2)
    assert (read > bound - 0.01).all()
    assert (read < math.log2(3)).all()


def test_a_text_is_examined_on_the_part_that_it_was_not_trained_on(monkeypatch):
    asked, true = [], Text.sample
    monkeypatch.setattr(
        Text, "sample", lambda task, *given: asked.append(task.part) or true(task, *given)
    )
    given = {"task": Text(length=5, batch=2), "exam": Text(length=6, part="held out")}
    read = bits_per_character(building(LSTM), seeds=SEEDS, steps=2, examined=3, **given)
    assert asked == ["training"] * 2 + ["held out"]
    assert (abs(read - math.log2(27)) < 1).all()


def test_what_is_read_unless_told_otherwise_is_the_whole_window():
    plain = bits_per_character(building(LSTM), exam=EXAM, **HOW)
    told = bits_per_character(
        building(LSTM),
        exam=EXAM,
        examined=64,
        prompt=1,
        shown=1,
        stretch=8,
        schedule=Schedule(),
        **HOW,
    )
    assert torch.equal(plain, told)


def test_without_a_stretch_a_state_is_reset_as_often_as_in_training():
    how = HOW | {"schedule": Schedule(truncation=6, reset=2), "exam": EXAM, "carried": False}
    read, same, other = (
        bits_per_character(building(LSTM), **how, stretch=stretch) for stretch in (None, 2, 3)
    )
    assert torch.equal(read, same)
    assert not torch.equal(read, other)
