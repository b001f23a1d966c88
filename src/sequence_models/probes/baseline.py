"""What a task costs those who remember nothing."""

from collections.abc import Sequence

from jaxtyping import Float
from torch import Tensor

from sequence_models.replicas import streams
from sequence_models.tasks.interface import Task


def uninformed_loss(
    *, seeds: Sequence[int], task: Task, sequences: int = 1024
) -> Float[Tensor, " replica"]:
    """Loss of the best answer that knows the step and has seen nothing, found on ``sequences``
    sequences and scored on as many others.

    Nats or squared units, in [0, ∞); 0 needs no input at all.
    """
    drawn = streams(seeds, "sequences")
    answer = task.uninformed(task.sample(drawn, sequences))
    fresh = task.sample(drawn, sequences)
    return task.loss(answer.expand(-1, sequences, -1, -1), fresh)
