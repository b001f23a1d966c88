"""``pytest-claims diff``: what changed between two audits."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from pytest_claims.commands.given import read_ledger
from pytest_claims.recording import diff


def add(commands: Any) -> None:
    """Its part of the command line."""
    command = commands.add_parser(
        "diff",
        help="what changed between two audits, by cause",
        description="What changed between two audits, claim by claim and by cause. "
        "A change of method (sentence, test, probe, rule) is not shown as a change of fact.",
        epilog="Exit status: 0 if no verdict changed, 1 if one did, 2 if a ledger cannot be read.",
    )
    command.add_argument("old", type=Path, metavar="OLD", help="ledger of the earlier audit")
    command.add_argument("new", type=Path, metavar="NEW", help="ledger of the later audit")
    command.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Print the difference of two ledgers; 1 when a verdict changed."""
    difference = diff.compare(read_ledger(asked.old), read_ledger(asked.new))
    print(difference)
    return int(difference.flipped)
