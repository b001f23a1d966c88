"""What the project's conftest.py tells of its implementations, where claims run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import pytest

from pytest_claims.declaring.measurement import Substitution
from pytest_claims.measuring.subjects import Subject, UnknownSubject, lineups, mark, parse, resolve
from pytest_claims.settings import Settings


@contextmanager
def inside(hook: str) -> Iterator[None]:
    """What goes wrong inside says in which hook of the project it did."""
    try:
        yield
    except Exception as problem:
        problem.add_note(f"raised in the hook {hook}, which a conftest.py implements")
        raise


class Implementations:
    """The architectures under test, what stands in for them, their mutants and correct others."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self.hook = config.hook
        self.device = settings.device
        self.known: Mapping[str, str] = self.hook.pytest_claims_architectures() or {}
        self.lineups = [
            (", ".join(map(str, lineup)), self._substitution(lineup))
            for lineup in lineups(parse(settings.subjects, self.known))
        ]
        self.mutants = self._mutants() if settings.mutants else {}
        self.correct = self._correct() if settings.mutants else {}

    def build(self, architecture: Any, seeds: list[int], conditions: Mapping[str, Any]) -> Any:
        """What a probe calls to get its model."""
        with inside("pytest_claims_build"):
            build = self.hook.pytest_claims_build(
                architecture=architecture, seeds=seeds, conditions=conditions
            )
        if build is None:
            raise pytest.UsageError(
                "no conftest.py implements pytest_claims_build(architecture, seeds, conditions): "
                "it returns build(inputs=…, outputs=…), which gives a probe its model."
            )
        return build

    @property
    def common(self) -> Mapping[str, str]:
        """Conditions that every architecture takes, and what each does."""
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

    def _substitution(self, lineup: Sequence[Subject]) -> Substitution:
        return Substitution({resolve(self.known[s.name]): self._adapted(s) for s in lineup})

    def _adapted(self, subject: Subject, asked: str = "--claims-subject") -> Any:
        target, named = resolve(subject.target), resolve(self.known[subject.name])
        try:
            adapted = self.hook.pytest_claims_adapt(target=target, architecture=named)
        except TypeError as problem:
            raise UnknownSubject(f"{asked} {subject}: {problem}") from problem
        return mark(adapted, subject, target)

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
