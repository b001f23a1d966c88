"""The numerics of every run, and what pytest_claims is told of this project's models.

torch is imported where claims run, not in the process that hands them out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy and torch start their threads
os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # deterministic also on a GPU

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
    """One thread per process, deterministic kernels, vanished gradients flushed to zero.

    Nothing of it where nothing runs: a process that hands claims out, or one whose verdicts are
    all carried.
    """
    hands_out = session.config.getoption("numprocesses", None)
    if hands_out or all(hasattr(item, "row") for item in session.items):  # an earlier run's
        return
    import torch

    torch.set_num_threads(1)
    torch.set_deterministic_debug_mode("error")
    torch.set_flush_denormal(True)  # a denormal is a hundred times slower than a zero
    import torch._dynamo  # as the first optimiser does: what repeats a training has it by then


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


@contextmanager
def pytest_claims_measuring(conditions: Mapping[str, Any], device: str) -> Iterator[None]:
    """What a measurement under these conditions, on this device, runs within."""
    from sequence_models.devices import on
    from sequence_models.precision import precision

    with on(device), precision(conditions.get("precision")):
        yield


def pytest_claims_device(device: str) -> str:
    """What this device is, in the words by which evidence is known."""
    from sequence_models.devices import described

    return described(device)


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


def pytest_claims_understood(adapted: Any) -> str:
    """How it is called and read."""
    return str(getattr(adapted, "understood", "keeps the interface of ours"))


def pytest_claims_not_exposed(problem: Exception) -> str | None:
    """What an implementation does not show, or cannot be given."""
    from sequence_models.architectures.interface import NotExposed

    return str(problem) if isinstance(problem, NotExposed) else None
