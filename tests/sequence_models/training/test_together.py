"""All replicas in one matrix train as networks do that torch's own optimisers are given."""

import math

import pytest
import torch

from sequence_models.architectures import GRU, LSTM, RNN, Attention, Transformer
from sequence_models.precision import precision
from sequence_models.replicas import streams
from sequence_models.tasks import DelayedRecall, SampleAndHold, WarpedRecall
from sequence_models.training.descent import Descent
from sequence_models.training.fit import fit, stretches

SEEDS = range(3)
RECALL = DelayedRecall(delay=2, length=7, symbols=4, batch=4)
MODELS = {
    "RNN": (RNN, {"layers": 2}),
    "GRU": (GRU, {"layers": 2}),
    "GRU, reset after": (GRU, {"reset": "after"}),
    "LSTM": (LSTM, {"layers": 2}),
    "Attention": (Attention, {"positions": "rotary", "heads": 2, "layers": 2}),
    "Transformer": (Transformer, {"positions": "alibi", "heads": 2, "layers": 2}),
}


def make(name, seeds=SEEDS):
    architecture, conditions = MODELS[name]
    return architecture(4, 4, seeds=seeds, **conditions)


def written_out(model, task, *, steps, clip, optimiser, truncation):
    """Training without any of its short cuts."""
    torchs = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD}[optimiser]
    optimise, data = torchs(model.parameters(), lr=task.rate), streams(SEEDS, "training data")
    for _ in range(steps):
        state = model.initial_state(task.batch)
        for part in stretches(task.sample(data, task.batch), truncation):
            y, state = model.run(part.inputs, state)
            state = tuple(kept.detach() for kept in state)
            if part.scored.any():
                right = y.log_softmax(-1).gather(-1, part.targets.unsqueeze(-1)).squeeze(-1)
                counts = part.scored.expand_as(right)
                optimise.zero_grad()
                torch.stack([-right[r][counts[r]].mean() for r in range(3)]).sum().backward()
                clip_by_hand(model, clip)
                optimise.step()


def clip_by_hand(model, norm):
    for r in range(3):
        own = [p.grad[r] for p in model.parameters()]
        length = torch.stack([g.square().sum() for g in own]).sum().sqrt().item()
        for g in own:
            g.mul_(min(1.0, norm / length))


@pytest.mark.parametrize("truncation", [None, 3])
@pytest.mark.parametrize("optimiser", ["adam", "sgd"])
@pytest.mark.parametrize("name", MODELS)
def test_training_is_what_it_is_when_written_out(name, optimiser, truncation):
    options = {"steps": 3, "clip": 0.05, "optimiser": optimiser, "truncation": truncation}
    with precision("float64"):
        ours, theirs = make(name), make(name)
        fit(ours, RECALL, seeds=SEEDS, **options)
        written_out(theirs, RECALL, **options)
    for one, other in zip(ours.parameters(), theirs.parameters(), strict=True):
        torch.testing.assert_close(one, other, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("name", ["RNN", "Transformer"])
@pytest.mark.parametrize("optimiser", ["adam", "sgd"])
def test_equal_rates_for_each_replica_are_one_rate_for_all(name, optimiser):
    with precision("float64"):
        models, rates = (make(name), make(name)), (0.03, torch.full((3,), 0.03))
        for model, rate in zip(models, rates, strict=True):
            fit(model, RECALL, seeds=SEEDS, steps=3, rate=rate, optimiser=optimiser)
    for one, other in zip(*(model.parameters() for model in models), strict=True):
        torch.testing.assert_close(one, other, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("optimiser", ["adam", "sgd"])
def test_a_replica_trains_at_its_own_rate_as_it_does_alone(optimiser):
    rates, models = torch.tensor([0.1, 0.0, 0.001]), make("LSTM")
    start = make("LSTM")
    fit(models, RECALL, seeds=SEEDS, steps=3, rate=rates, optimiser=optimiser)
    for r in SEEDS:
        alone = make("LSTM", seeds=[r])
        fit(alone, RECALL, seeds=[r], steps=3, rate=rates[r].item(), optimiser=optimiser)
        for one, other in zip(models.parameters(), alone.parameters(), strict=True):
            torch.testing.assert_close(one[r : r + 1], other, rtol=0, atol=1e-5)
    for one, other in zip(models.parameters(), start.parameters(), strict=True):
        assert torch.equal(one[1], other[1])
        assert not torch.equal(one[0], other[0])


def test_rates_for_other_replicas_are_refused():
    with pytest.raises(ValueError, match="each of the 3 replicas, not 2"):
        fit(make("RNN"), RECALL, seeds=SEEDS, steps=1, rate=torch.tensor([0.1, 0.2]))


def test_one_replica_that_overflows_leaves_the_others_as_they_are():
    models = make("RNN"), make("RNN")
    for p in models[0].parameters():
        p.data[1] = math.nan
    for model in models:
        fit(model, RECALL, seeds=SEEDS, steps=3)
    for lost, whole in zip(*(model.parameters() for model in models), strict=True):
        assert lost[1].isnan().all()
        assert torch.equal(lost[[0, 2]], whole[[0, 2]])


def test_the_parameters_stay_the_models_own():
    model = make("GRU")
    named = dict(model.named_parameters())
    before = {name: p.detach().clone() for name, p in named.items()}
    descent = Descent(model, rate=0.1, clip=1.0, optimiser="sgd")
    for name, p in model.named_parameters():
        assert p is named[name]
        assert torch.equal(p, before[name])
    descent.numbers.zero_()
    assert not any(p.any() for p in model.parameters())


@pytest.mark.parametrize(
    "task", [RECALL, WarpedRecall(warp=3, variable=True, length=9, batch=4)], ids=["one", "each"]
)
def test_a_loss_counts_the_scored_steps_of_every_sequence(task):
    batch = task.sample(streams(SEEDS, "data"), 4)
    y = torch.randn(*batch.targets.shape, 4, generator=torch.Generator().manual_seed(0))
    right = y.log_softmax(-1).gather(-1, batch.targets.unsqueeze(-1)).squeeze(-1)
    counts = batch.scored.expand_as(right)
    for r, loss in enumerate(task.loss(y, batch)):
        torch.testing.assert_close(loss, -right[r][counts[r]].mean())


def test_an_error_counts_the_scored_steps_of_every_channel():
    task = SampleAndHold(length=9, channels=2, mark_probability=0.5)
    batch = task.sample(streams(SEEDS, "data"), 4)
    batch = batch._replace(scored=(torch.arange(9) % 3 == 1).view(1, 1, -1))
    y = torch.zeros_like(batch.targets)
    expected = batch.targets[:, :, 1::3].square().mean((1, 2, 3))
    torch.testing.assert_close(task.loss(y, batch), expected)
