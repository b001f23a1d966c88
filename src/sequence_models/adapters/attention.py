"""Attention, or layers around it, from elsewhere in place of our heads."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.adapters.caches import Cache
from sequence_models.adapters.heads import flat
from sequence_models.adapters.masks import FLAT, with_heads
from sequence_models.adapters.places import Places
from sequence_models.adapters.replicated import Replicated, plain
from sequence_models.adapters.sight import Sighted
from sequence_models.adapters.watched import Watched
from sequence_models.architectures.attention import MultiHeadAttention, distances
from sequence_models.architectures.block import FeedForward
from sequence_models.architectures.interface import NotExposed, State
from sequence_models.architectures.positions import Positions, Rotary
from sequence_models.probes.starts import may_start_anywhere
from sequence_models.replicas import Streams


class AttentionSubject(MultiHeadAttention):
    """Modules from elsewhere, one for every replica, in place of our heads.

    What is cached is what was seen, since the modules do not show their keys and values.
    """

    def __init__(
        self,
        width: int,
        heads: int,
        *,
        make: Callable[[int, int], nn.Module],
        watched: Watched,
        slots: int | None = None,
        streams: Streams,
        positions: Positions,
        causal: bool,
        window: int | None,
        dtype: torch.dtype | None,
    ) -> None:
        super().__init__(
            width,
            heads,
            streams=streams,
            positions=positions,
            causal=causal,
            window=window,
            dtype=dtype,
        )
        if isinstance(positions, Rotary):
            raise NotExposed("the queries and keys of a module from elsewhere cannot be rotated")
        self.watched, self.sight = watched, watched.sight
        self.places: Places | None = None
        if watched.places is not None:
            self.places = replace(watched.places, heads=heads)
        self.refuse_mask()
        self.network = Replicated(
            lambda: Sighted(make(width, heads), self.sight), streams=streams, dtype=dtype
        )
        self.network.together = not self.sight.keeps
        self.start(streams, slots)

    def refuse_mask(self) -> None:
        """NotExposed where what may be seen cannot be told, and choose the axes for a bias."""
        kind = self.sight.kind
        if not self.causal and kind in ("built in", "lengths"):
            raise NotExposed(f"its mask is {kind}, and it sees back only")
        wrong = self.places is not None and not self.places.exact  # without a mask as well
        if self.causal and kind == "none" and not wrong:
            raise NotExposed("it takes no mask, and sees what comes later")
        if self.window is not None and kind in ("built in", "lengths"):
            raise NotExposed(f"its mask is {kind}, and no window can be asked for")
        if self.biased():
            if kind != "additive":
                raise NotExposed(f"its mask is {kind}, and nothing can be added to its scores")
            flat = self.sight.mask in ("attn_mask", "src_mask")
            axes = f"{FLAT}qk" if flat else with_heads(self.sight.axes)
            self.sight = replace(self.sight, axes=axes)

    def biased(self) -> bool:
        """Whether positions add to the scores."""
        found: Any = self.positions.bias(distances(3, 3), torch.zeros(1))
        return bool(torch.as_tensor(found).any())

    @torch.no_grad()
    def start(self, streams: Streams, slots: int | None) -> None:
        """Our numbers in the modules' parameters. NotExposed where they have no place, unless
        what is measured depends on no start."""
        ours: dict[str, Tensor] = {}
        for name in ("W_q", "W_k", "W_v", "W_o"):
            ours[f"attention.{name}.weight"] = getattr(self, name).weight
            ours[f"attention.{name}.bias"] = getattr(self, name).bias
        del self.W_q, self.W_k, self.W_v, self.W_o
        if slots is not None:
            computed = FeedForward(self.width, slots, streams=streams, dtype=ours[name_of(0)].dtype)
            for k, W in ((1, computed.W_1), (2, computed.W_2)):
                ours[f"feedforward.W_{k}.weight"] = W.weight
                ours[f"feedforward.W_{k}.bias"] = W.bias  # type: ignore[assignment]  # it has one
        if self.places is not None:
            tensors = flat(own(dict(self.network.leaves)), self.width)
            for name, why in self.places.lost(tensors, ours):
                told = f"with {self.heads} heads its parameter {name} {why}, unlike with one"
                raise NotExposed(f"its start cannot be set as ours is: {told}")
            self.places.write(tensors, ours)
        elif not may_start_anywhere():
            raise NotExposed(f"its start cannot be set as ours is: {self.watched.unread}")

    def renamed(self, leaves: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Tensors by the modules' parameters, by those of our block."""
        if self.places is None:
            raise NotExposed(f"its parameters are not read: {self.watched.unread}")
        return self.places.read(flat(own(leaves), self.width))

    def initial_cache(self, batch: int) -> State:
        """Nothing seen. An encoder carries nothing at all."""
        like = next(self.network.parameters())
        return (like.new_zeros(len(like), batch, 0, self.width),) if self.causal else ()

    def forward(
        self, x: Float[Tensor, "replica batch time width"], cache: State
    ) -> tuple[Float[Tensor, "replica batch time width"], State]:
        """Read, and remember what was seen, or the modules' own cache. NotExposed where they have
        one that could not be used."""
        own = None if self.window is not None else self.sight.cache
        if own is not None:
            return self.go_on(x, cache, own)
        if self.sight.unused and cache and cache[0].numel():
            raise NotExposed(self.sight.lost)
        seen = torch.cat([cache[0], x], 2) if cache else x
        y, *_ = self.network(x, seen, *self.masks(seen))
        gone = 0 if self.window is None else max(0, seen.shape[2] - self.window + 1)
        return y, (seen[:, :, gone:],) if self.causal else ()

    def go_on(self, x: Tensor, cache: State, own: Cache) -> tuple[Tensor, State]:
        """Read these steps alone, from the modules' cache of those before."""
        begun = bool(cache) and cache[0].numel() > 0
        place, axis = own.steps
        before = cache[place].shape[axis + 1] if begun else 0
        rows = x.shape[2] + before if own.square else x.shape[2]
        masks = self.masks(x[:, :, :1].expand(-1, -1, before + x.shape[2], -1), rows)
        y, *carried = self.network(x, x, *masks, *(cache if begun else ()))
        return y, tuple(carried[: own.parts]) if self.causal else ()

    def masks(
        self, seen: Float[Tensor, "replica batch k width"], rows: int | None = None
    ) -> list[Tensor]:
        """What the modules are given beside the sequence: what each step may see, or each of so
        many last."""
        if not self.sight.mask:
            return []
        distance = distances(rows or seen.shape[2], seen.shape[2])
        visible = self.visible(distance).expand(seen.shape[1], -1, -1)
        bias = None
        if self.biased():
            bias = self.positions.bias(distance, seen).expand(self.heads, *distance.shape)
        return [self.told(visible, bias, len(seen))]

    def told(self, visible: Tensor, bias: Tensor | None, replicas: int) -> Tensor:
        """The same for every replica."""
        mask = self.sight.masking(visible, bias, self.heads)
        return mask.expand(replicas, *mask.shape)

    def project(self, x: Tensor, first: int) -> tuple[Tensor, Tensor, Tensor]:
        """The modules project by themselves."""
        return x, x, x

    def pattern(self, q: Tensor, k: Tensor) -> Tensor:
        """The modules' own weights."""
        if self.sight.weights is None and not self.sight.held:
            raise NotExposed("it does not show the weights of its attention")
        return self.network(q, k, *self.masks(k))[-1]


def own(leaves: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Stacked parameters under the module's own names."""
    return {plain(name).removeprefix("module."): t for name, t in leaves.items()}


def name_of(place: int) -> str:
    """A weight of our heads."""
    return f"attention.W_{'qkvo'[place]}.weight"
