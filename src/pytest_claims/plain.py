"""Plain data: what JSON can hold, and a name for it."""

import json
import math
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def digest(content: Any) -> str:
    """A name for plain data, the same wherever and whenever it is computed."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode("utf-8", "backslashreplace")).hexdigest()  # as a file's odd name is


def finite(value: float) -> float | str:
    """A number for JSON, which has no infinity: "inf" and "-inf" stand for it."""
    return float(value) if math.isfinite(value) else str(float(value))


def changed(then: Mapping[str, str | None], now: Mapping[str, str | None]) -> list[str]:
    """Files that say something else, were added, or are gone, by what was said of them."""
    return sorted(name for name in then.keys() | now.keys() if then.get(name) != now.get(name))
