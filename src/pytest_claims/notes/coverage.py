"""Whether a link takes in its whole sentence, and what is said beside it."""

import re
from collections.abc import Iterable

LONGEST = 2000  # characters of a sentence that may be a claim
ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[⁰¹²³⁴-⁹]+")  # brackets and footnote marks
DENIAL = re.compile(
    r"\b(?:false|untrue|wrong(?:ly)?|myth|fallacy|mistaken(?:ly)?|refuted|disproved|nonsense|"
    r"not so|the (?:very |exact )?(?:opposite|contrary|reverse|converse))\b|"
    r"(?:\b(?:not|never|hardly|no longer)|n['’]t) (?:at all |quite |always )?(?:true|the case)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]{2,}")
FEW = 6  # words beside a link that may do no more than connect it
LINKED = "\ufffc"  # stands where a link stood
VALUES = re.compile(rf"\([^()]*{LINKED}[^()]*\)|\[[^\[\]]*{LINKED}[^\[\]]*\]")


def covers(before: str, text: str, after: str, *, valued: bool) -> bool:
    """Whether a link with this text is the whole of the sentence in which it stands.

    Around it there may be punctuation, brackets, footnote marks, and a colon: before it, where
    the text begins a sentence of its own, and behind it, where values follow (``valued``).
    """
    lead, tail = (ASIDE.sub("", part).strip() for part in (before, after))
    leads = not _says(lead) or (lead.endswith(":") and not text[:1].islower())
    return leads and (not _says(tail) or (tail.startswith(":") and valued))


def beside(text: str, span: tuple[int, int], links: Iterable[tuple[int, int]]) -> str:
    """What a sentence says outside its links, each of which leaves a mark; sentence and links are
    given by where they start and end.
    """
    start, parts = span[0], list[str]()
    for first, last in links:
        parts.append(text[start:first])
        start = last
    return LINKED.join([*parts, text[start : span[1]]])


def argues(said: str) -> str:
    """What is said beside a link, where that is more than a few connecting words; else nothing.

    Brackets in which something is linked say how that was measured, and are left out.
    """
    left = VALUES.sub("", said)
    return left.replace(LINKED, "").strip(" .:") if len(WORD.findall(left)) > FEW else ""


def denies(around: str) -> str:
    """The word by which the text around a claim denies it, empty if there is none."""
    found = DENIAL.search(around)
    return found[0] if found else ""


def _says(text: str) -> bool:
    return any(character.isalnum() for character in text)
