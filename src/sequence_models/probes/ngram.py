"""A table of what followed the last few symbols, in place of a network."""

from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

STRENGTHS = tuple(2.0**power for power in range(-3, 9))
"""What is tried for how much a shorter context counts, in observations."""


class Table(NamedTuple):
    """How often what followed each context, and how much the shorter context counts beside it."""

    contexts: Int[Tensor, " seen"]  # sorted codes of the contexts that were met
    counts: Float[Tensor, "seen symbols"]
    strength: float


class NGram:
    """Counts of what followed each context, smoothed by what followed the shorter one.

    P(next | last n) = (count + s · P(next | last n − 1)) / (all counts + s), and 1 / symbols in
    the end. The longest context is ``context`` symbols, and 0 is one table of frequencies. The
    strength s of each length, one of ``STRENGTHS``, is the best on ``tuning``, shortest first.
    """

    def __init__(
        self,
        training: Int[Tensor, " length"],
        tuning: Int[Tensor, " length_of_tuning"],
        *,
        symbols: int,
        context: int,
    ) -> None:
        if symbols**context >= 2**62:
            raise ValueError(f"Give a shorter context: {symbols}^{context} codes overflow.")
        self.symbols = symbols
        self.tables: list[Table] = []
        known = torch.full((len(tuning), symbols), 1 / symbols, dtype=torch.float64)
        for length in range(context + 1):
            table = counted(training, symbols, length, 1.0)
            past = codes(tuning, symbols, length)[:-1]
            target = tuning[length:]
            known = known[-len(target) :]
            best = min(
                (table._replace(strength=s) for s in STRENGTHS),
                key=lambda tried: surprise(blended(tried, past, known), target),
            )
            known = blended(best, past, known)
            self.tables.append(best)

    @property
    def numbers(self) -> int:
        """How many counts are kept: those that are not zero, of contexts of every length."""
        return sum(int((table.counts > 0).sum()) for table in self.tables)

    def probabilities(
        self, past: Int[Tensor, "sequences time"]
    ) -> Float[Tensor, "sequences symbols"]:
        """Of each next symbol, given the last of these."""
        told = past.new_zeros(len(past))
        p = torch.full((len(past), self.symbols), 1 / self.symbols, dtype=torch.float64)
        for length, table in enumerate(self.tables[: past.shape[1] + 1]):
            if length > 0:
                told = told + past[:, -length] * self.symbols ** (length - 1)
            p = blended(table, told, p)
        return p


def codes(text: Int[Tensor, " length"], symbols: int, length: int) -> Int[Tensor, " contexts"]:
    """Every stretch of ``length`` symbols as one number, the last symbol its lowest digit."""
    if length == 0:
        return text.new_zeros(len(text) + 1)
    digits = symbols ** torch.arange(length - 1, -1, -1)
    return (text.unfold(0, length, 1) * digits).sum(-1)


def counted(text: Int[Tensor, " length"], symbols: int, length: int, strength: float) -> Table:
    """What followed every stretch of ``length`` symbols in the text."""
    contexts, which = codes(text, symbols, length)[:-1].unique(return_inverse=True)
    cells = which * symbols + text[length:]
    counts = cells.bincount(minlength=len(contexts) * symbols).view(-1, symbols)
    return Table(contexts, counts.to(torch.float64), strength)


def blended(
    table: Table,
    past: Int[Tensor, " sequences"],
    shorter: Float[Tensor, "sequences symbols"],
) -> Float[Tensor, "sequences symbols"]:
    """The counts after each context, and what the shorter context says as if seen ``s`` times."""
    place = torch.searchsorted(table.contexts, past).clamp_max(len(table.contexts) - 1)
    met = (table.contexts[place] == past).unsqueeze(-1)
    counts = torch.where(met, table.counts[place], 0.0)
    return (counts + table.strength * shorter) / (counts.sum(-1, keepdim=True) + table.strength)


def surprise(p: Float[Tensor, "places symbols"], target: Int[Tensor, " places"]) -> float:
    """Mean −log of what was given to the symbols that came."""
    return float(-p.gather(-1, target.unsqueeze(-1)).log().mean())
