"""The two readings of induction, on patterns that are set by hand."""

import torch

from sequence_models.architectures.interface import LayeredModel
from sequence_models.tasks import Induction
from sequence_models.training import weight_on_previous, weight_on_successor

SEEDS = (0, 1)
TASK = Induction(length=5)


class Shown(LayeredModel):
    """Two layers of two heads; the first reads its own step, the second what it should in part."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.inputs, self.outputs, self.replicas = inputs, outputs, len(SEEDS)
        self.numbers = torch.nn.Parameter(torch.zeros(len(SEEDS), 1, 1, outputs))

    def initial_state(self, batch):
        return ()

    def run(self, x, state):
        return x[..., : self.outputs] * 0 + self.numbers, state

    def streams(self, x):
        return [x, x, x]

    def patterns(self, x):
        own = torch.eye(x.shape[2]).expand(*x.shape[:2], -1, -1)
        before = torch.diag(torch.full((x.shape[2] - 1,), 0.7), -1).expand_as(own)
        tokens = x.argmax(-1)
        earlier = (tokens.unsqueeze(-1) == tokens.unsqueeze(-2)).tril(-1).float()
        after = 0.4 * torch.nn.functional.pad(earlier, (1, 0))[..., :-1]
        return [torch.stack(pair, 2) for pair in ((own, before), (after, own))]


def build(*, inputs, outputs, dtype=None):
    return Shown(inputs, outputs)


def read(probe):
    return probe(build, seeds=SEEDS, task=TASK, steps=1)


def test_the_weight_on_the_step_before_is_that_of_the_best_head_in_the_first_layer():
    torch.testing.assert_close(read(weight_on_previous), torch.full((2,), 0.7))


def test_the_weight_on_the_successor_is_that_of_the_best_head_in_the_last_layer():
    torch.testing.assert_close(read(weight_on_successor), torch.full((2,), 0.4))
