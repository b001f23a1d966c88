"""Which learning rate suits which arm of a claim that trains.

For every arm a row, for every rate the median over 24 networks and their range.
The seeds are none that the audit uses. Run: python experiments/learning_rates.py [name ...]
"""

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import torch

from sequence_models.architectures import GRU, RNN, LeakyRNN
from sequence_models.tasks import Adding, DelayedRecall, FirstSymbol, SampleAndHold
from sequence_models.training import relative_error, trained_accuracy, trained_loss

SEEDS = range(1000, 1024)
RATES = (1e-3, 3e-3, 5e-3, 1e-2, 2e-2)

RELU = {"activation": "relu", "initialisation": "identity"}
ORTHOGONAL = {"initialisation": "orthogonal"}

Arm = tuple[type, dict[str, Any]]
Sweep = tuple[Callable[..., Any], list[Arm]]

SWEEPS: dict[str, Sweep] = {
    "delayed recall, delay 4, 200 steps": (
        partial(trained_loss, task=DelayedRecall(delay=4), steps=200),
        [(RNN, {"hidden": 32}), (GRU, {"hidden": 32})],
    ),
    "first symbol, lag 20, 300 steps": (
        partial(trained_accuracy, task=FirstSymbol(lag=20), steps=300),
        [(RNN, {}), (RNN, ORTHOGONAL), (GRU, {})],
    ),
    "first symbol, lag 30, 300 steps": (
        partial(trained_accuracy, task=FirstSymbol(lag=30), steps=300),
        [(RNN, ORTHOGONAL), (GRU, {}), (GRU, {"keep_bias": 4.0})],
    ),
    "adding, 30 steps, 300 steps of training": (
        partial(relative_error, task=Adding(batch=20), steps=300),
        [(RNN, {}), (RNN, {"hidden": 32} | RELU), (GRU, {})],
    ),
    "truncated at 3, delay 3, 150 sequences": (
        partial(trained_loss, task=DelayedRecall(delay=3), steps=150, truncation=3),
        [(RNN, {})],
    ),
    "truncated at 4, delay 3, 150 sequences": (
        partial(trained_loss, task=DelayedRecall(delay=3), steps=150, truncation=4),
        [(RNN, {})],
    ),
    "holding four numbers, 300 steps": (
        partial(relative_error, task=SampleAndHold(channels=4), steps=300),
        [
            (RNN, {"hidden": 8}),
            (RNN, {"hidden": 8} | ORTHOGONAL),
            (RNN, {"hidden": 8} | RELU),
            (LeakyRNN, {"hidden": 8}),
            (RNN, {"hidden": 32}),
            (GRU, {"hidden": 8}),
        ],
    ),
    "holding one number, 300 steps": (
        partial(relative_error, task=SampleAndHold(channels=1), steps=300),
        [(RNN, RELU), (RNN, {"initialisation": "identity"}), (GRU, {})],
    ),
}


def measure(probe: Callable[..., Any], arm: Arm, rate: float) -> str:
    architecture, conditions = arm
    seeds = list(SEEDS)

    def build(*, inputs: int, outputs: int, dtype: torch.dtype | None = None) -> Any:
        return architecture(inputs, outputs, seeds=seeds, dtype=dtype, **conditions)

    values = probe(build, seeds=seeds, rate=rate).sort().values
    return f"{values.median():.3g} [{values[0]:.3g}, {values[-1]:.3g}]"


def main(names: list[str]) -> None:
    torch.set_num_threads(1)
    for name in names or SWEEPS:
        probe, arms = SWEEPS[name]
        print(f"\n{name}\n\n| arm | {' | '.join(f'{rate:g}' for rate in RATES)} |")
        print("|---" * (1 + len(RATES)) + "|")
        for arm in arms:
            label = " ".join([arm[0].__name__, *(f"{k}={v}" for k, v in arm[1].items())])
            cells = (measure(probe, arm, rate) for rate in RATES)
            print(f"| {label} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
