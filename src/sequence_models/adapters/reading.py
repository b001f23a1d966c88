"""Which parameter of a recurrent module is which in the equations, found from the function."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import ClassVar

import torch
from torch import Tensor

Blocks = dict[str, Tensor]
"""W, U and b: (replica, gates · hidden, …), in our order of gates."""


@dataclass(frozen=True)
class Slot:
    """One parameter: which block it is, and which gates it has, by their place in storage."""

    name: str
    block: str  # "W", "U", "WU" or "UW" side by side, or "b"
    gates: tuple[int, ...]
    transposed: bool = False
    row: int | None = None  # of a bias of two rows, the one that is read; the other is zero


@dataclass(frozen=True)
class Reading:
    """Every parameter's slot, and which gate of ours stands where in storage."""

    slots: tuple[Slot, ...]
    extra: tuple[str, ...]  # second biases, which are zero for good
    order: tuple[int, ...]
    negated: int | None = None  # a gate that lets in where ours keeps
    inputs: int = 0
    reset: str = "before"
    exact: bool = False

    def rows(self, tensors: Mapping[str, Tensor], layer: int) -> Iterator[tuple[str, int, Tensor]]:
        """Block, our gate, and the part of the parameter that holds it, as a view."""
        for slot in self.slots:
            t = tensors[at_layer(slot.name, layer)]
            if slot.block == "b":
                t = t[:, slot.row or 0] if t.dim() > 2 else t
            t = t[:, 0] if t.dim() > 3 else t
            t = t.mT if slot.transposed else t
            for stored, rows in zip(slot.gates, t.chunk(len(slot.gates), 1), strict=True):
                if len(slot.block) == 1:
                    yield slot.block, self.order[stored], rows
                    continue
                hidden = rows.shape[1]
                wide = rows.shape[2] - hidden
                sizes = [wide, hidden] if slot.block == "WU" else [hidden, wide]
                for block, part in zip(slot.block, rows.split(sizes, 2), strict=True):
                    yield block, self.order[stored], part

    @property
    def resting(self) -> tuple[tuple[str, int | None], ...]:
        """Parameters that are zero for good, and those of which one row alone is read."""
        halves = ((slot.name, slot.row) for slot in self.slots if slot.row is not None)
        return (*((name, None) for name in self.extra), *halves)

    @property
    def blocks(self) -> set[str]:
        """Which there are."""
        return {block for slot in self.slots for block in slot.block}

    def at(self, name: str, layer: int) -> str:
        """The parameter of this name in another layer."""
        return at_layer(name, layer)

    def read(self, tensors: Mapping[str, Tensor], layer: int = 0) -> Blocks:
        """The blocks of one layer. What is linear in the parameters, such as gradients, can be
        read as well."""
        found: dict[tuple[str, int], Tensor] = {}
        for block, gate, part in self.rows(tensors, layer):
            found[block, gate] = -part if gate == self.negated else part
        return {
            block: torch.cat([found[block, gate] for gate in range(len(self.order))], 1)
            for block in ("W", "U", "b")
            if (block, 0) in found
        }

    def write(
        self, tensors: Mapping[str, Tensor], blocks: Mapping[str, Tensor], layer: int
    ) -> None:
        """Set the parameters of one layer to these numbers."""
        for block, gate, part in self.rows(tensors, layer):
            number = blocks[block].chunk(len(self.order), 1)[gate]
            part.copy_(-number if gate == self.negated else number)


def at_layer(name: str, layer: int) -> str:
    """The parameter of this name in another layer: its first number is the layer's."""
    if layer == 0:
        return name
    place = next((n for n in reversed(range(len(name))) if name[n] == "0"), None)
    return name if place is None else f"{name[:place]}{layer}{name[place + 1 :]}"


class Readings:
    """Every reading of the parameters that their shapes allow."""

    usual: ClassVar[Mapping[int, tuple[int, ...]]] = {1: (0,), 3: (0, 1, 2), 4: (0, 1, 3, 2)}

    def __init__(
        self,
        shapes: Mapping[str, Sequence[int]],
        names: Mapping[str, str],
        inputs: int,
        hidden: int,
        letters: str,
    ) -> None:
        self.inputs, self.hidden, self.letters = inputs, hidden, letters
        self.gates = len(letters)
        self.said = {name: meant.rsplit(" ", 1) for name, meant in names.items()}
        self.shapes = {n: s for n, s in shapes.items() if names.get(n) != "none"}
        self.unknown = [name for name in self.shapes if not self.kind(name)]
        self.lettered = any(len(m[-1]) == 1 for m in self.said.values()) and self.gates > 1

    def kind(self, name: str) -> tuple[str, int, bool] | None:
        """Block, number of gates and whether transposed; a square one may be either."""
        shape = tuple(self.shapes[name])
        shape = shape[1:] if len(shape) == 3 and shape[0] == 1 else shape  # of one layer
        for k in range(1, self.gates + 1):
            rows = k * self.hidden
            if shape in ((rows,), (1, rows), (2, rows)):  # so few are no matrix here
                return "b", k, False
            for block, columns in (
                ("W", self.inputs),
                ("U", self.hidden),
                ("WU", self.inputs + self.hidden),
            ):
                if shape == (rows, columns):
                    return block, k, False
                if shape == (columns, rows):
                    return block, k, True
        return None

    def grouped(self) -> tuple[dict[str, list[Slot]], list[str]] | str:
        """Slots by block, and second biases; or what does not add up."""
        groups: dict[str, list[Slot]] = {"W": [], "U": [], "WU": [], "b": []}
        filled = dict.fromkeys(groups, 0)
        extra: list[str] = []
        of_state = self.of_state()
        names = sorted(self.shapes, key=lambda n: n in of_state)  # first those beside the input
        for name in names:
            found = self.kind(name)
            if found is None:
                continue
            block, k, transposed = found
            second = " ".join(self.said.get(name, [])).startswith("recurrent bias")
            if block == "b" and (filled["b"] == self.gates or second):
                alike = [self.shapes[slot.name] for slot in groups["b"]]
                if len(self.shapes[name]) > 1 and self.shapes[name] not in alike:
                    return f"its parameter {name} {self.shapes[name]} has no place in the equations"
                extra.append(name)
                continue
            first = filled[block]
            meant = self.said.get(name, [""])[-1]
            stored = tuple(range(first, first + k))
            if len(meant) == 1 and meant in self.letters:
                stored = (self.letters.index(meant),)
            row = 0 if block == "b" and tuple(self.shapes[name][:-1]) == (2,) else None
            groups[block].append(Slot(name, block, stored, transposed, row))
            filled[block] += k
        whole = filled["WU"] or filled["W"], filled["WU"] or filled["U"], filled["b"] or self.gates
        if whole != (self.gates,) * 3 or (filled["WU"] and filled["W"] + filled["U"]):
            counted = ", ".join(f"{n} of {b}" for b, n in filled.items() if n)
            return f"its parameters hold {counted or 'no gates'}, not {self.gates} of each"
        return groups, extra

    def other_gates(self) -> bool:
        """Whether inputs and states meet as many gates as another architecture has."""
        counts = {"W": 0, "U": 0}
        for block, k, _ in filter(None, map(self.kind, self.shapes)):
            counts |= {block: counts.get(block, 0) + k}
        return counts["W"] == counts["U"] in {1, 3, 4} - {self.gates}

    def of_state(self) -> set[str]:
        """Biases beside the matrices of the state, where there are any of such a name."""
        return {self.sibling(n) for n in self.shapes if (self.kind(n) or "?")[0] == "U"}

    def sibling(self, name: str) -> str:
        """The bias beside a weight."""
        head, _, last = name.rpartition(".")
        return f"{head}.{last.replace('weight', 'bias')}" if "weight" in last else ""

    def all(self, orders: Sequence[tuple[int, ...]], negatable: int | None) -> Iterator[Reading]:
        """The usual order first."""
        grouped = self.grouped()
        if isinstance(grouped, str):
            return
        for biases, extra in self.biased(*grouped):
            for order in orders:
                for negated in dict.fromkeys([None, negatable]):
                    for slots in self.arranged(grouped[0] | {"b": biases}):
                        yield Reading(slots, extra, order, negated, self.inputs)

    def biased(
        self, groups: Mapping[str, list[Slot]], extra: Sequence[str]
    ) -> Iterator[tuple[list[Slot], tuple[str, ...]]]:
        """Which biases are read and which are zero: those of the input, or, where no name tells
        the two apart, those of the state."""
        biases = groups["b"]
        yield biases, tuple(extra)
        told = any(" ".join(m).startswith("recurrent bias") for m in self.said.values())
        told |= bool(self.of_state() & {*extra})
        if biases and all(slot.row is not None for slot in biases):
            yield [replace(slot, row=1) for slot in biases], tuple(extra)
        elif len(extra) == len(biases) and not told and self.paired(biases, extra):
            others = zip(biases, extra, strict=True)
            yield [replace(slot, name=name) for slot, name in others], tuple(s.name for s in biases)

    def paired(self, biases: Sequence[Slot], extra: Sequence[str]) -> bool:
        """Whether each of these vectors has the shape of the bias in its place."""
        shapes = self.shapes
        return all(shapes[s.name] == shapes[n] for s, n in zip(biases, extra, strict=True))

    def arranged(self, groups: Mapping[str, list[Slot]]) -> Iterator[tuple[Slot, ...]]:
        """What shapes leave open: a square matrix may be transposed, two may stand either way."""
        plain = groups["W"] + groups["b"]
        for turned in (False, True) if any(self.square(s) for s in groups["U"]) else (False,):
            U = [replace(s, transposed=turned) if self.square(s) else s for s in groups["U"]]
            for side in ("WU", "UW") if groups["WU"] else ("WU",):
                yield (*plain, *U, *(replace(s, block=side) for s in groups["WU"]))

    def square(self, slot: Slot) -> bool:
        """Whether its shape is the same when transposed."""
        *_, rows, columns = 0, *self.shapes[slot.name]
        return rows == columns


def orders(gates: int) -> list[tuple[int, ...]]:
    """Torch's order first, then every other."""
    usual = Readings.usual[gates]
    return [usual, *(p for p in permutations(range(gates)) if p != usual)]
