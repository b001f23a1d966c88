"""What a network hands itself: its state thrown away now and then, or thinned at each step."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import SequenceModel, State
from sequence_models.replicas import Streams, streams, uniform


class Handing(SequenceModel):
    """A model as it is, for others to change how it is handed its state."""

    def __init__(self, model: SequenceModel) -> None:
        super().__init__()
        self.model = model
        self.inputs, self.outputs, self.replicas = model.inputs, model.outputs, model.replicas

    def initial_state(self, batch: int) -> State:
        """The model's own."""
        return self.model.initial_state(batch)


class Stateless(Handing):
    """The same model, but every run, and every so many steps of one, begin from the initial state.

    ValueError where that is not once a step or more seldom.
    """

    def __init__(self, model: SequenceModel, every: int) -> None:
        super().__init__(model)
        if every < 1:
            raise ValueError(f"Reset the state every 1 step or more, not every {every}.")
        self.every = every

    def run(
        self, x: Float[Tensor, "replica batch time inputs"], state: State
    ) -> tuple[Float[Tensor, "replica batch time outputs"], State]:
        """Outputs that know nothing of earlier runs."""
        start, outputs = self.initial_state(x.shape[1]), []
        for part in x.split(self.every, 2):
            y, state = self.model.run(part, start)
            outputs.append(y)
        return torch.cat(outputs, 2), state


class Dropping(Handing):
    """The same model, but of what it carries to the next step each number is lost with this share.

    What is left is scaled up by as much (inverted dropout). Masks are new at every step, of every
    sequence, drawn from each replica's own stream. ValueError for a state that grows.
    """

    def __init__(self, model: SequenceModel, share: float, *, seeds: Sequence[int]) -> None:
        super().__init__(model)
        if not 0 <= share < 1:
            raise ValueError(f"Give a share from 0 to below 1 to be dropped, not {share}.")
        if model.state_size() == 0:
            raise ValueError(
                f"Drop from a state of fixed size: {type(model).__name__} begins with none."
            )
        self.share, self.streams = share, streams(seeds, "dropout")

    def run(
        self, x: Float[Tensor, "replica batch time inputs"], state: State
    ) -> tuple[Float[Tensor, "replica batch time outputs"], State]:
        """Step by step, thinning the state behind each."""
        masks = masks_for(state, x.shape[2], self.share, self.streams)
        outputs = []
        for x_t, mask in zip(x.unbind(2), masks, strict=True):
            y_t, state = self.model.step(x_t, state)
            state = tuple(part * kept for part, kept in zip(state, mask, strict=True))
            outputs.append(y_t)
        return torch.stack(outputs, 2), state


def masks_for(state: State, steps: int, share: float, streams: Streams) -> list[State]:
    """For each step what every number of the state is multiplied by: 0 or 1 / (1 − share)."""
    batch, sizes = state[0].shape[1], [part.shape[2] for part in state]
    kept = uniform(streams, steps, batch, sum(sizes)) >= share
    scaled = kept.to(state[0].dtype) / (1 - share)
    return [mask.split(sizes, -1) for mask in scaled.unbind(1)]
