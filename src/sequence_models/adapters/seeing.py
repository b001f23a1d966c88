"""How attention, or a layer around it, is called, found by calling it."""

import copy
import inspect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn

from sequence_models.adapters.convention import Convention
from sequence_models.adapters.faults import NUMBERLESS, alters, by_order, numberless
from sequence_models.adapters.quiet import at_home
from sequence_models.adapters.refusal import ALTERS, DRAWS, Answers, NotUnderstood
from sequence_models.adapters.results import alike, attempt, held, same, seen, tensors, told
from sequence_models.adapters.sight import Sight, Sighted

NAMES = {
    "q": "q query queries xq x_q inputs_q",
    "k": "k key keys xk x_k inputs_k",
    "v": "v value values xv x_v inputs_v",
    "mask": "mask attn_mask attention_mask src_mask valid_lens valid_len lengths lens att_mask "
    "causal_mask attn_bias src_lengths bias tgt_mask",
    "shown": "need_weights return_attention return_weights output_attentions return_attn "
    "need_attention",
}
KINDS = ("additive", "may see", "hidden", "may see, as 1 and 0", "hidden, as 1 and 0")
BATCH, TIME, WIDTH = 2, 5, 8
FAULTS = (
    "it sees what is hidden from it",
    "it does not see what it may",
    "sequences hear of each other",
)
ALL = len(FAULTS)


def look(module: nn.Module, convention: Convention) -> Sight:
    """The way of calling this module that fits best. NotUnderstood says what was tried."""
    batch_first = convention.batch_first
    trial = Trying(module, convention.mask, convention.mask_parameter)
    orders = [True, False] if batch_first is None else [batch_first]
    with at_home(trial.x.dtype), torch.no_grad():
        fits = [form for first in orders for form in trial.answering(first)]
        if not fits:
            raise trial.without_mask() if trial.mask_is_lost() else trial.answers.refused()
        if trial.alters(fits[0]):
            raise NotUnderstood(ALTERS, [f"tried {fits[0]}"])
        if trial.draws(fits[0]):
            raise NotUnderstood(DRAWS, [f"tried {fits[0]}, twice on the same inputs"])
        best = max(fits, key=trial.consistent)
        if trial.deaf(best):
            raise NotUnderstood(
                "Let its outputs depend on other steps, of which they read none",
                [f"tried {best}"],
            )
        if best.kind == "none" and convention.mask is None and trial.unnamed():
            raise trial.without_mask()
        return replace(best, faults=by_order([(f.order, trial.faults(f)) for f in fits]))


class Trying:
    """One module, and small inputs to try it on."""

    def __init__(
        self, module: nn.Module, said: str | None = None, parameter: str | None = None
    ) -> None:
        self.module, self.said = module, said
        like = next(module.parameters())
        stream = torch.Generator().manual_seed(0)
        self.x = torch.randn(BATCH, TIME, WIDTH, generator=stream, dtype=like.dtype)
        self.shift = torch.linspace(-1, 1, WIDTH, dtype=like.dtype)  # which no norm takes away
        given = (BATCH, TIME, WIDTH)
        self.answers = Answers(given, given, "(batch, time, width)")
        self.taken = inspect.signature(module.forward).parameters
        self.meant = {
            n: kind for n in self.taken for kind in NAMES if n.lower() in NAMES[kind].split()
        }
        if parameter is not None:
            self.believe(parameter)

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
            and p.name not in self.meant
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
        """Every way of calling it that its parameters suggest."""
        apart = tuple(self.named(kind)[0] for kind in "qkv" if self.named(kind))
        options = [(name, True) for name in self.named("shown")]
        if "average_attn_weights" in inspect.signature(self.module.forward).parameters:
            options.append(("average_attn_weights", False))
        base = Sight(first, apart if len(apart) == 3 else (), options=tuple(options))
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

    def masked(self, base: Sight, name: str, kinds: Sequence[str]) -> Iterator[Sight]:
        """Every mask of these kinds, unless another is declared."""
        for kind in [k for k in kinds if self.said in (None, k)]:
            for axes in (2,) if kind == "lengths" else (2, 3, 4):
                yield replace(base, mask=name, kind=kind, axes=axes)

    def answering(self, first: bool) -> Iterator[Sight]:
        """Those that give outputs of the right shape."""
        shape = tuple(self.x.shape) if first else (TIME, BATCH, WIDTH)
        for form in self.forms(first):
            result = attempt(partial(self.result, form))
            if isinstance(result, Exception):
                self.answers.raised(form.call, shape, told(result))
                continue
            result, module, keeps = result
            found = [path for path, t in tensors(result) if tuple(t.shape) == shape]
            if found:
                form = replace(form, output=found[0], keeps=keeps)
                yield self.showing(form, result, module)
            else:
                shapes = [seen(t.shape) for _, t in tensors(result)]
                self.answers.returned(form.call, shape, shapes, shape)

    def result(self, form: Sight) -> tuple[Any, nn.Module, bool]:
        """What it returns, whole."""
        module = copy.deepcopy(self.module)
        before, kept = held(module), []
        call = Sighted(module, replace(form, output=(), weights=None))
        hook = module.register_forward_hook(lambda m, given, out: kept.append(out))
        x = self.x.clone()
        attempt(lambda: call(x, x, self.mask(form)))
        hook.remove()
        if not kept:
            call(x, x, self.mask(form))
        return kept[-1], module, held(module) != before

    def showing(self, form: Sight, result: Any, module: nn.Module) -> Sight:
        """Where the weights are, if they are shown."""
        shapes = {(BATCH, 1, TIME, TIME), (BATCH, TIME, TIME)}
        for path, tensor in tensors(result):
            if tuple(tensor.shape) in shapes and path != form.output:
                return replace(form, weights=path)
        for at, part in module.named_modules():
            for name, value in vars(part).items():
                if isinstance(value, Tensor) and tuple(value.shape) in shapes:
                    return replace(form, held=f"{at}.{name}")
        return form

    def visible(self, form: Sight) -> Tensor:
        """Causal, with one hole where any mask can be given."""
        shown = torch.ones(BATCH, TIME, TIME, dtype=torch.bool)
        if form.kind != "none":
            shown = shown.tril()
        if form.mask and form.kind != "lengths":
            shown[:, 4, 1] = False
        return shown

    def mask(self, form: Sight) -> Tensor | None:
        """It in this form."""
        return form.masking(self.visible(form), None, 1) if form.mask else None

    def run(self, form: Sight, x: Tensor) -> Tensor:
        """Outputs, by the module as it was made."""
        return Sighted(copy.deepcopy(self.module), form)(x, x.clone(), self.mask(form))[0]

    def consistent(self, form: Sight) -> int:
        """How many hold: what is hidden is not seen, what is visible is, no other sequence is."""
        faults = self.faults(form)
        return 0 if NUMBERLESS in faults else ALL - len(faults)

    def faults(self, form: Sight) -> tuple[str, ...]:
        """Which of them do not; all of them where a call is not answered."""
        if numberless(lambda: self.run(form, self.x)):
            return (NUMBERLESS,)
        found = attempt(lambda: self.hears(form))
        holds = [False] * ALL if isinstance(found, Exception) else found
        return tuple(fault for fault, right in zip(FAULTS, holds, strict=True) if not right)

    def hears(self, form: Sight) -> list[bool]:
        """Whether each holds, where every call is answered."""
        y, shown = self.run(form, self.x), self.visible(form)[0]
        hidden, visible = True, True
        for key in range(TIME):
            moved = self.x.clone()
            moved[:, key] += self.shift
            after = self.run(form, moved)
            for query in set(range(TIME)) - {key}:
                still = same(after[:, query], y[:, query])
                hidden &= still or bool(shown[query, key])
                visible &= not still or not bool(shown[query, key])
        other = self.x.clone()
        other[1] += self.shift
        return [hidden, visible, same(self.run(form, other)[0], y[0])]

    def draws(self, form: Sight) -> bool:
        """Whether the same inputs are answered otherwise by the same module, unused before."""
        return not alike(self.run(form, self.x), self.run(form, self.x))

    def alters(self, form: Sight) -> bool:
        """Whether a call changes what it is given."""
        call = Sighted(copy.deepcopy(self.module), form)
        mask = self.mask(form)
        return alters(call, call.module, self.x, self.x, *([] if mask is None else [mask]))

    def deaf(self, form: Sight) -> bool:
        """Whether every step hears itself alone."""
        moved = self.x.clone()
        moved[:, 0] += self.shift
        return same(self.run(form, moved)[:, 1:], self.run(form, self.x)[:, 1:])
