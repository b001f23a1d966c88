"""Conditions as plain data, by which they are told apart and kept."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from pytest_claims.faults import ClaimError
from pytest_claims.plain import finite


def plain(value: Any) -> Any:
    """A condition as plain data that identifies it; frozen dataclasses by class and field."""
    if isinstance(value, float):
        return finite(value)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    if is_dataclass(value) and not isinstance(value, type):
        if not value.__dataclass_params__.frozen:  # type: ignore[attr-defined]
            raise ClaimError(
                f"{value!r} is not frozen: @dataclass(frozen=True) makes it a condition."
            )
        return {
            "class": f"{type(value).__module__}.{type(value).__qualname__}",
            **{f.name: plain(getattr(value, f.name)) for f in fields(value)},
        }
    raise ClaimError(
        f"{value!r} is no condition: use numbers, strings, tuples or frozen dataclasses."
    )
