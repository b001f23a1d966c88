"""Both sides of a comparison in numbers, and what is asked of them."""

import re
from collections.abc import Mapping
from typing import Any

from pytest_claims.declaring.event import OPERATORS
from pytest_claims.recording.standings import figure

Comparison = Mapping[str, Any]

SHARE = re.compile(r"share\((?P<event>.*)\) (?P<symbol>[<>]=?) (?P<threshold>\S+)", re.DOTALL)
KNOWN = 6
"""Significant digits that the ledger keeps."""


def is_exact(c: Comparison) -> bool:
    """Whether it was computed once, and not drawn."""
    return c.get("class") == "checked" and c.get("replicas") == 1


def is_number(text: object) -> bool:
    """Whether this text of a side is that of a number, and not of a sample."""
    try:
        float(str(text).replace("−", "-"))
    except ValueError:
        return False
    return True


def against(c: Comparison, digits: int = 3) -> str:
    """The medians, as in ``62 against 40``; empty where a side is not known."""
    return " against ".join(_medians(c, digits))


def relation(c: Comparison, digits: int = 2) -> str:
    """What the claim asks, in numbers: ``0.54 > 0.25``, or the share of wins that it asks for, as
    in ``share 1 >= 0.9 (0.035 against 0.15)``; empty where a side is not known.

    Of what is checked in each replica the bound alone: a rounding error is the machine's.
    """
    if not _medians(c, digits):
        return ""
    if asked := SHARE.fullmatch(str(c.get("text"))):
        share = figure(int(c["wins"]) / max(1, int(c["replicas"])), digits)
        return f"share {share} {asked['symbol']} {asked['threshold']} ({against(c, digits)})"
    if c.get("class") == "checked" and not is_exact(c):
        return f"{_symbol(c)} {figure(float(c['right']['median']), digits)}"
    left, right = _medians(c, digits)
    return f"{left} {_symbol(c)} {right}"


def _medians(c: Comparison, digits: int) -> list[str]:
    """Both, to as many digits as tell one from the other."""
    medians = [(c.get(side) or {}).get("median") for side in ("left", "right")]
    if None in medians:
        return []
    values = list(map(float, medians))  # type: ignore[arg-type]
    said = [figure(value, digits) for value in values]
    told_apart = said[0] != said[1] or values[0] == values[1]
    return said if told_apart else [figure(value, KNOWN) for value in values]


def _symbol(c: Comparison) -> str:
    """What stands between the sides in the claim's own words."""
    text = str(c.get("text"))
    left, right = (str(c[side].get("text")) for side in ("left", "right"))
    between = re.search(rf"{re.escape(left)} ({'|'.join(OPERATORS)}) {re.escape(right)}", text)
    found = between or re.search(r"(?<= )(>=|<=|>|<|==)(?= )", text)
    return found[1] if found else "against"
