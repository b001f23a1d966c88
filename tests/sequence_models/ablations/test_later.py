"""What was left out of the Transformer since, and a cache that loses a step."""

import torch

from sequence_models.ablations import (
    TransformerForgetfulCache,
    TransformerRootMeanSquare,
    TransformerWithoutBiases,
)
from sequence_models.architectures import Transformer
from sequence_models.replicas import normal, streams
from sequence_models.tasks import Repeating
from sequence_models.training.fit import fit

SEEDS = range(2)
TASK = Repeating(length=2, symbols=3)


def make(architecture, **conditions):
    return architecture(4, 3, seeds=SEEDS, model_width=8, heads=2, layers=2, **conditions)


def test_a_block_without_biases_has_none_before_training_and_after():
    model = make(TransformerWithoutBiases)
    fit(model, TASK, seeds=SEEDS, steps=3)
    biases = [p for name, p in model.blocks.named_parameters() if name.endswith("bias")]
    assert len(biases) == 2 * 6
    assert all((bias == 0).all() for bias in biases)


def test_before_training_it_is_the_same_without_biases():
    x = normal(streams(SEEDS, "inputs"), 2, 5, 4).float()
    torch.testing.assert_close(make(TransformerWithoutBiases)(x), make(Transformer)(x))


def test_the_root_mean_square_is_as_torch_has_it():
    norm = make(TransformerRootMeanSquare).closing
    x = normal(streams(SEEDS, "inputs"), 2, 5, 8).float()
    torch.testing.assert_close(norm(x), torch.nn.functional.rms_norm(x, (8,), eps=1e-5))
    assert (norm(x + 1) - norm(x)).abs().amax() > 0.1


def test_it_trains_without_a_mean():
    model = make(TransformerRootMeanSquare)
    before = model.closing.beta.clone()
    losses = fit(model, TASK, seeds=SEEDS, steps=3)
    assert losses.isfinite().all()
    assert torch.equal(model.closing.beta, before)


def test_a_forgetful_cache_is_one_step_short_whatever_was_seen():
    model = make(TransformerForgetfulCache)
    state = model.initial_state(1)
    for seen in range(1, 4):
        _, state = model.step(torch.zeros(2, 1, 4), state)
        assert state[0].shape[-2] == 0, seen
    whole, kept = (
        make(a).run(torch.zeros(2, 1, 5, 4), make(a).initial_state(1))[1]
        for a in (Transformer, TransformerForgetfulCache)
    )
    assert whole[0].shape[-2] - kept[0].shape[-2] == 1
