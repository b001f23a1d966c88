"""What a project tells pytest_claims of its implementations, in its root conftest.py."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest


@pytest.hookspec(firstresult=True)
def pytest_claims_architectures() -> Mapping[str, str] | None:
    """The architectures under test, ``{"LSTM": "my_package.models:LSTM"}``.

    Names, not classes, so that the process that only hands out work need not import them.
    """


@pytest.hookspec(firstresult=True)
def pytest_claims_ablations() -> Mapping[str, Sequence[str]] | None:
    """For each architecture, by the same names, where the classes are in which one named
    mechanism is removed or broken: ``{"LSTM": ["my_package.ablations:LeakyLSTM"]}``.
    """


@pytest.hookspec(firstresult=True)
def pytest_claims_build(
    architecture: Any, seeds: Sequence[int], conditions: Mapping[str, Any]
) -> Callable[..., Any] | None:
    """A ``build(inputs=…, outputs=…)`` that gives a probe the model: one replica per seed."""


@pytest.hookspec(firstresult=True)
def pytest_claims_adapt(target: Any, architecture: Any) -> Any:
    """An architecture that presents this class, from elsewhere, as the project's ``architecture``.

    It has the named architecture's signature. Raise TypeError with the list of what is missing
    where the class does not keep the interface.
    """


@pytest.hookspec(firstresult=True)
def pytest_claims_not_exposed(problem: Exception) -> str | None:
    """Why this exception means that the implementation under test does not show, or cannot be
    given, what was asked; None where it means no such thing.
    """
