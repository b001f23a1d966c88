"""``pytest-claims init``: a small project that passes, to be edited into one's own."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import Any

from pytest_claims.commands.scaffolding import CONFIGURATION, addition, read_here, templates
from pytest_claims.files import write_new


def add(commands: Any) -> None:
    """Its part of the command line."""
    command = commands.add_parser(
        "init",
        help="write a small project that passes, to begin from",
        description="Write a note with three claims, their tests, their probes, and what pytest, "
        "pre-commit and GitHub need to run them. A file that is there is kept as it is.",
        epilog="Exit status: 0 if all was written, 1 if a file was there and was kept, 2 if the "
        "folder cannot be written.",
    )
    command.add_argument(
        "folder",
        type=Path,
        nargs="?",
        default=Path(),
        metavar="FOLDER",
        help="where; made if it is not there (default: here)",
    )
    command.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Write what is not there, and say what is to be done; 1 where something was kept."""
    kept: list[str] = []
    files = templates()
    wanted = files[CONFIGURATION]
    if read_here(asked.folder).name != CONFIGURATION:
        del files[CONFIGURATION]  # it would come before the one that pytest reads now
    for path, text in files.items():
        if write_new(asked.folder / path, text):
            print(f"wrote {asked.folder / path}")
        else:
            kept.append(path)
    for path in kept:
        print(f"kept {asked.folder / path}, which was there")
    missing = addition(asked.folder, wanted)
    print(f"\n{missing}" if missing else "", end="")
    there = "" if asked.folder.samefile(Path()) else f"cd {shlex.quote(str(asked.folder))}, "
    print(f"\nNow {there}run pytest claims/, read notes/summation.md, and change a word of it.")
    return int(bool(kept or missing))
