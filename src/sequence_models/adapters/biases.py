"""Which vector of attention, or of a layer, is added behind which matrix."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice, permutations

WORDS = re.compile(r"weights?|kernels?|bias(es)?|matrix|vector|proj(ection)?|_")
TRIED = 48
"""Of how many ways to pair what no name pairs, the first."""


def stems(name: str, letter: str) -> set[str]:
    """What a name says beside that it is a weight's or a bias's: ``qkv`` of ``w_qkv``."""
    head, _, last = WORDS.sub("", name.lower()).rpartition(".")
    found = {last, last.removeprefix(letter), last.removesuffix(letter)}
    return {f"{head}.{one}" for one in found}


def named(matrices: Mapping[str, int], vectors: Mapping[str, int]) -> dict[str, str]:
    """Each matrix's vector, where names tell. Both come with the numbers that they put out."""
    found: dict[str, str] = {}
    for matrix, rows in matrices.items():
        alike = [
            vector
            for vector, length in vectors.items()
            if length == rows
            and vector not in found.values()
            and stems(matrix, "w") & stems(vector, "b")
        ]
        if len(alike) == 1:
            found[matrix] = alike[0]
    return found


def sized(matrices: Mapping[str, int], vectors: Mapping[str, int]) -> dict[str, str]:
    """Each matrix's vector, where one matrix alone has a vector's length."""
    found: dict[str, str] = {}
    for matrix, rows in matrices.items():
        others = [m for m, n in matrices.items() if n == rows]
        fitting = [vector for vector, length in vectors.items() if length == rows]
        if len(others) == len(fitting) == 1:
            found[matrix] = fitting[0]
    return found


def paired(
    matrices: Mapping[str, int], vectors: Mapping[str, int], norms: Sequence[str]
) -> Iterator[dict[str, str]]:
    """Every way to give matrices their vectors: as names and lengths tell, and what they leave
    open in turn. As many are left over as there are ``norms`` to take them, whose scales are
    named."""
    told = named(matrices, vectors)
    open_matrices = {m: n for m, n in matrices.items() if m not in told}
    rest = {v: n for v, n in vectors.items() if v not in told.values() and v not in norms}
    told |= sized(open_matrices, rest)
    open_matrices = {m: n for m, n in matrices.items() if m not in told}
    rest = {v: n for v, n in rest.items() if v not in told.values()}
    ways = (
        dict(zip(some, given, strict=True))
        for some in combinations(open_matrices, max(0, len(rest) - len(norms)))
        for given in permutations(rest, len(some))
        if all(matrices[m] == vectors[v] for m, v in zip(some, given, strict=True))
    )
    for way in islice(ways, TRIED):
        yield told | way
