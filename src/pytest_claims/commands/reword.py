"""``pytest-claims reword``: keeps notes and claims, and notes and numbers, in step."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from pytest_claims.claims import reword
from pytest_claims.claims.grammar import read_claim_files
from pytest_claims.commands.given import LEDGER, Failure, add_root, read_ledger
from pytest_claims.files import UNREADABLE
from pytest_claims.ini import configured
from pytest_claims.notes.note import read_notes
from pytest_claims.notes.value import renumbered
from pytest_claims.recording import values


def add(commands: Any) -> None:
    """Its part of the command line."""
    command = commands.add_parser(
        "reword",
        help="carry reworded sentences over to the claims, and measured numbers to the notes",
        description="Show every sentence that differs from its test's docstring, and, "
        "for every link without a test, a skeleton of the claim to paste; or, with --values, every "
        "number that is not what the last audit measured.",
        epilog="Exit status: 1 while notes and claims differ, 0 once they agree.",
    )
    command.add_argument(
        "--values",
        action="store_true",
        help="instead, the numbers of the notes that differ from the last audit's medians",
    )
    command.add_argument(
        "--write",
        action="store_true",
        help="copy the sentences into the docstrings, or the medians into the notes",
    )
    add_root(command)
    command.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Show, and on request mend, where notes and claims part; 1 while they do."""
    if asked.values:
        return reword_values(asked)
    folders, claims = configured(asked.root)
    notes, unreadable = read_notes(asked.root, folders, claims)
    files, misread = read_claim_files(asked.root, claims)
    for fault in [*unreadable, *misread]:
        if fault.cure == UNREADABLE:
            raise Failure(str(fault))
    left = 0
    for mismatch in reword.mismatches(notes, files):
        print(f"{mismatch}\n")
        left += not (asked.write and _written(partial(reword.write, mismatch, asked.root)))
    there = {file.path for file in files}
    for claim in reword.untested(notes, files):
        print(f"{claim.path}:{claim.line} links to a test that {claim.file} lacks; paste there:\n")
        if claim.file not in there:
            print(f"{reword.HEAD}\n")
            there.add(claim.file)
        print(reword.skeleton(claim))
        left += 1
    return int(left > 0)


def _written(write: Callable[[], None]) -> bool:
    """Whether it could be written; where not, why."""
    try:
        write()
    except ValueError as problem:
        print(f"not written: {problem}", file=sys.stderr)
        return False
    return True


def reword_values(asked: argparse.Namespace) -> int:
    """Show, and on request mend, the numbers that the last audit does not bear; 1 while any is."""
    folders, claims = configured(asked.root)
    notes, _ = read_notes(asked.root, folders, claims)
    found = values.findings(notes, read_ledger(asked.root / LEDGER)["claims"])
    left = 0
    for finding in (finding for finding in found if finding.fault):
        print(finding.fault)
        renumber = partial(_renumber, finding, asked.root)
        left += not (asked.write and finding.new and _written(renumber))
    for line in values.unmeasured(found):
        print(line)
    return int(left > 0)


def _renumber(finding: values.Finding, root: Path) -> None:
    file = root / finding.value.path
    text = renumbered(file.read_bytes().decode("utf-8"), finding.value, finding.new)
    file.write_bytes(text.encode("utf-8"))
