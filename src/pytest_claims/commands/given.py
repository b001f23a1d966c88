"""What commands are given: a project, its ledger, its folders."""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path
from typing import Any

from pytest_claims.files import place
from pytest_claims.recording import ledger_file

LEDGER = Path(".claims/audit.json")
RUN_AGAIN = "Run pytest claims/ to write one."
FOLDERS = "Write folders as text."
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


def configured(root: Path) -> tuple[list[str], str]:
    """The folders of notes and of claims that the project's pyproject.toml names."""
    file = root / "pyproject.toml"
    try:
        project = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        project = {}
    except ValueError as error:
        raise Failure(f"{file} is no TOML: {error}. Correct it.") from error
    options = _table(_table(_table(project, "tool"), "pytest"), "ini_options", nested=False)
    notes = options.get("claims_notes", ["notes"])
    folders = notes.split() if isinstance(notes, str) else notes
    claims = options.get("claims_tests", "claims")
    if not isinstance(folders, list) or not all(isinstance(f, str) for f in [*folders, claims]):
        raise Failure(f"{file}: claims_notes is {notes!r} and claims_tests {claims!r}. {FOLDERS}")
    return [place(root / folder, root) for folder in folders], place(root / claims, root)


def _table(options: Any, name: str, *, nested: bool = True) -> dict[str, Any]:
    """The table of this name; where pytest's options need not be nested, those around it."""
    found = options.get(name, {} if nested else options)
    return found if isinstance(found, dict) else {}
