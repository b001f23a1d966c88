"""What was found out about a class from elsewhere: how it is made, called and read."""

from dataclasses import dataclass, replace
from itertools import groupby
from math import inf, isnan
from typing import Any

import torch
from torch import Tensor, nn

from sequence_models.adapters.calls import INPUTS, Trial, find
from sequence_models.adapters.constructor import make
from sequence_models.adapters.convention import Convention
from sequence_models.adapters.forms import Form
from sequence_models.adapters.lazy import calls, settle
from sequence_models.adapters.quiet import (
    at_home,
    counts_in_evaluation,
    said_of_dropout,
    without_dropout,
)
from sequence_models.adapters.reading import Blocks, Reading, Readings, orders
from sequence_models.adapters.refusal import EXACT, RATE, ROUNDED, NotUnderstood, rounds
from sequence_models.adapters.sizes import RECURRENT
from sequence_models.architectures.interface import State
from sequence_models.probes.equations import unrolled

HIDDEN = 5
TORCHS = "weight_ih_l0"
"""A name that promises torch's order of gates, and their sense."""


@dataclass(frozen=True)
class Family:
    """What tells one recurrent architecture from another."""

    name: str
    parts: int
    gates: str  # ours, in our order
    equations: tuple[str, ...]
    bends: tuple[str, str] = ("tanh", "relu")

    def numbers(self, blocks: Blocks) -> dict[str, Tensor]:
        """Blocks under the names that our cell gives them."""
        W, U, b = blocks["W"], blocks["U"], blocks.get("b")
        match self.name:
            case "RNN":
                named = {"U.weight": W, "W": U, "U.bias": b}
            case "GRU":
                cut = 2 * U.shape[2]
                named = {"W.weight": W, "U_gates": U[:, :cut], "U_n.weight": U[:, cut:]}
                named["W.bias"] = b
            case _:
                named = {"W.weight": W, "U": U, "W.bias": b}
        return {name: number for name, number in named.items() if number is not None}

    def blocks(self, cell: Any) -> Blocks:
        """The numbers of one of our cells."""
        match self.name:
            case "RNN":
                return {"W": cell.U.weight, "U": cell.W, "b": cell.U.bias}
            case "GRU":
                U = torch.cat([cell.U_gates, cell.U_n.weight], 1)
                return {"W": cell.W.weight, "U": U, "b": cell.W.bias}
            case _:
                return {"W": cell.W.weight, "U": cell.U, "b": cell.W.bias}


FAMILIES = {
    "RNN": Family("RNN", 1, "h", ("rnn",)),
    "GRU": Family("GRU", 1, "rzn", ("gru, reset before", "gru, reset after")),
    "LSTM": Family("LSTM", 2, "ifog", ("lstm",)),
}


TURNED = {"GRU": "z lets in", "LSTM": "f erases"}
"""Which gate may be of the other sense, and what it does then."""


@dataclass(frozen=True)
class Understood:
    """The form of its calls, and the reading of its parameters or why there is none."""

    form: Form
    reading: Reading | None
    unread: str
    family: Family
    dropout: bool
    counts: bool = False  # whether its dropout counts in evaluation too

    def __str__(self) -> str:
        said = [str(self.form)]
        if self.reading is None:
            said.append(f"parameters not read: {self.unread}")
        elif self.reading.exact and len(self.family.gates) > 1:
            order = "".join(self.family.gates[gate] for gate in self.reading.order)
            said.append(f"gates {order}")
            said += [TURNED[self.family.name]] if self.reading.negated is not None else []
            said += [f"reset {self.reading.reset}"] if self.family.name == "GRU" else []
        if self.reading is not None and not self.reading.exact:
            said.append("no reading of its parameters computes the equations")
        return "; ".join(said + said_of_dropout(self.dropout, self.counts))


def understand(target: Any, family: Family, convention: Convention) -> Understood:
    """Try the class on small inputs. TypeError says what it lacks."""
    sizes = {"inputs": INPUTS, "hidden": HIDDEN, "layers": 1}
    module, taken = made(target, convention, **sizes)
    first = convention.batch_first
    form = find(module, hidden=HIDDEN, layers=1, parts=family.parts, batch_first=first)
    plain = form if form.cell else replace(form, states=(), last=False)
    counts = counts_in_evaluation(
        lambda: made(target, convention, rate=RATE, **sizes)[0],
        module,
        lambda found: (trial := Trial(found, HIDDEN, 1, family.parts)).run(plain, trial.x)[0],
        form.call,
    )
    reading, unread = read(module, form, family, convention)
    return Understood(form, reading, unread, family, "dropout" in taken, counts)


def made(
    target: Any,
    convention: Convention,
    *,
    inputs: int,
    hidden: int,
    layers: int,
    rate: float = 0.0,
    **more: Any,
) -> tuple[nn.Module, set[str]]:
    """A module in double precision and without dropout, unless at a rate; which sizes it takes,
    with "dropout" where it had any."""
    sizes = {"inputs": inputs, "hidden": hidden, "dropout": rate, "first": True, "yes": True}
    sizes |= {"layers": layers}
    if convention.batch_first is not None:
        sizes["first"] = convention.batch_first
    needed = {*more, *(["layers"] if layers > 1 else [])}
    with torch.random.fork_rng(devices=[]), at_home(torch.float64):
        module, taken = make(target, RECURRENT, sizes | more, convention, needed)
        settle(module, lambda: calls(module, inputs, hidden, layers))
    if not rate and without_dropout(module):
        taken.add("dropout")
    return module.double(), taken


def read(
    module: nn.Module, form: Form, family: Family, convention: Convention
) -> tuple[Reading | None, str]:
    """The reading of the parameters under which the equations give what the module gives, or
    else the one that comes nearest; none where parameters are left over."""
    shapes = {name: tuple(p.shape) for name, p in module.named_parameters()}
    readings = Readings(shapes, convention.names, INPUTS, HIDDEN, family.gates)
    if readings.unknown:
        name = readings.unknown[0]
        return None, f"its parameter {name} {shapes[name]} has no place in the equations"
    if isinstance(refused := readings.grouped(), str):
        if readings.other_gates():
            raise NotUnderstood("Name the architecture that it is: this is another", [refused])
        return None, refused
    said = convention.gates
    tried = [tuple(map(family.gates.index, said))] if said else orders(len(family.gates))
    if readings.lettered:
        tried = [tuple(range(len(family.gates)))]
    may_turn = family.name == "GRU" or (family.name == "LSTM" and TORCHS not in shapes)
    negatable = family.gates.index(TURNED[family.name][0]) if may_turn else None
    candidates = [
        replace(r, reset=e.rpartition(" ")[2] if "reset" in e else "before")
        for r in readings.all(tried, negatable)
        for e in family.equations
    ]
    best, error = nearest(module, form, family, candidates)
    return (None, rounds(error)) if EXACT <= error < ROUNDED else (best, "")


def nearest(
    module: nn.Module, form: Form, family: Family, candidates: list[Reading]
) -> tuple[Reading, float]:
    """The candidate whose equations come nearest to the module, and how near."""
    tried: list[tuple[float, Reading]] = []
    with at_home(torch.float64), torch.no_grad():
        for _, alike in groupby(candidates, key=lambda reading: reading.resting):
            readings = list(alike)
            trial = Compared(module, form, family, readings[0])
            for reading in readings:
                tried.append((trial.distance(reading), reading))
                if tried[-1][0] < EXACT:
                    return replace(reading, exact=True), tried[-1][0]
    if TORCHS in dict(module.named_parameters()):
        return candidates[0], tried[0][0]  # torch's names promise torch's order
    error, best = min(tried, key=lambda each: each[0])
    return best, error


class Compared:
    """A module and what it returns, to be compared with the equations under its weights."""

    def __init__(self, module: nn.Module, form: Form, family: Family, reading: Reading) -> None:
        resting = dict(reading.resting)
        for name, parameter in module.named_parameters():
            if name in resting:
                parameter.zero_()
            row = resting.get(name, 0)
            if row is None or (parameter.dim() > 1 and (len(parameter) > 2 or parameter.dim() > 2)):
                continue
            bias = parameter if parameter.dim() == 1 else parameter[row]
            bias.copy_(torch.linspace(-0.5, 0.7, len(bias)))
        trial = Trial(module, HIDDEN, 1, family.parts)
        self.x, self.family = trial.x[None], family
        self.given = trial.run(form, trial.x)[0][None]
        self.tensors = {n: p[None] for n, p in module.named_parameters()}
        self.zeros: State = tuple(part[None] for part in trial.zeros())[: family.parts]

    def distance(self, reading: Reading) -> float:
        """Largest difference."""
        numbers = self.family.numbers(reading.read(self.tensors))
        y, _ = unrolled(equations(self.family, reading), numbers, self.x, self.zeros)
        gap = float((y - self.given).abs().max())
        return inf if isnan(gap) else gap


def equations(family: Family, reading: Reading) -> str:
    """The name of the equations that this reading takes them for."""
    return family.equations[-1 if reading.reset == "after" else 0]
