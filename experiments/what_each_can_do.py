"""What does each architecture learn to do, at equal size and in the same few updates?"""

from math import log2

from pytest_claims import largest, over, smallest
from pytest_claims.figures import Figure, Panel, table
from sequence_models.architectures import GRU, LSTM, RNN, Attention, Transformer
from sequence_models.tasks import (
    Counting,
    FirstSymbol,
    IndexRecall,
    Permutations,
    RecallByKey,
    Repeating,
    RunningParity,
    SampleAndHold,
    SumOfTwo,
    Text,
)
from sequence_models.training import (
    bits_per_character,
    count_reach,
    relative_error,
    trained_accuracy,
    written_accuracy,
)

TRAINING = {"steps": 150, "rate": over(1e-2, 4e-2), "weights": 2_500}
READ = {"heads": 2, "positions": "rotary"}
ARCHITECTURES = {
    "RNN": (RNN, {"initialisation": "orthogonal"}),
    "GRU": (GRU, {}),
    "LSTM": (LSTM, {}),
    "attention": (Attention, READ),
    "Transformer": (Transformer, {"layers": 2, **READ}),
}
HOLD = SampleAndHold(channels=2, length=12, batch=8)
COUNT = Counting(batch=6)
CHOICES = {
    "lag": FirstSymbol(lag=12, batch=8),
    "place": IndexRecall(places=4, batch=16),
    "copy": Repeating(length=4, batch=8),
    "key": RecallByKey(pairs=2, symbols=4),
    "combine": SumOfTwo(batch=32),
}
BEYOND = {"length": 16, "late": True, "batch": 8}
TRACKED = {
    "parity": (RunningParity(length=8, batch=8), RunningParity(**BEYOND)),
    "moves": (Permutations(things=3, length=8, batch=8), Permutations(things=3, **BEYOND)),
}
TEXT = {
    "task": Text(length=16, batch=8),
    "exam": Text(part="held out", length=32),
    "prompt": 16,
}


def what_each_can_do(measure):
    """2,500 weights and 150 updates at the better of two rates, from chance (0) to solved (1)."""
    map_of_all = table(
        {name: row(measure, *given) for name, given in ARCHITECTURES.items()},
        boundary=0.5,
        above="more than half solved",
        below="less",
    )
    return Figure(Panel(map_of_all))


def row(measure, architecture, start):
    """Each reading of one architecture, scaled so that 0 is ignorance and 1 is perfect."""

    def read(probe, **given):
        return measure(probe, architecture, **TRAINING, **start, **given)

    bits = smallest(read(bits_per_character, **TEXT))
    return {
        "hold": 1 - smallest(read(relative_error, task=HOLD)),
        "count on": largest(read(count_reach, task=COUNT, times=2)) / 2,
        **{
            name: above_chance(read(trained_accuracy, task=task), task)
            for name, task in CHOICES.items()
        },
        **{
            name: above_chance(read(written_accuracy, task=task, exam=exam), exam)
            for name, (task, exam) in TRACKED.items()
        },
        "text": 1 - bits / log2(TEXT["task"].outputs),
    }


def above_chance(shares, task):
    """The best share of right answers, from chance at 0 to all of them at 1."""
    return (largest(shares) - 1 / task.outputs) / (1 - 1 / task.outputs)
