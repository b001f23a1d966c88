"""A Transformer without its feed-forward layers is one whose layers write nothing."""

import pytest
import torch

from sequence_models.ablations import TransformerWithoutFeedForward
from sequence_models.architectures import Transformer
from sequence_models.replicas import normal, streams

SEEDS = range(2)


def make(architecture, **conditions):
    return architecture(
        4, 3, seeds=SEEDS, model_width=8, heads=2, layers=2, dtype=torch.float64, **conditions
    )


@pytest.mark.parametrize("normalisation", ["none", "pre", "post"])
def test_without_feed_forward_a_position_computes_nothing_by_itself(normalisation):
    x = normal(streams(SEEDS, "inputs"), 2, 6, 4)
    silent = make(Transformer, normalisation=normalisation)
    for block in silent.blocks:
        for parameter in block.feedforward.W_2.parameters():
            torch.nn.init.zeros_(parameter)
    without = make(TransformerWithoutFeedForward, normalisation=normalisation)
    torch.testing.assert_close(without(x), silent(x), rtol=0, atol=1e-12)
    assert (without(x) - make(Transformer, normalisation=normalisation)(x)).abs().amax() > 1e-2
