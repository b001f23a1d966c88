"""Where sentences end."""

import re
from collections.abc import Iterator

CLOSING = r"""["'”’»)\]」』）】》]*+"""
# Each run is tried once. The signs of Chinese and Japanese need no space behind them.
END = re.compile(rf"(?:(?<![.!?…])[.!?…]++{CLOSING}(?=\s)|(?P<wide>[。！？]++{CLOSING}))(\s*+)")
# Each abbreviates what follows it, so no sentence ends there.
NEVER = re.compile(r"\b(?:e\.g|i\.e|cf|vs|viz|resp|approx|ca)\.$", re.IGNORECASE)
NUMBERED = re.compile(r"\b(?:Figs?|Eqs?|Secs?|Ch|Thm|Prop|Tab|App|Refs?|No|Vol|pp?)\.$")
# A sentence may end with these, but within a line it is likelier that it goes on.
WITHIN = re.compile(r"\b(?:et al|[A-Z])\.$")


def sentences(shape: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence in a text; a line break may divide one, or stand between."""
    start = 0
    for end in END.finditer(shape):
        if _ends(shape, end):
            yield start, end.start(2)
            start = end.end()
    if shape[start:].strip():
        yield start, len(shape)


def _ends(shape: str, end: re.Match[str]) -> bool:
    before, after = shape[max(0, end.end() - 80) : end.start(2)], shape[end.end() : end.end() + 1]
    if end["wide"]:
        return bool(after)
    if not after or NEVER.search(before):
        return False
    if NUMBERED.search(before) and not after.isalpha():
        return False
    return "\n" in end[2] or not ("a" <= after <= "z" or WITHIN.search(before))
