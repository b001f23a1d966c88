"""What a project tells pytest_claims of its subjects, in its root conftest.py.

A subject is what is measured: an algorithm, a model, an architecture. All of it is optional.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

import pytest


@pytest.hookspec(firstresult=True)
def pytest_claims_subjects() -> Mapping[str, str] | None:
    """The subjects under test, ``{"Quicksort": "my_package.sorting:Quicksort"}``, which
    ``--claims-subject`` can replace.

    Names, not objects, so that the process that only hands out work need not import them.
    """


@pytest.hookspec(firstresult=True)
def pytest_claims_architectures() -> Mapping[str, str] | None:
    """Another name of ``pytest_claims_subjects``."""


@pytest.hookspec(firstresult=True)
def pytest_claims_ablations() -> Mapping[str, Sequence[str]] | None:
    """For each subject, by the same names, where those are in which one named mechanism is removed
    or broken: ``{"Quicksort": ["my_package.ablations:QuicksortFirstPivot"]}``.
    """


@pytest.hookspec(firstresult=True)
def pytest_claims_correct() -> Mapping[str, Sequence[str]] | None:
    """For each subject, by the same names, where others' implementations are that are known to be
    right: ``{"Quicksort": ["elsewhere.sorting:Quicksort"]}``. A claim that one turns is accused.

    They are tried beside the ablations, presented by ``pytest_claims_adapt``.
    """


@pytest.hookspec(firstresult=True)
def pytest_claims_build(
    subject: Any, architecture: Any, seeds: Sequence[int], conditions: Mapping[str, Any]
) -> Callable[..., Any] | None:
    """The ``build`` that a probe is given as its first argument, to have the subject made or to
    call it, one replica per seed; there are none for a probe that takes no seeds.

    ``architecture`` is another name of ``subject``; an implementation takes what it needs. Where
    none is, or it returns None, ``build`` is the subject itself under these conditions.
    """


@pytest.hookspec(firstresult=True)
def pytest_claims_adapt(target: Any, subject: Any, architecture: Any) -> Any:
    """A subject that presents ``target``, from elsewhere, as the project's ``subject``, whose
    signature it has. ``architecture`` is another name of that.

    Raise TypeError with the list of what is missing where the target does not keep the interface.
    """


@pytest.hookspec(firstresult=True)
def pytest_claims_understood(adapted: Any) -> str | None:
    """In one line, what was found out about a target from elsewhere that ``pytest_claims_adapt``
    presents: header, ledger and page tell it.
    """


@pytest.hookspec(firstresult=True)
def pytest_claims_not_exposed(problem: Exception) -> str | None:
    """Why this exception means that the implementation under test does not show, or cannot be
    given, what was asked; None where it means no such thing.
    """


@pytest.hookspec(firstresult=True)
def pytest_claims_conditions() -> Mapping[str, str] | None:
    """Conditions that every subject takes beside those of its signature, and what each does:
    ``{"precision": "the type of all numbers"}``. ``pytest_claims_build`` gets them.
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
