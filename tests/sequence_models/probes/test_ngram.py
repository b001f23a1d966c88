"""The tables of n-grams, against counting in the plainest way."""

import math
import random
from collections import Counter
from itertools import pairwise

import pytest
import torch

from sequence_models.probes import ngram_bits_per_character, ngram_counts
from sequence_models.probes.ngram import STRENGTHS, NGram
from sequence_models.replicas import streams
from sequence_models.tasks import Text

from .calibration import SEEDS, same


def text(length, seed):
    drawn = random.Random(seed)
    return [min(drawn.randrange(4), drawn.randrange(4)) for _ in range(length)]


TRAINING, TUNING = text(300, 0), text(80, 1)
TABLE = NGram(torch.tensor(TRAINING), torch.tensor(TUNING), symbols=4, context=3)


def plain(past, strengths):
    """P of each of four symbols by counting every stretch anew."""
    p = [1 / 4] * 4
    for length, strength in enumerate(strengths[: len(past) + 1]):
        context = past[len(past) - length :]
        follows = Counter(
            TRAINING[i + length]
            for i in range(len(TRAINING) - length)
            if TRAINING[i : i + length] == context
        )
        total = sum(follows.values())
        p = [(follows[c] + strength * p[c]) / (total + strength) for c in range(4)]
    return p


def cost(strengths):
    """Nats on the tuning part, where the longest of these contexts fits."""
    longest = len(strengths) - 1
    places = range(longest, len(TUNING))
    seen = [plain(TUNING[i - longest : i], strengths)[TUNING[i]] for i in places]
    return -sum(map(math.log, seen)) / len(seen)


def test_the_probabilities_are_those_of_counting_by_hand():
    strengths = [table.strength for table in TABLE.tables]
    for past in ([], [0], [3, 1], [0, 0, 2], [3, 3, 3], [1, 2, 3, 0, 1]):
        given = TABLE.probabilities(torch.tensor([past], dtype=torch.long))[0]
        assert given.tolist() == pytest.approx(plain(past[-3:], strengths), abs=1e-12)


def test_they_add_up_to_one_also_where_the_context_was_never_met():
    pasts = torch.cartesian_prod(*[torch.arange(4)] * 3)
    assert torch.allclose(TABLE.probabilities(pasts).sum(-1), torch.ones(64, dtype=torch.float64))


def test_each_strength_is_the_best_on_the_tuning_part_given_those_before_it():
    chosen = []
    for table in TABLE.tables:
        chosen.append(min(STRENGTHS, key=lambda s: cost([*chosen, s])))
        assert table.strength == chosen[-1]


def test_a_text_whose_law_is_known_is_known_to_its_entropy():
    """After a 0 comes a 1 in nine of ten, after a 1 a 0 in six of ten."""
    drawn, long = random.Random(2), [0]
    for _ in range(60_000):
        long.append(int(drawn.random() < (0.9, 0.4)[long[-1]]))
    training, tuning = torch.tensor(long[:40_000]), torch.tensor(long[40_000:])
    p = NGram(training, tuning, symbols=2, context=2).probabilities(torch.tensor([[0], [1]]))
    assert p[:, 1].tolist() == pytest.approx([0.9, 0.4], abs=0.01)


def test_its_size_is_the_number_of_different_stretches():
    stretches = {tuple(TRAINING[i : i + n]) for n in (1, 2, 3, 4) for i in range(301 - n)}
    assert TABLE.numbers == len(stretches)


def test_a_context_whose_codes_would_overflow_is_refused():
    with pytest.raises(ValueError, match="Give a shorter context"):
        NGram(torch.zeros(9).long(), torch.zeros(9).long(), symbols=27, context=14)


EXAM = Text(part="held out", length=9)
SECOND = NGram(EXAM.characters("training"), EXAM.characters("tuning"), symbols=27, context=2)


@pytest.mark.parametrize("stretch", [None, 1, 3, 4])
@pytest.mark.parametrize(
    ("prompt", "shown"), [(1, None), (1, 1), (5, None), (5, 1), (5, 2), (9, 5), (9, 9)]
)
def test_bits_are_those_of_each_character_after_what_may_be_read(prompt, shown, stretch):
    conditions = {"context": 2, "prompt": prompt, "shown": shown, "stretch": stretch}
    read = ngram_bits_per_character(seeds=SEEDS, exam=EXAM, examined=5, **conditions)
    windows = EXAM.sample(streams(SEEDS, "exam"), 5)
    first = prompt - (shown or prompt)
    for r, number in enumerate(read.tolist()):
        needed = []
        for b in range(5):
            text, targets = windows.inputs[r, b].argmax(-1), windows.targets[r, b]
            for t in range(prompt - 1, 9):
                visible = [
                    text[i].item()
                    for i in range(first, t + 1)
                    if stretch is None or (i - first) // stretch == (t - first) // stretch
                ]
                p = SECOND.probabilities(torch.tensor([visible[-2:]]))
                needed.append(-math.log2(p[0, targets[t]]))
        assert number == pytest.approx(sum(needed) / len(needed), abs=1e-5)


@pytest.mark.parametrize(("prompt", "shown"), [(3, 4), (3, 0), (10, None), (0, None)])
def test_a_prompt_that_does_not_fit_is_refused(prompt, shown):
    with pytest.raises(ValueError, match="Give 1 <= shown <= prompt <= 9"):
        ngram_bits_per_character(seeds=SEEDS, exam=EXAM, context=1, prompt=prompt, shown=shown)


def test_with_counts_the_context_is_the_longest_that_they_hold():
    def needed(**size):
        return ngram_bits_per_character(seeds=SEEDS, exam=EXAM, examined=4, **size)

    pairs = int(ngram_counts(seeds=SEEDS, exam=EXAM, context=1)[0])
    for counts, context in ((27, 0), (pairs - 1, 0), (pairs, 1), (pairs + 1, 1)):
        assert torch.equal(needed(counts=counts), needed(context=context))


def test_a_size_is_given_once_and_is_not_too_small():
    with pytest.raises(ValueError, match="Give context=1 or counts=30, and not both"):
        ngram_bits_per_character(seeds=SEEDS, exam=EXAM, context=1, counts=30)
    with pytest.raises(ValueError, match="Give context=None or counts=None"):
        ngram_bits_per_character(seeds=SEEDS, exam=EXAM)
    with pytest.raises(ValueError, match="Give more than 26 counts"):
        ngram_bits_per_character(seeds=SEEDS, exam=EXAM, counts=26)


def test_no_context_needs_the_same_on_every_stretch():
    whole, cut = (
        ngram_bits_per_character(seeds=SEEDS, exam=EXAM, context=1, stretch=s) for s in (None, 1)
    )
    assert torch.equal(whole, cut)


def test_the_counts_of_an_ngram_are_the_same_for_every_replica():
    text = EXAM.characters("training").tolist()
    met = {*text, *pairwise(text)}
    assert same(len(met), ngram_counts(seeds=SEEDS, exam=EXAM, context=1))
