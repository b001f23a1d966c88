"""What a text says that can be compared without understanding it: numbers, absolute words."""

import re
from collections.abc import Iterable

NUMBER = re.compile(
    r"(?<![\w.,^/−-])(?<![+/×·] )[-−]?(?P<size>\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?!0\d)\d+(?:\.\d+)?)"
    r"(?![\w^⁻/]|\s?[×·]|\s[+−]\s|[.,]\d)"
)
WRITTEN = re.compile(r"\d[\d_]*(?:\.\d+)?(?:e[-+]?\d+)?")
SCALES = (1, 100, 0.01)  # a share may be said in per cent
ASIDE = re.compile(r"\([^()]*\)")
ABSOLUTE = re.compile(r"\b(?:always|never|every|all|cannot|impossible)\b", re.IGNORECASE)


def numbers(prose: str) -> dict[str, float]:
    """The numbers that a sentence says, less their signs, each as it is printed there."""
    return {found[0]: float(found["size"].replace(",", "")) for found in NUMBER.finditer(prose)}


def written(source: str) -> set[float]:
    """Every number that stands in code or data."""
    return {float(found.replace("_", "")) for found in WRITTEN.findall(source)}


def unheld(prose: str, held: Iterable[float]) -> list[str]:
    """The numbers that a sentence says and that are none of these, be it in per cent."""
    known = [scale * value for value in held for scale in SCALES]
    return [
        text
        for text, value in numbers(prose).items()
        if not any(abs(value - one) <= 1e-9 * max(1.0, value) for one in known)
    ]


def beyond(prose: str, said: str) -> list[str]:
    """The numbers, and the absolute words, of a sentence that another text does not say.

    What stands in brackets is left out.
    """
    bare = ASIDE.sub("", prose)
    others = {word.lower() for word in ABSOLUTE.findall(said)}
    words = [word for word in ABSOLUTE.findall(bare) if word.lower() not in others]
    return [*unheld(bare, numbers(said).values()), *words]
