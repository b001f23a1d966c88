"""``pytest-claims report``: an audit as one page."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from pytest_claims.commands.given import LEDGER, Failure, add_root, read_ledger
from pytest_claims.extras import lacking
from pytest_claims.recording import diff
from pytest_claims.recording.standings import count

REPORT = Path("claims-report")
UNREACHED = "the page shows what has no verdict as not reached"


def add(commands: Any) -> None:
    """Its part of the command line."""
    command = commands.add_parser(
        "report",
        help="write the audit as one page",
        description="Write DIR/index.html: the notes as prose, each tested sentence with its "
        "evidence. The page is one file; it needs no network and no server.",
    )
    command.add_argument(
        "ledger",
        type=Path,
        nargs="?",
        metavar="LEDGER",
        help=f"default: {LEDGER} of the project",
    )
    command.add_argument(
        "-o", "--out", type=Path, default=REPORT, metavar="DIR", help=f"default: {REPORT}"
    )
    command.add_argument(
        "--since", type=Path, metavar="OLD", help="also show what changed since this earlier ledger"
    )
    add_root(command)
    command.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Write the page and say where it is."""
    if why := lacking("a page"):
        raise Failure(why)
    from pytest_claims.report.page import write_report
    from pytest_claims.report.reworded import as_on_disk

    ledger, reworded = as_on_disk(read_ledger(asked.ledger or asked.root / LEDGER), asked.root)
    if reworded:
        print(
            f"note: {count(reworded, 'sentence')} changed since the audit: {UNREACHED}.",
            file=sys.stderr,
        )
    since = diff.compare(read_ledger(asked.since), ledger) if asked.since else None
    print(write_report(ledger, asked.root, asked.out, since=since))
    return 0
