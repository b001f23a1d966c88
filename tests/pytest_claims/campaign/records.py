"""Evidence and ledgers, damaged at random places."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from campaign.places import places
from campaign.score import Tally, audit, forked, in_a_fork, rounds, toy, verdicts

from pytest_claims.cli import main

Bytes = bytes


def flipped(random: Random, text: Bytes) -> Bytes:
    """One bit is another."""
    place = random.randrange(len(text))
    return text[:place] + bytes([text[place] ^ 1 << random.randrange(8)]) + text[place + 1 :]


def digit(random: Random, text: Bytes) -> Bytes:
    """One digit is another, so that it is still JSON."""
    places = [i for i, byte in enumerate(text) if chr(byte).isdigit()]
    place = random.choice(places)
    new = random.choice([d for d in b"0123456789" if d != text[place]])
    return text[:place] + bytes([new]) + text[place + 1 :]


def cut(random: Random, text: Bytes) -> Bytes:
    """It ends early."""
    return text[: random.randrange(len(text))]


def doubled(random: Random, text: Bytes) -> Bytes:
    """A piece of it stands twice."""
    start, end = sorted(random.sample(range(len(text)), 2))
    return text[:end] + text[start:]


def swapped_value(random: Random, text: Bytes) -> Bytes:
    """Some value within is of another kind."""
    document = json.loads(text)
    holder, key = random.choice(list(places(document)))
    holder[key] = random.choice([None, {}, [], "x", -1, 1e308, True, [[[]]], {"a": {"b": []}}, 9.0])
    return json.dumps(document).encode()


DAMAGES = (flipped, digit, cut, doubled, swapped_value)


def evidence(times: int, random: Random) -> Tally:
    """Damage one record, audit, see that the truth is told; the store heals as it goes."""
    tally = Tally("a record of evidence, damaged at a random place")
    with toy() as root:
        audit(tally, root)
        for _ in rounds(times):
            record = random.choice(
                sorted((root / ".claims" / "evidence").glob("[0-9a-f][0-9a-f]/*.json"))
            )
            record.write_bytes(random.choice(DAMAGES)(random, record.read_bytes()))
            forked(tally, root)
            complete(tally, root)
    return tally


def ledgers(times: int, random: Random) -> Tally:
    """Damage the ledger, audit two of the claims, and read it with each command."""
    tally = Tally("the ledger, damaged at a random place")
    with toy() as root:
        audit(tally, root)
        good = (root / ".claims" / "audit.json").read_bytes()
        for _ in rounds(times):
            ledger = root / ".claims" / "audit.json"
            ledger.write_bytes(random.choice(DAMAGES)(random, good))
            read(tally, root, random)
            forked(tally, root, "-k", "test_a or test_b")
    return tally


def read(tally: Tally, root: Path, random: Random) -> None:
    """One of the commands that read a ledger says words, and no traceback."""
    ledger = ".claims/audit.json"
    arguments = random.choice([["diff", ledger, ledger], ["report", "-o", "page"], ["reword"]])
    _, output = in_a_fork(tally, root, lambda: main(arguments))
    tally.tracebacks += "Traceback" in output


def complete(tally: Tally, root: Path) -> None:
    """Every claim has its verdict."""
    tally.lost += "not reached" in verdicts(root).values() or not verdicts(root)
