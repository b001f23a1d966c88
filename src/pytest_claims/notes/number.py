"""A number as prose prints it: what it says to its last digit, and another in the same form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil, floor, log10

DIGITS = r"(?P<digits>[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
TEN = r"10(?:(?P<raised>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\^(?P<written>[-−]?\d+))"
POWER = re.compile(rf"(?P<sign>[-−]?){TEN}")
DECIMAL = re.compile(rf"(?P<sign>[-−]?){DIGITS}(?:(?P<times>\s?[×·]\s?){TEN}|(?P<percent>\s?%))?")
BEFORE = re.compile(r"(?:[\w.,^-]|−\s?|\d\s?[×·/]\s?)$")
AFTER = re.compile(
    r"\s?(?:[%‰]|[×·/]\s?\d|(?:hundred|thousand|million|billion|per ?cent)\b)|\w|\^|⁻|[.,]\d"
)
LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
PART = 10
EDGE = 0.6
"""Of a unit of the last digit; half of it is what rounding takes."""
LARGEST = 300
"""Decades beyond which there is no such number."""


@dataclass(frozen=True)
class Number:
    """A printed number.

    ``scale`` is what its digits are multiplied by: 0.01 for per cent, 10⁻⁵ for ``3 × 10⁻⁵``.
    ``exponent`` is that of its power of ten; a power without digits says no more than its decade.
    """

    text: str
    parts: dict[str, str]
    exponent: int

    @property
    def scale(self) -> float:
        """One of its digits' units."""
        return 0.01 if self.parts.get("percent") else 10.0**self.exponent

    @property
    def value(self) -> float:
        """The number itself."""
        size = float(self.parts.get("digits", "1").replace(",", "")) * self.scale
        return -size if self.parts["sign"] else size

    @property
    def unit(self) -> float:
        """Of its last digit, in units of ``scale``."""
        return 10.0 ** -len(self.parts.get("digits", "").partition(".")[2])

    @property
    def counted(self) -> float:
        """Of its last digit that counts: zeros at the end of a whole number may be none."""
        whole, point, _ = self.parts.get("digits", "").replace(",", "").partition(".")
        zeros = 0 if point else len(whole) - len(whole.rstrip("0"))
        return self.unit * 10.0 ** (zeros if zeros < len(whole) else 0)

    def within(self, low: float, high: float) -> bool:
        """Whether what it says to its last digit lies between these."""
        if "digits" in self.parts:
            half = self._known(low, high) / 2
            ends = (self.value - half, self.value + half)
        else:
            ends = (self.value * 10**-0.5, self.value * 10**0.5)
        slack = 1e-9 * abs(self.value)
        return min(ends) - slack <= high and max(ends) + slack >= low

    def is_beside(self, value: float, low: float, high: float) -> bool:
        """Whether this value, of which the interval is known, is another when it is printed so.

        One that lies at the edge between two digits may be either.
        """
        if "digits" in self.parts:
            return abs(self.value - value) > EDGE * self._known(low, high)
        return value * self.value <= 0 or abs(log10(value / self.value)) > EDGE

    def is_too_fine(self, low: float, high: float) -> bool:
        """Whether it has digits to spare: more than one that counts, and the last of them finer
        than a tenth of the width of this interval."""
        count = abs(self.value) / self.scale / self.counted
        return count >= PART and self.counted * self.scale < 0.999 * (high - low) / PART

    def printed(self, value: float, low: float, high: float) -> str:
        """This value in the form of this number, with the digits that the interval bears."""
        if not value and "times" in self.parts:
            return "0"
        sign = (self.parts["sign"] or "−") if value < 0 else ""
        if "digits" not in self.parts:
            return sign + self._ten(round(log10(abs(value)))) if value else "0"
        decade = floor(log10(abs(value))) if value else self.exponent
        scale = 10.0**decade if self.parts.get("times") else self.scale
        first = 10.0 ** floor(log10(abs(value) / scale)) if value else self.unit
        borne = max(self.unit, self._borne((high - low) * self.scale / scale))
        unit = min(first, borne)
        if round(abs(value) / scale / unit) * unit >= 10 * first:  # 0.99 becomes 1
            unit = min(10 * first, borne)
        decimals = max(0, -round(log10(unit)))
        if self.parts.get("times"):
            digits, _, power = f"{abs(value):.{decimals}e}".partition("e")
            return sign + digits + self.parts["times"] + self._ten(int(power))
        return sign + self._digits(round(abs(value) / scale / unit) * unit, decimals)

    def _known(self, low: float, high: float) -> float:
        """The unit of its last digit that tells something: zeros at the end of a whole number do
        where the interval bears them."""
        return min(self.counted, max(self.unit, self._borne(high - low))) * self.scale

    def _borne(self, width: float) -> float:
        """The unit of the last digit that an interval of this width bears, in units of
        ``scale``."""
        return 10.0 ** ceil(log10(width / PART / self.scale) - 1e-9) if width > 0 else 0.0

    def _digits(self, value: float, decimals: int) -> str:
        digits = self.parts["digits"]
        grouped = "," in digits or len(digits.partition(".")[0]) <= 3
        return f"{value:{',' if grouped else ''}.{decimals}f}" + self.parts.get("percent", "")

    def _ten(self, exponent: int) -> str:
        if "raised" in self.parts:
            return f"10{str(exponent).translate(RAISED)}"
        return f"10^{exponent}"


def extended(before: str, after: str) -> str:
    """What stands beside a number and makes it another for who reads on: ``−``, ``0.``, ``%``."""
    found = BEFORE.search(before[-4:]) or AFTER.match(after)
    return found[0].strip() if found else ""


def read_number(text: str) -> Number | None:
    """The number that this text is, and nothing beside it: ``0.11``, ``14,000``, ``24 %``,
    ``−3.8``, ``10⁻¹⁴``, ``3 × 10^-5``; None where it is none.

    Before a power of ten stands one digit that is not 0: ``0 × 10⁵`` would agree with anything.
    """
    found = POWER.fullmatch(text) or DECIMAL.fullmatch(text)
    if found is None:
        return None
    parts = {name: part for name, part in found.groupdict().items() if part is not None}
    digits = parts.get("digits", "1")
    if len(digits) > LARGEST:
        return None
    if "times" in parts and not 1 <= float(digits.replace(",", "")) < 10:
        return None
    exponent = int((parts.get("raised") or parts.get("written") or "0").translate(LOWERED))
    return Number(text, parts, exponent) if abs(exponent) <= LARGEST else None
