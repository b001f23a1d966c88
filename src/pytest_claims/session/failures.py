"""What is shown of a claim that broke: a user's error in a line or two, a probe's own in full."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import pytest_claims
from pytest_claims.faults import ClaimError
from pytest_claims.files import place
from pytest_claims.session.confined import Stopped

OWN = Path(pytest_claims.__file__).parent
ENDINGS: dict[type[BaseException], str] = {
    pytest.skip.Exception: "skipped by pytest.skip",
    pytest.xfail.Exception: "skipped by pytest.xfail",
    pytest.exit.Exception: "ended by pytest.exit",
}


def ended(problem: BaseException) -> ClaimError:
    """A claim that took itself out of the audit is an error."""
    return ClaimError(f"{ending(problem)}. A claim is measured or it is an error; remove the call.")


def ending(problem: BaseException) -> str:
    """In words: ``skipped by pytest.skip: no GPU``."""
    words = next(words for kind, words in ENDINGS.items() if isinstance(problem, kind))
    return f"{words}: {problem}" if str(problem) else words


def reason(excinfo: pytest.ExceptionInfo[BaseException] | None) -> str:
    """The reason that the ledger keeps."""
    if excinfo is None:
        return "another plugin ran its function, so nothing was decided"
    if isinstance(excinfo.value, tuple(ENDINGS)):
        return ending(excinfo.value)
    if isinstance(excinfo.value, ClaimError | Stopped):
        return str(excinfo.value)
    return excinfo.exconly()


def shown(item: pytest.Function, excinfo: pytest.ExceptionInfo[BaseException], root: Path) -> Any:
    """What the terminal shows; the frames of the plugin itself say nothing to a reader."""
    problem = excinfo.value
    if isinstance(problem, (ClaimError, Stopped, *ENDINGS)):
        lines = [
            entry.lineno + 1 for entry in excinfo.traceback if Path(entry.path) == item.path
        ] or [(item.location[1] or 0) + 1]
        said = [reason(excinfo), *getattr(problem, "__notes__", ())]
        return f"{place(item.path, root)}:{lines[-1]}: " + "\n".join(said)
    foreign = excinfo.traceback.filter(lambda entry: not Path(entry.path).is_relative_to(OWN))
    excinfo.traceback = foreign or excinfo.traceback
    return item.repr_failure(excinfo)
