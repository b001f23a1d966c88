"""``pytest-claims diff | report | reword | probes``: what is done with an audit that has run."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pytest_claims.claims import reword
from pytest_claims.claims.grammar import read_claim_files
from pytest_claims.faults import ClaimError
from pytest_claims.files import UNREADABLE, NotWritten, place, write_source
from pytest_claims.ini import configured
from pytest_claims.notes.note import read_notes
from pytest_claims.notes.value import renumbered
from pytest_claims.recording import diff, ledger_file, values
from pytest_claims.recording.catalogue_page import as_markdown, as_text
from pytest_claims.recording.standings import count

LEDGER = Path(".claims/audit.json")
REPORT = Path("claims-report")
RUN_AGAIN = "Run pytest claims/ to write one."
UNREACHED = "the page shows what has no verdict as not reached"
OPEN_TO_ALL = "Name a place that can be read and written."


class Failure(Exception):
    """What the user asked for cannot be done; the message says why."""


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
        description="Compare and read audits, and keep notes and claims in step.",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_diff(commands)
    _add_report(commands)
    _add_reword(commands)
    _add_probes(commands)
    return top


def _add_diff(commands: Any) -> None:
    command = commands.add_parser(
        "diff",
        help="what changed between two audits, by cause",
        description="What changed between two audits, claim by claim and by cause. "
        "A change of method (sentence, test, probe, rule) is not shown as a change of fact.",
        epilog="Exit status: 0 if no verdict changed, 1 if one did, 2 if a ledger cannot be read.",
    )
    command.add_argument("old", type=Path, metavar="OLD", help="ledger of the earlier audit")
    command.add_argument("new", type=Path, metavar="NEW", help="ledger of the later audit")
    command.set_defaults(run=run_diff)


def _add_report(commands: Any) -> None:
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
    _add_root(command)
    command.set_defaults(run=run_report)


def _add_reword(commands: Any) -> None:
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
    _add_root(command)
    command.set_defaults(run=run_reword)


def _add_probes(commands: Any) -> None:
    command = commands.add_parser(
        "probes",
        help="list the project's instruments by the question that they answer",
        description="Every probe, task and architecture with its signature, and, of a probe, its "
        "unit, its range and its perfect value, as the docstrings tell them.",
    )
    command.add_argument(
        "--markdown", type=Path, metavar="FILE", help="write a page there instead of printing"
    )
    _add_root(command)
    command.set_defaults(run=run_probes)


def _add_root(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--root", type=Path, default=Path(), metavar="DIR", help="the project (default: here)"
    )


def run_diff(asked: argparse.Namespace) -> int:
    """Print the difference of two ledgers; 1 when a verdict changed."""
    difference = diff.compare(read_ledger(asked.old), read_ledger(asked.new))
    print(difference)
    return int(difference.flipped)


def run_report(asked: argparse.Namespace) -> int:
    """Write the page and say where it is."""
    from pytest_claims.report import write_report
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


def run_reword(asked: argparse.Namespace) -> int:
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
        left += not (asked.write and _written(mismatch, asked.root))
    for claim in reword.untested(notes, files):
        print(f"{claim.path}:{claim.line} links to a test that {claim.file} lacks; paste there:\n")
        print(reword.skeleton(claim))
        left += 1
    return int(left > 0)


def run_probes(asked: argparse.Namespace) -> int:
    """Print the catalogue, or write it as a page."""
    from pytest_claims.session.catalogued import catalogue

    root = asked.root.resolve()
    found = catalogue(root)
    if asked.markdown is None:
        print(as_text(found))
        return 0
    file = asked.markdown.resolve()
    write_source(file, as_markdown(found, root, place(file, root)))
    return 0


def reword_values(asked: argparse.Namespace) -> int:
    """Show, and on request mend, the numbers that the last audit does not bear; 1 while any is."""
    folders, claims = configured(asked.root)
    notes, _ = read_notes(asked.root, folders, claims)
    found = values.findings(notes, read_ledger(asked.root / LEDGER)["claims"])
    left = 0
    for finding in (finding for finding in found if finding.fault):
        print(finding.fault)
        left += not (asked.write and finding.new and _renumbered(finding, asked.root))
    for line in values.unmeasured(found):
        print(line)
    return int(left > 0)


def _renumbered(finding: values.Finding, root: Path) -> bool:
    file = root / finding.value.path
    try:
        text = renumbered(file.read_bytes().decode("utf-8"), finding.value, finding.new)
    except ValueError as problem:
        print(f"not written: {problem}", file=sys.stderr)
        return False
    file.write_bytes(text.encode("utf-8"))
    return True


def _written(mismatch: reword.Mismatch, root: Path) -> bool:
    try:
        reword.write(mismatch, root)
    except ValueError as problem:
        print(f"not written: {problem}", file=sys.stderr)
        return False
    return True


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
