"""Attention with one mechanism removed or broken."""

from jaxtyping import Bool, Float, Int
from torch import Tensor

from sequence_models.architectures.attention import MultiHeadAttention
from sequence_models.architectures.block import Joint
from sequence_models.architectures.positions import POSITIONS, Positions
from sequence_models.architectures.transformer import Attention


class UnscaledHeads(MultiHeadAttention):
    """Scores are plain products."""

    def scale(self, head: int) -> float:
        """One, whatever the width."""
        return 1.0


class AttentionUnscaled(Attention):
    """Scores are not divided by √d."""

    mechanism = UnscaledHeads


class OverscaledHeads(MultiHeadAttention):
    """Scores are over-damped products."""

    def scale(self, head: int) -> float:
        """1/d."""
        return 1 / head


class AttentionOverscaled(Attention):
    """Scores are divided by d instead of √d."""

    mechanism = OverscaledHeads


class LeakyHeads(MultiHeadAttention):
    """A mask that is off by one."""

    def visible(self, distance: Int[Tensor, "queries keys"]) -> Bool[Tensor, "queries keys"]:
        """Up to the next position."""
        return distance >= -1


class AttentionLeakyMask(Attention):
    """The causal mask lets every position see the next one."""

    mechanism = LeakyHeads


class FrozenHeads(MultiHeadAttention):
    """A pattern that content has no part in."""

    def scores(
        self,
        q: Float[Tensor, "replica batch heads queries head"],
        k: Float[Tensor, "replica batch heads keys head"],
    ) -> Float[Tensor, "replica batch heads queries keys"]:
        """Zero."""
        return q.new_zeros(*q.shape[:-1], k.shape[-2])


class AttentionFrozenPattern(Attention):
    """The weights do not depend on content: all that is visible counts alike."""

    mechanism = FrozenHeads


class WindowedHeads(MultiHeadAttention):
    """A memory of fixed size."""

    def visible(self, distance: Int[Tensor, "queries keys"]) -> Bool[Tensor, "queries keys"]:
        """Eight positions, the present one included."""
        return super().visible(distance) & (distance < 8)


class AttentionWindowed(Attention):
    """Only the last eight positions are kept."""

    mechanism = WindowedHeads


class SingleHead(MultiHeadAttention):
    """One head over the whole width."""

    def split(
        self, x: Float[Tensor, "replica batch time width"]
    ) -> Float[Tensor, "replica batch 1 time width"]:
        """Nothing is shared out."""
        return x.unsqueeze(2)


class AttentionSingleHead(Attention):
    """One head, however many are asked for."""

    mechanism = SingleHead


class TurnedValueHeads(MultiHeadAttention):
    """Rotary positions in the wrong place."""

    def project(
        self, x: Float[Tensor, "replica batch time width"], first: int
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Values are turned like keys."""
        q, k, v = super().project(x, first)
        return q, k, self.positions.turn(v, first)


class AttentionRotaryValues(Attention):
    """Rotary positions turn the values too, so what is read depends on where it stood."""

    mechanism = TurnedValueHeads


class MisplacedHeads(MultiHeadAttention):
    """A cache that forgets how long it is."""

    def offset(self, q: Tensor, k: Tensor) -> int:
        """Every stretch of queries starts at zero."""
        return 0


class AttentionWrongOffset(Attention):
    """With a cache, queries take their positions from the start of the stretch."""

    mechanism = MisplacedHeads


class AttentionWithoutPositions(Attention):
    """Nothing tells where a vector stands, whatever positions are asked for."""

    places = dict.fromkeys(POSITIONS, Positions)


class Severed(Joint):
    """A branch that replaces the stream."""

    def join(self, x: Tensor, computed: Tensor) -> Tensor:
        """What was computed, alone."""
        return computed


class AttentionWithoutResidual(Attention):
    """What a layer reads replaces the stream instead of being added to it."""

    joint = Severed
