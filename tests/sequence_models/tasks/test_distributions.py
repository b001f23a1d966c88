"""What is drawn at random is drawn from the distribution that the task names."""

import pytest
import torch
from scipy.stats import binom

from sequence_models.replicas import streams
from sequence_models.tasks import (
    Adding,
    Copying,
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
    source,
)

ASIDE = 1e-9  # how seldom a count may fall outside its interval by chance

EQUALLY_LIKELY = [
    (Adding(length=5), 2 * 3 * 2**5),
    (Copying(delay=1, remembered=2, symbols=3), 3**2),
    (DelayedRecall(delay=1, length=3, symbols=3), 3**3),
    (FactTable(subjects=3, relations=4), 3 * 4),
    (FirstSymbol(lag=2, symbols=3), 3 * 3**2),
    (IndexRecall(places=3, symbols=2), 2**3 * 3),
    (Induction(length=3, symbols=4), 4 * 3 * 2 * 2),
    (Permutations(things=3, length=4), 2**4),
    (Pointers(symbols=3), 2 * 6 * 6),
    (RecallByKey(pairs=2, symbols=3), 3 * 2 * 3**2 * 2),
    (RecallByKey(pairs=2, symbols=3, together=True), 3 * 2 * 3**2 * 2),
    (Repeating(length=3, symbols=3), 3**3),
    (RunningParity(length=4), 2**4),
    (SaidTwice(length=3, symbols=3), 3**3),
    (SampleAndHold(channels=2, length=2, mark_probability=0.5), 4**4 * 2**2),
    (SilentUntilAsked(length=3, asked=0.5), 4 * 2**2),
    (SumOfNamed(items=4, named=3), 2**4 * 4),
    (SumOfTwo(items=4, modulus=2), 2**4 * 6),
    (SumOfTwo(items=3, modulus=3), 3**3 * 3),
    (TokenXor(), 4),
    (TokenXor(start=True, repeats=2), 4),
    (WarpedRecall(warp=2, length=5, symbols=3), 3**3),
]


def draw(task, sequences=20_000):
    return task.sample(streams((0, 1), "data"), sequences)


def counts(outcomes):
    """How often each row comes among the sequences."""
    rows, found = outcomes.flatten(1).unique(dim=0, return_counts=True)
    return dict(zip(map(tuple, rows.tolist()), found.tolist(), strict=True))


def inside(found, tried, probability):
    low, high = binom.interval(1 - ASIDE, tried, probability)
    return low <= found <= high


def halves(numbers):
    """Numbers by the half of a unit in which they lie; zeros and ones stay apart."""
    return (2 * numbers).floor().long()


@pytest.mark.parametrize(("task", "possible"), EQUALLY_LIKELY, ids=str)
def test_every_sequence_is_equally_likely(task, possible):
    for replica in halves(draw(task).inputs):
        found = counts(replica)
        assert len(found) == possible
        assert all(inside(count, 20_000, 1 / possible) for count in found.values())


def test_the_number_of_symbols_that_are_said_twice_is_uniform():
    numbers = draw(SaidTwice(length=5, shortest=2)).scored.sum(-1) + 1
    found = counts(numbers.view(-1, 1))
    assert set(found) == {(2,), (3,), (4,), (5,)}
    assert all(inside(count, 40_000, 1 / 4) for count in found.values())


@pytest.mark.parametrize("probability", [0.1, 0.7])
@pytest.mark.parametrize(
    ("task", "named"), [(SampleAndHold, "mark_probability"), (SilentUntilAsked, "asked")]
)
def test_a_mark_comes_with_its_probability_after_the_first_step(task, named, probability):
    marks = draw(task(**{named: probability}), 2_000).inputs[..., -1]
    for found in marks[:, :, 1:].sum((0, 1)).tolist():
        assert inside(found, 4_000, probability)


def test_a_mark_in_a_band_is_a_small_number_among_large_ones_of_either_sign():
    task = SampleAndHold(length=6, mark_probability=0.3, band=True)
    inputs, targets, _ = draw(task, 2_000)
    values, told = inputs.unbind(-1)
    marked = told.abs() <= 0.5
    assert marked[:, :, 0].all()
    assert (marked | ((told.abs() >= 1) & (told.abs() <= 1.5))).all()
    assert torch.equal(values[marked], targets.squeeze(-1)[marked])
    for found in marked[:, :, 1:].sum((0, 1)).tolist():
        assert inside(found, 4_000, 0.3)
    for some in (told[marked], told[~marked]):
        assert inside(int((some > 0).sum()), some.numel(), 0.5)


def test_the_first_step_is_marked_and_is_not_a_question():
    assert (draw(SampleAndHold(mark_probability=0.1)).inputs[:, :, 0, -1] == 1).all()
    assert (draw(SilentUntilAsked(asked=0.9)).inputs[:, :, 0, -1] == 0).all()


def test_characters_that_vary_in_time_are_one_to_warp_steps_apart():
    task = WarpedRecall(warp=3, variable=True, length=7)
    arrives = draw(task).inputs.argmax(-1) < task.symbols
    assert arrives[:, :, 0].all()
    second, third = (((arrives.cumsum(-1) == n) & arrives).int().argmax(-1) for n in (2, 3))
    found = counts(torch.stack([second, third - second], -1).flatten(0, 1))
    assert set(found) == {(a, b) for a in (1, 2, 3) for b in (1, 2, 3)}
    assert all(inside(count, 40_000, 1 / 9) for count in found.values())


def test_characters_that_vary_in_time_are_uniform():
    task = WarpedRecall(warp=2, variable=True, length=2, symbols=3)
    found = counts(draw(task).inputs.argmax(-1).flatten(0, 1))
    for (_, second), count in found.items():
        assert inside(count, 40_000, 1 / 6 if second == task.symbols else 1 / 18)
    assert len(found) == 3 * 4


def table(task):
    """The table of facts, read from many questions."""
    batch = draw(task)
    subject, relation = (part.argmax(-1) for part in batch.inputs.unbind(2))
    facts = torch.full((task.subjects, task.relations), -1)
    facts[subject, relation - task.subjects] = batch.targets[..., -1]
    assert (facts >= 0).all()
    return facts


@pytest.mark.parametrize("number", [0, 1])
def test_a_fact_follows_neither_from_its_subject_nor_from_its_relation(number):
    facts = table(FactTable(subjects=40, relations=30, answers=3, table=number))
    assert all(inside(count, 1200, 1 / 3) for count in facts.flatten().bincount().tolist())
    for one, other in ((facts[1:], facts[:-1]), (facts[:, 1:], facts[:, :-1])):
        found = (3 * one + other).flatten().bincount(minlength=9)
        assert all(inside(count, one.numel(), 1 / 9) for count in found.tolist())


@pytest.mark.parametrize("gated", [False, True])
def test_gated_values_are_those_of_the_marks(gated):
    values, marks = draw(SampleAndHold(channels=2, gated=gated), 5).inputs.chunk(2, -1)
    every, same = draw(SampleAndHold(channels=2), 5).inputs.chunk(2, -1)
    assert torch.equal(marks, same)
    assert (every != 0).all()
    assert torch.equal(values, every * marks if gated else every)


def test_a_text_comes_with_the_probability_of_its_source():
    task = SecondOrderSource(symbols=3, length=3)
    batch = draw(task)
    text = torch.cat([batch.inputs.argmax(-1), batch.targets[..., -1:]], -1)
    pairs, P = task.pairs(), task.transitions()
    found = counts(text.flatten(0, 1))
    for a, b, c, d in torch.cartesian_prod(*[torch.arange(3)] * 4).tolist():
        chance = (pairs[a, b] * P[a, b, c] * P[b, c, d]).item()
        assert inside(found.get((a, b, c, d), 0), 40_000, chance)


def test_the_pairs_of_a_long_text_stay_as_they_are():
    task = SecondOrderSource()
    pairs, P = task.pairs(), task.transitions()
    assert pairs.sum().item() == pytest.approx(1)
    assert (pairs - pairs.mT).abs().max() > 0.01
    torch.testing.assert_close(torch.einsum("ab,abc->bc", pairs, P), pairs, rtol=0, atol=1e-12)


def test_the_sharpness_is_the_deviation_of_the_log_probabilities():
    for sharpness in (1.0, 3.0):
        P = SecondOrderSource(symbols=30, sharpness=sharpness).transitions()
        torch.testing.assert_close(P.sum(-1), torch.ones(30, 30, dtype=torch.float64))
        logs = P.log() / sharpness
        assert logs.var(-1).mean().item() == pytest.approx(1, abs=6 * (2 / (900 * 29)) ** 0.5)
        assert logs.var(0).mean().item() > 0.5
        assert logs.var(1).mean().item() > 0.5


def test_the_source_is_drawn_from_a_stream_of_its_own(monkeypatch):
    opened = []
    monkeypatch.setattr(source, "streams", lambda *asked: opened.append(asked) or streams(*asked))
    SecondOrderSource(sharpness=2.125).transitions()  # made once, so of a source not met before
    ((_, purpose),) = opened
    assert purpose not in ("weights", "inputs", "sequences", "training data", "exam")


def test_a_number_between_the_last_sum_and_one_falls_on_the_last_outcome():
    rounded = torch.tensor([0.25, 0.75 - 1e-6], dtype=torch.float64)
    chance = torch.tensor([0.2, 0.3, 1 - 1e-9], dtype=torch.float64)
    assert source.pick(rounded.expand(3, 2), chance).tolist() == [0, 1, 1]
