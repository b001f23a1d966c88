"""Half-lives of memory, on networks that keep a known share of it."""

import math

import pytest
import torch

from sequence_models.architectures import GRU, RNN
from sequence_models.replicas import streams
from sequence_models.tasks import SecondOrderSource
from sequence_models.training import dropped_half_life, memory_half_life
from sequence_models.training.handing import masks_for
from sequence_models.training.retention import differences, halving

from .test_trained import SEEDS

TEXT = SecondOrderSource(symbols=3, length=30)
HOW = {"task": TEXT, "exam": TEXT, "seeds": SEEDS, "steps": 0}


def leak(keep, hidden=32):
    """Linear units, each of which keeps this share of what it has at each step."""

    def build(*, inputs, outputs, dtype=None):
        linear = {"activation": "identity", "initialisation": "identity", "gain": keep}
        return RNN(inputs, outputs, seeds=SEEDS, hidden=hidden, dtype=torch.float64, **linear)

    return build


@pytest.fixture(autouse=True)
def double():
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(torch.float32)


@pytest.mark.parametrize("steps", [3.0, 12.0])
def test_a_leak_has_the_half_life_of_its_share(steps):
    read = memory_half_life(leak(0.5 ** (1 / steps)), **HOW)
    assert read.tolist() == pytest.approx([steps] * 2)


@pytest.mark.parametrize("keep", [1.0, 1.05])
def test_what_does_not_shrink_has_no_half_life(keep):
    assert memory_half_life(leak(keep + 1e-12), **HOW).isinf().all()


@pytest.mark.parametrize("keep", [1.0, 0.8])
@pytest.mark.parametrize("dropped", [0.05, 0.2, 0.5])
def test_units_that_mix_nothing_lose_half_in_what_the_share_says(keep, dropped):
    """ln 2 / −ln(1 − dropped), whatever they keep besides."""
    read = dropped_half_life(leak(keep, 256), dropped=dropped, far=5, examined=400, **HOW)
    expected = math.log(2) / -math.log1p(-dropped)
    assert read.tolist() == pytest.approx([expected] * 2, rel=0.05)


def test_nothing_dropped_is_nothing_lost():
    assert dropped_half_life(leak(0.9), dropped=0.0, **HOW).isinf().all()


def test_differences_are_those_of_two_runs_under_the_same_masks():
    model = GRU(3, 3, seeds=SEEDS, hidden=4, dtype=torch.float64)
    found = differences(model, TEXT, seeds=SEEDS, steps=5, examined=2, dropped=0.3)
    one, other, common = TEXT.sample(streams(SEEDS, "exam"), 6).inputs.split(2, 1)
    masks = masks_for(model.initial_state(2), 5, 0.3, streams(SEEDS, "dropout"))
    ends = []
    for history in (one, other):
        _, state = model.run(history, model.initial_state(2))
        for t in range(5):
            _, (h,) = model.step(common[:, :, t], state)
            state = (h * masks[t][0],)
        ends.append(state[0])
    torch.testing.assert_close(found[-1], ends[0] - ends[1])
    assert found.shape == (5, 2, 2, 4)


def test_halving_counts_steps():
    first, last = torch.tensor([8.0, 1.0, 1.0]), torch.tensor([1.0, 1.0, 2.0])
    assert halving(first, last, 12).tolist() == [4, math.inf, math.inf]
