"""What a task is: sequences with targets, and how an answer is scored."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import torch.nn.functional as F
from jaxtyping import Bool, Float, Int
from torch import Tensor

from sequence_models.replicas import Streams


class Batch(NamedTuple):
    """Sequences, what should come out, and at which steps the answer counts."""

    inputs: Float[Tensor, "replica batch time inputs"]
    targets: Float[Tensor, "replica batch time outputs"] | Int[Tensor, "replica batch time"]
    scored: Bool[Tensor, "#replica #batch time"]


@dataclass(frozen=True, kw_only=True)
class Task(ABC):
    """A source of sequences. Its fields are the audit's setting and identify the evidence.

    ``batch`` is the number of sequences in one training step, ``rate`` is Adam's learning rate.
    """

    drawn_once: ClassVar[bool] = False  # whether a sample is one call for each stream's numbers

    batch: int = 16
    rate: float = 1e-2

    @property
    @abstractmethod
    def inputs(self) -> int:
        """Width of one input."""

    @property
    @abstractmethod
    def outputs(self) -> int:
        """Width of one output: numbers to predict, or classes to tell apart."""

    @abstractmethod
    def sample(self, streams: Streams, batch: int) -> Batch:
        """Fresh sequences, drawn from each replica's own stream."""

    def batches(self, streams: Streams, number: int) -> Iterator[Batch]:
        """That many samples of ``batch`` sequences, one after the other.

        Where a sample is drawn in one call, several are drawn as one large one: a stream gives
        the same numbers, however many it is asked for at once.
        """
        together = 8 if self.drawn_once else 1
        for first in range(0, number, together):
            now = min(together, number - first)
            many = self.sample(streams, now * self.batch)
            scored = many.scored.expand(-1, now * self.batch, -1)
            yield from map(Batch, *(part.split(self.batch, 1) for part in (*many[:2], scored)))

    @abstractmethod
    def loss(
        self, y: Float[Tensor, "replica batch time outputs"], batch: Batch
    ) -> Float[Tensor, " replica"]:
        """What training lowers: the mean over the scored steps."""

    @abstractmethod
    def uninformed(self, batch: Batch) -> Float[Tensor, "replica 1 time outputs"]:
        """The best answer that knows the step and has seen nothing, estimated from this batch."""


class Regression(Task):
    """Targets are numbers; the loss is the mean squared error."""

    def loss(
        self, y: Float[Tensor, "replica batch time outputs"], batch: Batch
    ) -> Float[Tensor, " replica"]:
        """Mean squared error, over scored steps and outputs."""
        y, targets, scored = counted(y, batch)
        return scored_mean(F.mse_loss(y, targets, reduction="none"), scored)

    def uninformed(self, batch: Batch) -> Float[Tensor, "replica 1 time outputs"]:
        """The mean target of each step."""
        return batch.targets.mean(1, keepdim=True)


class Classification(Task):
    """Targets are classes; the loss is the cross-entropy in nats."""

    def loss(
        self, y: Float[Tensor, "replica batch time outputs"], batch: Batch
    ) -> Float[Tensor, " replica"]:
        """Mean cross-entropy in nats; ln(outputs) is ignorance."""
        y, targets, scored = counted(y, batch)
        by_class = y.permute(3, 0, 1, 2).flatten(1)  # few classes: torch is fast along the rest
        losses = F.cross_entropy(by_class[None], targets.reshape(1, -1), reduction="none")
        return scored_mean(losses.view(targets.shape), scored)

    def uninformed(self, batch: Batch) -> Float[Tensor, "replica 1 time outputs"]:
        """The logarithm of how often each class is the target of each step."""
        share = F.one_hot(batch.targets, self.outputs).to(batch.inputs.dtype).mean(1, keepdim=True)
        return share.clamp_min(1e-12).log()

    def accuracy(
        self, y: Float[Tensor, "replica batch time outputs"], batch: Batch
    ) -> Float[Tensor, " replica"]:
        """Share of scored steps whose largest output is the target's; chance is 1/outputs."""
        return scored_mean((y.argmax(-1) == batch.targets).to(y.dtype), batch.scored)


def counted(y: Float[Tensor, "replica batch time outputs"], batch: Batch) -> Batch:
    """Answers in the place of inputs, targets and what is scored, from the first step that is
    scored in any sequence to the last."""
    steps = batch.scored.flatten(0, 1).any(0).nonzero().flatten().tolist()
    if not steps or steps[-1] - steps[0] + 1 == y.shape[2]:
        return Batch(y, batch.targets, batch.scored)
    span = slice(steps[0], steps[-1] + 1)
    return Batch(*(part[:, :, span] for part in (y, batch.targets, batch.scored)))


def scored_mean(
    values: Float[Tensor, "replica batch time *each"], scored: Bool[Tensor, "#replica #batch time"]
) -> Float[Tensor, " replica"]:
    """Mean over the scored steps of each replica, and over all that a step has."""
    if bool(scored.all()):
        return values.flatten(1).mean(1)
    weight = scored.to(values.dtype).view(*scored.shape, *[1] * (values.ndim - scored.ndim))
    alike = values[0].numel() // weight[0].numel()  # numbers that share one of ``scored``
    return (values * weight).flatten(1).sum(1) / (alike * weight.flatten(1).sum(1))
