import itertools
import math

import pytest
import torch

from sequence_models.replicas import normal, streams
from sequence_models.theory.lstm import best_bit, bigram_entropy, entropy_rate, recall_bound


def draw(*shape, seed=0):
    return normal(streams([seed], "weights"), *shape)[0]


@pytest.mark.parametrize(
    ("positions", "accuracy"), [(8, 1.0), (16, 0.811), (32, 0.645), (64, 0.526)]
)
def test_recall_bound_of_16_bits_and_four_symbols(positions, accuracy):
    assert recall_bound(16.0, positions, 4) == pytest.approx(accuracy, abs=5e-4)


@pytest.mark.parametrize("symbols", [2, 4, 9])
def test_recall_bound_inverts_the_best_test_channel(symbols):
    for slope in [0.3, 1.0, 2.5, 6.0]:
        wrong = 1 - torch.eye(symbols, dtype=torch.float64)
        channel = (-slope * wrong).softmax(-1)  # Blahut's fixed point for a uniform source
        bits = (channel * (channel * symbols).log2()).sum(-1).mean().item()
        accuracy = channel.diagonal().mean().item()
        assert recall_bound(7 * bits, 7, symbols) == pytest.approx(accuracy, abs=1e-12)


def test_recall_bound_at_its_ends():
    assert recall_bound(0.0, 5, 4) == pytest.approx(0.25, abs=1e-7)
    assert recall_bound(10.0, 5, 4) == 1
    assert recall_bound(11.0, 5, 4) == 1


@pytest.mark.parametrize(
    ("states", "positions", "symbols"), [(2, 2, 2), (2, 3, 2), (3, 3, 2), (2, 2, 3), (3, 2, 2)]
)
def test_no_encoder_of_all_beats_the_recall_bound(states, positions, symbols):
    messages = torch.tensor(list(itertools.product(range(symbols), repeat=positions)))
    shown = torch.nn.functional.one_hot(messages, symbols).double()
    codes = torch.tensor(list(itertools.product(range(states), repeat=len(messages))))
    stored = torch.nn.functional.one_hot(codes, states).double()
    counts = torch.einsum("ems,mpv->espv", stored, shown)
    accuracy = counts.amax(-1).sum(1).mean(-1) / len(messages)
    assert 1 / symbols < accuracy.max() <= recall_bound(math.log2(states), positions, symbols)


def agreement(positions, codewords):
    """Share of positions at which the nearer of some codewords is right, over all messages."""
    messages = torch.tensor(list(itertools.product((0, 1), repeat=positions)))
    right = (messages.unsqueeze(1) == torch.tensor(codewords)).double().mean(-1)
    return right.amax(-1).mean().item()


@pytest.mark.parametrize("positions", [1, 2, 3, 4, 5, 6])
def test_no_two_codewords_beat_the_best_bit_and_the_majority_attains_it(positions):
    words = list(itertools.product((0, 1), repeat=positions))
    best = max(agreement(positions, pair) for pair in itertools.combinations(words, 2))
    assert best_bit(positions) == pytest.approx(best, abs=1e-12)
    assert agreement(positions, (words[0], words[-1])) == pytest.approx(best, abs=1e-12)


def test_the_best_bit_is_the_mean_distance_of_a_fair_sum_from_its_middle():
    for positions in (7, 16, 33):
        ones = range(positions + 1)
        distance = sum(math.comb(positions, k) * abs(k - positions / 2) for k in ones)
        assert best_bit(positions) == pytest.approx(0.5 + distance / positions / 2**positions)


@pytest.mark.parametrize("positions", [2, 3, 8, 30])
def test_the_best_bit_stays_below_the_bound_for_long_messages(positions):
    assert 0.5 < best_bit(positions) < recall_bound(1.0, positions, 2)


def source(symbols=4, seed=0):
    return (1.5 * draw(symbols, symbols, symbols, seed=seed)).softmax(-1)


def pairs_after_long(transition):
    """How often each pair stands last, after a thousand steps from the pair (0, 0)."""
    pairs = torch.zeros_like(transition[0])
    pairs[0, 0] = 1
    for _ in range(1000):
        pairs = torch.einsum("ab,abc->bc", pairs, transition)
    return pairs


def block_entropy(transition, length):
    strings, probability = list(itertools.product(range(len(transition)), repeat=length)), []
    pairs = pairs_after_long(transition)
    for string in strings:
        p = pairs[string[0], string[1]] if length > 1 else pairs.sum(1)[string[0]]
        for a, b, c in zip(string, string[1:], string[2:], strict=False):
            p = p * transition[a, b, c]
        probability.append(p)
    return torch.special.entr(torch.stack(probability)).sum().item()


def test_entropies_are_differences_of_block_entropies():
    transition = source()
    H = [block_entropy(transition, length) for length in (1, 2, 3, 4)]
    assert bigram_entropy(transition).item() == pytest.approx(H[1] - H[0], abs=1e-12)
    assert entropy_rate(transition).item() == pytest.approx(H[2] - H[1], abs=1e-12)
    assert entropy_rate(transition).item() == pytest.approx(H[3] - H[2], abs=1e-12)
    assert entropy_rate(transition) < bigram_entropy(transition)


def test_source_of_order_one_has_its_entropy_rate_in_its_bigrams():
    transition = (2 * draw(5, 5)).softmax(-1).expand(5, 5, 5)
    torch.testing.assert_close(bigram_entropy(transition), entropy_rate(transition))


def test_no_model_of_the_current_symbol_loses_less_than_the_bigram_entropy():
    transition = source()
    joint = torch.einsum("ab,abc->bc", pairs_after_long(transition), transition)
    models = (2 * draw(2_000, 4, 4, seed=1)).softmax(-1)
    losses = -(joint * models.log()).sum((1, 2))
    best = -(joint * (joint / joint.sum(1, keepdim=True)).log()).sum()
    assert (losses > bigram_entropy(transition)).all()
    torch.testing.assert_close(best, bigram_entropy(transition))


def test_entropies_take_a_source_per_replica():
    sources = torch.stack([source(seed=seed) for seed in range(3)])
    torch.testing.assert_close(bigram_entropy(sources)[2], bigram_entropy(sources[2]))
    torch.testing.assert_close(entropy_rate(sources)[1], entropy_rate(sources[1]))


def test_entropies_of_a_text_that_begins_elsewhere_count_its_own_pairs():
    transition = source()
    start = torch.full((4, 4), 1 / 16, dtype=torch.float64)
    string = torch.special.entr(start.unsqueeze(-1) * transition).sum() - math.log(16)
    bigrams = torch.einsum("ab,abc->bc", start, transition)
    torch.testing.assert_close(entropy_rate(transition, start), string)
    assert bigram_entropy(transition, start).item() == pytest.approx(
        torch.special.entr(bigrams).sum().item() - math.log(4), abs=1e-12
    )
