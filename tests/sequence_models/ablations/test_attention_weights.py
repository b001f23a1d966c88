import torch

from sequence_models.ablations import AttentionSigmoid, BlockwiseAttentionUnrescaled
from sequence_models.architectures import BlockwiseAttention
from sequence_models.replicas import normal, streams

SEEDS = range(2)


def make(architecture, **conditions):
    return architecture(
        4, 3, seeds=SEEDS, model_width=8, heads=2, dtype=torch.float64, **conditions
    )


def inputs(time):
    return normal(streams(SEEDS, "inputs"), 2, time, 4)


def test_sigmoid_weights_do_not_compete_and_see_no_future():
    model, x = make(AttentionSigmoid), inputs(9)
    (weights,) = model.patterns(x)
    more = model.patterns(torch.cat([x, inputs(3)], 2))[0]
    assert (weights.sum(-1) != 1).all()
    assert not weights.triu(1).any()
    torch.testing.assert_close(more[..., :9, :9], weights)


def test_unrescaled_blocks_are_right_within_one_block_and_wrong_beyond():
    x = 3 * inputs(40)
    broken, right = (make(a)(x) for a in (BlockwiseAttentionUnrescaled, BlockwiseAttention))
    torch.testing.assert_close(broken[:, :, :16], right[:, :, :16])
    assert (broken - right)[:, :, 16:].abs().amax() > 1e-2
