"""Which learning rate suits which arm of the trained claims of notes 04 and 05.

For every arm a row, for every rate the median over 24 networks and their range.
The seeds are none that the audit uses.
Run: python experiments/learning_rates_attention.py [word of a name ...]
"""

import sys
from dataclasses import replace
from typing import Any

import torch

from sequence_models.ablations import AttentionWithoutResidual, TransformerWithoutResidual
from sequence_models.architectures import (
    GRU,
    LSTM,
    AdditiveAttention,
    Attention,
    EncoderDecoder,
    Transformer,
)
from sequence_models.tasks import (
    IndexRecall,
    Induction,
    RecallByKey,
    Repeating,
    RunningParity,
    SumOfTwo,
    TokenXor,
)
from sequence_models.tasks.interface import Classification
from sequence_models.training import one_bit_accuracy, trained_accuracy

SEEDS = range(1000, 1024)
RATES = (1e-3, 3e-3, 5e-3, 1e-2, 2e-2)

ROTARY = {"positions": "rotary"}
TWO = ROTARY | {"layers": 2}
DEEP = ROTARY | {"layers": 12, "heads": 2, "feedforward": 64}
ROUTED = {"heads": 4, "keys": "positions", "normalisation": "none"}

Arm = tuple[type, dict[str, Any]]

SWEEPS: dict[str, tuple[Classification, int, list[Arm]]] = {
    "recall by place, one bit per number": (
        IndexRecall(places=16),
        300,
        [(Attention, {"model_width": 16, "positions": "learned"}), (LSTM, {}), (GRU, {})],
    ),
    "copying 16 symbols": (
        Repeating(length=16),
        200,
        [
            (Attention, TWO | {"heads": 2}),
            (Attention, ROTARY | {"heads": 2, "window": 16}),
            (LSTM, {"hidden": 42}),
            (GRU, {"hidden": 48}),
        ],
    ),
    "copying 12 symbols through a decoder": (
        Repeating(length=12),
        400,
        [(EncoderDecoder, {"source": 12}), (AdditiveAttention, {"source": 12})],
    ),
    "recall by key": (
        RecallByKey(),
        250,
        [(Attention, ROTARY), (Attention, TWO), (AttentionWithoutResidual, TWO)],
    ),
    "induction": (Induction(), 250, [(Attention, ROTARY), (Attention, TWO)]),
    "running parity": (RunningParity(), 500, [(GRU, {}), (Attention, TWO)]),
    "two of four bits": (
        SumOfTwo(),
        150,
        [(Transformer, ROUTED), (Transformer, ROUTED | {"feedforward": 0})],
    ),
    "one token": (TokenXor(), 100, [(Attention, {}), (Transformer, {"normalisation": "none"})]),
    "twelve blocks": (
        Repeating(length=8, batch=8),
        100,
        [
            (Transformer, DEEP),
            (Transformer, DEEP | {"normalisation": "post"}),
            (TransformerWithoutResidual, DEEP),
        ],
    ),
}


def row(task: Classification, steps: int, arm: Arm) -> str:
    architecture, conditions = arm
    seeds = list(SEEDS)
    probe = one_bit_accuracy if isinstance(task, IndexRecall) else trained_accuracy

    def build(*, inputs: int, outputs: int, dtype: torch.dtype | None = None) -> Any:
        return architecture(inputs, outputs, seeds=seeds, dtype=dtype, **conditions)

    cells = []
    for rate in RATES:
        right = probe(build, seeds=seeds, task=replace(task, rate=rate), steps=steps)
        cells.append(f"{rate:g}: {right.median():.3f} [{right.min():.3f}, {right.max():.3f}]")
    settings = ", ".join(f"{name}={value}" for name, value in conditions.items())
    return f"  {architecture.__name__}({settings})  " + "  ".join(cells)


def main(words: list[str]) -> None:
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    for name, (task, steps, arms) in SWEEPS.items():
        if all(word in name for word in words):
            print(f"{name}, {steps} steps", flush=True)
            for arm in arms:
                print(row(task, steps, arm), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
