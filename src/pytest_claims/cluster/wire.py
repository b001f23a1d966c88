"""Orders as bytes. What stands in for a subject is written as what was asked for."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from io import BytesIO
from typing import Any

from pytest_claims.cluster.order import Order


class Unsendable(Exception):
    """An order has something in it that has no name elsewhere, as what is made in a function."""


def packed(order: Order, asked: Callable[[Any], Any]) -> bytes:
    """The order, with ``asked(object)``, where that is not None, in the place of an object."""
    file = BytesIO()
    writer = _Writer(file)
    writer.asked = asked
    try:
        writer.dump(order)
    except Exception as problem:  # whatever an object says when it is to be written
        raise Unsendable(f"{order.measurement.text}: {problem}") from problem
    return file.getvalue()


def unpacked(payload: bytes, standing: Callable[[Any], Any]) -> Order:
    """The order, with ``standing(asked)`` where something was asked for."""
    reader = _Reader(BytesIO(payload))
    reader.standing = standing
    order: Order = reader.load()
    return order


class _Writer(pickle.Pickler):
    asked: Callable[[Any], Any]

    def persistent_id(self, obj: Any) -> Any:
        return self.asked(obj)


class _Reader(pickle.Unpickler):
    standing: Callable[[Any], Any]

    def persistent_load(self, pid: Any) -> Any:
        return self.standing(pid)
