"""What a project tells pytest_claims of its implementations, in its root conftest.py."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
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
def pytest_claims_correct() -> Mapping[str, Sequence[str]] | None:
    """For each architecture, by the same names, where others' implementations are that are known
    to be right: ``{"LSTM": ["torch.nn:LSTM"]}``. A claim that one of them turns is accused.

    They are tried beside the ablations, presented by ``pytest_claims_adapt``.
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
def pytest_claims_understood(adapted: Any) -> str | None:
    """In one line, what was found out about a class from elsewhere that ``pytest_claims_adapt``
    presents: header, ledger and page tell it.
    """


@pytest.hookspec(firstresult=True)
def pytest_claims_not_exposed(problem: Exception) -> str | None:
    """Why this exception means that the implementation under test does not show, or cannot be
    given, what was asked; None where it means no such thing.
    """


@pytest.hookspec(firstresult=True)
def pytest_claims_conditions() -> Mapping[str, str] | None:
    """Conditions that every architecture takes beside those of its signature, and what each
    does: ``{"weights": "the number of trained numbers"}``. ``pytest_claims_build`` gets them.
    """


@pytest.hookspec(firstresult=True)
def pytest_claims_measuring(
    conditions: Mapping[str, Any], device: str
) -> AbstractContextManager[Any] | None:
    """What a probe under these conditions is asked within, to set a precision, say.

    ``device`` is what ``--claims-device`` names, ``"cpu"`` without it.
    """


@pytest.hookspec(firstresult=True)
def pytest_claims_device(device: str) -> str | None:
    """What this device of ``--claims-device`` is here, ``"cuda NVIDIA H100"``, so that evidence
    of another is not taken for its own. Raise ValueError with what there is where it is not.
    """


@pytest.hookspec(firstresult=True)
def pytest_claims_catalogue() -> Mapping[str, Sequence[str]] | None:
    """The packages whose public names the catalogue lists, by its headings:
    ``{"Probes": ["my_package.probes"], "Tasks": ["my_package.tasks"]}``.
    """


@pytest.hookspec(firstresult=True)
def pytest_claims_defaults(probe: Callable[..., Any]) -> Mapping[str, Any] | None:
    """Settings that a probe uses and its signature does not show, for the ledger and the page."""
