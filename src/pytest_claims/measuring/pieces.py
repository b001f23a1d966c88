"""What is to be measured, piece by piece, and about how long each takes by earlier times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pytest_claims.measuring.effective import key
from pytest_claims.measuring.record import Record
from pytest_claims.measuring.replicas import LOOKS, Group


@dataclass(frozen=True)
class Piece:
    """Replicas of one look that are measured together, the name of their evidence, and the
    evidence where it is there to use.
    """

    key: str
    group: Group
    look: int
    record: Record | None

    @property
    def replicas(self) -> int:
        """How many are measured."""
        return len(self.group.indices)


class Times:
    """About how long a piece takes, by pieces of the same measurement that were kept.

    ``first_looks`` are the seconds that first looks took in an earlier run, by what the claim
    wrote; they serve where no piece was kept.
    """

    def __init__(self, pieces: Iterable[Piece], first_looks: Mapping[str, float]) -> None:
        self.first_looks = first_looks
        taken: dict[Any, list[tuple[float, int]]] = defaultdict(list)
        for piece in pieces:
            if piece.record is not None and piece.record.seconds is not None:
                taken[key(piece.group.measurement)].append((piece.record.seconds, piece.replicas))
        self._each = {
            known: sum(seconds for seconds, _ in found) / sum(replicas for _, replicas in found)
            for known, found in taken.items()
        }

    def of(self, piece: Piece) -> float | None:
        """Seconds, in proportion to the replicas; None where nothing like it was timed."""
        each = self._each.get(key(piece.group.measurement))
        if each is None and (first := self.first_looks.get(piece.group.declared.text)) is not None:
            each = first / LOOKS[0]
        return None if each is None else each * piece.replicas
