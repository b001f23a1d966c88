"""Statements that lean on their neighbours: a word in them refers to what they do not say.

A word leans where nothing before it in the statement could be meant. Something is named by an
article, a number or a proper name, or by the first words, unless an opening such as "With" or
"After 300 steps" stands there.
"""

import re

OPENING = re.compile(
    r"(?:With|Without|At|After|Before|In|On|Over|Under|For|From|By|Of|To|Unless|Until|Since|As|When|"
    r"Where|While|If|Once|Also|Even|Still|Then|So|But|And|Yet|Nor|Neither|Likewise|Similarly|"
    r"\w+ed|Begun|Cut|Read|Set|Given|Put)\b"
)
NAMING = re.compile(
    r"(?i:\b(?:an?|the(?! same\b)|each|every|any|all|both|some|most|no|what)"
    r"\s+\w)|(?<=\s)[A-Z]\w*|,[^,]*\w[^,]*$"
)
PRONOUN = re.compile(r"\b(?:it|its|itself|they|them|their|theirs|themselves)\b", re.IGNORECASE)
AHEAD = re.compile(
    r"[^,;:]*,\s+(?:an?|the|each|every|no|two|[A-Z]\w*)\b|(?:\s+\w+){1,3}\s+(?:an?|the)\s+[A-Z]{2}"
)
POINTING = re.compile(
    r"\b(?P<word>these|those|such(?: an?)?|the same)\s+"
    r"(?!(?:that|which|who|whose|of|as|with|without|in|at|on|for|from|before|after|where|to)\b)"
    r"(?P<rest>[^,.;:]*)",
    re.IGNORECASE,
)
SHARED = re.compile(
    r"\w+ (?:as|when|whatever|if|in|at|for|under|after|to|with)\b|"
    r"(?:number|width|size|length|depth|budget|seed|rate|order|way|time|amount)s?\b"
)
SEVERAL = re.compile(r"\b(?:and|both|two|three|all|each|every)\b", re.IGNORECASE)
ADDING = re.compile(r"\bas well\b(?! as\b)|\blikewise\b|\balso\b|\bnor\b", re.IGNORECASE)
JOINING = re.compile(r"\b(?:and|but|neither|not|no|cannot|or)\b|;", re.IGNORECASE)
ELLIPTIC = re.compile(
    r"\b(?:do|does|did|would|will|could|can|should|has|have|is|are|was|were)(?: not)?[.!?]?$"
)
CARRYING = re.compile(
    r"\b(?:than|as|what|which|that|where|whom|and|but|if|though|while|how|until|whoever)\b"
)


def leans(statement: str) -> str:
    """The first word that refers to something outside the statement, empty if there is none."""
    found = [*_pronouns(statement), *_pointers(statement), *_additions(statement)]
    found += _ellipsis(statement)
    return min(found, default=(0, ""))[1]


def _named(before: str) -> bool:
    """Whether what stands before a word names something that it could mean."""
    opened = OPENING.match(before)
    return bool(before.strip()) and (not opened or bool(NAMING.search(before, opened.end())))


def _pronouns(text: str) -> list[tuple[int, str]]:
    word = PRONOUN.search(text)
    if word is None or _named(text[: word.start()]):
        return []
    ahead = word.start() > 0 and AHEAD.match(text, word.end())  # "Without its gate, a car …"
    return [] if ahead else [(word.start(), word[0])]


def _pointers(text: str) -> list[tuple[int, str]]:
    return [
        (found.start(), found["word"])
        for found in POINTING.finditer(text)
        if not _is_pointed_at(found, text[: found.start()])
    ]


def _is_pointed_at(found: re.Match[str], before: str) -> bool:
    """Whether the noun behind a pointing word, or what it is the same for, stands before it."""
    words = re.findall(r"\w+", found["rest"])[:3]
    earlier = {_stem(word) for word in re.findall(r"\w+", before)}
    if words and words[0].isdigit():
        return words[0] in earlier
    shared = SHARED.match(found["rest"]) or SEVERAL.search(before)
    if shared and found["word"].lower() == "the same" and _named(before):
        return True
    return any(_stem(word) in earlier for word in words)


def _stem(word: str) -> str:
    return word.lower().removesuffix("s")


def _additions(text: str) -> list[tuple[int, str]]:
    word = ADDING.search(text)
    joined = word and JOINING.search(text, 0, word.start())
    return [(word.start(), word[0])] if word and not joined else []


def _ellipsis(text: str) -> list[tuple[int, str]]:
    end = ELLIPTIC.search(text)
    return [] if end is None or CARRYING.search(text, 0, end.start()) else [(end.start(), end[0])]
