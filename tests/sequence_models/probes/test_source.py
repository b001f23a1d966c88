"""Calibration on texts whose law is known."""

import math

import torch

from sequence_models.probes import source_bigram_entropy, source_entropy
from sequence_models.tasks import SecondOrderSource

from .calibration import SEEDS, same


def both(task):
    return [probe(seeds=SEEDS, task=task) for probe in (source_entropy, source_bigram_entropy)]


def test_a_source_without_preference_has_the_entropy_of_its_alphabet():
    for nats in both(SecondOrderSource(sharpness=0.0, symbols=4)):
        assert same([math.log(4)] * 3, nats, within=1e-6)


class Text:
    """Two symbols, drawn by what the last two were: P(1 | last but one, last)."""

    def transitions(self):
        one = torch.tensor([[0.9, 0.2], [0.7, 0.6]], dtype=torch.float64)
        return torch.stack([1 - one, one], -1)


def nats(p):
    return -(p * p.log()).sum(-1)


def test_two_symbols_that_are_remembered_tell_more_than_one():
    P, pairs = Text().transitions(), torch.full((2, 2), 1 / 4, dtype=torch.float64)
    for _ in range(1000):
        pairs = (pairs.unsqueeze(-1) * P).sum(0)
    by_last = (pairs.unsqueeze(-1) * P).sum(0) / pairs.sum(0).unsqueeze(-1)
    entropy, bigram = both(Text())
    assert same((pairs * nats(P)).sum(), entropy)
    assert same((pairs.sum(0) * nats(by_last)).sum(), bigram)
    assert (entropy < bigram - 0.01).all()
    assert entropy.shape == bigram.shape == (len(SEEDS),)
