"""The numerics of every run, and what pytest_claims is told of this project's models.

torch is imported where claims run, not in the process that hands them out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from typing import Any

import pytest

from pytest_claims.measuring.subjects import resolve

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy and torch start their threads

pytest_plugins = ["pytester"]

ARCHITECTURES = (
    "RNN",
    "LeakyRNN",
    "OneGateRNN",
    "GRU",
    "LSTM",
    "EncoderDecoder",
    "AdditiveAttention",
    "Attention",
    "BlockwiseAttention",
    "LinearAttention",
    "Lookup",
    "Transformer",
)


@pytest.hookimpl(tryfirst=True)  # on a worker xdist's own loop would answer before us
def pytest_runtestloop(session: pytest.Session) -> None:
    """One thread per process, deterministic kernels, vanished gradients flushed to zero."""
    if session.config.getoption("numprocesses", None):
        return
    import torch

    torch.set_num_threads(1)
    torch.set_deterministic_debug_mode("error")  # the same, without importing a compiler
    torch.set_flush_denormal(True)  # a denormal is a hundred times slower than a zero


def pytest_report_header(config: pytest.Config) -> list[str]:
    """How each class from elsewhere is called and read, as far as it could be found."""
    told = []
    for named in config.getoption("claims_subject", None) or []:
        name, _, target = named.partition("=")
        with suppress(Exception):  # what cannot be adapted is refused where claims run
            adapted = pytest_claims_adapt(
                resolve(target), resolve(pytest_claims_architectures()[name])
            )
            told.append(f"{named}: {getattr(adapted, 'understood', 'keeps the interface of ours')}")
    return told


def pytest_claims_architectures() -> Mapping[str, str]:
    """Every architecture by the name that notes and the command line use, and where it is."""
    home = "sequence_models.architectures"
    return {name: f"{home}:{name}" for name in ARCHITECTURES}


def pytest_claims_build(
    architecture: Any, seeds: Sequence[int], conditions: Mapping[str, Any]
) -> Callable[..., Any]:
    """Build the architecture as a probe asks, one replica per seed."""
    from sequence_models.building import build

    own = {name: value for name, value in conditions.items() if name != "precision"}

    def asked(*, inputs: int, outputs: int, dtype: Any = None) -> Any:
        return build(architecture, inputs, outputs, seeds=seeds, dtype=dtype, **own)

    return asked


def pytest_claims_conditions() -> Mapping[str, str]:
    """What every architecture takes beside the parameters of its signature."""
    return {
        "precision": '"float32" or "float64", for weights, data and arithmetic',
        "weights": "the number of trained numbers, to which the size is fitted",
    }


def pytest_claims_measuring(conditions: Mapping[str, Any]) -> AbstractContextManager[None]:
    """What a measurement under these conditions runs within."""
    from sequence_models.precision import precision

    return precision(conditions.get("precision"))


def pytest_claims_defaults(probe: Callable[..., Any]) -> Mapping[str, Any]:
    """What a probe that trains leaves to the training loop."""
    if not probe.__module__.startswith("sequence_models.training."):
        return {}
    from sequence_models.training.fit import DEFAULTS

    return DEFAULTS


def pytest_claims_catalogue() -> Mapping[str, Sequence[str]]:
    """Where the instruments are, and what they are put to."""
    return {
        "Probes": ["sequence_models.probes"],
        "Probes that train": ["sequence_models.training"],
        "Tasks": ["sequence_models.tasks"],
        "Architectures": ["sequence_models.architectures"],
    }


def pytest_claims_ablations() -> Mapping[str, Sequence[str]]:
    """Every ablation, by the architecture whose name its own begins with."""
    from sequence_models import ablations

    found: dict[str, list[str]] = {name: [] for name in ARCHITECTURES}
    for name, value in vars(ablations).items():
        if isinstance(value, type):
            ablated = max(filter(name.startswith, ARCHITECTURES), key=len)
            found[ablated].append(f"{ablations.__name__}:{name}")
    return found


def pytest_claims_correct() -> Mapping[str, Sequence[str]]:
    """torch's own, of which no claim may say what it does not say of ours."""
    return {
        "RNN": ["torch.nn:RNN"],
        "GRU": ["torch.nn:GRU"],
        "LSTM": ["torch.nn:LSTM"],
        "Attention": ["torch.nn:MultiheadAttention"],
        "Transformer": ["torch.nn:TransformerEncoderLayer"],
    }


def pytest_claims_adapt(target: Any, architecture: Any) -> Any:
    """Present a class from elsewhere as the named architecture."""
    from sequence_models.adapters import adapt

    return adapt(target, architecture)


def pytest_claims_not_exposed(problem: Exception) -> str | None:
    """What an implementation does not show, or cannot be given."""
    from sequence_models.architectures.interface import NotExposed

    return str(problem) if isinstance(problem, NotExposed) else None
