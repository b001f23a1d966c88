"""Does training until all have learned read what training to the end reads?"""

import math
import sys
from functools import partial

import torch

from sequence_models.architectures import GRU
from sequence_models.tasks import IndexRecall
from sequence_models.training import updates_to_learn
from sequence_models.training.fit import fit

SEEDS = (3, 5, 8)
GIVEN = {"seeds": SEEDS, "rate": 0.1}


class Counted(IndexRecall):
    """Counts the batches that it was asked for."""

    asked = 0

    def batches(self, streams, number):
        for batch in super().batches(streams, number):
            type(self).asked += 1
            yield batch


TASK = Counted(places=1, symbols=2, batch=8)
BUILD = partial(GRU, seeds=SEEDS, hidden=4)


def test_training_ends_when_the_last_replica_has_learned(monkeypatch):
    monkeypatch.setattr(Counted, "asked", 0)
    read = updates_to_learn(BUILD, task=TASK, steps=200, **GIVEN)
    assert read.max() == Counted.asked < 200


def test_what_is_read_is_to_the_bit_what_the_whole_training_reads():
    read = updates_to_learn(BUILD, task=TASK, steps=100, **GIVEN)
    losses = fit(BUILD(TASK.inputs, TASK.outputs), TASK, steps=100, **GIVEN)
    low = losses.unfold(0, 20, 1).mean(-1) < 0.25 * math.log(2)
    assert len(set(read.tolist())) > 1
    assert read.tolist() == (low.int().argmax(0) + 20).tolist()


def test_training_goes_on_to_the_end_where_one_has_not_learned(monkeypatch):
    monkeypatch.setattr(Counted, "asked", 0)
    read = updates_to_learn(BUILD, task=TASK, steps=30, **GIVEN, share=0.0)
    assert read.tolist() == [30] * 3
    assert Counted.asked == 30


def test_what_overflows_has_not_learned(monkeypatch):
    losses = torch.tensor([[math.nan, 0.0, 0.0]]).expand(30, 3)
    monkeypatch.setattr(sys.modules[updates_to_learn.__module__], "fit", lambda *_, **__: losses)
    assert updates_to_learn(BUILD, task=TASK, steps=30, **GIVEN).tolist() == [30, 20, 20]
