"""The decoder's steps, one by one: where it starts, what it asks with, what it is shown."""

import pytest
import torch

from sequence_models.architectures import AdditiveAttention, EncoderDecoder
from sequence_models.replicas import normal, streams

SEEDS = range(2)
KINDS = [EncoderDecoder, AdditiveAttention]


def make(architecture):
    return architecture(5, 2, seeds=SEEDS, hidden=6, source=4, dtype=torch.float64)


def inputs():
    return normal(streams(SEEDS, "inputs"), 3, 7, 5)


def affine(layer, vectors):
    return torch.einsum("roi,rbi->rbo", layer.weight, vectors) + layer.bias.unsqueeze(1)


def encoded(model, x):
    h, vectors = torch.zeros(2, 3, 6, dtype=torch.float64), []
    for x_t in x[:, :, :4].unbind(2):
        (h,) = model.encoder.advance(model.encoder.drive(x_t.unsqueeze(2)).squeeze(2), (h,))
        vectors.append(h)
    return torch.stack(vectors, 2)


@pytest.mark.parametrize("architecture", KINDS)
def test_every_decoder_step_reads_its_context_from_the_vector_of_the_step_before(architecture):
    model, x = make(architecture), inputs()
    memory = encoded(model, x)
    s, shown = affine(model.start, memory[:, :, -1]).tanh(), list(memory.unbind(2))
    for x_t in x[:, :, 4:].unbind(2):
        seen = torch.cat([x_t, model.context(s, memory)], -1).unsqueeze(2)
        (s,) = model.decoder.advance(model.decoder.drive(seen).squeeze(2), (s,))
        shown.append(s)
    expected = torch.stack([affine(model.readout, h) for h in shown], 2)
    torch.testing.assert_close(model(x), expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("architecture", KINDS)
def test_the_state_is_the_vector_at_work_and_all_that_was_read(architecture):
    model, x = make(architecture), inputs()
    empty, nothing = model.initial_state(3)
    assert not empty.any()
    assert nothing.shape == (2, 3, 0, 6)
    _, (s, memory) = model.run(x[:, :, :3], model.initial_state(3))
    torch.testing.assert_close(memory, encoded(model, x)[:, :, :3])
    torch.testing.assert_close(s, memory[:, :, -1])
    y, (s, memory) = model.run(x, model.initial_state(3))
    torch.testing.assert_close(memory, encoded(model, x))
    torch.testing.assert_close(affine(model.readout, s), y[:, :, -1])


def test_the_fixed_vector_is_all_that_passes_and_attention_passes_more():
    for architecture, passes in ((EncoderDecoder, False), (AdditiveAttention, True)):
        model = make(architecture)
        s, memory = normal(streams(SEEDS, "s"), 3, 6), normal(streams(SEEDS, "memory"), 3, 4, 6)
        other = memory.clone()
        other[:, :, :-1] += 1
        moved = (model.context(s, other) - model.context(s, memory)).abs().amax() > 1e-3
        assert bool(moved) is passes


def test_attention_asks_with_the_decoders_vector():
    model = make(AdditiveAttention)
    memory = normal(streams(SEEDS, "memory"), 3, 4, 6)
    one, other = (model.context(normal(streams(SEEDS, s), 3, 6), memory) for s in ("one", "other"))
    assert (one - other).abs().amax() > 1e-3
