"""Attention alone, and the Transformer: the same with normalisation and feed-forward layers."""

from collections.abc import Sequence
from typing import ClassVar, Literal

import torch
from torch import nn

from sequence_models.architectures.attention import MultiHeadAttention
from sequence_models.architectures.block import (
    Block,
    FeedForward,
    Joint,
    LayerNorm,
    Normalisation,
)
from sequence_models.architectures.layers import Linear
from sequence_models.architectures.positional_keys import PositionalKeys
from sequence_models.architectures.positions import POSITIONS, Positions
from sequence_models.architectures.projections import Embedding
from sequence_models.architectures.stack import Stack
from sequence_models.replicas import streams

PositionName = Literal["none", "sinusoidal", "learned", "rotary", "alibi"]


class Transformer(Stack):
    """Blocks of attention and a feed-forward layer around a residual stream (Vaswani et al. 2017).

    ``keys="positions"`` gives every position a key of its own that sees no content.
    ``causal`` makes a decoder, which carries a cache; without it an encoder.
    ``feedforward`` is the hidden width of that layer, four times ``model_width`` if None,
    no such layer if 0. With "pre", a last normalisation stands before the read-out.
    """

    mechanism: ClassVar[type[MultiHeadAttention]] = MultiHeadAttention
    places: ClassVar[dict[str, type[Positions]]] = POSITIONS
    compute: ClassVar[type[FeedForward]] = FeedForward
    joint: ClassVar[type[Joint]] = Joint
    norm: ClassVar[type[LayerNorm]] = LayerNorm

    def __init__(
        self,
        inputs: int,
        outputs: int,
        *,
        seeds: Sequence[int],
        model_width: int = 32,
        heads: int = 1,
        layers: int = 1,
        positions: PositionName = "none",
        causal: bool = True,
        window: int | None = None,
        keys: Literal["content", "positions"] = "content",
        normalisation: Normalisation = "pre",
        feedforward: int | None = None,
        longest: int = 256,
        dtype: torch.dtype | None = None,
    ) -> None:
        drawn = streams(seeds, "weights")
        slots = 4 * model_width if feedforward is None else feedforward
        embedding = Embedding(inputs, model_width, streams=drawn, dtype=dtype)
        placed = self.places[positions](
            model_width, heads, streams=drawn, longest=longest, dtype=dtype
        )
        mechanism = self.mechanism if keys == "content" else PositionalKeys

        def joint() -> Joint:
            return self.joint(normalisation, self.norm(len(seeds), model_width, dtype=dtype))

        def block() -> Block:
            attention = mechanism(
                model_width,
                heads,
                streams=drawn,
                positions=placed,
                causal=causal,
                window=window,
                dtype=dtype,
            )
            if slots == 0:
                return Block(attention, joint())
            computed = self.compute(model_width, slots, streams=drawn, dtype=dtype)
            return Block(attention, joint(), computed, joint())

        closing = self.norm(len(seeds), model_width, dtype=dtype)
        super().__init__(
            embedding,
            placed,
            [block() for _ in range(layers)],
            closing if normalisation == "pre" else nn.Identity(),
            Linear(model_width, outputs, streams=drawn, dtype=dtype),
        )


class Attention(Transformer):
    """Blocks of attention around a residual stream, and nothing else."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        *,
        seeds: Sequence[int],
        model_width: int = 32,
        heads: int = 1,
        layers: int = 1,
        positions: PositionName = "none",
        causal: bool = True,
        window: int | None = None,
        longest: int = 256,
        dtype: torch.dtype | None = None,
    ) -> None:
        super().__init__(
            inputs,
            outputs,
            seeds=seeds,
            model_width=model_width,
            heads=heads,
            layers=layers,
            positions=positions,
            causal=causal,
            window=window,
            normalisation="none",
            feedforward=0,
            longest=longest,
            dtype=dtype,
        )
