"""``pytest-claims init | check | diff | report | reword | regime | probes``: what is no audit."""

import argparse
import sys
from collections.abc import Sequence

from pytest_claims.commands import check, diff_audits, init, probes, regime, report, reword
from pytest_claims.commands.given import OPEN_TO_ALL, Failure
from pytest_claims.faults import ClaimError
from pytest_claims.files import NotWritten


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    asked = parser().parse_args(arguments)
    try:
        status: int = asked.run(asked)
    except (Failure, ClaimError) as failure:
        return fail(asked.command, failure)
    except NotWritten as problem:
        return fail(asked.command, f"{problem}. {OPEN_TO_ALL}")
    except OSError as error:
        return fail(asked.command, f"{error.filename or 'output'}: {error.strerror}. {OPEN_TO_ALL}")
    return status


def fail(command: str, reason: object) -> int:
    """Say why in one sentence; the exit status of what could not be done."""
    print(f"pytest-claims {command}: {reason}", file=sys.stderr)
    return 2


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog="pytest-claims",
        description="Begin a project, keep notes and claims in step, compare and read audits.",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in (init, check, diff_audits, report, reword, regime, probes):
        command.add(commands)
    return top


if __name__ == "__main__":
    raise SystemExit(main())
