"""Every way of calling attention, or a layer around it, that its parameters suggest."""

import inspect
from collections.abc import Iterator, Sequence
from dataclasses import replace

from torch import nn

from sequence_models.adapters.convention import Convention
from sequence_models.adapters.masks import KINDS, RARE, USUAL, misread
from sequence_models.adapters.refusal import NotUnderstood
from sequence_models.adapters.sight import Sight

NAMES = {
    "q": "q query queries xq x_q inputs_q",
    "k": "k key keys xk x_k inputs_k",
    "v": "v value values xv x_v inputs_v",
    "mask": "mask attn_mask attention_mask src_mask valid_lens valid_len lengths lens att_mask "
    "causal_mask attn_bias src_lengths bias tgt_mask",
    "shown": "need_weights return_attention return_weights output_attentions return_attn "
    "need_attention",
}


class Ways:
    """What the parameters of a module's call mean, by their names and by what is declared."""

    def __init__(self, module: nn.Module, convention: Convention) -> None:
        self.said, self.axes = convention.mask, convention.mask_axes
        self.taken = inspect.signature(module.forward).parameters
        self.meant = {
            n: kind for n in self.taken for kind in NAMES if n.lower() in NAMES[kind].split()
        }
        self.answered: set[tuple[str, bool]] = set()
        if convention.mask_parameter is not None:
            self.believe(convention.mask_parameter)
        if self.axes is not None and (wrong := misread(self.axes)):
            raise NotUnderstood(f"Correct claims_convention: {wrong}")

    def named(self, kind: str) -> list[str]:
        """Parameters of its call that mean this."""
        return [name for name, meant in self.meant.items() if meant == kind]

    def believe(self, parameter: str) -> None:
        """Take the mask where it is said to be."""
        if parameter not in self.taken:
            has = ", ".join(self.taken)
            raise NotUnderstood(
                f"Correct claims_convention: mask_parameter is {parameter}, and forward takes {has}"
            )
        others = {n: kind for n, kind in self.meant.items() if kind != "mask"}
        self.meant = others | {parameter: "mask"}

    @property
    def sequence(self) -> str:
        """The parameter that takes the sequence, where it is taken by name alone."""
        named = [p for p in self.taken.values() if p.kind is p.KEYWORD_ONLY]
        needed = [p.name for p in named if p.default is p.empty and p.name not in self.meant]
        return needed[0] if needed and len(named) == len(self.taken) else ""

    def unnamed(self) -> list[str]:
        """Parameters of no usual name that may take a mask, where none is said to."""
        if "mask" in self.meant.values():
            return []
        behind = list(self.taken.values())[1:]
        empty = (None, inspect.Parameter.empty)
        return [
            p.name
            for p in behind
            if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)
            and p.default in empty
            and p.name not in (*self.meant, self.sequence)
        ]

    def mask_is_lost(self) -> bool:
        """Whether a mask of some kind is declared, and no parameter takes one."""
        return self.said in ("lengths", *KINDS) and not self.named("mask")

    def without_mask(self) -> NotUnderstood:
        """No parameter of its call works as a mask."""
        cure = 'Name the parameter of the mask: claims_convention = {"mask_parameter": "…"}'
        tried = ", ".join(self.unnamed()) or "none, since forward takes nothing behind its inputs"
        return NotUnderstood(
            f'{cure}, or say {{"mask": "none"}} where it takes none', [f"tried {tried}"]
        )

    def forms(self, first: bool) -> Iterator[Sight]:
        """Each of them, batch first or not, the likeliest first."""
        base = self.base(first)
        for name in self.named("mask"):
            kinds = ("lengths", *KINDS) if "len" in name else (*KINDS, "lengths")
            yield from self.masked(base, name, kinds)
        for name in self.unnamed():
            yield from self.masked(base, name, KINDS)
        if self.said in (None, "built in"):
            yield base
        for name in self.unnamed():  # what is not read at all passes for lengths of what is causal
            yield from self.masked(base, name, ("lengths",))
        if self.said == "none" or (self.said is None and not self.named("mask")):
            yield replace(base, kind="none")

    def base(self, first: bool) -> Sight:
        """Without a mask."""
        apart = tuple(self.named(kind)[0] for kind in "qkv" if self.named(kind))
        options = [(name, True) for name in self.named("shown")]
        if "average_attn_weights" in self.taken:
            options.append(("average_attn_weights", False))
        if len(apart) < 3:
            return Sight(first, sequence=self.sequence, options=tuple(options))
        return Sight(first, apart, options=tuple(options))

    def masked(self, base: Sight, name: str, kinds: Sequence[str]) -> Iterator[Sight]:
        """Every mask of these kinds, unless another is declared; with its axes in a rare order
        where none of the usual orders is answered."""
        kinds = [kind for kind in kinds if self.said in (None, kind)]
        said = [(self.axes,)] if self.axes else [USUAL, RARE]
        for orders in said:
            for kind in kinds:
                for axes in ("qk",) if kind == "lengths" else orders:
                    yield replace(base, mask=name, kind=kind, axes=axes)
            if (name, base.batch_first) in self.answered:
                return
