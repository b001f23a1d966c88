import math

import pytest
import torch

from sequence_models.architectures import RNN
from sequence_models.replicas import normal, streams
from sequence_models.tasks import Adding, DelayedRecall, SampleAndHold
from sequence_models.training import descent_loss, relative_error, trained_accuracy, trained_loss
from sequence_models.training.descent import clip_each_row
from sequence_models.training.error import variance
from sequence_models.training.fit import fit

EASY = SampleAndHold(length=6, mark_probability=1.0)


def build_for(seeds, **conditions):
    def build(*, inputs, outputs, dtype=None):
        return RNN(inputs, outputs, seeds=seeds, hidden=6, dtype=dtype, **conditions)

    return build


@pytest.mark.parametrize(("optimiser", "truncation"), [("adam", None), ("adam", 2), ("sgd", None)])
def test_replica_three_of_eight_trains_as_it_does_alone(optimiser, truncation):
    many, alone = RNN(2, 1, seeds=range(8), hidden=6), RNN(2, 1, seeds=[3], hidden=6)
    for model, seeds in ((many, range(8)), (alone, [3])):
        fit(model, EASY, seeds=seeds, steps=5, optimiser=optimiser, truncation=truncation)
    for ours, theirs in zip(many.parameters(), alone.parameters(), strict=True):
        torch.testing.assert_close(ours[3:4], theirs, rtol=0, atol=1e-5)


def test_training_lowers_the_loss():
    curves = fit(RNN(2, 1, seeds=range(3)), EASY, seeds=range(3), steps=200)
    assert curves.shape == (200, 3)
    assert (curves[-1] < 0.1 * curves[0]).all()


def test_every_stretch_with_a_scored_step_makes_an_update():
    task = DelayedRecall(delay=4, length=12)
    curves = fit(RNN(8, 8, seeds=[0]), task, seeds=[0], steps=1, truncation=3)
    assert len(curves) == 3


def test_a_stretch_as_long_as_the_sequence_truncates_nothing():
    models = RNN(2, 1, seeds=[0]), RNN(2, 1, seeds=[0])
    for model, truncation in zip(models, (None, EASY.length), strict=True):
        fit(model, EASY, seeds=[0], steps=3, truncation=truncation)
    for one, other in zip(*(m.parameters() for m in models), strict=True):
        assert torch.equal(one, other)


def test_plain_descent_takes_the_gradient_times_the_rate():
    model = RNN(2, 1, seeds=[0])
    before = model.readout.bias.detach().clone()
    fit(model, EASY, seeds=[0], steps=1, rate=0.5, clip=math.inf, optimiser="sgd")
    torch.testing.assert_close(model.readout.bias, before - 0.5 * model.readout.bias.grad)


def test_each_replica_is_clipped_by_its_own_norm():
    gradients = torch.ones(2, 9)
    gradients[0] *= 1e-3
    clip_each_row(gradients, 1.0)
    assert gradients[0].tolist() == pytest.approx([1e-3] * 9)
    assert gradients[1].tolist() == pytest.approx([1 / 3] * 9)


def test_an_untrained_network_that_answers_the_mean_has_relative_error_one():
    def silent(*, inputs, outputs, dtype=None):
        model = RNN(inputs, outputs, seeds=[0, 1])
        for p in model.parameters():
            torch.nn.init.zeros_(p)
        return model

    error = relative_error(silent, seeds=[0, 1], task=SampleAndHold(), steps=0)
    torch.testing.assert_close(error, torch.ones(2), rtol=0.02, atol=0)


def test_variance_is_that_of_the_scored_targets():
    batch = Adding(length=4).sample(streams([0], "data"), 50)
    torch.testing.assert_close(
        variance(batch), batch.targets[:, :, -1, 0].var(1, correction=0), rtol=1e-4, atol=0
    )


def test_untrained_accuracy_is_chance_and_untrained_loss_near_ignorance():
    task = DelayedRecall(delay=2)
    accuracy = trained_accuracy(build_for([0, 1]), seeds=[0, 1], task=task, steps=0)
    loss = trained_loss(build_for([0, 1]), seeds=[0, 1], task=task, steps=0)
    torch.testing.assert_close(accuracy, torch.full((2,), 1 / 8), rtol=0, atol=0.03)
    torch.testing.assert_close(loss, torch.full((2,), math.log(8)), rtol=0, atol=0.2)


def test_descent_that_overflows_has_infinite_loss():
    task = Adding(length=6)
    build = build_for([0], activation="identity", gain=2.0)
    lost = descent_loss(build, seeds=[0], task=task, steps=40, rate=100.0, clip=math.inf)
    kept = descent_loss(build, seeds=[0], task=task, steps=40, rate=0.01, clip=1.0)
    assert lost.isinf().all()
    assert kept.isfinite().all()


def test_fit_takes_no_steps_when_asked_for_none():
    model = RNN(2, 1, seeds=[0], dtype=torch.float32)
    y = model(normal(streams([0], "x"), 1, 3, 2).float())
    assert len(fit(model, EASY, seeds=[0], steps=0)) == 0
    assert torch.equal(model(normal(streams([0], "x"), 1, 3, 2).float()), y)
