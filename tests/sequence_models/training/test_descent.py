"""The training loop against its formulas, one parameter and a few updates, by hand."""

import math
from dataclasses import replace

import pytest
import torch
from torch import nn

from sequence_models.architectures.interface import SequenceModel
from sequence_models.replicas import streams
from sequence_models.tasks import Adding, SampleAndHold
from sequence_models.tasks.interface import Batch
from sequence_models.training.descent import clip_each_row
from sequence_models.training.fit import fit, stretches

SEEDS = (0, 1)
HOLD = SampleAndHold(length=5, mark_probability=0.5, batch=3, rate=0.02)
ADDING = Adding(length=6, batch=4, rate=0.03)


class Sum(SequenceModel):
    """Adds w times the first input at every step, and gives the sum."""

    inputs, outputs, replicas = 2, 1, 2

    def __init__(self, w=0.5):
        super().__init__()
        self.w = nn.Parameter(torch.full((2, 1), w))

    def initial_state(self, batch):
        return (torch.zeros(2, batch, 1),)

    def run(self, x, state):
        sums = state[0].unsqueeze(2) + self.w.view(2, 1, 1, 1) * x[..., :1].cumsum(2)
        return sums, (sums[:, :, -1],)


class Adam:
    """Kingma and Ba 2015, algorithm 1."""

    def __init__(self):
        self.m = self.v = self.t = 0

    def __call__(self, g):
        self.t += 1
        self.m = 0.9 * self.m + 0.1 * g
        self.v = 0.999 * self.v + 0.001 * g**2
        return self.m / (1 - 0.9**self.t) / ((self.v / (1 - 0.999**self.t)).sqrt() + 1e-8)


def by_hand(task, seed, steps, *, rate, clip, optimiser, length, w=0.5):
    """One replica of ``Sum``: its losses, and w in the end."""
    data, losses = streams([seed], "training data"), []
    move = Adam() if optimiser == "adam" else lambda g: g
    for _ in range(steps):
        inputs, targets, scored = task.sample(data, task.batch)
        x, goal, counts = inputs[0, ..., 0].double(), targets[0, ..., 0].double(), scored[0, 0]
        seen = torch.zeros(task.batch, 1, dtype=torch.float64)
        for cut in torch.arange(task.length).split(length):
            past = x[:, cut].cumsum(1)
            sums, step = seen + w * past, counts[cut]
            seen = sums[:, -1:]
            if step.any():
                error = (sums - goal[:, cut])[:, step]
                g = (2 * error * past[:, step]).mean()
                losses.append(error.square().mean())
                w = w - rate * move(g * min(1.0, clip / g.abs().item()))
    return torch.stack(losses), w


@pytest.mark.parametrize("task", [HOLD, ADDING], ids=["hold", "adding"])
@pytest.mark.parametrize("optimiser", ["adam", "sgd"])
@pytest.mark.parametrize("truncation", [None, 2, 4])
@pytest.mark.parametrize("clip", [math.inf, 0.3])
def test_every_update_is_that_of_the_formula(task, optimiser, truncation, clip):
    model = Sum()
    options = {"rate": 0.1, "clip": clip, "optimiser": optimiser}
    curves = fit(model, task, seeds=SEEDS, steps=4, truncation=truncation, **options)
    for replica, seed in enumerate(SEEDS):
        losses, w = by_hand(task, seed, 4, length=truncation or task.length, **options)
        torch.testing.assert_close(curves[:, replica].double(), losses, rtol=1e-4, atol=1e-5)
        assert model.w[replica].item() == pytest.approx(w.item(), rel=1e-4)


def test_adam_forgets_the_large_gradients_of_the_start():
    model, options = Sum(4.0), {"rate": 0.1, "clip": math.inf, "optimiser": "adam"}
    curves = fit(model, HOLD, seeds=SEEDS, steps=80, **options)
    for replica, seed in enumerate(SEEDS):
        losses, w = by_hand(HOLD, seed, 80, length=5, w=4.0, **options)
        torch.testing.assert_close(curves[:, replica].double(), losses, rtol=1e-4, atol=1e-5)
        assert model.w[replica].item() == pytest.approx(w.item(), rel=1e-4)


def test_left_to_itself_it_is_adam_at_the_tasks_rate_clipped_to_one_through_all_steps():
    named, left = Sum(3.0), Sum(3.0)
    options = {"rate": HOLD.rate, "clip": 1.0, "optimiser": "adam", "truncation": None}
    curves = fit(named, HOLD, seeds=SEEDS, steps=20, **options)
    assert torch.equal(fit(left, HOLD, seeds=SEEDS, steps=20), curves)
    assert torch.equal(left.w, named.w)


def test_plain_descent_left_to_itself_is_clipped_to_one():
    model = Sum(50.0)
    fit(model, HOLD, seeds=SEEDS, steps=3, rate=0.25, optimiser="sgd")
    assert model.w.flatten().tolist() == pytest.approx([50 - 3 * 0.25] * 2)


@pytest.mark.parametrize("rate", [0.5, 0.001])
def test_a_given_rate_goes_before_the_tasks(rate):
    model = Sum(50.0)
    fit(model, replace(HOLD, rate=0.1), seeds=SEEDS, steps=1, rate=rate)
    assert model.w.flatten().tolist() == pytest.approx([50 - rate] * 2)


def test_replicas_of_equal_weights_train_on_data_of_their_own():
    curves = fit(Sum(), HOLD, seeds=SEEDS, steps=5)
    assert (curves[:, 0] != curves[:, 1]).all()


def test_replicas_of_equal_seeds_train_alike():
    curves = fit(Sum(), HOLD, seeds=(4, 4), steps=5)
    assert torch.equal(curves[:, 0], curves[:, 1])


def test_every_step_has_a_fresh_batch_of_the_tasks_size(monkeypatch):
    sample, drawn = SampleAndHold.sample, []
    monkeypatch.setattr(
        SampleAndHold, "sample", lambda *asked: drawn.append(sample(*asked)) or drawn[-1]
    )
    fit(Sum(), HOLD, seeds=SEEDS, steps=4)
    assert torch.stack([batch.inputs for batch in drawn]).shape == (4, 2, 3, 5, 2)
    values = torch.cat([batch.inputs[..., 0].flatten() for batch in drawn])
    assert len(values.unique()) == 4 * 2 * 3 * 5


def test_curves_carry_no_gradient():
    assert not fit(Sum(), HOLD, seeds=SEEDS, steps=2).requires_grad


def test_no_steps_give_an_empty_curve_for_every_replica():
    assert fit(Sum(), HOLD, seeds=SEEDS, steps=0).shape == (0, 2)


class Unused(Sum):
    """Has a parameter that nothing reads."""

    def __init__(self):
        super().__init__()
        self.unread = nn.Parameter(torch.ones(2, 3))


@pytest.mark.parametrize("optimiser", ["adam", "sgd"])
def test_a_parameter_that_nothing_reads_stays(optimiser):
    model = Unused()
    fit(model, HOLD, seeds=SEEDS, steps=2, optimiser=optimiser)
    assert torch.equal(model.unread, torch.ones(2, 3))
    assert (model.w != 0.5).all()


def clipped(gradients, norm):
    """What becomes of the gradients of two replicas."""
    matrix = torch.tensor(gradients)
    clip_each_row(matrix, norm)
    return matrix.tolist()


def test_the_norm_is_that_of_all_numbers_of_a_replica_together():
    long, short = clipped([[2.0, 4.0, 0.0, 4.0], [0.3, 0.0, 0.4, 0.0]], 3.0)
    assert long == [1.0, 2.0, 0.0, 2.0]
    assert short == [pytest.approx(number) for number in (0.3, 0.0, 0.4, 0.0)]


def test_a_gradient_of_zero_stays_zero():
    zero, _ = clipped([[0.0, 0.0], [0.0, 5.0]], 1.0)
    assert zero == [0.0, 0.0]


def test_a_gradient_that_is_no_number_is_not_hidden():
    lost, kept = clipped([[math.inf, 1.0], [0.5, 0.0]], 1.0)
    assert math.isnan(lost[0])
    assert kept == [0.5, 0.0]


def test_a_batch_is_cut_along_time_and_nothing_is_lost():
    batch = HOLD.sample(streams(SEEDS, "data"), 3)
    cut = list(stretches(batch, 2))
    assert [part.inputs.shape[2] for part in cut] == [2, 2, 1]
    assert all(isinstance(part, Batch) for part in cut)
    for whole, parts in zip(batch, zip(*cut, strict=True), strict=True):
        assert torch.equal(torch.cat(parts, 2), whole)
    (alone,) = stretches(batch, None)
    assert alone is batch
