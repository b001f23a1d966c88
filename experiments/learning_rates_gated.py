"""Which learning rate suits which arm of the trained claims of notes 02 and 03.

For every arm a row, for every rate the median over 24 networks and their range.
The seeds are none that the audit uses. Run: python experiments/learning_rates_gated.py [name ...]
"""

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import torch

from sequence_models.ablations import (
    GRUConstantGates,
    GRUConstantUpdate,
    GRUWithoutReset,
    LSTMCoupledGates,
    LSTMDenseCell,
    LSTMSquashedCell,
    LSTMWithoutForgetGate,
)
from sequence_models.architectures import GRU, LSTM, RNN, LeakyRNN
from sequence_models.tasks import (
    Counting,
    FirstSymbol,
    IndexRecall,
    SampleAndHold,
    SilentUntilAsked,
    WarpedRecall,
)
from sequence_models.training import (
    longest_count,
    one_bit_accuracy,
    relative_error,
    trained_accuracy,
)

SEEDS = range(1000, 1024)
RATES = (3e-3, 5e-3, 1e-2, 2e-2)

OPEN = {"forget_bias": 10.0}

Arm = tuple[type, dict[str, Any]]
Sweep = tuple[Callable[..., Any], list[Arm]]

SWEEPS: dict[str, Sweep] = {
    "counting to 8, 10 units, 200 steps": (
        partial(longest_count, task=Counting(), steps=200),
        [
            (arm, {"hidden": 10} | more)
            for arm, more in [
                (GRU, {}),
                (LSTM, {}),
                (LSTM, OPEN),
                (LSTMCoupledGates, {}),
                (LSTMSquashedCell, OPEN),
                (LSTMDenseCell, OPEN),
                (LSTMWithoutForgetGate, {}),
            ]
        ],
    ),
    "holding four numbers, 8 units, 300 steps": (
        partial(relative_error, task=SampleAndHold(channels=4), steps=300),
        [
            (arm, {"hidden": 8})
            for arm in (GRU, RNN, GRUConstantGates, GRUConstantUpdate, GRUWithoutReset, LSTM)
        ],
    ),
    "silent until asked, 8 units, 400 steps": (
        partial(relative_error, task=SilentUntilAsked(), steps=400),
        [(arm, {"hidden": 8}) for arm in (GRU, RNN, GRUConstantGates)],
    ),
    "previous character, 1 to 14 steps apart, 400 steps": (
        partial(
            trained_accuracy,
            task=WarpedRecall(warp=14, variable=True, symbols=8, length=56),
            steps=400,
        ),
        [(RNN, {}), (LeakyRNN, {"leak_bias": 2.0}), (GRU, {"keep_bias": 2.0})],
    ),
    "first symbol, lag 30, 200 steps": (
        partial(trained_accuracy, task=FirstSymbol(lag=30), steps=200),
        [(LSTM, {}), (LSTM, {"forget_bias": 4.0})],
    ),
    "first symbol, lag 200, 100 steps": (
        partial(trained_accuracy, task=FirstSymbol(lag=200), steps=100),
        [(LSTM, {"forget_bias": 4.0})],
    ),
    "any of 16 symbols from 16 bits, 400 steps": (
        partial(one_bit_accuracy, task=IndexRecall(places=16), steps=400),
        [(GRU, {"hidden": 16}), (LSTM, {"hidden": 8})],
    ),
}


def row(probe: Callable[..., Any], arm: Arm) -> str:
    architecture, conditions = arm
    build = partial(architecture, seeds=SEEDS, **conditions)
    cells = []
    for rate in RATES:
        values = probe(build, seeds=SEEDS, rate=rate)
        median, low, high = values.median(), values.min(), values.max()
        cells.append(f"{rate:g}: {median:.3f} [{low:.3f}, {high:.3f}]")
    settings = ", ".join(f"{name}={value}" for name, value in conditions.items())
    return f"  {architecture.__name__}({settings})  " + "  ".join(cells)


def main(names: list[str]) -> None:
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    for name, (probe, arms) in SWEEPS.items():
        if all(word in name for word in names):
            print(name, flush=True)
            for arm in arms:
                print(row(probe, arm), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
