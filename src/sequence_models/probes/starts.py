"""Measurements that do not depend on where a model starts, and may have it start anywhere."""

from collections.abc import Iterator
from contextlib import contextmanager

_anywhere: list[bool] = []


@contextmanager
def any_start() -> Iterator[None]:
    """Inside, a model from elsewhere is built even if its start cannot be set as ours is."""
    _anywhere.append(True)
    try:
        yield
    finally:
        _anywhere.pop()


def may_start_anywhere() -> bool:
    """Whether what is measured does not depend on the start."""
    return bool(_anywhere)
