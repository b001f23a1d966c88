"""Which parameter of attention, or of a layer, is which in the equations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

import torch
from torch import Tensor

from sequence_models.adapters.biases import paired
from sequence_models.adapters.heads import at_head
from sequence_models.adapters.reading import at_layer
from sequence_models.adapters.results import seen

MAPS = ("attention.W_q", "attention.W_k", "attention.W_v", "attention.W_o")
MEANT = {"query": MAPS[0], "key": MAPS[1], "value": MAPS[2], "output": MAPS[3]}
NORMS = ("attended.norm", "computed.norm")


@dataclass(frozen=True)
class Place:
    """A parameter, or a half or a third of it, and the parameter of ours that it stands for."""

    name: str
    ours: str
    part: int | None = None
    transposed: bool = False
    of: int = 3


@dataclass(frozen=True)
class Places:
    """Every parameter's place; with heads beside each other, or each head's three together."""

    places: tuple[Place, ...]
    heads: int = 1
    together: bool = False
    normalisation: str = "pre"
    exact: bool = False

    def parts(self, tensors: Mapping[str, Tensor], place: Place) -> list[Tensor]:
        """Views of what is in this place, head after head where heads are apart."""
        whole = [tensors[name] for name in self.names(tensors, place)]
        apart = len(whole) > 1 and whole[0].dim() > 2  # a head puts out less than it reads
        turned = whole[0].shape[1] > whole[0].shape[2] if apart else place.transposed
        whole = [t.mT if turned else t for t in whole]
        if place.part is None:
            return whole
        if not self.together:
            return [t.chunk(place.of, 1)[place.part] for t in whole]
        return list(whole[0].unflatten(1, (self.heads, place.of, -1))[:, :, place.part].unbind(1))

    def names(self, tensors: Mapping[str, Tensor], place: Place) -> list[str]:
        """The parameter in this place, or those of each head, none of which has its own place."""
        taken = {place.name for place in self.places}
        for apart in (at_layer, at_head):
            names = [apart(place.name, head) for head in range(self.heads)]
            if not taken & {*names[1:]} and tensors.keys() >= {*names} > {place.name}:
                return names
        return [place.name]

    def lost(
        self, tensors: Mapping[str, Tensor], numbers: Mapping[str, Tensor]
    ) -> Iterator[tuple[str, str]]:
        """Parameters that cannot take these numbers, and why: they are not there, or not of their
        shape."""
        for place in self.places:
            if place.name not in tensors:
                yield place.name, "is not there"
            elif place.ours in numbers:
                found = [tuple(t.shape) for t in self.parts(tensors, place)]
                wanted = flat_norm(numbers[place.ours], place).chunk(len(found), 1)
                if found != [tuple(t.shape) for t in wanted]:
                    yield place.name, f"is {seen(tensors[place.name].shape[1:])}"

    def read(self, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Tensors by their parameters, by the parameters of ours."""
        found = {p.ours: torch.cat(self.parts(tensors, p), 1) for p in self.places}
        return {n: t[:, None, None] if ".norm." in n else t for n, t in found.items()}

    def write(self, tensors: Mapping[str, Tensor], numbers: Mapping[str, Tensor]) -> None:
        """Set the parameters to these numbers, where there are any."""
        for place in self.places:
            if place.ours in numbers:
                parts = self.parts(tensors, place)
                whole = flat_norm(numbers[place.ours], place)
                for part, number in zip(parts, whole.chunk(len(parts), 1), strict=True):
                    part.copy_(number)


def flat_norm(number: Tensor, place: Place) -> Tensor:
    """A number as its place has it: a norm's without the axes by which it is broadcast."""
    return number.flatten(1) if ".norm." in place.ours else number


class Arranging:
    """Every arrangement of the parameters that their shapes allow, the likeliest first."""

    def __init__(self, tensors: Mapping[str, Tensor], said: Mapping[str, str], width: int) -> None:
        self.tensors, self.said, self.width = tensors, said, width
        shapes = {name: tuple(t.shape[1:]) for name, t in tensors.items()}
        slots = 4 * width
        self.square = self.of(shapes, (width, width))
        self.packed = self.of(shapes, (3 * width, width), (width, 3 * width))
        self.paired = self.of(shapes, (2 * width, width), (width, 2 * width))
        self.wide = self.of(shapes, (slots, width), (width, slots))
        self.vectors = self.of(shapes, (width,), (slots,), (3 * width,), (2 * width,))
        known = {*self.square, *self.packed, *self.paired, *self.wide, *self.vectors}
        self.unknown = [name for name in shapes if name not in known]

    @staticmethod
    def of(shapes: Mapping[str, tuple[int, ...]], *wanted: tuple[int, ...]) -> list[str]:
        """Parameters of these shapes."""
        return [name for name, shape in shapes.items() if shape in wanted]

    def refused(self) -> str:
        """What does not add up; empty where all does."""
        if self.unknown:
            return f"its parameter {self.unknown[0]} has no place in the equations"
        counted = tuple(map(len, (self.square, self.paired, self.packed)))
        if counted not in {(4, 0, 0), (2, 1, 0), (1, 0, 1)}:
            square, two, three = counted
            return f"it has {square} square matrices, {two} of two and {three} of three"
        if len(self.wide) not in (0, 2):
            return f"it has {len(self.wide)} matrices of a feed-forward layer"
        return ""

    def all(self) -> Iterator[tuple[Place, ...]]:
        """Attention's, the feed-forward layer's, the norms', and each weight's bias."""
        for maps in self.maps():
            weights = [*maps, *self.feedforward()]
            for pairs in self.biased(weights):
                biases = [
                    replace(w, name=pairs[w.name], ours=f"{w.ours}.bias", transposed=False)
                    for w in weights
                    if w.name in pairs
                ]
                rest = [n for n in self.vectors if n not in pairs.values()]
                for norms in self.norms(rest):
                    yield (*weights, *biases, *norms)

    def maps(self) -> Iterator[list[Place]]:
        """Queries, keys, values and output, the arrangement that the names say first."""
        names = self.square
        if self.paired:
            yield from self.pairs()
            return
        if self.packed:
            turned = self.tensors[self.packed[0]].shape[1] == self.width
            for order in permutations(range(3)):
                for out in (turned, not turned):
                    yield [
                        *(Place(self.packed[0], MAPS[k], order[k], turned) for k in range(3)),
                        Place(names[0], MAPS[3], None, out),
                    ]
            return
        likely = tuple(self.meant(name) for name in names)
        orders: list[tuple[str, ...]] = list(permutations(MAPS))
        if sorted(likely) == sorted(MAPS):
            orders = [likely, *(o for o in orders if o != likely)]
        for arranged in orders:
            for turned in (False, True):
                yield [
                    Place(n, ours, None, turned) for n, ours in zip(names, arranged, strict=True)
                ]

    def pairs(self) -> Iterator[list[Place]]:
        """Two maps in one matrix, the others in one each, those that the names say first."""
        (two,) = self.paired
        turned = self.tensors[two].shape[1] == self.width
        likely = [self.meant(name) for name in self.square]
        orders = [o for o in permutations(MAPS) if MAPS[3] not in o[:2]]
        for a, b, *alone in sorted(orders, key=lambda o: (list(o[2:]) != likely, o[:2])):
            for out in (turned, not turned):
                yield [
                    Place(two, a, 0, turned, of=2),
                    Place(two, b, 1, turned, of=2),
                    *(Place(n, o, None, out) for n, o in zip(self.square, alone, strict=True)),
                ]

    def meant(self, name: str) -> str:
        """What a matrix of this name usually is."""
        if name in self.said:
            return MEANT[self.said[name]]
        plain = name.lower().replace("weight", "").replace("kernel", "").strip("._")
        last = plain.rpartition(".")[2]
        for letter, ours in zip("qkv", MAPS, strict=False):
            words = {"q": "query", "k": "key", "v": "value"}[letter]
            if words in last or letter in last.replace("proj", "").replace("_", ""):
                return ours
        return MAPS[3]

    def feedforward(self) -> list[Place]:
        """The first widens."""
        if not self.wide:
            return []
        turned = self.tensors[self.wide[0]].shape[1] == self.width
        return [
            Place(name, f"feedforward.W_{k}.weight".removesuffix(".weight"), None, turned)
            for k, name in enumerate(self.wide, 1)
        ]

    def biased(self, weights: Sequence[Place]) -> Iterator[dict[str, str]]:
        """Every way to give the matrices their vectors, as many as norms leave them."""
        rows = {w.name: self.tensors[w.name].shape[2 if w.transposed else 1] for w in weights}
        lengths = {name: self.tensors[name].shape[1] for name in self.vectors}
        return paired(rows, lengths, self.scales(self.vectors))

    def scales(self, names: Sequence[str]) -> list[str]:
        """Vectors of ones, which norms have and nothing else."""
        return [n for n in names if bool((self.tensors[n] == 1).all())]

    def norms(self, rest: Sequence[str]) -> Iterator[list[Place]]:
        """Vectors of ones scale, vectors of zeros shift; the norms may stand in either order."""
        scale = self.scales(rest)
        shift = [n for n in rest if n not in scale]
        if not rest:
            yield []
        elif len(scale) == len(shift) == 2:
            for turned in (NORMS, NORMS[::-1]):
                yield [
                    Place(n, f"{norm}.{kind}")
                    for kind, names in (("gamma", scale), ("beta", shift))
                    for n, norm in zip(names, turned, strict=True)
                ]


def named_weights(places: Sequence[Place]) -> tuple[Place, ...]:
    """With the ending that weights of ours have."""
    bare = {*MAPS, "feedforward.W_1", "feedforward.W_2"}
    return tuple(replace(p, ours=f"{p.ours}.weight") if p.ours in bare else p for p in places)
