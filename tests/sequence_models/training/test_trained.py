"""Training with the state carried, reset and thinned, against loops that are written out."""

import inspect

import pytest
import torch

from sequence_models import architectures
from sequence_models.architectures import GRU, LSTM, RNN, Attention, Transformer
from sequence_models.architectures.interface import SequenceModel
from sequence_models.precision import precision
from sequence_models.replicas import streams, uniform
from sequence_models.tasks import SecondOrderSource
from sequence_models.training.handing import Dropping, Stateless, masks_for
from sequence_models.training.trained import Schedule, digest, trained

SEEDS = (4, 9)
TEXT = SecondOrderSource(symbols=3, length=13, batch=3)


def building(architecture, seeds=SEEDS, **conditions):
    def build(*, inputs, outputs, dtype=None):
        dtype = torch.get_default_dtype()
        return architecture(inputs, outputs, seeds=seeds, hidden=4, dtype=dtype, **conditions)

    return build


def written_out(model, *, steps, rate, truncation, reset, dropout):
    """One step of the text at a time, its state handed on by hand."""
    optimise = torch.optim.Adam(model.parameters(), lr=rate)
    data, masks = streams(SEEDS, "training data"), streams(SEEDS, "dropout")
    for _ in range(steps):
        batch, state = TEXT.sample(data, TEXT.batch), model.initial_state(TEXT.batch)
        for first in range(0, TEXT.length, truncation):
            last = min(first + truncation, TEXT.length)
            state = tuple(part.detach() for part in state)
            costs = []
            for t in range(first, last):
                if (t - first) % reset == 0:
                    state = model.initial_state(TEXT.batch) if reset < 99 else state
                    drawn = thinning(masks, dropout, state, min(reset, last - t))
                y, state = model.step(batch.inputs[:, :, t], state)
                state = tuple(map(torch.mul, state, next(drawn)))
                right = y.log_softmax(-1).gather(-1, batch.targets[:, :, t, None])
                costs.append(-right.mean((1, 2)) * (t > 0))
            optimise.zero_grad()
            (sum(costs) / sum(t > 0 for t in range(first, last))).sum().backward()
            for r in range(2):
                own = [p.grad[r] for p in model.parameters()]
                length = torch.stack([g.square().sum() for g in own]).sum().sqrt().item()
                for g in own:
                    g.mul_(min(1.0, 1.0 / length))
            optimise.step()
    return model


def thinning(masks, share, state, steps):
    """For each step what each part is multiplied by: one draw for a run."""
    if not share:
        return iter([tuple(map(torch.ones_like, state))] * steps)
    sizes = [part.shape[2] for part in state]
    kept = (uniform(masks, steps, TEXT.batch, sum(sizes)) >= share) / (1 - share)
    return iter([kept[:, t].split(sizes, -1) for t in range(steps)])


@pytest.mark.parametrize("architecture", [RNN, GRU, LSTM])
@pytest.mark.parametrize("reset", [None, 1, 2, 5])
@pytest.mark.parametrize("dropout", [0.0, 0.3])
def test_training_is_the_loop_that_is_written_out(architecture, reset, dropout):
    with precision("float64"):
        build = building(architecture)
        schedule = Schedule(truncation=5, reset=reset, dropout=dropout)
        ours = trained(build, TEXT, seeds=SEEDS, steps=2, rate=0.03, schedule=schedule)
        plain = written_out(
            build(inputs=3, outputs=3),
            steps=2,
            rate=0.03,
            truncation=5,
            reset=reset or 99,
            dropout=dropout,
        )
    for p, q in zip(ours.parameters(), plain.parameters(), strict=True):
        torch.testing.assert_close(p, q, rtol=1e-8, atol=1e-9)


def test_a_replica_is_trained_as_it_is_alone():
    schedule = Schedule(truncation=5, dropout=0.3)
    together, alone = (
        trained(building(GRU, s), TEXT, seeds=s, steps=2, rate=0.03, schedule=schedule)
        for s in (SEEDS, SEEDS[1:])
    )
    for p, q in zip(together.parameters(), alone.parameters(), strict=True):
        torch.testing.assert_close(p[1:], q, rtol=1e-4, atol=1e-6)


ASKED = {"seeds": SEEDS, "steps": 1, "rate": 0.03, "schedule": Schedule()}
OTHERS = [
    {"steps": 2},
    {"rate": 0.01},
    {"rate": torch.tensor([0.03, 0.01])},
    {"schedule": Schedule(truncation=5)},
    {"schedule": Schedule(reset=5)},
    {"schedule": Schedule(dropout=0.5)},
]


def test_what_is_asked_for_again_is_not_trained_again():
    build = building(GRU)
    first = trained(build, TEXT, **ASKED)
    assert trained(build, TEXT, **ASKED) is first


@pytest.mark.parametrize("positions", ["none", "sinusoidal", "learned", "rotary", "alibi"])
@pytest.mark.parametrize("architecture", [Attention, Transformer])
def test_what_attention_made_on_the_way_makes_no_other(architecture, positions):
    def build(*, inputs, outputs):
        sizes = {"model_width": 4, "heads": 2, "positions": positions}
        model = architecture(inputs, outputs, seeds=SEEDS, **sizes)
        model(TEXT.sample(streams(SEEDS, "other"), 1).inputs)
        return model

    first = trained(build, TEXT, **ASKED)
    first(TEXT.sample(streams(SEEDS, "other"), 1).inputs[:, :, :5])
    assert trained(build, TEXT, **ASKED) is first


@pytest.mark.parametrize("other", OTHERS, ids=str)
def test_what_is_trained_otherwise_is_another(other):
    build = building(GRU)
    first, second = trained(build, TEXT, **ASKED), trained(build, TEXT, **(ASKED | other))
    assert second is not first
    assert not torch.equal(*(m.readout.weight for m in (first, second)))


def test_what_starts_otherwise_is_another_even_with_the_same_weights():
    first, second = (
        trained(building(RNN, activation=phi), TEXT, **ASKED) for phi in ("tanh", "relu")
    )
    assert not torch.equal(first.readout.weight, second.readout.weight)


def test_what_holds_something_without_a_name_is_trained_each_time():
    def build(**sizes):
        model = building(GRU)(**sizes)
        model.hidden_away = lambda: None
        return model

    first, second = trained(build, TEXT, **ASKED), trained(build, TEXT, **ASKED)
    assert first is not second
    assert torch.equal(first.readout.weight, second.readout.weight)


def test_a_stateless_run_is_reset_every_so_many_steps():
    model = building(LSTM)(inputs=3, outputs=3)
    x, other = (TEXT.sample(streams(SEEDS, name), 2).inputs for name in ("a", "b"))
    _, state = model.run(other, model.initial_state(2))
    y, _ = Stateless(model, 4).run(x, state)
    torch.testing.assert_close(y, torch.cat([model(part) for part in x.split(4, 2)], 2))


def test_masks_drop_their_share_and_scale_up_the_rest():
    state = (torch.zeros(2, 500, 4), torch.zeros(2, 500, 3))
    masks = masks_for(state, 3, 0.2, streams(SEEDS, "masks"))
    assert [[part.shape for part in mask] for mask in masks] == [[p.shape for p in state]] * 3
    numbers = torch.cat([part.flatten() for mask in masks for part in mask])
    assert numbers.unique().tolist() == [0.0, 1.25]
    assert (numbers == 0).double().mean().item() == pytest.approx(0.2, abs=0.01)


def test_a_state_that_grows_and_a_share_of_all_are_refused():
    model = building(GRU)(inputs=3, outputs=3)
    with pytest.raises(ValueError, match="from 0 to below 1"):
        Dropping(model, 1.0, seeds=SEEDS)
    with pytest.raises(ValueError, match="Attention begins with none"):
        Dropping(Attention(3, 3, seeds=SEEDS, model_width=4), 0.1, seeds=SEEDS)
    with pytest.raises(ValueError, match="every 0"):
        Stateless(model, 0)


MODELS = [
    architecture
    for architecture in vars(architectures).values()
    if inspect.isclass(architecture)
    and issubclass(architecture, SequenceModel)
    and not inspect.isabstract(architecture)
]


@pytest.mark.parametrize("architecture", MODELS)
def test_every_architecture_says_what_it_is(architecture):
    one, other = (architecture(5, 3, seeds=SEEDS) for _ in range(2))
    assert digest(one) == digest(other)


class Elsewhere(torch.Tensor):
    """A tensor on a device that is not there."""

    device = torch.device("cuda:0")


def test_models_on_two_devices_are_two(monkeypatch):
    model = GRU(2, 3, seeds=SEEDS, hidden=4)
    here = digest(model)
    assert here == digest(model)
    elsewhere = {k: v.detach().as_subclass(Elsewhere) for k, v in model.state_dict().items()}
    monkeypatch.setattr(GRU, "state_dict", lambda model, **how: elsewhere)
    there = digest(model)
    assert there == digest(model) != here


def test_a_model_of_which_less_is_trained_is_another():
    model = GRU(2, 3, seeds=SEEDS, hidden=4)
    here = digest(model)
    model.readout.weight.requires_grad_(False)
    assert digest(model) != here


class GRUOfSomebodyElse(GRU):
    """What it keeps, nobody knows."""


class Squash:
    """A method of an object may do what another's does not."""

    def apply(self, x):
        return x.tanh()


@pytest.mark.parametrize("kept", [Squash().apply, (torch.zeros(2),), [1], lambda x: x])
def test_what_says_not_all_that_it_is_is_like_no_other(kept):
    model = GRUOfSomebodyElse(2, 3, seeds=SEEDS, hidden=4)
    assert digest(model) != digest(model)
    model = GRU(2, 3, seeds=SEEDS, hidden=4)
    assert digest(model) == digest(model)
    model.kept = kept
    assert digest(model) != digest(model)
