"""Blocks on top of one another over one stream of vectors, each block with its own cache."""

from collections.abc import Sequence

from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.architectures.block import Block
from sequence_models.architectures.interface import LayeredModel, State
from sequence_models.architectures.layers import Linear
from sequence_models.architectures.positions import Positions
from sequence_models.architectures.projections import Embedding


class Stack(LayeredModel):
    """Embed, mark positions, pass every block, read out.

    The state is the blocks' caches, lowest first, and before them, where positions are absolute,
    the number of steps seen.
    """

    def __init__(
        self,
        embedding: Embedding,
        positions: Positions,
        blocks: Sequence[Block],
        closing: nn.Module,
        readout: Linear,
    ) -> None:
        super().__init__()
        self.embedding, self.positions = embedding, positions
        self.blocks: Sequence[Block] = nn.ModuleList(blocks)  # type: ignore[assignment]  # Modules
        self.closing, self.readout = closing, readout
        self.inputs = embedding.weight.shape[2]
        self.replicas, self.outputs, _ = readout.weight.shape

    def initial_state(self, batch: int) -> State:
        """Nothing seen."""
        clock = (self.readout.weight.new_zeros(self.replicas, batch, 1),)
        caches = (part for block in self.blocks for part in block.attention.initial_cache(batch))
        return (clock if self.positions.absolute else ()) + tuple(caches)

    def run(
        self, x: Float[Tensor, "replica batch time inputs"], state: State
    ) -> tuple[Float[Tensor, "replica batch time outputs"], State]:
        """Outputs for these steps, given the caches of those before."""
        carried: State = ()
        seen = 0
        if self.positions.absolute:
            (clock,), state = state[:1], state[1:]
            seen, carried = int(clock[0, 0, 0]), (clock + x.shape[2],)
        x = self.positions.place(self.embedding(x), seen)
        parts = len(state) // len(self.blocks)
        for depth, block in enumerate(self.blocks):
            x, cache = block(x, state[parts * depth : parts * (depth + 1)])
            carried += cache
        return self.readout(self.closing(x)), carried

    def streams(
        self, x: Float[Tensor, "replica batch time inputs"]
    ) -> list[Float[Tensor, "replica batch time width"]]:
        """The stream of vectors before the first block and after each."""
        streams = [self.positions.place(self.embedding(x), 0)]
        for block in self.blocks:
            x, _ = block(streams[-1], block.attention.initial_cache(x.shape[1]))
            streams.append(x)
        return streams

    def patterns(
        self, x: Float[Tensor, "replica batch time inputs"]
    ) -> list[Float[Tensor, "replica batch heads time time"]]:
        """The attention weights of every block."""
        return [block.pattern(x) for block, x in zip(self.blocks, self.streams(x), strict=False)]
