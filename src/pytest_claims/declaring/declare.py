"""What a claim says of itself before it is run: how it could fail, or why it could not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pytest_claims.declaring.measurement import Substitution, name_of

Test = TypeVar("Test", bound=Callable[..., None])


def control(
    original: Any = None, replacement: Any = None, /, *, because: str = "", **conditions: Any
) -> Callable[[Test], Test]:
    """An assertion must turn when ``original`` is replaced, or when these conditions are.

    ``@control(Quicksort, QuicksortFirstPivot)`` replaces a subject or a probe wherever the
    claim names it; ``@control(forget_bias=-3.0)`` replaces a condition wherever the claim
    passes it. Several may be stacked: each must turn or weaken some assertion by itself, and
    each assertion must be turned or weakened by some control. ``because`` says in a phrase what
    is removed.
    """
    if (original is None) != (replacement is None) or (original is None and not conditions):
        raise TypeError(
            "@control takes an original and its replacement, as in @control(Subject, Ablated), "
            f"or conditions, as in @control(forget_bias=-3.0); it got "
            f"({', '.join(name_of(x) for x in (original, replacement) if x is not None)})."
        )
    objects = {original: replacement} if original is not None else {}

    def attach(test: Test) -> Test:
        # decorators apply from the bottom up; the list keeps the order in which they are read
        test.__dict__.setdefault("claim_controls", []).insert(
            0, Substitution(objects, conditions, because)
        )
        return test

    return attach


def no_control(reason: str) -> Callable[[Test], Test]:
    """The claim has nothing that could be removed, for this reason."""

    def attach(test: Test) -> Test:
        test.__dict__["claim_no_control"] = reason
        return test

    return attach
