"""Implementations named on the command line, to be audited in place of the project's own."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import sys
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb
from types import ModuleType
from typing import Any, NoReturn

from pytest_claims.faults import ClaimError, nearest
from pytest_claims.measuring.beside import beside, cure
from pytest_claims.plain import digest


@dataclass(frozen=True)
class Subject:
    """``Quicksort=mine.py:Sort``: the name of a subject, and what stands in for it."""

    name: str
    target: str

    def __str__(self) -> str:
        return f"{self.name}={self.target}"

    @property
    def equation(self) -> str:
        """``Quicksort = mine.py:Sort``."""
        return f"{self.name} = {self.target}"


@dataclass(frozen=True)
class StandIn:
    """What an object was made for, and from what of which module; a file is known by its name."""

    made_from: str
    module: str

    def __str__(self) -> str:
        return self.made_from


MADE = "__claims_stand_in__"


def stand_in(target: Any) -> StandIn | None:
    """What this object was made for and from, if it stands in for a subject."""
    found: StandIn | None = getattr(target, "__dict__", {}).get(MADE)
    return found


def mark(adapted: Any, subject: Subject, target: Any) -> Any:
    """Let what the project made of ``target`` be known by what it was made from."""
    if adapted is None or adapted is target:
        return target
    made_from = f"{subject.name}={Path(subject.target).name}"
    with suppress(AttributeError):  # what cannot be marked is refused where it is measured
        setattr(adapted, MADE, StandIn(made_from, load(subject.target).__name__))
    return adapted


def in_vain(subject: Subject, named: Any, reason: str) -> Any:
    """What stands for a subject that is not to be had: whoever measures it is told why."""

    def refuse(cls: type, *sizes: Any, **conditions: Any) -> NoReturn:
        raise ClaimError(reason)

    held = {"__new__": refuse, "__module__": named.__module__, "__doc__": reason}
    held["__signature__"] = inspect.signature(named)
    made = type(subject.target.rpartition(":")[2], (), held)
    setattr(made, MADE, StandIn(f"{subject.name}={Path(subject.target).name}", named.__module__))
    return made


def known_subjects(hook: Any) -> dict[str, str]:
    """The subjects that the project names, by either of the two hooks."""
    return {**(hook.pytest_claims_architectures() or {}), **(hook.pytest_claims_subjects() or {})}


class UnknownSubject(Exception):
    """What was named on the command line does not exist; the message says what does."""


def parse(options: Sequence[str], known: Mapping[str, str]) -> list[Subject]:
    """Read ``NAME=module:attribute`` or ``NAME=path/to/file.py:attribute``, once per option."""
    subjects = []
    for option in options:
        name, equals, target = option.partition("=")
        if not equals or not _is_place(target):
            raise UnknownSubject(
                f"--claims-subject {option}: write NAME=module:attribute or NAME=file.py:attribute."
            )
        if name not in known:
            raise UnknownSubject(
                f"--claims-subject {option}: no subject is called {name}; "
                f"there are {', '.join(known) or 'none'}."
            )
        subjects.append(Subject(name, target))
    return subjects


def _is_place(target: str) -> bool:
    place, _, attribute = target.rpartition(":")
    is_module = all(map(str.isidentifier, place.split(".")))
    return bool(attribute) and (is_module or place.endswith(".py"))


def lineups(subjects: Sequence[Subject]) -> list[tuple[Subject, ...]]:
    """What to audit, one after the other: one subject for each name together, but each of them
    alone where there are several for a name.
    """
    if len({subject.name for subject in subjects}) < len(subjects):
        return [(subject,) for subject in subjects]
    return [tuple(subjects)]


def resolve(target: str) -> Any:
    """The object at ``module:attribute`` or ``path/to/file.py:attribute``."""
    place, _, attribute = target.rpartition(":")
    module = load(target)
    if not hasattr(module, attribute):
        names = [name for name in vars(module) if not name.startswith("_")]
        raise UnknownSubject(f"{target}: {place} has no {attribute}{nearest(attribute, names)}.")
    return getattr(module, attribute)


def load(target: str) -> ModuleType:
    """The module that ``target`` names before its colon."""
    place = target.rpartition(":")[0]
    try:
        return _from_file(Path(place)) if place.endswith(".py") else importlib.import_module(place)
    except (ImportError, OSError) as problem:
        raise UnknownSubject(f"{target}: {_said(place, problem)}.") from problem
    except (Exception, SystemExit) as problem:  # whatever a module may raise when it is imported
        said = f"{type(problem).__name__}: {problem}{_raised(place, problem)}"
        raise UnknownSubject(f"{target} cannot be imported: {said}.") from problem


def _said(place: str, problem: Exception) -> str:
    """What to do, where that can be told, and what went wrong."""
    advice = ""
    if place.endswith(".py") and isinstance(problem, ImportError):
        advice = cure(Path(place).resolve(), problem)
    return f"{advice}: {problem}" if advice else str(problem)


def _raised(place: str, problem: BaseException) -> str:
    """The last line of the file, or of one beside it, on the way to what went wrong."""
    folder, frames = Path(place).resolve().parent, extract_tb(problem.__traceback__)
    own = [f for f in frames if place.endswith(".py") and Path(f.filename).parent == folder]
    return f", raised at {Path(own[-1].filename).name}:{own[-1].lineno}" if own else ""


def _from_file(path: Path) -> ModuleType:
    file = path.resolve()
    name = f"claims_subject_{path.stem}"
    if name in sys.modules and sys.modules[name].__file__ != str(file):  # another of that name
        name += f"_{digest(str(file))[:8]}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None or not path.exists():
        raise OSError(f"there is no file {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        with (
            beside(file),
            warnings.catch_warnings(),
        ):  # a stranger's file is not held to this project's filters
            warnings.simplefilter("ignore")
            spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
