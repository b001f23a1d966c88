"""Calibration on tasks whose price of ignorance is derived, and on one that notes its calls."""

from dataclasses import dataclass, field

import pytest
import torch

from sequence_models.probes import uninformed_loss
from sequence_models.tasks import Adding, Copying, DelayedRecall, SampleAndHold
from sequence_models.theory.rnn import baselines

from .calibration import SEEDS, same


@pytest.mark.parametrize(
    ("task", "loss"),
    [
        (Adding(), baselines().adding),
        (Copying(delay=10), baselines(delay=10).copying),
        (DelayedRecall(delay=3), baselines().recall),
        (SampleAndHold(), 1 / 3),
    ],
    ids=lambda value: type(value).__name__,
)
def test_ignorance_costs_what_is_derived(task, loss):
    assert same(loss, uninformed_loss(seeds=SEEDS, task=task), within=0.1 * loss)


@dataclass(frozen=True, kw_only=True)
class Noted(Adding):
    sampled: list = field(default_factory=list)

    def sample(self, streams, batch):
        drawn = super().sample(streams, batch)
        self.sampled.append((batch, drawn))
        return drawn


def test_the_answer_is_scored_on_sequences_that_it_was_not_fitted_to():
    task = Noted()
    loss = uninformed_loss(seeds=SEEDS, task=task, sequences=4)
    (few, fitted), (again, fresh) = task.sampled
    assert few == again == 4
    assert not torch.isin(fresh.targets, fitted.targets).any()
    answer = fitted.targets[:, :, -1].mean(1, keepdim=True)
    torch.testing.assert_close(loss, (fresh.targets[:, :, -1] - answer).square().mean((1, 2)))
