"""What is shown of a claim that broke: a user's error in a line or two, a probe's own in full."""

from __future__ import annotations

import inspect
import re
import traceback
from collections.abc import Sequence
from pathlib import Path

import _pytest
import pluggy
import pytest

import pytest_claims
from pytest_claims.faults import ASKED, ASSERTED, TRYING, ClaimError
from pytest_claims.files import place
from pytest_claims.session.confined import Stopped

OWN = Path(pytest_claims.__file__).parent
MACHINERY = [Path(inspect.getfile(module)).parent for module in (pluggy, _pytest)]
TOLD = (ClaimError, Stopped, pytest.UsageError)
"""Errors whose message is all that a reader needs."""
ENDINGS: dict[type[BaseException], str] = {
    pytest.skip.Exception: "skipped by pytest.skip",
    pytest.xfail.Exception: "skipped by pytest.xfail",
    pytest.exit.Exception: "ended by pytest.exit",
}
BROKEN: tuple[type[BaseException], ...] = (Exception, Stopped, *ENDINGS)
"""Whatever a claim's body may end with, but an interrupt."""


def ended(problem: BaseException) -> ClaimError:
    """A claim that took itself out of the audit is an error."""
    return ClaimError(f"{ending(problem)}. A claim is measured or it is an error; remove the call.")


def ending(problem: BaseException) -> str:
    """In words: ``skipped by pytest.skip: no GPU``."""
    words = next(words for kind, words in ENDINGS.items() if isinstance(problem, kind))
    return f"{words}: {problem}" if str(problem) else words


def reason(problem: BaseException | None) -> str:
    """The reason that the ledger keeps: under which control, and what went wrong."""
    if problem is None:
        return "another plugin ran its function, so nothing was decided"
    words = "".join(f"{note}: " for note in notes(problem) if note.startswith(TRYING))
    if isinstance(problem, tuple(ENDINGS)):
        return words + ending(problem)
    if isinstance(problem, TOLD):
        return words + str(problem)
    return words + f"{type(problem).__name__}: {problem}"


def shown(item: pytest.Item, excinfo: pytest.ExceptionInfo[BaseException], root: Path) -> str:
    """What the terminal shows: one message, and of an error that no message was written for also
    where in the project it arose."""
    said = told(item, excinfo.value, root)
    if isinstance(excinfo.value, (*TOLD, *ENDINGS)):
        return said
    last = max((i for i, e in enumerate(excinfo.traceback) if _is_own(e)), default=-1)
    frames = excinfo.traceback[last + 1 :].filter(lambda e: not _is_machinery(e))
    excinfo.traceback = frames or excinfo.traceback
    vars(excinfo.value).pop("__notes__", None)  # they have been said
    return f"{said}\n\n{item.repr_failure(excinfo)}"


def told(item: pytest.Item, problem: BaseException, root: Path) -> str:
    """One message, that begins with the line of the claim."""
    beside = [note for note in notes(problem) if not note.startswith((TRYING, ASSERTED))]
    return "\n".join([f"{_place(item, problem, root)}: {reason(problem)}", *beside])


def notes(problem: BaseException) -> Sequence[str]:
    """What was added to it on its way."""
    return getattr(problem, "__notes__", ())


def _place(item: pytest.Item, problem: BaseException, root: Path) -> str:
    """The claim's line at which it happened, or where it asked or asserted what failed."""
    here = place(item.path, root)
    entries = traceback.extract_tb(problem.__traceback__)
    if lines := [entry.lineno for entry in entries if Path(entry.filename) == item.path]:
        return f"{here}:{lines[-1]}"
    said = "\n".join(notes(problem))
    if asked := re.search(rf"^{ASKED}(\S+:\d+):", said, re.MULTILINE):
        return asked[1]
    if asserted := re.search(rf"^{ASSERTED}(\d+)$", said, re.MULTILINE):
        return f"{here}:{asserted[1]}"
    return f"{here}:{(item.location[1] or 0) + 1}"


def _is_own(entry: pytest.TracebackEntry) -> bool:
    return Path(entry.path).is_relative_to(OWN)


def _is_machinery(entry: pytest.TracebackEntry) -> bool:
    return any(Path(entry.path).is_relative_to(folder) for folder in MACHINERY)


def died(said: str, took: float, limit: float, config: pytest.Config) -> str:
    """Why the process of a claim ended after so many seconds, as far as it is known."""
    said = said or "its process died"
    if config.getoption("forked", False):
        return f"{said}: run claims without --forked, whose processes bring no verdict home"
    if 0 < limit <= took:
        said += f"; it was not decided within claims_timeout = {limit:g} seconds"
    return said
