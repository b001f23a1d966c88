"""``pytest-claims check``: do notes and claims say the same? Nothing is measured."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_claims.commands.given import Failure, add_root
from pytest_claims.faults import ClaimError
from pytest_claims.files import place
from pytest_claims.recording.standings import count

if TYPE_CHECKING:
    import pytest

    from pytest_claims.session.disagreements import Disagreements

NO_NOTES = (
    'no ini names notes: set claims_notes, as in claims_notes = ["notes"] below '
    "[tool.pytest.ini_options] in pyproject.toml, or let pytest-claims init write an example"
)


def add(commands: Any) -> None:
    """Its part of the command line."""
    command = commands.add_parser(
        "check",
        help="hold notes and claims against each other, without measuring",
        description="Say what the audit would say before it measures anything: every place where "
        "notes and claims disagree, as FILE:LINE. No file of the project is imported.",
        epilog="Exit status: 0 if they agree, 1 while they differ, 2 if that cannot be said.",
    )
    command.add_argument(
        "paths",
        type=Path,
        nargs="*",
        metavar="PATH",
        help="notes, claim files or folders: only these and what they link to (default: all)",
    )
    command.add_argument(
        "--citations",
        action="store_true",
        help="list the sentences that cite claims in words of their own, and what the claims say",
    )
    add_root(command)
    command.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Print each fault; 1 where there is one."""
    from pytest_claims.claims.citing import cited
    from pytest_claims.session.asking import ask
    from pytest_claims.session.held import stems_at

    for path in asked.paths:
        if not path.exists():
            raise Failure(f"{path}: there is no such file. Name a note, a claim file or a folder.")
    root, found = ask(asked.root.resolve(), _held, "--noconftest", "--override-ini=addopts=")
    places = {place(path.resolve(), root) for path in asked.paths}
    faults = found.of_files(stems_at(found, places) if places else None)
    for line in [*faults, *(cited(found.notes, found.files) if asked.citations else [])]:
        print(line)
    print(
        f"notes and claims disagree in {count(len(faults), 'place')}" if faults else _agree(found)
    )
    return int(bool(faults))


def _held(config: pytest.Config) -> tuple[Path, Disagreements]:
    from pytest_claims import settings
    from pytest_claims.session.held import held

    found = settings.read(config)
    if found is None:
        raise ClaimError(NO_NOTES)
    return found.root, held(config, found)


def _agree(found: Disagreements) -> str:
    claims = sum(len(note.claims) for note in found.notes)
    return f"notes and claims agree: {count(claims, 'claim')} in {count(len(found.notes), 'note')}"
