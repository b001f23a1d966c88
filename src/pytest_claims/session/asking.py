"""Asks pytest how a project is configured; runs nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

import pytest

from pytest_claims.faults import ClaimError

Answer = TypeVar("Answer")


class Asking(Generic[Answer]):
    """Takes the place of a run."""

    def __init__(self, question: Callable[[pytest.Config], Answer]) -> None:
        self.question = question
        self.answers: list[Answer] = []
        self.problem = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> int:
        """Once the project is configured; nothing else of pytest comes to run."""
        try:
            self.answers.append(self.question(config))
        except (ClaimError, pytest.UsageError) as error:
            self.problem = str(error)
        return 0


def ask(root: Path, question: Callable[[pytest.Config], Answer], *options: str) -> Answer:
    """What the configuration of the project in this folder answers; ClaimError where it cannot."""
    asking = Asking(question)
    pytest.main([str(root), "--assert=plain", *options], [asking])
    if not asking.answers:
        raise ClaimError(asking.problem or f"pytest cannot start in {root}: see above")
    return asking.answers[0]
