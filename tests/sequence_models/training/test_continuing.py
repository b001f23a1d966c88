"""Continuations, and the loops in them."""

import math
import sys

import pytest
import torch

from sequence_models.architectures import GRU
from sequence_models.replicas import streams, uniform
from sequence_models.tasks import SecondOrderSource
from sequence_models.training import looping_period, looping_share
from sequence_models.training.continuing import Continuation, continued, periods
from sequence_models.training.trained import Schedule, trained

from .test_trained import SEEDS, building

EXAM = SecondOrderSource(symbols=5, length=6, batch=3)
HOW = {"task": EXAM, "exam": EXAM, "seeds": SEEDS, "steps": 3, "rate": 0.03}


def period(text):
    """By trying every period on the second half."""
    half = text[len(text) // 2 :]
    for p in range(1, len(half) // 2 + 1):
        if all(half[i] == half[i - p] for i in range(p, len(half))):
            return p
    return 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("xyzw" + "aaaa", 1),
        ("xyzw" + "abab", 2),
        ("xyzw" + "abca", 0),
        ("ab" * 4, 2),
        ("aaaaaa" + "baaaaa", 0),
        ("......" + "abcabc", 3),
        ("......" + "abcabd", 0),
        ("." * 7 + "abababa", 2),
    ],
)
def test_a_loop_is_a_second_half_that_repeats_itself(text, expected):
    found = periods(torch.tensor([[[ord(c) for c in text]]]))
    assert found.item() == period(text) == expected


def test_periods_are_found_as_by_trying_each():
    texts = uniform(streams(range(50), "texts"), 20, 12).mul(2).long()
    found = periods(texts)
    assert found.tolist() == [[period(t) for t in rows] for rows in texts.tolist()]
    assert set(found.flatten().tolist()) == {0, 1, 2, 3}


@pytest.mark.parametrize("greedy", [True, False])
@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("carried", [True, False])
def test_a_continuation_is_written_one_character_at_a_time(greedy, whole, carried):
    model = trained(building(GRU), EXAM, seeds=SEEDS, steps=3, rate=0.03, schedule=Schedule())
    how = Continuation(length=7, greedy=greedy, whole=whole, carried=carried)
    written = continued(model, EXAM, how, seeds=SEEDS, examined=2)
    prompts = EXAM.sample(streams(SEEDS, "exam"), 2).inputs
    chances = uniform(streams(SEEDS, "continuation"), 2, 7)
    with torch.no_grad():
        for t in range(7):
            past = torch.cat([prompts, torch.eye(5)[written[..., :t]]], 2)
            past = past if whole else past[:, :, 5:]
            y = model(past if carried else past[:, :, -1:])[:, :, -1]
            if greedy:
                expected = y.argmax(-1)
            else:
                below = y.softmax(-1).cumsum(-1)
                expected = (below <= chances[..., t, None]).sum(-1)
            assert torch.equal(written[..., t], expected)


def test_a_greedy_reader_of_one_character_always_ends_in_a_loop():
    """It has five characters, so it comes back to one within five."""
    how = Continuation(length=40, carried=False)
    share = looping_share(building(GRU), continuation=how, **HOW)
    length = looping_period(building(GRU), continuation=how, **HOW)
    assert share.tolist() == [1, 1]
    assert (length >= 1).all()
    assert (length <= 5).all()


def test_chance_does_not_repeat_itself_and_then_there_is_no_period():
    how = Continuation(length=60, greedy=False)
    assert looping_share(building(GRU), continuation=how, **HOW).tolist() == [0, 0]
    assert looping_period(building(GRU), continuation=how, **HOW).tolist() == [math.inf] * 2


def test_the_period_is_the_mean_over_those_that_loop(monkeypatch):
    found = torch.tensor([[0, 4, 0, 2], [0, 0, 0, 5]])
    monkeypatch.setattr(sys.modules[looping_period.__module__], "periods", lambda _: found)
    assert looping_period(building(GRU), **HOW).tolist() == [3, 5]
    assert looping_share(building(GRU), **HOW).tolist() == [0.5, 0.25]
