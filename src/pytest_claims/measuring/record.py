"""One piece of evidence as a file holds it, and when it is to be believed."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

import numpy as np

from pytest_claims.declaring.event import Values
from pytest_claims.plain import digest, finite


@dataclass(frozen=True)
class Record:
    """Numbers, what they are the numbers of, and the data that they were measured with.

    ``data`` has a digest for every path that was read, None for one that was not there.
    ``seconds`` is how long it took, where that was noted; no number depends on it.
    """

    identity: dict[str, Any]
    values: Values
    data: Mapping[str, str | None] = field(default_factory=dict)
    seconds: float | None = field(default=None, compare=False)

    def document(self) -> dict[str, Any]:
        """The record as plain data, with a digest of it all."""
        content = {
            "identity": self.identity,
            "replicas": len(self.values),
            "values": [finite(value) for value in self.values],
            "data": dict(self.data),
        }
        if self.seconds is not None:
            content["seconds"] = self.seconds
        return content | {"digest": digest(content)}


def parse(raw: bytes, key: str, replicas: int | None) -> Record:
    """The record that was asked for, of so many replicas where that is known; a ``ValueError``
    where it is not that.
    """
    try:
        document = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse_constant
        )
        return _believed(document, key, replicas)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _believed(document: Any, key: str, replicas: int | None) -> Record:
    fields = {"identity", "replicas", "values", "data", "digest"}
    if not isinstance(document, dict) or document.keys() - {"seconds"} != fields:
        raise ValueError("not a record")
    content = {name: value for name, value in document.items() if name != "digest"}
    if digest(content) != document["digest"]:
        raise ValueError("not as it was written")
    if digest(document["identity"]) != key:
        raise ValueError("the record of another measurement")
    values = _numbers(document["values"])
    if not len(values) == document["replicas"] or replicas not in (None, len(values)):
        raise ValueError("of another number of replicas")
    if not isinstance(document["data"], dict):
        raise ValueError("without its data")
    seconds = _duration(document["seconds"]) if "seconds" in document else None
    return Record(document["identity"], np.array(values), document["data"], seconds)


def _duration(seconds: Any) -> float:
    if isinstance(seconds, float) and 0 <= seconds < math.inf:
        return seconds
    raise ValueError("without its seconds")


def _numbers(values: Any) -> list[float]:
    if not isinstance(values, list):
        raise ValueError("without numbers")
    return [_number(value) for value in values]


def _number(value: Any) -> float:
    if value in ("inf", "-inf") or (isinstance(value, float) and math.isfinite(value)):
        return float(value)
    raise ValueError("not a number")


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name occurs twice")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
