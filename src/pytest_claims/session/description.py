"""What is said of a run before it begins: when, with which seed and error, and on what."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import pytest

from pytest_claims.claims.grammar import ClaimFile
from pytest_claims.deciding.verdict import last_look
from pytest_claims.faults import ClaimError
from pytest_claims.measuring.data import Data
from pytest_claims.measuring.environment import versions
from pytest_claims.measuring.implementations import implementations_of
from pytest_claims.measuring.subjects import UnknownSubject, known_subjects, parse
from pytest_claims.notes.note import Note
from pytest_claims.recording import dependencies
from pytest_claims.recording.files import shortened
from pytest_claims.recording.ledger import Ledger, Row
from pytest_claims.session.device import device_of
from pytest_claims.session.grounds import Coverage, grounds
from pytest_claims.session.spelled import misspelled
from pytest_claims.settings import Settings


def begin(
    config: pytest.Config, settings: Settings, notes: Sequence[Note], files: Sequence[ClaimFile]
) -> Ledger:
    """The ledger of a run that has tried nothing yet, with what is said of it."""
    sources = dependencies.read(settings.root, settings.claims, settings.ledger)
    ledger = Ledger(settings.ledger, {}, notes, files, sources)
    here, last = grounds(config, settings, sources), ledger.earlier.get("run", {})
    try:
        ledger.run |= describe_run(config, settings, len(ledger.rows), here, last)
    except ClaimError as problem:  # a source was edited as the run began
        raise pytest.UsageError(str(problem)) from problem
    return ledger


def describe_run(
    config: pytest.Config, settings: Settings, claims: int, here: str, earlier: Row
) -> Row:
    """When, with which seed and error, and on what so many claims are audited.

    What ``earlier``, an earlier run on the same grounds, found installed need not be found again.
    """
    refuse_other_looks(settings.every)
    return {
        "started": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "seconds": None,
        "seed": settings.seed,
        "options": settings.options,
        "error_per_claim": settings.error,
        "error_of_audit": min(1.0, round(settings.error * claims, 6)),
        "every": settings.every,
        **of_notes(config, settings),
        "subjects": subjects(config, settings),
        **({"understood": understood(config, settings)} if settings.subjects else {}),
        "mutants": ablations(config, settings),
        "correct": correct(config, settings),
        **(kept(settings, here, earlier) or found(config, settings, here)),
    }


def data_row(settings: Settings) -> Row:
    """The files that the ini names as data, each with its digest."""
    named = Data(settings.root, settings.data).of_named() if settings.data else {}
    return {"data": shortened(named)} if named else {}


def of_notes(config: pytest.Config, settings: Settings) -> Row:
    """What the page has to know of the notes, and what each mark says of a claim."""
    marks = (line.partition(":") for line in config.getini("markers"))
    said = {
        "argument": settings.argument,
        "derivations": settings.derivations,
        "marks": {name.strip(): words.strip() for name, _, words in marks if name.isidentifier()},
    }
    return {name: value for name, value in said.items() if value}


def kept(settings: Settings, here: str, earlier: Row) -> Row:
    """What an earlier run on these grounds found; empty where it is not known."""
    if not here or earlier.get("grounds") != here:
        return {}
    environment = earlier["environment"] | {"git": revision(settings.root)}
    return {"environment": environment, "grounds": here}


def found(config: pytest.Config, settings: Settings, here: str) -> Row:
    """Python, what the claims import, the machine and the commit; and the grounds, where they
    take in every source.
    """
    imported, files = versions(settings)
    return {
        "environment": {
            "python": platform.python_version(),
            **imported,
            "cpu": platform.processor() or platform.machine(),
            "device": device_of(config, settings),
            "git": revision(settings.root),
        },
        "grounds": here if Coverage(settings.root).of(files) else "",
    }


def refuse_other_looks(every: int) -> None:
    """An ``every`` can hold only where the audit looks."""
    try:
        last_look(every)
    except ValueError as problem:
        raise pytest.UsageError(str(problem)) from problem


def subjects(config: pytest.Config, settings: Settings) -> dict[str, str]:
    """The subjects under test: name and where each is defined."""
    known = known_subjects(config.hook)
    refuse_misspelled("pytest_claims_subjects", known.values())
    try:
        named = parse(settings.subjects, known)
    except UnknownSubject as problem:
        raise pytest.UsageError(str(problem)) from problem
    for name in {subject.name for subject in named}:
        known[name] = " and ".join(s.target for s in named if s.name == name)
    return known


def understood(config: pytest.Config, settings: Settings) -> dict[str, str]:
    """How each subject is made, called and read, or why it is not to be had; that no worker could
    start is better met here."""
    try:
        return implementations_of(config, settings).understood
    except UnknownSubject as problem:
        raise pytest.UsageError(str(problem)) from problem


def ablations(config: pytest.Config, settings: Settings) -> dict[str, Sequence[str]] | None:
    """The mutants to try, where this run tries them."""
    if not settings.mutants:
        return None
    return told(config, "pytest_claims_ablations")


def correct(config: pytest.Config, settings: Settings) -> dict[str, Sequence[str]] | None:
    """The correct implementations to try, where this run tries them."""
    return told(config, "pytest_claims_correct") if settings.mutants else None


def told(config: pytest.Config, hook: str) -> dict[str, Sequence[str]]:
    """What a hook names for each subject; names that lead nowhere are refused."""
    found = getattr(config.hook, hook)() or {}
    if not isinstance(found, Mapping):
        raise pytest.UsageError(
            f'{hook} gives {found!r}: write {{"NAME": ["module:attribute"]}} in the conftest.py.'
        )
    refuse_misspelled(hook, chain.from_iterable(found.values()))
    known = known_subjects(config.hook)
    if unknown := found.keys() - set(known):
        raise pytest.UsageError(
            f"{hook} names {', '.join(sorted(unknown))}, and "
            f"pytest_claims_subjects names {', '.join(known) or 'nothing'}: correct the names."
        )
    return dict(found)


def refuse_misspelled(hook: str, targets: Iterable[str]) -> None:
    """Stop at names that lead nowhere; found without importing what they name."""
    if problems := misspelled(targets):
        raise pytest.UsageError(
            f"correct the conftest.py: {hook} names\n  " + "\n  ".join(problems)
        )


def revision(root: Path) -> str | None:
    """The commit of the sources, where there is one."""
    try:
        found = subprocess.run(
            ["git", "-C", root, "describe", "--always", "--dirty"],
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return found.stdout.strip()
