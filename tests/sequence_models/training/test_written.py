import torch
from torch import nn

from sequence_models.architectures import RNN
from sequence_models.architectures.interface import SequenceModel
from sequence_models.replicas import streams
from sequence_models.tasks import Permutations
from sequence_models.tasks.permutations import moved
from sequence_models.training import transferred_accuracy, written_accuracy
from sequence_models.training.written import answered

SEEDS = range(2)
PAD = Permutations(things=3, length=8, scratchpad=True)


def build(*, inputs, outputs, dtype=None):
    return RNN(inputs, outputs, seeds=SEEDS, hidden=4, dtype=dtype)


class Follows(SequenceModel):
    """Moves what stands on the scratchpad, and errs at the first step if told to."""

    def __init__(self, errs=False):
        super().__init__()
        self.inputs, self.outputs, self.replicas, self.errs = PAD.inputs, PAD.outputs, 2, errs
        self.seen = nn.Parameter(torch.zeros(2, 1))

    def initial_state(self, batch):
        return (torch.zeros(2, batch, 1),)

    def run(self, x, state):
        move, order = x[..., :2].argmax(-1), x[..., 2:].argmax(-1)
        y = torch.eye(6)[torch.tensor(moved(3))[order, move]]
        if self.errs and not state[0].any():
            y = y.roll(1, -1)
        return y, (state[0] + x.shape[2],)


def test_without_a_scratchpad_it_is_the_transferred_accuracy():
    task, exam = Permutations(length=4), Permutations(length=8)
    asked = {"seeds": SEEDS, "task": task, "exam": exam, "steps": 5}
    written = written_accuracy(build, **asked, examined=64)
    assert torch.equal(written, transferred_accuracy(build, **asked, examined=64))


def test_a_step_that_is_right_is_right_throughout():
    asked = PAD.sample(streams(SEEDS, "exam"), 32)
    assert (PAD.accuracy(answered(Follows(), asked), asked) == 1).all()


def test_one_error_is_carried_on_by_what_is_written():
    asked = PAD.sample(streams(SEEDS, "exam"), 32)
    wrong = Follows(errs=True)
    assert (PAD.accuracy(answered(wrong, asked), asked) == 0).all()
    assert (PAD.accuracy(wrong(asked.inputs), asked) < 1).all()


def test_what_is_written_is_examined_after_training():
    asked = {"seeds": SEEDS, "task": PAD, "exam": PAD, "steps": 3, "examined": 16}
    share = written_accuracy(build, **asked)
    assert share.shape == (2,)
    assert ((share >= 0) & (share <= 1)).all()
