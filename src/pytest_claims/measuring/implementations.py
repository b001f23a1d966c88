"""What the project's conftest.py tells of its implementations, where claims run."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from typing import Any, NoReturn

import pytest

from pytest_claims.declaring.measurement import Substitution
from pytest_claims.faults import ClaimError
from pytest_claims.measuring.alarm import alarm
from pytest_claims.measuring.subjects import (
    Subject,
    UnknownSubject,
    in_vain,
    known_subjects,
    lineups,
    mark,
    parse,
    resolve,
)
from pytest_claims.settings import Settings

LONGEST = 30.0
"""Seconds that a subject may take to be imported, made and called on small inputs, all tries
together."""


class TooLong(BaseException):
    """A subject took too long; nothing that it catches keeps this."""


def _too_long(subject: Subject, limit: float) -> NoReturn:
    raise TooLong(
        f"--claims-subject {subject}: let it be made and called in less time; on a few small "
        f"inputs it took more than {limit:g} seconds."
    )


@contextmanager
def inside(hook: str) -> Iterator[None]:
    """What goes wrong inside says in which hook of the project it did."""
    try:
        yield
    except Exception as problem:
        problem.add_note(f"raised in the hook {hook}, which a conftest.py implements")
        raise


def itself(subject: Any, seeds: list[int], conditions: Mapping[str, Any]) -> Any:
    """The subject under these conditions, and with the seeds where it takes them by that name."""
    if not callable(subject):
        raise ClaimError(
            f"Measure something that can be called, or implement pytest_claims_build(subject, "
            f"seeds, conditions) in conftest.py: {subject!r} is not callable."
        )
    taken = inspect.signature(subject).parameters
    seeded = {"seeds": seeds} if "seeds" in taken and seeds else {}
    return partial(subject, **seeded, **conditions)


class Implementations:
    """The subjects under test, what stands in for them, their mutants and correct others."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self.hook = config.hook
        self.device = settings.device
        self.known: Mapping[str, str] = known_subjects(self.hook)
        self.limit = min(LONGEST, settings.timeout or LONGEST)
        self.understood: dict[str, str] = {}
        self.refused: dict[Subject, str] = {}
        self._made: list[tuple[Subject, Any]] = []
        self.before = getattr(config, "workerinput", {}).get("claims_refused", {})
        subjects = parse(settings.subjects, self.known)
        made = {subject: self._had(subject) for subject in dict.fromkeys(subjects)}
        self.lineups = [
            (", ".join(map(str, lineup)), self._substitution(lineup, made))
            for lineup in self._possible(lineups(subjects))
        ]
        self.mutants = self._mutants() if settings.mutants else {}
        self.correct = self._correct() if settings.mutants else {}

    def build(self, architecture: Any, seeds: list[int], conditions: Mapping[str, Any]) -> Any:
        """What a probe is given to have its subject made; the subject itself where nobody says."""
        with inside("pytest_claims_build"):
            build = self.hook.pytest_claims_build(
                subject=architecture, architecture=architecture, seeds=seeds, conditions=conditions
            )
        return itself(architecture, seeds, conditions) if build is None else build

    def asked(self, made: Any) -> Subject | None:
        """What this was made for, where it stands in for a subject of the project."""
        return next((asked for asked, known in self._made if known is made), None)

    def standing(self, asked: Subject) -> Any:
        """What stands in for this subject, made where it is not yet."""
        made = next((made for known, made in self._made if known == asked), None)
        return self._adapted(asked) if made is None else made

    @property
    def common(self) -> Mapping[str, str]:
        """Conditions that every subject takes, and what each does."""
        with inside("pytest_claims_conditions"):
            return self.hook.pytest_claims_conditions() or {}

    def measuring(self, conditions: Mapping[str, Any]) -> AbstractContextManager[Any]:
        """What a probe under these conditions is asked within."""
        with inside("pytest_claims_measuring"):
            found = self.hook.pytest_claims_measuring(conditions=conditions, device=self.device)
            return found or nullcontext()

    def defaults(self, probe: Any) -> Mapping[str, Any]:
        """Settings that its signature does not show."""
        with inside("pytest_claims_defaults"):
            return self.hook.pytest_claims_defaults(probe=probe) or {}

    def not_exposed(self, problem: Exception) -> str | None:
        """Why this exception is no fault but a limit of the implementation under test."""
        reason: str | None = self.hook.pytest_claims_not_exposed(problem=problem)
        return reason

    def _possible(self, found: Sequence[Sequence[Subject]]) -> Sequence[Sequence[Subject]]:
        """All of them, unless no subject is to be had."""
        if self.refused and all(s in self.refused for lineup in found for s in lineup):
            raise UnknownSubject("\n".join(self.refused.values()))
        return found

    def _had(self, subject: Subject) -> Any:
        """The subject as it can be measured; one that is refused says why when it is."""
        try:
            if why := self.before.get(str(subject)):
                raise UnknownSubject(why)
            with alarm(self.limit, lambda: _too_long(subject, self.limit)):
                made = self._adapted(subject)
        except (UnknownSubject, TooLong) as problem:
            self.refused[subject] = str(problem)
            said = "; ".join(str(problem).splitlines())
            said = said.removeprefix(f"--claims-subject {subject}: ")
            self.understood[str(subject)] = f"refused: {said}"
            vain = in_vain(subject, resolve(self.known[subject.name]), str(problem))
            self._made.append((subject, vain))
            return vain
        if line := self.hook.pytest_claims_understood(adapted=made):
            self.understood[str(subject)] = line
        return made

    def _substitution(self, lineup: Sequence[Subject], made: Mapping[Subject, Any]) -> Substitution:
        return Substitution({resolve(self.known[s.name]): made[s] for s in lineup})

    def _adapted(self, subject: Subject, asked: str = "--claims-subject") -> Any:
        target, named = resolve(subject.target), resolve(self.known[subject.name])
        try:
            adapted = self.hook.pytest_claims_adapt(
                target=target, subject=named, architecture=named
            )
        except TypeError as problem:
            raise UnknownSubject(f"{asked} {subject}: {problem}") from problem
        except Exception as problem:
            said = f"let it be tried on small inputs: it raised {type(problem).__name__}: {problem}"
            raise UnknownSubject(f"{asked} {subject}: {said}") from problem
        made = mark(adapted, subject, target)
        self._made.append((subject, made))
        return made

    def _mutants(self) -> dict[Any, list[Any]]:
        ablations = self.hook.pytest_claims_ablations() or {}
        return {resolve(self.known[n]): [resolve(m) for m in ms] for n, ms in ablations.items()}

    def _correct(self) -> dict[str, Substitution]:
        """By a name that tells what stands for what."""
        named = self.hook.pytest_claims_correct() or {}
        subjects = [Subject(name, target) for name, targets in named.items() for target in targets]
        asked = "pytest_claims_correct names"
        return {
            s.equation: Substitution({resolve(self.known[s.name]): self._adapted(s, asked)})
            for s in subjects
        }


MADE = pytest.StashKey[Implementations]()


def implementations_of(config: pytest.Config, settings: Settings) -> Implementations:
    """Those of this run, which a process makes once."""
    if MADE not in config.stash:
        config.stash[MADE] = Implementations(config, settings)
    return config.stash[MADE]


def refused_of(config: pytest.Config) -> dict[str, str]:
    """Which subjects this process refused, and why; none that it starts waits for them again."""
    made = config.stash.get(MADE, None)
    return {} if made is None else {str(subject): why for subject, why in made.refused.items()}
