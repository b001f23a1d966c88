"""Calibration on answers and weights that are set by hand."""

import pytest
import torch
from torch.nn.functional import normalize

from sequence_models.architectures import Lookup
from sequence_models.probes import written_length
from sequence_models.replicas import normal, streams

from .calibration import SEEDS, build_for, mapping, read, same


def test_a_wide_gap_writes_a_whole_value_and_below_a_sink_nothing():
    wide = build_for(Lookup, gain=1e4)
    assert same(1.0, read(written_length, wide, entries=9, held=True), within=1e-5)
    assert same(0.0, read(written_length, wide, entries=9, held=False, sink=0.99), within=1e-5)
    assert same(1.0, read(written_length, wide, entries=9, held=True, sink=0.99), within=1e-5)
    assert same(0.0, read(written_length, wide, entries=9, held=True, sink=1.01), within=1e-5)


@pytest.mark.parametrize("sink", [None, 0.3])
@pytest.mark.parametrize("held", [True, False])
def test_it_is_the_softmax_written_out(held, sink):
    drawn = streams(SEEDS, "inputs")
    keys, values, others = (normalize(normal(drawn, n, 8), dim=-1) for n in (5, 5, 64))
    asked = keys if held else others
    scores = 3.0 * asked @ keys.transpose(1, 2)
    for q in range(asked.shape[1]):
        most = scores[:, q].exp()
        beside = 1.0 + q + (torch.e ** (3.0 * sink) if sink is not None else 0.0)
        weights = most / (most.sum(-1, keepdim=True) + beside)  # questions have scores of zero
        length = torch.einsum("rk,rkd->rd", weights, values).norm(dim=-1)
        total = length if q == 0 else total + length
    reading = read(
        written_length, build_for(Lookup, gain=3.0), entries=5, held=held, sink=sink, width=8
    )
    assert same(total / asked.shape[1], reading, within=1e-5)


def test_what_is_written_is_read_at_the_questions_alone():
    def f(x):
        asked = x[..., :1].abs().sum(-1, keepdim=True) > 0
        return torch.where(asked, 3.0, 100.0) * torch.ones(1, 1, 1, 4) / 2

    assert same(3.0, read(written_length, mapping(f), entries=6, held=False, width=4), within=1e-6)
