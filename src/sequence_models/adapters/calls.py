"""How a recurrent module is called, found by calling it."""

import copy
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import torch
from torch import Tensor, nn

from sequence_models.adapters.drawing import draws
from sequence_models.adapters.faults import alters, by_order, nearest, wrong
from sequence_models.adapters.forms import Called, Form
from sequence_models.adapters.quiet import at_home
from sequence_models.adapters.refusal import ALTERS, Answers, NotUnderstood
from sequence_models.adapters.results import (
    Path,
    Stack,
    alike,
    attempt,
    held,
    pick,
    same,
    seen,
    tensors,
    told,
)
from sequence_models.adapters.taken import STATES, sequence_name, state_names

BATCH, TIME, INPUTS = 2, 6, 3
CUT = 3
FAULTS = ("sequences hear of each other", "it sees ahead", "it forgets its first input")
DEAF = "it hears no input"


def find(
    module: nn.Module, *, hidden: int, layers: int, parts: int, batch_first: bool | None
) -> Form:
    """The way of calling this module that fits best. NotUnderstood says what was tried."""
    trial = Trial(module, hidden, layers, parts)
    order = [batch_first] if batch_first is not None else hints(module)
    with at_home(trial.x.dtype), torch.no_grad():
        tried = [(f, trial.faults(f)) for first in order for f in trial.answering(first)]
        if all(found for _, found in tried):
            cells = (form for form in trial.answering_stepwise() if form.states)
            stepped = [(form, trial.faults(form)) for form in cells]
            tried += [each for each in stepped if not tried or len(each[1]) < len(FAULTS)]
        if not tried:
            raise trial.answers.refused()
        trial.refuse(tried[0][0])
        best = nearest(tried, len(FAULTS))
        best = replace(best, faults=by_order([(form.order, found) for form, found in tried]))
        return best if best.cell else trial.with_state(best)


def hints(module: nn.Module) -> list[bool]:
    """Both orders, the likelier first."""
    named = getattr(module, "batch_first", None)
    return [True, False] if named or named is None else [False, True]


class Trial:
    """One module, and small inputs to try it on."""

    def __init__(
        self, module: nn.Module, hidden: int, layers: int, parts: int, inputs: int = INPUTS
    ) -> None:
        self.module, self.hidden, self.layers, self.parts = module, hidden, layers, parts
        stream = torch.Generator().manual_seed(0)
        like = next(module.parameters(), torch.zeros(1, dtype=torch.float64))
        self.x = torch.randn(BATCH, TIME, inputs, generator=stream, dtype=like.dtype)
        wanted = (BATCH, TIME, hidden)
        self.answers = Answers((BATCH, TIME, inputs), wanted, "(batch, time, units)")

    def answering(self, first: bool) -> Iterator[Form]:
        """Ways of calling it, with and without a state, that give outputs of the right shape."""
        base = Form(batch_first=first, sequence=sequence_name(self.module))
        for form in [base, *(replace(f, bare=False) for f in self.entries(base))]:
            found = self.output(form, self.x, (BATCH, TIME) if first else (TIME, BATCH))
            if found is not None:
                yield found
                return

    def answering_stepwise(self) -> Iterator[Form]:
        """The same for a cell, which takes one step."""
        named = sequence_name(self.module)
        base = Form(batch_first=True, cell=True, axis=None, entry_axis=None, sequence=named)
        for form in [base, *(replace(f, bare=False) for f in self.entries(base))]:
            found = self.output(form, self.x[:, 0], (BATCH,))
            if found is not None:
                yield self.with_state(found)

    def entries(self, form: Form) -> Iterator[Form]:
        """Ways of giving it a state."""
        kinds = ["tensor"] if self.parts == 1 else ["tuple", "apart", "list"]
        kinds += ["tuple", "list"] if self.parts == 1 else []
        names = state_names(self.module)
        named = [f"{kind}:{name}" for kind in kinds[:1] for name in names]
        named += [f"apart:{h},{c}" for h, c in pairwise(names) if self.parts > 1]
        for axis in dict.fromkeys([form.axis, 0, None, 1]):
            if axis is None and self.layers > 1:
                continue
            for kind in kinds + named:
                yield replace(form, enters=kind, entry_axis=axis)

    def zeros(self) -> tuple[Tensor, ...]:
        """A state of the beginning."""
        return tuple(self.x.new_zeros(BATCH, self.hidden) for _ in range(self.layers * self.parts))

    def wrapped(self, form: Form) -> Called:
        """The module, as it was made, called in this way."""
        module = copy.deepcopy(self.module)
        return Called(module, form, layers=self.layers, parts=self.parts)

    def output(self, form: Form, x: Tensor, lead: tuple[int, ...]) -> Form | None:
        """The way to the outputs in what it returns, if there are any of the right shape."""
        shown = (x if form.batch_first or form.cell else x.transpose(0, 1)).clone()
        call = self.wrapped(form)
        before = held(call.module)
        result = attempt(lambda: call.call(shown, () if form.bare else self.zeros()))
        if isinstance(result, Exception):
            self.answers.raised(form.call, shown.shape, told(result))
            return None
        for path, tensor in tensors(result):
            if tuple(tensor.shape) == (*lead, self.hidden):
                return replace(form, output=path, keeps=held(call.module) != before)
        shapes = [seen(tensor.shape) for _, tensor in tensors(result)]
        self.answers.returned(form.call, shown.shape, shapes, (*lead, self.hidden))
        return None

    def run(self, form: Form, x: Tensor, *state: Tensor) -> tuple[Tensor, ...]:
        """Outputs and states."""
        start = state or (() if form.bare else self.zeros())
        return self.wrapped(form)(x.clone(), *start)

    def refuse(self, form: Form) -> None:
        """NotUnderstood where a call, in this way, draws or changes what it is given."""
        if self.alters(form):
            raise NotUnderstood(ALTERS, [f"tried {form.call}"])
        if self.draws(form):
            raise draws(lambda: self.run(form, self.x), form.call)

    def alters(self, form: Form) -> bool:
        """Whether a call, from a state where it takes one, changes what it is given."""
        forms = [form] if form.cell else [form, self.with_state(form)]
        calls = [self.wrapped(f) for f in forms]
        states = [self.zeros() if f.enters else () for f in forms]
        return any(alters(c, c.module, self.x, *s) for c, s in zip(calls, states, strict=True))

    def draws(self, form: Form) -> bool:
        """Whether the same inputs are answered otherwise by the same module, unused before."""
        form = form if form.cell else replace(form, states=(), last=False)
        return not alike(self.run(form, self.x)[0], self.run(form, self.x)[0])

    def faults(self, form: Form) -> tuple[str, ...]:
        """What is wrong of these: no sequence hears of another, no step of a later one, and
        outputs depend on every input up to theirs; all of it where a call is not answered."""
        form = form if form.cell else replace(form, states=(), last=False)
        found = wrong(FAULTS, lambda: self.run(form, self.x)[0], lambda: self.hears(form))
        deaf = found == (FAULTS[-1],) and same(
            self.run(form, self.x + 1)[0], self.run(form, self.x)[0]
        )
        return (DEAF,) if deaf else found

    def hears(self, form: Form) -> list[bool]:
        """Whether each holds, where every call is answered."""
        y = self.run(form, self.x)[0]
        other, later, first = self.x.clone(), self.x.clone(), self.x.clone()
        other[1] += 1
        later[:, CUT:] += 1
        first[:, 0] += 1
        alone = same(self.run(form, other)[0][0], y[0])
        causal = same(self.run(form, later)[0][:, :CUT], y[:, :CUT])
        hears = not same(self.run(form, first)[0][:, CUT], y[:, CUT])
        return [alone, causal, hears]

    def with_state(self, form: Form) -> Form:
        """The way back into the module of the state that it returns."""
        form = self.returned(form)
        takes = [(self.moves(f), f) for f in self.entries(form)]
        works = [f for moved, f in takes if moved]
        names = state_names(self.module)
        usual = next((n for n in names if n.lower() in STATES), "")
        if not works and usual:  # it takes one, and is deaf to it
            works = [f for heard, f in takes if heard is not None and f.gives(usual, names)]
        if not works:
            return replace(form, enters="", unused=usual) if form.bare else form
        return max(works, key=self.continues)

    def returned(self, form: Form) -> Form:
        """Where the states are in what it returns, what is exposed first."""
        x = self.x[:, 0] if form.cell else self.x
        x = x if form.batch_first or form.cell else x.transpose(0, 1)
        result = self.wrapped(form).call(x, () if form.bare else self.zeros())
        y = pick(result, form.output)
        shown = y if form.cell else y[:, -1] if form.batch_first else y[-1]
        shapes: dict[tuple[int, ...], int | None]
        shapes = {(BATCH, self.hidden): None} if self.layers == 1 else {}
        shapes |= {(BATCH, self.layers, self.hidden): 1, (self.layers, BATCH, self.hidden): 0}
        fitting = [(p, t) for p, t in tensors(result) if tuple(t.shape) in shapes]
        found = [(p, t, shapes[tuple(t.shape)]) for p, t in fitting]
        others = [f for f in found if f[0] != form.output]
        if not form.cell:
            listed = form.output[:-1] if form.output[-1:] == (Stack,) else form.output
            found = [f for f in others if f[0][: len(listed)] != listed or not listed]
        elif self.parts > 1 and len(others) >= self.parts:
            found = others
        elif self.parts == 1:
            found = [f for f in found if f[0] == form.output] or found[:1]
        found = [f for f in found if f[2] == found[0][2]]
        if len(found) < self.parts:
            return replace(form, last=self.parts == 1 and self.layers == 1 and not form.cell)
        chosen = found[: self.parts]
        if self.parts == 2 and not form.cell and not exposed(chosen[0], shown):
            chosen = chosen[::-1] if exposed(chosen[1], shown) else chosen
        turned = chosen != found[: self.parts]
        states = tuple(path for path, *_ in chosen)
        return replace(form, states=states, axis=chosen[0][2], turned=turned)

    def moves(self, form: Form) -> bool | None:
        """Whether it answers otherwise for another state; None where it takes none in this way."""
        other = tuple(part + 0.5 for part in self.zeros())
        starts = self.zeros(), other
        found = attempt(lambda: [self.run(form, self.x, *start) for start in starts])
        return None if isinstance(found, Exception) else not same(found[0][0], found[1][0])

    def continues(self, form: Form) -> int:
        """Whether the second half, begun from the state after the first, is that of the whole."""
        if not form.states and not form.last:
            return 0
        whole = self.run(form, self.x, *self.zeros())[0]
        _, *state = self.run(form, self.x[:, :CUT], *self.zeros())
        rest = attempt(lambda: self.run(form, self.x[:, CUT:], *state)[0])
        return 0 if isinstance(rest, Exception) else int(same(rest, whole[:, CUT:]))


def exposed(found: tuple[Path, Tensor, int | None], shown: Tensor) -> bool:
    """Whether the last layer's part of this state is what was put out last."""
    _, state, axis = found
    return same(state if axis is None else state.select(axis, -1), shown)
