"""How attention, or a layer around it, is called, found by calling it."""

import copy
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any

import torch
from torch import Tensor, nn

from sequence_models.adapters.convention import Convention
from sequence_models.adapters.drawing import draws
from sequence_models.adapters.faults import alters, by_order, nearest, wrong
from sequence_models.adapters.quiet import at_home
from sequence_models.adapters.refusal import ALTERS, Answers, NotUnderstood
from sequence_models.adapters.results import alike, attempt, held, same, seen, tensors, told
from sequence_models.adapters.sight import Sight, Sighted
from sequence_models.adapters.ways import Ways

BATCH, TIME, WIDTH = 2, 5, 8
FAULTS = (
    "it sees what is hidden from it",
    "it does not see what it may",
    "sequences hear of each other",
)
REVERSED = "it reads what comes later and nothing before: is its mask reversed?"


def look(module: nn.Module, convention: Convention) -> Sight:
    """The way of calling this module that fits best. NotUnderstood says what was tried."""
    trial = Trying(module, convention)
    orders = [True, False] if convention.batch_first is None else [convention.batch_first]
    with at_home(trial.x.dtype), torch.no_grad():
        fits = (form for first in orders for form in trial.answering(first))
        likeliest = next(fits, None)
        if likeliest is None:
            lost = trial.ways.mask_is_lost()
            raise trial.ways.without_mask() if lost else trial.answers.refused()
        trial.refuse(likeliest)
        best = trial.best(chain([likeliest], fits))
        if trial.deaf(best):
            return trial.reversed(best)
        if best.kind == "none" and convention.mask is None and trial.ways.unnamed():
            raise trial.ways.without_mask()
        return best


class Trying:
    """One module, and small inputs to try it on."""

    def __init__(
        self, module: nn.Module, convention: Convention | None = None, *, width: int = WIDTH
    ) -> None:
        self.module = module
        like = next(module.parameters())
        stream = torch.Generator().manual_seed(0)
        self.x = torch.randn(BATCH, TIME, width, generator=stream, dtype=like.dtype)
        self.shift = torch.linspace(-1, 1, width, dtype=like.dtype)  # which no norm takes away
        given = (BATCH, TIME, width)
        self.answers = Answers(given, given, "(batch, time, width)")
        self.ways = Ways(module, convention or Convention())
        self.taken = self.ways.taken

    def best(self, fits: Iterable[Sight]) -> Sight:
        """The first that is consistent, or else the nearest to it, with what is wrong."""
        tried: list[tuple[Sight, tuple[str, ...]]] = []
        for form in fits:
            tried.append((form, self.faults(form)))
            if not tried[-1][1]:
                return form
        best = nearest(tried, len(FAULTS))
        return replace(best, faults=by_order([(form.order, found) for form, found in tried]))

    def refuse(self, form: Sight) -> None:
        """NotUnderstood where a call, in this way, draws or changes what it is given."""
        if self.alters(form):
            raise NotUnderstood(ALTERS, [f"tried {form}"])
        if self.draws(form):
            raise draws(lambda: self.run(form, self.x), str(form))

    def answering(self, first: bool) -> Iterator[Sight]:
        """Those that give outputs of the right shape."""
        shape = tuple(self.x.shape) if first else (TIME, BATCH, self.x.shape[-1])
        for form in self.ways.forms(first):
            result = attempt(partial(self.result, form))
            if isinstance(result, Exception):
                self.answers.raised(form.call, shape, told(result))
                continue
            result, module, keeps = result
            found = [path for path, t in tensors(result) if tuple(t.shape) == shape]
            if found:
                self.ways.answered.add((form.mask, first))
                form = replace(form, output=found[0], keeps=keeps)
                yield self.showing(form, result, module)
            else:
                shapes = [seen(t.shape) for _, t in tensors(result)]
                self.answers.returned(form.call, shape, shapes, shape)

    def calls(self) -> Iterator[Callable[[], Any]]:
        """The module itself in every way that its parameters suggest, and no copy of it."""
        for first in (True, False):
            for form in self.ways.forms(first):
                call = Sighted(self.module, replace(form, weights=None))
                yield partial(call, self.x, self.x, self.mask(form))

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

    def faults(self, form: Sight) -> tuple[str, ...]:
        """What is wrong of these: what is hidden is not seen, what is visible is, no other
        sequence is; all of it where a call is not answered."""
        return wrong(FAULTS, lambda: self.run(form, self.x), lambda: self.hears(form))

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

    def deaf(self, form: Sight, heard: slice = slice(1), by: slice = slice(1, None)) -> bool:
        """Whether these steps are heard by none of those; as it is called, by none behind it."""
        moved = self.x.clone()
        moved[:, heard] += self.shift
        return same(self.run(form, moved)[:, by], self.run(form, self.x)[:, by])

    def reversed(self, form: Sight) -> Sight:
        """What is to be said of a module whose steps hear none before them. NotUnderstood where
        they hear none at all."""
        if self.deaf(form, slice(-1, None), slice(-1)):
            raise NotUnderstood(
                "Let its outputs depend on other steps, of which they read none",
                [f"tried {form.call}"],
            )
        causal = form if form.mask else replace(form, kind="built in")
        return replace(causal, faults=(f"{form.order}, {REVERSED}",))
