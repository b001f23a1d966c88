import math

import pytest
import torch

from sequence_models.replicas import streams
from sequence_models.tasks import (
    Counting,
    IndexRecall,
    KeptBeside,
    SampleAndHold,
    SecondOrderSource,
    SilentUntilAsked,
    WarpedRecall,
)
from sequence_models.theory.lstm import bigram_entropy, entropy_rate


def draw(task, seeds=(0, 1), batch=5):
    return task.sample(streams(seeds, "data"), batch)


def test_counting_says_last_at_the_nth_b_alone():
    batch = draw(Counting(), batch=3)
    assert batch.inputs[0, 1].argmax(-1).tolist() == [0, 0, 1, 1, 1, 1]
    assert (batch.targets * batch.scored)[0, 1].tolist() == [0, 0, 0, 1, 0, 0]
    assert batch.scored[0, 1].tolist() == [False, False, True, True, False, False]
    assert batch.scored[0].sum(-1).tolist() == [1, 2, 3]


def test_silence_is_broken_by_the_first_number_where_asked():
    batch = draw(SilentUntilAsked(length=50))
    number, asked = batch.inputs.unbind(-1)
    assert (number[..., 1:] == 0).all()
    assert (asked[..., 0] == 0).all()
    torch.testing.assert_close(batch.targets[..., 0], number[..., :1] * asked)


def test_the_first_number_is_kept_and_each_is_given_back_one_step_later():
    batch = draw(KeptBeside(length=6))
    number, first = batch.inputs.unbind(-1)
    kept, before = batch.targets.unbind(-1)
    assert first[0, 0].tolist() == [1, 0, 0, 0, 0, 0]
    assert torch.equal(kept, number[..., :1].expand_as(number))
    assert torch.equal(before[..., 1:], number[..., :-1])
    assert (before[..., 0] == 0).all()
    at_once = draw(KeptBeside(length=6, back=0)).targets[..., 1]
    assert torch.equal(at_once, number)


def test_an_output_that_is_not_demanded_costs_nothing_and_changes_no_number():
    both, kept = (KeptBeside(demanded=(True, before)) for before in (True, False))
    whole, part = draw(both), draw(kept)
    assert torch.equal(part.inputs, whole.inputs)
    assert torch.equal(part.targets[..., 0], whole.targets[..., 0])
    answers = torch.stack([whole.targets[..., 0], torch.full_like(whole.targets[..., 0], 7.0)], -1)
    assert (kept.loss(answers, part) == 0).all()
    assert (both.loss(answers, whole) > 1).all()


def test_only_values_without_a_mark_are_loud_and_nothing_else_changes():
    quiet, loud = (draw(SampleAndHold(channels=2, loudness=f)) for f in (1.0, 3.0))
    (values, marks), (louder, same) = (b.inputs.chunk(2, -1) for b in (quiet, loud))
    torch.testing.assert_close(louder, torch.where(marks > 0, values, 3 * values))
    assert torch.equal(marks, same)
    assert torch.equal(quiet.targets, loud.targets)


@pytest.mark.parametrize("variable", [False, True])
def test_warped_recall_asks_for_the_character_before(variable):
    task = WarpedRecall(warp=3, variable=variable, length=30)
    batch = draw(task)
    tokens = batch.inputs.argmax(-1)[0, 0]
    characters = tokens[tokens < task.symbols]
    assert batch.targets[0, 0][batch.scored[0, 0]].tolist() == characters[:-1].tolist()
    apart = (tokens < task.symbols).nonzero().flatten().diff()
    assert apart.max() <= 3
    assert (apart.min() == 3) == (not variable)


def test_index_recall_answers_the_place_asked_for():
    task = IndexRecall(places=4)
    batch = draw(task)
    tokens = batch.inputs.argmax(-1)
    asked = tokens[..., -1:] - task.symbols
    assert torch.equal(batch.targets[..., -1:], tokens.gather(-1, asked))
    assert batch.scored.flatten().tolist() == [False] * 4 + [True]


def test_index_recall_may_always_ask_for_one_place():
    free, fixed = draw(IndexRecall(places=4)), draw(IndexRecall(places=4, asked=2))
    assert torch.equal(free.inputs[:, :, :-1], fixed.inputs[:, :, :-1])
    assert (fixed.inputs[:, :, -1].argmax(-1) == 4 + 2).all()
    assert torch.equal(fixed.targets[..., -1], fixed.inputs[:, :, 2].argmax(-1))


def test_the_source_has_the_entropies_that_are_derived():
    task = SecondOrderSource(length=400)
    batch = draw(task, seeds=range(4), batch=64)
    now, after = batch.inputs.argmax(-1), batch.targets
    P, pairs = task.transitions(), task.pairs()
    second = P[now[..., :-1], now[..., 1:]].gather(-1, after[..., 1:, None]).log().mean()
    both = torch.einsum("ab,abc->bc", pairs, P)
    first = (both / both.sum(-1, keepdim=True))[now, after].log().mean()
    assert -second.item() == pytest.approx(entropy_rate(P).item(), abs=0.01)
    assert -first.item() == pytest.approx(bigram_entropy(P).item(), abs=0.01)
    assert entropy_rate(P) < bigram_entropy(P) < math.log(task.symbols)
