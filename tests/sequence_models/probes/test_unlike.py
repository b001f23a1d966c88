"""Calibration on weights that are set by hand."""

import torch

from sequence_models.architectures import Lookup
from sequence_models.probes import weight_on_least_alike

from .calibration import build_for, read, same, showing


def test_a_negative_gain_finds_the_furthest_and_a_positive_one_does_not():
    found, missed = (
        read(weight_on_least_alike, build_for(Lookup, gain=g), entries=6) for g in (-1e4, 1e4)
    )
    assert same(1.0, found, within=1e-2)
    assert same(0.0, missed)


def test_without_gain_every_key_and_question_has_its_share():
    entries = 5
    even = sum(1 / (entries + n) for n in range(1, entries + 1)) / entries
    reading = read(weight_on_least_alike, build_for(Lookup, gain=0.0), entries=entries)
    assert same(even, reading, within=1e-6)


def test_the_weight_is_read_where_the_angle_is_largest():
    def pattern(x):
        keys, asked = x[:, :, :7, 8:16], x[:, :, 7:, :8]
        furthest = (asked @ keys.transpose(-1, -2)).argmin(-1)
        weights = torch.nn.functional.one_hot(furthest, 14).float() * 0.3
        return torch.cat([torch.zeros_like(weights), weights], 2).unsqueeze(2)

    reading = read(weight_on_least_alike, showing(patterns=[pattern]), entries=7, width=8)
    assert same(0.3, reading, within=1e-6)
