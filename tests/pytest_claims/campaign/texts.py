"""Notes made at random, and hostile texts in every field of the page."""

from __future__ import annotations

import io
import json
import tempfile
import time
from contextlib import redirect_stderr, redirect_stdout
from copy import deepcopy
from pathlib import Path
from random import Random

from audit_notes import write_notes
from audit_rows import claims, ledger
from campaign.places import places
from campaign.score import Tally, rounds
from report.test_hostile import HOSTILE, harmless

from pytest_claims.claims.correspondence import check
from pytest_claims.claims.grammar import read_claim_files
from pytest_claims.cli import main
from pytest_claims.notes.note import read_notes

PIECES = [
    "# ",
    "## What Failed",
    "[a]",
    "[b][c]",
    "[a]: ../claims/test_01_toy.py#test_a",
    "(",
    ")",
    "*",
    "**",
    "`",
    "```",
    "$",
    "$$",
    "~~",
    "<!--",
    "-->\n<b>",
    "</b>",
    "- ",
    "1. ",
    "> ",
    "",
    "---",
    "\\",
    '"',
    "'",
    ".",
    "..",
    "...",
    "!",
    "?",
    " ",
    "  ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "High is higher.",
    "é",
    "é",
    "\u200b",
    "\ufeff",
    "😀\nhttp://a.b",
    "<http://a.b>",
    "![",
    "](",
    ")[x](y)",
    "\x00",
    "&amp;",
    "&",
    "--",
    "—",
    "1.5",
    "e.g. ",
    "i.e.",
    "Fig. 1",
    "Prop. 2",
    "word",
    "Word",
    "0",
    "_",
]


def notes(times: int, random: Random) -> Tally:
    """A note of random pieces is read, whatever it says, in little time."""
    tally = Tally("a note of random pieces")
    slowest = 0.0
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        (root / "notes").mkdir()
        (root / "claims").mkdir()
        (root / "claims" / "test_01_toy.py").write_text("def test_a(measure): 'High is higher.'\n")
        for _ in rounds(times):
            text = "".join(random.choices(PIECES, k=random.randrange(1, 120)))
            (root / "notes" / "01_toy.md").write_bytes(text.encode("utf-8", "surrogatepass"))
            before = time.perf_counter()
            tally.times += 1
            try:
                found, _ = read_notes(root, ["notes"])
                files, _ = read_claim_files(root, "claims")
                check(found, files, root)
            except Exception as problem:
                tally.tracebacks += 1
                tally.notes.append(f"{type(problem).__name__}: {problem} for {text!r}"[:200])
            slowest = max(slowest, time.perf_counter() - before)
    tally.hung += slowest > 2
    tally.notes.append(f"slowest {slowest:.2f} s")
    return tally


def page(times: int, random: Random) -> Tally:
    """One field of the ledger says something hostile; the page shows it as text, or is refused."""
    tally = Tally("a hostile text in one field of the page")
    refused = 0
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        rows = claims()[:2]
        write_notes(root, rows)
        audit = json.loads(json.dumps(ledger(rows)))
        for number in rounds(times):
            spoiled = deepcopy(audit)
            texts = [(h, k) for h, k in places(spoiled) if isinstance(h[k], str)]
            holder, key = texts[number % len(texts)]
            holder[key] = random.choice(HOSTILE)
            tally.times += 1
            try:
                refused += not _shown(root, spoiled)
            except AssertionError as problem:
                tally.false += 1
                tally.notes.append(f"{key}: {problem}"[:200])
            except Exception as problem:
                tally.tracebacks += 1
                tally.notes.append(f"{key} {holder[key]!r}: {type(problem).__name__}"[:200])
    tally.notes.append(f"{refused} refused in words")
    return tally


def _shown(root: Path, document: object) -> bool:
    """Whether the command shows this ledger; then the page is harmless."""
    (root / "ledger.json").write_text(json.dumps(document), encoding="utf-8")
    silent = io.StringIO()
    with redirect_stdout(silent), redirect_stderr(silent):
        arguments = ["report", str(root / "ledger.json"), "--root", str(root)]
        status = main([*arguments, "-o", str(root / "page")])
    if status == 0:
        harmless((root / "page" / "index.html").read_text(encoding="utf-8"))
    return status == 0
