"""Keeping track of a few things that change places, asked at every step."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

import torch

from sequence_models.replicas import Streams, integers
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.tasks.tokens import one_hot


@dataclass(frozen=True, kw_only=True)
class Permutations(Classification):
    """Say at every step in which order the things stand; the last quarter is scored where
    ``late`` is set.

    A move swaps the first two or, where it does not, takes the first to the end; of two things it
    leaves all as it is, so that their order is the parity of the swaps. With ``scratchpad`` each
    input holds the order before its move as well.

        move      s  t  t  s      (things = 3; s swaps, t takes the first to the end)
        order     bac  acb  cba  bca
    """

    drawn_once = True

    things: int = 2
    length: int = 12
    late: bool = False
    scratchpad: bool = False

    @property
    def inputs(self) -> int:
        """One-hot move, and with a scratchpad one-hot order."""
        return 2 + (self.outputs if self.scratchpad else 0)

    @property
    def outputs(self) -> int:
        """One class per order."""
        return len(moved(self.things))

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Moves are uniform; before the first the things stand in their own order."""
        moves = integers(streams, 2, batch, self.length)
        table = torch.tensor(moved(self.things))
        orders = [torch.zeros_like(moves[..., 0])]
        for move in moves.unbind(-1):
            orders.append(table[orders[-1], move])
        told = torch.stack(orders, -1)
        inputs = one_hot(moves, 2)
        if self.scratchpad:
            inputs = torch.cat([inputs, one_hot(told[..., :-1], self.outputs)], -1)
        scored = torch.arange(self.length) >= (3 * self.length // 4 if self.late else 0)
        return Batch(inputs, told[..., 1:], scored.view(1, 1, -1))


@lru_cache
def moved(things: int) -> tuple[tuple[int, int], ...]:
    """The order that each move makes of each; 0 is their own, move 1 swaps the first two."""
    orders = list(permutations(range(things)))
    taken = [*range(1, things), 0] if things > 2 else [0, 1]
    swapped = [1, 0, *range(2, things)]

    def after(order: tuple[int, ...], move: list[int]) -> int:
        return orders.index(tuple(order[place] for place in move))

    return tuple((after(order, taken), after(order, swapped)) for order in orders)
