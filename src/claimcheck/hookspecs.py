"""What a project tells claimcheck of its implementations, in its root conftest.py."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest


@pytest.hookspec(firstresult=True)
def pytest_claims_architectures() -> Mapping[str, str] | None:
    """The architectures under test, ``{"LSTM": "my_package.models:LSTM"}``.

    Names, not classes, so that the process that only hands out work need not import them.
    """


@pytest.hookspec(firstresult=True)
def pytest_claims_ablations() -> Mapping[Any, Sequence[Any]] | None:
    """For each architecture, the classes in which one named mechanism is removed or broken."""


@pytest.hookspec(firstresult=True)
def pytest_claims_build(
    architecture: Any, seeds: Sequence[int], conditions: Mapping[str, Any]
) -> Callable[..., Any] | None:
    """A ``build(inputs=…, outputs=…)`` that gives a probe the model: one replica per seed."""


@pytest.hookspec(firstresult=True)
def pytest_claims_adapt(target: Any) -> Any:
    """An architecture that presents this class, from elsewhere, through the project's interface."""
