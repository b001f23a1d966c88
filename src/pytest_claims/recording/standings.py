"""How the audit speaks: the standing of a claim in a word, and numbers as a reader reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import Any

Row = dict[str, Any]
"""A claim as the ledger holds it."""

SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Standing:
    """Where a claim stands: its verdict against what the note declares."""

    key: str
    word: str
    meaning: str
    supported: bool = False


STANDINGS = (
    Standing("holds", "HOLDS", "tested, and it holds", True),
    Standing(
        "belief", "REFUTED as declared", "a belief that the note reports as false, and it is", True
    ),
    Standing("refuted", "REFUTED", "the note asserts it, and the replicas speak against it"),
    Standing("upheld", "HOLDS, declared refuted", "the note calls it false, and it holds"),
    Standing("vacuous", "VACUOUS", "the test cannot tell the claim from its control"),
    Standing("inconclusive", "INCONCLUSIVE", "the replicas do not settle it"),
    Standing("error", "ERROR", "the test broke; this says nothing of the claim"),
    Standing("untested", "NOT TESTED HERE", "what the claim reads is not to be had here"),
    Standing("unreached", "not reached", "the audit ended before it"),
)
BY_KEY = {standing.key: standing for standing in STANDINGS}
KEYS = {
    ("HOLDS", "holds"): "holds",
    ("HOLDS", "refuted"): "upheld",
    ("REFUTED", "holds"): "refuted",
    ("REFUTED", "refuted"): "belief",
}
ALIKE = {
    "VACUOUS": "vacuous",
    "INCONCLUSIVE": "inconclusive",
    "ERROR": "error",
    "NOT TESTED HERE": "untested",
}


def standing(verdict: str, declared: str = "holds") -> Standing:
    """The standing of a verdict against the declared one; an unknown verdict was not reached."""
    return BY_KEY[KEYS.get((verdict, declared)) or ALIKE.get(verdict, "unreached")]


def standing_of(row: Row) -> Standing:
    """The standing of a claim's row."""
    return standing(str(row.get("verdict", "")), str(row.get("declared", "holds")))


def figure(value: float | None, digits: int = 3) -> str:
    """A number to so many significant digits, powers of ten written out; a dash for none."""
    if value is None or value != value:
        return "–"
    if not isfinite(value):
        return "∞" if value == inf else "−∞"
    if value == 0:
        return "0"
    mantissa, _, power = f"{value:.{digits - 1}e}".partition("e")
    exponent = int(power)
    if -4 <= exponent < 6:
        text = f"{value:.{max(0, digits - 1 - exponent)}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        power = f"10{str(exponent).translate(SUPERSCRIPT)}"
        text = {"1": power, "-1": f"-{power}"}.get(mantissa, f"{mantissa} × {power}")
    return text.replace("-", "−")


def statement(row: Row) -> str:
    """What a claim says to whoever reads nothing else; its sentence where it states no more."""
    return str(row.get("statement") or row["sentence"])


SHOWN = 3  # names that a message gives


def first_of(names: Sequence[str]) -> str:
    """``a, b, c and 2 more``."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{', '.join(names[:SHOWN])}{more}"


def count(number: int, one: str, many: str = "") -> str:
    """``1 claim``, ``2 claims``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def stem(row: Row) -> str:
    """The note that a claim belongs to, as in ``02_sorting``."""
    return str(row["id"]).partition("/")[0]


def test_name(row: Row) -> str:
    """The claim's test, as in ``test_gradient_outlives_rnn``."""
    return "test_" + str(row["id"]).partition("/")[2].replace("-", "_")


def test_path(row: Row) -> str:
    """The claim's file, as in ``claims/test_02_sorting.py``."""
    return f"claims/test_{stem(row)}.py"


test_name.__test__ = test_path.__test__ = False  # type: ignore[attr-defined]
