"""A state that a module from elsewhere keeps to itself."""

from collections.abc import Iterator
from typing import Any, NoReturn

from torch import Tensor

from sequence_models.architectures.interface import NotExposed


class Unshown(tuple[Tensor, ...]):
    """May begin a run and nothing else: what looks into it, or goes on from it, is told why not."""

    reason: str
    first: bool

    def __new__(cls, reason: str, first: bool = True) -> "Unshown":
        """Empty; the reason is said when it is looked into."""
        made = super().__new__(cls)
        made.reason, made.first = reason, first
        return made

    def gone(self) -> "Unshown":
        """What is left after a run that it began."""
        if not self.first:
            self.refuse()
        return Unshown(self.reason, first=False)

    def refuse(self) -> NoReturn:
        """Say why there is nothing to see."""
        raise NotExposed(self.reason)

    def __iter__(self) -> Iterator[Any]:
        self.refuse()

    def __len__(self) -> int:
        self.refuse()

    def __getitem__(self, at: Any) -> Any:
        self.refuse()

    def __bool__(self) -> bool:
        self.refuse()
