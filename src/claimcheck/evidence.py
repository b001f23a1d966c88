"""Evidence once measured is kept: one JSON file per measurement and look, found by its content.

The name of a file is a digest of everything that its numbers depend on, so nothing in the
store can be stale: edited sources have another name.
"""

from __future__ import annotations

import json
import math
import os
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from claimcheck.event import Values


class Store:
    """Content-addressed files, safe under crashes and under many writers."""

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        self.folder = folder
        self.fresh = fresh

    def get(self, key: str) -> Values | None:
        """The numbers under this key, or None where they have not been measured."""
        if self.fresh:
            return None
        try:
            record = json.loads(self._path(key).read_text())
        except (OSError, ValueError):
            return None
        return np.array([float(v) for v in record["values"]])

    def put(self, key: str, identity: dict[str, Any], values: Values) -> None:
        """Keep the numbers together with the identity that their key is the digest of."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, {"identity": identity, "values": [finite(v) for v in values]})

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


def digest(content: Any) -> str:
    """A name for plain data, the same wherever and whenever it is computed."""
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def finite(value: float) -> float | str:
    """A number for JSON, which has no infinity: "inf" and "-inf" stand for it."""
    return float(value) if math.isfinite(value) else str(float(value))


def write_atomically(path: Path, content: Any) -> None:
    """Write JSON so that a reader sees the old file or the new one, never a part of it."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "w") as file:
            json.dump(content, file, sort_keys=True, allow_nan=False, indent=1, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
