"""What is lost between two examinations, by a model that answers some of them."""

import torch

from sequence_models.architectures.interface import SequenceModel
from sequence_models.tasks import RepeatingUpTo
from sequence_models.training import lost_accuracy

SEEDS = (0, 1)
TASK = RepeatingUpTo(longest=4, symbols=3)


class First(SequenceModel):
    """Says at the sign to go, and from then on, the first symbol that was shown."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.inputs, self.outputs, self.replicas = inputs, outputs, len(SEEDS)
        self.numbers = torch.nn.Parameter(torch.zeros(len(SEEDS), 1, 1, outputs))

    def initial_state(self, batch):
        return ()

    def run(self, x, state):
        shown = x[:, :, :4]
        first = (shown.sum(-1).cumsum(-1) == 1).unsqueeze(-1) * shown
        told = first.sum(2, keepdim=True)[..., : self.outputs]
        return told.expand(-1, -1, x.shape[2], -1) + 0 * self.numbers, state


def build(*, inputs, outputs, dtype=None):
    return First(inputs, outputs)


def lost(near, far):
    exams = (RepeatingUpTo(longest=4, symbols=3, shown=shown) for shown in (near, far))
    return lost_accuracy(
        build, seeds=SEEDS, task=TASK, near=next(exams), far=next(exams), steps=1, examined=4000
    )


def test_who_repeats_the_first_symbol_loses_two_thirds_of_every_later_one():
    torch.testing.assert_close(lost(1, 4), torch.full((2,), 0.5), atol=0.02, rtol=0)


def test_the_same_examination_loses_nothing_and_the_other_way_round_is_a_gain():
    assert torch.equal(lost(2, 2), torch.zeros(2))
    assert torch.equal(lost(4, 1), -lost(1, 4))
