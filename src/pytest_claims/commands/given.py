"""What commands are given: a project, its ledger, its folders."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from pytest_claims.recording import ledger_file

LEDGER = Path(".claims/audit.json")
RUN_AGAIN = "Run pytest claims/ to write one."
OPEN_TO_ALL = "Name a place that can be read and written."


class Failure(Exception):
    """What the user asked for cannot be done; the message says why."""


def add_root(command: argparse.ArgumentParser) -> None:
    """The option that names the project."""
    command.add_argument(
        "--root", type=Path, default=Path(), metavar="DIR", help="the project (default: here)"
    )


def read_ledger(path: Path) -> dict[str, Any]:
    """A ledger, or a reason why the file is none; one without a digest is read with a note."""
    try:
        found = ledger_file.read(path)
    except FileNotFoundError as error:
        raise Failure(f"{path}: there is no such file. {RUN_AGAIN}") from error
    except ledger_file.NoLedger as problem:
        raise Failure(f"{path} is no ledger that can be used: {problem}. {RUN_AGAIN}") from problem
    if not found.sealed:
        print(f"note: {path} has no digest, so that nothing vouches for it.", file=sys.stderr)
    return found.document
