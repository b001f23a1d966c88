"""A table of facts without a rule, to be stored in the weights."""

from dataclasses import dataclass

import torch

from sequence_models.devices import placed
from sequence_models.replicas import Streams, integers
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.tasks.tokens import one_hot


@dataclass(frozen=True, kw_only=True)
class FactTable(Classification):
    """Answer a subject and a relation, one after the other, as a fixed random table has it.

    The table is the same in training and examination, unless ``table`` differs.

        inputs    s₃  r₇      (subjects = relations = 16: 256 facts)
        target    ·   e
    """

    subjects: int = 16
    relations: int = 16
    answers: int = 8
    table: int = 0
    batch: int = 128

    @property
    def inputs(self) -> int:
        """One-hot: the subjects, then the relations."""
        return self.subjects + self.relations

    @property
    def outputs(self) -> int:
        """One class per answer."""
        return self.answers

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Subject and relation are uniform."""
        drawn = torch.Generator().manual_seed(self.table)
        size = self.subjects, self.relations
        table = placed(torch.randint(self.answers, size, generator=drawn, device="cpu"))
        subject = integers(streams, self.subjects, batch, 1)
        relation = integers(streams, self.relations, batch, 1)
        tokens = torch.cat([subject, self.subjects + relation], -1)
        return Batch(
            one_hot(tokens, self.inputs),
            table[subject, relation].expand(-1, -1, 2),
            torch.tensor([False, True]).view(1, 1, -1),
        )
