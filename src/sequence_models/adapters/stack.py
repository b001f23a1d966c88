"""Our embedding, positions and read-out around attention, or whole layers, from elsewhere."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

import torch
from torch import Tensor, nn

from sequence_models.adapters.attention import AttentionSubject
from sequence_models.adapters.constructor import CannotBeMade
from sequence_models.adapters.convention import Convention
from sequence_models.adapters.subject import Subject
from sequence_models.adapters.watched import Watched, made
from sequence_models.architectures.block import Block, LayerNorm
from sequence_models.architectures.interface import NotExposed, State
from sequence_models.architectures.layers import Linear
from sequence_models.architectures.projections import Embedding
from sequence_models.architectures.stack import Stack
from sequence_models.architectures.transformer import Attention, Transformer
from sequence_models.replicas import streams


class Foreign(Subject):
    """What both have in common: how one module is made, and what its parameters mean."""

    understood: ClassVar[Watched]
    convention: ClassVar[Convention]
    blocks: Sequence[Any]
    fused = True

    @classmethod
    def module(cls, width: int, heads: int, **more: Any) -> nn.Module:
        """One module of theirs. NotExposed where it cannot be made so."""
        whole = cls.understood.whole
        try:
            sizes = {"width": width, "heads": heads}
            return made(cls.target, cls.convention, whole=whole, **sizes, **more)[0]
        except CannotBeMade as problem:
            said = cls.refusal(f"width {width}, {heads} heads, {more}", problem.line)
            raise NotExposed(said) from problem

    def renamed(self, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Tensors by this model's parameters, such as gradients, by those of ours."""
        inside = ".attention.network.leaves."
        found = {name: t for name, t in tensors.items() if inside not in name}
        for depth, block in enumerate(self.blocks):
            prefix = f"blocks.{depth}{inside}"
            leaves = {n.removeprefix(prefix): t for n, t in tensors.items() if n.startswith(prefix)}
            numbers = block.attention.renamed(leaves)
            found |= {f"blocks.{depth}.{name}": number for name, number in numbers.items()}
        return found


class HeadsSubject(Foreign, Attention):
    """Presents a module of several heads as ``Attention``."""

    @property
    def mechanism(self) -> Any:  # type: ignore[override]
        """The target in place of our heads."""
        return partial(AttentionSubject, make=self.module, watched=self.understood)


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
        raise NotExposed("a layer from elsewhere does not show the weights of its attention")


class LayersSubject(Foreign, Stack):
    """Presents a layer as ``Transformer``."""

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
        self.refuse(asked)
        drawn, width = streams(seeds, "weights"), asked["model_width"]
        pre, slots = asked["normalisation"] == "pre", asked["feedforward"] or 4 * width
        embedding = Embedding(inputs, width, streams=drawn, dtype=dtype)
        placed = Transformer.places[asked["positions"]](
            width, asked["heads"], streams=drawn, longest=asked["longest"], dtype=dtype
        )

        def block() -> LayerBlock:
            attention = AttentionSubject(
                width,
                asked["heads"],
                make=partial(self.module, slots=slots, pre=pre),
                watched=self.understood,
                slots=slots,
                streams=drawn,
                positions=placed,
                causal=asked["causal"],
                window=asked["window"],
                dtype=dtype,
            )
            return LayerBlock(attention)

        closing = LayerNorm(len(seeds), width, dtype=dtype) if pre else nn.Identity()
        blocks = [block() for _ in range(asked["layers"])]  # drawn before the read-out, as ours
        readout = Linear(width, outputs, streams=drawn, dtype=dtype)
        super().__init__(embedding, placed, blocks, closing, readout)

    def refuse(self, asked: Mapping[str, Any]) -> None:
        """NotExposed for what a layer of theirs is not."""
        for condition, value in (
            ("normalisation", "none"),
            ("keys", "positions"),
            ("feedforward", 0),
        ):
            if asked[condition] == value:
                raise NotExposed(
                    self.refusal(f"{condition}={value!r}", "a layer has all its parts")
                )
        places, chosen = self.understood.places, self.understood.chooses
        if places is None or chosen or places.normalisation == asked["normalisation"]:
            return
        condition = f"normalisation={asked['normalisation']!r}"
        raise NotExposed(self.refusal(condition, f"it normalises {places.normalisation}"))
