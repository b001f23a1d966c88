"""Our embedding, positions and read-out around attention, or whole layers, from elsewhere."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

import torch
from torch import Tensor, nn

from sequence_models.adapters.attention import AttentionSubject, Layer
from sequence_models.adapters.subject import Subject
from sequence_models.architectures.block import Block, LayerNorm
from sequence_models.architectures.interface import NotExposed, State
from sequence_models.architectures.layers import Linear
from sequence_models.architectures.projections import Embedding
from sequence_models.architectures.stack import Stack
from sequence_models.architectures.transformer import Attention, Transformer
from sequence_models.replicas import streams


class HeadsSubject(Subject, Attention):
    """Presents a module of several heads as ``Attention``."""

    namesake: ClassVar[type[nn.Module]] = nn.MultiheadAttention
    fused = True

    @property
    def mechanism(self) -> Any:  # type: ignore[override]
        """The target in place of our heads."""
        return partial(AttentionSubject, make=self.construct)


class LayerBlock(Block):
    """A block that is one layer, which joins the stream by itself."""

    def __init__(self, attention: AttentionSubject) -> None:
        nn.Module.__init__(self)
        self.attention = attention

    def forward(self, x: Tensor, cache: State) -> tuple[Tensor, State]:
        """The stream beyond the layer."""
        return self.attention(x, cache)

    def pattern(self, x: Tensor) -> Tensor:
        """Hidden inside the layer."""
        return self.attention.pattern(x, x)


class LayersSubject(Subject, Stack):
    """Presents a layer as ``Transformer``."""

    namesake: ClassVar[type[nn.Module]] = nn.TransformerEncoderLayer
    fused = True

    def __init__(
        self,
        inputs: int,
        outputs: int,
        *,
        seeds: Sequence[int],
        dtype: torch.dtype | None = None,
        **given: Any,
    ) -> None:
        asked = self.defaults() | given
        for condition, value in (
            ("normalisation", "none"),
            ("keys", "positions"),
            ("feedforward", 0),
        ):
            if asked[condition] == value:
                raise NotExposed(
                    self.refusal(f"{condition}={value!r}", "a layer has all its parts")
                )
        drawn, width = streams(seeds, "weights"), asked["model_width"]
        pre = asked["normalisation"] == "pre"
        options = {"dropout": 0.0, "norm_first": pre}
        options["dim_feedforward"] = asked["feedforward"] or 4 * width
        embedding = Embedding(inputs, width, streams=drawn, dtype=dtype)
        placed = Transformer.places[asked["positions"]](
            width, asked["heads"], streams=drawn, longest=asked["longest"], dtype=dtype
        )

        def block() -> LayerBlock:
            attention = AttentionSubject(
                width,
                asked["heads"],
                make=partial(self.construct, **options),
                asked=Layer,
                streams=drawn,
                positions=placed,
                causal=asked["causal"],
                window=asked["window"],
                dtype=dtype,
            )
            return LayerBlock(attention)

        closing = LayerNorm(len(seeds), width, dtype=dtype) if pre else nn.Identity()
        readout = Linear(width, outputs, streams=drawn, dtype=dtype)
        blocks = [block() for _ in range(asked["layers"])]
        super().__init__(embedding, placed, blocks, closing, readout)
