"""What a plan says in words: how much, how often, and about how long."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from pytest_claims.measuring.effective import key
from pytest_claims.measuring.pieces import Piece, Times
from pytest_claims.measuring.replicas import LOOKS
from pytest_claims.recording.standings import count

UNITS = ((60 * 60, "hour"), (60, "minute"), (1, "second"))


def claim_line(pieces: Sequence[Piece], replicas: int, times: Times) -> str:
    """Of one claim, or of all: its measurements, the replicas, and the times of both."""
    if not pieces:
        return "nothing to measure"
    first = [piece for piece in pieces if piece.look == 0]
    return (
        f"{count(len(first), 'measurement')}, {kept(first)}; "
        f"{LOOKS[0]} to {replicas} replicas; {durations(pieces, times)}"
    )


def total_line(claims: int, impossible: int, pieces: Sequence[Piece], times: Times) -> str:
    """The claims, those that cannot be decided, and what all of them share is counted once."""
    said = f"{count(claims, 'claim')}: {claim_line(pieces, LOOKS[-1], times)}"
    return f"{said}; {impossible} cannot be decided" if impossible else said


def kept(first: Sequence[Piece]) -> str:
    """How many of the first look are there already."""
    number = sum(piece.record is not None for piece in first)
    return "all kept" if number == len(first) else f"{number} kept" if number else "none kept"


def durations(pieces: Sequence[Piece], times: Times) -> str:
    """About how long the missing ones take, at the first look and at most."""
    missing = [piece for piece in pieces if piece.record is None]
    if not missing:
        return "nothing left to measure"
    if all(times.of(piece) is None for piece in missing):
        return "how long is unknown"
    first = duration([piece for piece in missing if piece.look == 0], times)
    return f"{first} at the first look, {duration(missing, times)} at most"


def duration(missing: Sequence[Piece], times: Times) -> str:
    """``about 3 minutes``; what nothing is known of is counted."""
    known = [seconds for piece in missing if (seconds := times.of(piece)) is not None]
    unknown = {key(p.group.measurement) for p in missing if times.of(p) is None}
    beside = f" and {count(len(unknown), 'measurement')} of unknown length" if unknown else ""
    return f"{about(sum(known))}{beside}"


def about(seconds: float) -> str:
    """In the largest unit of which there are two."""
    size, unit = next((u for u in UNITS if seconds >= 2 * u[0]), UNITS[-1])
    return f"about {count(ceil(seconds / size), unit)}" if seconds else "no time"
