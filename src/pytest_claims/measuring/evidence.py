"""Evidence once measured is kept: one JSON file per measurement and look, found by its content.

The name of a file is a digest of everything that its numbers depend on, so nothing in the
store can be stale: edited sources have another name.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from pytest_claims.declaring.event import Values
from pytest_claims.files import write_atomically
from pytest_claims.plain import finite


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
