import pytest
import torch

from sequence_models.architectures import Attention, GroupedQueryAttention, MultiQueryAttention
from sequence_models.replicas import normal, streams

SEEDS = range(3)
GROUPS = [(MultiQueryAttention, 1), (GroupedQueryAttention, 2)]
KINDS = ["none", "sinusoidal", "learned", "rotary", "alibi"]


def make(architecture, **conditions):
    return architecture(
        5, 2, seeds=SEEDS, model_width=8, heads=4, layers=2, dtype=torch.float64, **conditions
    )


def inputs(time=9):
    return normal(streams(SEEDS, "inputs"), 2, time, 5)


def for_every_head(weights, groups):
    """What is shared, once for each of the heads of its group, of four in all."""
    shared = (".W_k.", ".W_v.")
    return {
        name: torch.cat([part for part in value.chunk(groups, 1) for _ in range(4 // groups)], 1)
        if any(part in name for part in shared)
        else value
        for name, value in weights.items()
    }


@pytest.mark.parametrize(("architecture", "groups"), GROUPS)
@pytest.mark.parametrize("positions", KINDS)
@pytest.mark.parametrize("causal", [True, False])
def test_it_is_attention_whose_heads_have_the_same_keys_and_values(
    architecture, groups, positions, causal
):
    shared = make(architecture, positions=positions, causal=causal)
    each = make(Attention, positions=positions, causal=causal)
    each.load_state_dict(for_every_head(shared.state_dict(), groups))
    torch.testing.assert_close(shared(inputs()), each(inputs()), rtol=0, atol=1e-12)


@pytest.mark.parametrize(("architecture", "groups"), GROUPS)
@pytest.mark.parametrize("positions", KINDS)
@pytest.mark.parametrize("window", [None, 4])
def test_stepped_equals_whole(architecture, groups, positions, window):
    model, x = make(architecture, positions=positions, window=window), inputs()
    state, pieces = model.initial_state(2), []
    for x_t in x.unbind(2):
        y_t, state = model.step(x_t, state)
        pieces.append(y_t)
    torch.testing.assert_close(torch.stack(pieces, 2), model(x), rtol=0, atol=1e-12)


@pytest.mark.parametrize(("architecture", "groups"), GROUPS)
def test_its_cache_is_that_of_one_head_a_group(architecture, groups):
    sizes = []
    for each in (Attention, architecture):
        model = make(each)
        _, state = model.run(inputs(), model.initial_state(2))
        sizes.append(sum(part.numel() for part in state))
    assert groups * sizes[0] == 4 * sizes[1]


def test_its_keys_and_values_are_drawn_for_the_width_that_they_have():
    heads = make(MultiQueryAttention).blocks[0].attention
    for W in (heads.W_k, heads.W_v):
        assert W.weight.shape == (3, 2, 8)
        assert 0.5 < W.weight.abs().amax() <= (6 / (8 + 2)) ** 0.5
