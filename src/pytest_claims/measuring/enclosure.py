"""One claim at a time runs inside; what it leaves changed is its error, and is put back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pytest_claims.faults import ClaimError
from pytest_claims.measuring.isolation import Isolation, changes, still_runs
from pytest_claims.measuring.running import Running


class Enclosure:
    """This process as it was before anything was measured, and what claims make of it."""

    def __init__(self) -> None:
        self._isolation = Isolation()
        self._running: Running | None = None
        self._left: list[str] = []

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Run a claim; a ``ClaimError`` where it leaves something changed, as before where others
        did.
        """
        if found := self._isolation.begin():
            raise ClaimError(
                f"before the claim began: {found}. It was put back. "
                "Let conftest.py set it when it is imported, and no fixture."
            )
        self._running = Running()
        try:
            yield
        except ClaimError as problem:
            if left := self._end():  # which is why
                raise ClaimError(left) from problem
            raise
        except BaseException as problem:
            if left := self._end():
                problem.add_note(f"It also {left}")
            raise
        else:
            if left := self._end():
                raise ClaimError(left)

    def is_clean(self) -> bool:
        """Whether the claim inside has left everything as it was so far.

        What it has not is put back, and told when the claim ends.
        """
        if self._running is not None:
            still, changed = self._running.left(), self._isolation.end()
            self._left += [*still_runs(still), *changes(changed)]
        return not self._left

    @property
    def retains(self) -> bool:
        """Whether the claim inside left anything in memory since it was last found clean."""
        return self._running is None or self._isolation.retains

    def _end(self) -> str:
        self.is_clean()
        left, self._left, self._running = " It also ".join(self._left), [], None
        return left
