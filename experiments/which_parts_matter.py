"""Which parts of an LSTM and of a GRU does each task need?"""

from pytest_claims.figures import Figure, Panel, table
from sequence_models.ablations import (
    GRUBlind,
    GRUConstantGates,
    GRUConstantUpdate,
    GRUSwappedPolarity,
    GRUWithoutReset,
    LSTMBlindGates,
    LSTMCoupledGates,
    LSTMDenseCell,
    LSTMForgetBiasIgnored,
    LSTMGatedBeforeSquash,
    LSTMMultiplicativeWrite,
    LSTMSquashedCell,
    LSTMSwappedGates,
    LSTMWithoutForgetGate,
    LSTMWithoutInputGate,
    LSTMWithoutOutputGate,
)
from sequence_models.architectures import GRU, LSTM
from sequence_models.tasks import (
    Counting,
    FirstSymbol,
    IndexRecall,
    Permutations,
    RecallByKey,
    Repeating,
    SampleAndHold,
    SumOfTwo,
)
from sequence_models.training import count_reach, relative_error, trained_accuracy

CELLS = {
    "LSTM": LSTM,
    "no input gate": LSTMWithoutInputGate,
    "no forget gate": LSTMWithoutForgetGate,
    "no output gate": LSTMWithoutOutputGate,
    "coupled gates": LSTMCoupledGates,
    "all see the input alone": LSTMBlindGates,
    "squashed cell": LSTMSquashedCell,
    "cells that are mixed": LSTMDenseCell,
    "write that scales": LSTMMultiplicativeWrite,
    "output gate before the tanh": LSTMGatedBeforeSquash,
    "input and forget gate swapped": LSTMSwappedGates,
    "no forget bias": LSTMForgetBiasIgnored,
    "GRU": GRU,
    "no reset gate": GRUWithoutReset,
    "constant update gate": GRUConstantUpdate,
    "constant gates": GRUConstantGates,
    "GRU's all see the input alone": GRUBlind,
    "keep and write swapped": GRUSwappedPolarity,
}
CHOICES = {
    "lag": (FirstSymbol(lag=12, batch=8), {"steps": 100, "rate": 2e-2}),
    "copy": (Repeating(length=3, symbols=4, batch=8), {"steps": 100, "rate": 3e-2}),
    "place": (IndexRecall(places=2, batch=8), {"steps": 150, "rate": 2e-2}),
    "key": (
        RecallByKey(pairs=2, symbols=2, together=True, batch=8),
        {"steps": 150, "rate": 2e-2},
    ),
    "combine": (SumOfTwo(items=3, batch=16), {"steps": 150, "rate": 2e-2}),
    "moves": (Permutations(things=3, length=8, batch=8), {"steps": 80, "rate": 3e-2}),
}
HOLD = {"task": SampleAndHold(channels=2, length=12, batch=8), "steps": 120, "rate": 3e-2}
COUNT = {"task": Counting(batch=6), "steps": 150, "rate": 3e-2, "times": 2}


def which_parts_matter(measure):
    """Every ablation of a layer of 12 units, on every task, from chance (0) to solved (1)."""

    def row(cell):
        held = 1 - measure(relative_error, cell, hidden=12, examined=128, **HOLD)
        counted = measure(count_reach, cell, hidden=12, **COUNT) / 2
        return {"hold": held, "count on": counted} | {
            name: above_chance(measure, cell, *given) for name, given in CHOICES.items()
        }

    map_of_all = table(
        {name: row(cell) for name, cell in CELLS.items()},
        boundary=0.5,
        above="more than half solved",
        below="less",
    )
    return Figure(Panel(map_of_all))


def above_chance(measure, cell, task, training):
    """The share of right answers, from chance at 0 to all of them at 1."""
    share = measure(trained_accuracy, cell, task=task, hidden=12, examined=128, **training)
    return (share - 1 / task.outputs) / (1 - 1 / task.outputs)
