"""What a text says that can be compared without understanding it: numbers, absolute words."""

import re
from collections.abc import Iterable, Iterator

NUMBER = re.compile(
    r"(?<![\w.,^/−-])(?<![+/×·] )[-−]?(?P<size>\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?!0\d)\d+(?:\.\d+)?)"
    r"(?![\w^⁻/]|\s?[×·]|\s[+−]\s|[.,]\d)"
)
WRITTEN = re.compile(r"\d[\d_]*(?:\.\d+)?(?:e[-+]?\d+)?")
YEAR = re.compile(
    r"(?:[A-Z][\w’'-]+(?: et al\.)? \(|[(;]\s?[A-Z][^();]*?[, ])"
    r"\s?(?P<year>1[5-9]\d\d|20\d\d)(?=[),;])"
)
PERCENT = re.compile(r"\s?(?:%|per ?cent)")
OUT_OF = re.compile(r"(?:\s\w+)?\s(?:(?:out )?of|in)(?: every)?\s(?P<whole>[1-9]\d*)\b")
RANGE = re.compile(r"abs\(.*?(?P<middle>\d[\d_.]*)\) <=? (?P<half>\d[\d_.]*(?:e-\d+)?)")
ASIDE = re.compile(r"\([^()]*\)")
ABSOLUTE = re.compile(r"\b(?:always|never|every|all|cannot|impossible)\b", re.IGNORECASE)


def numbers(prose: str) -> dict[str, float]:
    """The numbers that a sentence says, less their signs, each as it is printed there.

    The year of a publication, ``Smith (2004)``, is none.
    """
    return {found[0]: _size(found) for found in _numbers(prose)}


def _numbers(prose: str) -> Iterator[re.Match[str]]:
    years = {found.start("year") for found in YEAR.finditer(prose)}
    return (found for found in NUMBER.finditer(prose) if found.start() not in years)


def written(source: str) -> set[float]:
    """Every number that stands in code or data, and both ends of what a number is held between."""
    found = {float(number.replace("_", "")) for number in WRITTEN.findall(source)}
    for between in RANGE.finditer(source):
        middle, half = (float(part.replace("_", "").rstrip(".")) for part in between.groups())
        found |= {middle - half, middle + half}
    return found


def unheld(prose: str, held: Iterable[float]) -> list[str]:
    """The numbers that a sentence says and that are none of these; a share may be said in per
    cent, or as 9 of 10.
    """
    known, whole = [*held], set[int]()
    left = dict[str, None]()
    for number in _numbers(prose):
        share = OUT_OF.match(prose, number.end())
        if share and _is_one(_size(number) / float(share["whole"]), known):
            whole.add(share.start("whole"))
        elif number.start() not in whole and not _is_said(number, prose, known):
            left[number[0]] = None
    return [*left]


def _size(number: re.Match[str]) -> float:
    return float(number["size"].replace(",", ""))


def _is_said(number: re.Match[str], prose: str, known: Iterable[float]) -> bool:
    value = _size(number)
    percent = PERCENT.match(prose, number.end())
    return _is_one(value, known) or bool(percent and _is_one(value / 100, known))


def _is_one(value: float, known: Iterable[float]) -> bool:
    return any(abs(value - one) <= 1e-9 * max(1.0, value) for one in known)


def beyond(prose: str, said: str) -> list[str]:
    """The numbers, and the absolute words, of a sentence that another text does not say.

    What stands in brackets is left out.
    """
    bare = ASIDE.sub("", prose)
    return [*unheld(bare, numbers(said).values()), *absolute_beyond(bare, said)]


def absolute_beyond(prose: str, said: str) -> list[str]:
    """The absolute words of a text that another does not say."""
    others = {word.lower() for word in ABSOLUTE.findall(said)}
    return [word for word in ABSOLUTE.findall(prose) if word.lower() not in others]
