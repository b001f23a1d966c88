"""One way of calling attention, and the module called in that way."""

from dataclasses import dataclass
from typing import Any

from torch import Tensor, nn

from sequence_models.adapters.caches import Cache
from sequence_models.adapters.masks import described, masking
from sequence_models.adapters.results import Path, pick, whole


@dataclass(frozen=True)
class Sight:
    """One way of calling attention, and of reading what it returns."""

    batch_first: bool
    apart: tuple[str, ...] = ()  # parameters for queries, keys and values; none take x alone
    sequence: str = ""  # the parameter that takes x, where it has to be named
    mask: str = ""  # its parameter
    kind: str = "built in"
    axes: str = "qk"  # the order of the mask's, by ``LETTERS``
    options: tuple[tuple[str, Any], ...] = ()
    output: Path = ()
    weights: Path | None = None
    held: str = ""  # the attribute that keeps the weights
    keeps: bool = False
    faults: tuple[str, ...] = ()  # what is wrong in each order of the axes
    cache: Cache | None = None
    strays: bool = False  # whether handing the cache back gives other outputs than the whole
    unused: str = ""  # the parameter of a cache that does not give what the whole gives

    def __str__(self) -> str:
        if self.faults:
            return f"no way of calling it fits: {'; or '.join(self.faults)}"
        shown = self.weights is not None or self.held
        said = f"{self.call}, weights {'shown' if shown else 'not shown'}"
        said += f", cache taken back as {self.cache.name}" if self.cache else ""
        said += ", which gives other outputs than the whole" if self.strays else ""
        return said + (f", {self.lost}" if self.unused else "")

    @property
    def lost(self) -> str:
        """Why nothing goes on from its cache."""
        return (
            f"its cache could not be used: handed back as {self.unused}, nothing that it returns "
            "gives the outputs of the whole"
        )

    @property
    def order(self) -> str:
        """How sequences are given."""
        return "batch first" if self.batch_first else "time first"

    @property
    def call(self) -> str:
        """How it is called: sequences and mask."""
        given = "queries, keys and values" if self.apart else "one sequence"
        given += f" as {self.sequence}" if self.sequence else ""
        mask = f"mask {self.kind}"
        mask += f" of {described(self.axes)}" if self.mask and self.kind != "lengths" else ""
        return f"{self.order}, {given}, {mask}"

    def masking(self, visible: Tensor, bias: Tensor | None, heads: int) -> Tensor:
        """The mask (batch, query, key) in this form; with a bias (heads, query, key) where it is
        additive."""
        return masking(self.kind, self.axes, visible, bias, heads)


class Sighted(nn.Module):
    """The module in our form: batch first, with a mask of what may be seen."""

    def __init__(self, module: nn.Module, form: Sight) -> None:
        super().__init__()
        self.module, self.form = module, form

    def forward(self, queries: Tensor, keys: Tensor, *more: Tensor | None) -> tuple[Tensor, ...]:
        """What was read where the queries stand; then the cache, where it has one that is used;
        then with which weights, where they are shown.

        ``more`` is the mask, where it takes one, and the cache of the steps before ``keys``.
        """
        form, tensors = self.form, [t for t in more if t is not None]
        mask = tensors.pop(0) if form.mask and tensors else None
        x = keys if form.batch_first else keys.transpose(0, 1)
        result = self.answer(x, mask, tuple(tensors))
        y = pick(result, form.output)
        whole(y, x)
        y = (y if form.batch_first else y.transpose(0, 1))[:, -queries.shape[1] :]
        carried = () if form.cache is None else form.cache.taken(result)
        weights = self.weights(result)
        shown = () if weights is None else (weights[..., -queries.shape[1] :, :],)
        return (y, *carried, *shown)

    def answer(self, x: Tensor, mask: Tensor | None, cache: tuple[Tensor, ...]) -> Any:
        """What the module returns for these steps, on its own terms."""
        form, named = self.form, dict(self.form.options)
        if mask is not None:
            named[form.mask] = mask.to(x.dtype) if mask.is_floating_point() else mask
        if form.cache is not None and cache:
            named |= form.cache.given(cache)
        if form.apart:
            return self.module(**dict.fromkeys(form.apart, x), **named)
        if form.sequence:
            return self.module(**{form.sequence: x}, **named)
        return self.module(x, **named)

    def weights(self, result: Any) -> Tensor | None:
        """(batch, head, query, key), where they are shown."""
        if self.form.weights is not None:
            found = pick(result, self.form.weights)
        elif self.form.held:
            at, _, name = self.form.held.rpartition(".")
            found = getattr(self.module.get_submodule(at), name)
        else:
            return None
        return found if found.dim() == 4 else found[:, None]
