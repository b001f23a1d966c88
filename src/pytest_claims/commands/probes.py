"""``pytest-claims probes``: the catalogue of instruments."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from pytest_claims.commands.given import add_root
from pytest_claims.files import place, write_source
from pytest_claims.recording.catalogue_page import as_markdown, as_text


def add(commands: Any) -> None:
    """Its part of the command line."""
    command = commands.add_parser(
        "probes",
        help="list the project's instruments by the question that they answer",
        description="Every probe, task and subject with its signature, and, of a probe, its "
        "unit, its range and its perfect value, as the docstrings tell them.",
    )
    command.add_argument(
        "--markdown", type=Path, metavar="FILE", help="write a page there instead of printing"
    )
    add_root(command)
    command.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Print the catalogue, or write it as a page."""
    from pytest_claims.session.catalogued import catalogue

    root = asked.root.resolve()
    found = catalogue(root)
    if asked.markdown is None:
        print(as_text(found))
    else:
        file = asked.markdown.resolve()
        write_source(file, as_markdown(found, root, place(file, root)))
    return 0
