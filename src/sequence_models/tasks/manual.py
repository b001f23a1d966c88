"""A real English text that every Python brings: the manual behind ``help()``."""

import re
from functools import lru_cache
from hashlib import blake2b
from typing import Literal

import torch
from jaxtyping import Int
from torch import Tensor

ALPHABET = " abcdefghijklmnopqrstuvwxyz"

Part = Literal["training", "tuning", "held out"]

SHARES: dict[Part, float] = {"held out": 1 / 8, "tuning": 1 / 16}
"""How much of the text each part gets at most; what is left is for training."""


@lru_cache
def manual() -> dict[Part, str]:
    """The text of each part, in the letters of ``ALPHABET``.

    A paragraph that stands in several topics stays in the longest alone, and a topic belongs to
    one part: no part has a paragraph of another.
    """
    return dealt(unrepeated(topics()))


def topics() -> dict[str, str]:
    """Python's own topics by name. RuntimeError where this Python was installed without them."""
    try:
        from pydoc_data.topics import topics as found
    except ImportError as missing:
        raise RuntimeError(
            "Install Python with its library whole: the text is pydoc_data.topics, "
            "and this Python has none."
        ) from missing
    return found


def fold(text: str) -> str:
    """Lower case; whatever is no letter from a to z is a space, and no two spaces meet."""
    return " ".join(re.findall("[a-z]+", text.lower()))


def unrepeated(texts: dict[str, str]) -> dict[str, str]:
    """Every topic folded, longest first, without the paragraphs that an earlier one has."""
    seen: set[str] = {""}
    kept = {}
    for name in sorted(texts, key=lambda name: (-len(texts[name]), name)):
        fresh = []
        for paragraph in map(fold, texts[name].split("\n\n")):
            if paragraph not in seen:
                seen.add(paragraph)
                fresh.append(paragraph)
        if fresh:
            kept[name] = " ".join(fresh)
    return kept


def dealt(texts: dict[str, str]) -> dict[Part, str]:
    """Topics in the order of their names' digests, each to the first part that has room for it."""
    whole = sum(map(len, texts.values()))
    room: dict[Part, float] = {part: share * whole for part, share in SHARES.items()}
    parts: dict[Part, list[str]] = {"held out": [], "tuning": [], "training": []}
    for name in sorted(texts, key=lambda name: blake2b(name.encode()).hexdigest()):
        size = len(texts[name])
        part: Part = next((part for part in room if room[part] >= size), "training")
        parts[part].append(texts[name])
        if part in room:
            room[part] -= size
    return {part: " ".join(found) for part, found in parts.items()}


def fingerprint() -> str:
    """Which text this is: another Python may bring another."""
    whole = "\n".join(f"{part}: {text}" for part, text in sorted(manual().items()))
    return blake2b(whole.encode(), digest_size=8).hexdigest()


@lru_cache
def symbols(part: Part) -> Int[Tensor, " length"]:
    """The characters of a part by their places in ``ALPHABET``."""
    if part not in manual():
        raise ValueError(f"part={part!r} is not one of {', '.join(map(repr, manual()))}")
    places = {letter: place for place, letter in enumerate(ALPHABET)}
    return torch.tensor([places[letter] for letter in manual()[part]])
