"""Who goes on beyond the lengths that were shown, by the way in which places are told?"""

from pytest_claims.figures import Figure, Panel, table
from sequence_models.architectures import GRU, Transformer
from sequence_models.tasks import Counting, RepeatingUpTo, RunningParity
from sequence_models.training import count_reach, written_accuracy

TRAINING = {"steps": 100, "rate": 2e-2}
BLOCKS = {"layers": 2, "heads": 2, "model_width": 16}
ARMS = {
    "GRU": (GRU, {"hidden": 24}),
    "no positions": (Transformer, {"positions": "none", **BLOCKS}),
    "sinusoidal": (Transformer, {"positions": "sinusoidal", **BLOCKS}),
    "learned": (Transformer, {"positions": "learned", **BLOCKS}),
    "rotary": (Transformer, {"positions": "rotary", **BLOCKS}),
    "ALiBi": (Transformer, {"positions": "alibi", **BLOCKS}),
}
COPY = RepeatingUpTo(longest=4, symbols=4, batch=8)
PARITY = RunningParity(length=8, batch=8)
EXAMS = {
    "copy 4": (COPY, RepeatingUpTo(longest=4, shown=4, symbols=4, batch=8)),
    "copy 16": (COPY, RepeatingUpTo(longest=16, shown=16, symbols=4, batch=8)),
    "parity of 8": (PARITY, RunningParity(length=8, late=True, batch=8)),
    "of 32": (PARITY, RunningParity(length=32, late=True, batch=8)),
}


def length_generalisation(measure):
    """Two blocks or a GRU, trained on up to 4 symbols, 8 bits or n = 6, read at four times that."""

    def row(architecture, start):
        def right(task, exam):
            share = measure(
                written_accuracy, architecture, task=task, exam=exam, **TRAINING, **start
            )
            return (share - 1 / exam.outputs) / (1 - 1 / exam.outputs)

        counted = measure(
            count_reach, architecture, task=Counting(batch=6), times=4, **TRAINING, **start
        )
        return {name: right(*given) for name, given in EXAMS.items()} | {"count on": counted / 4}

    by_positions = table(
        {name: row(*given) for name, given in ARMS.items()},
        boundary=0.5,
        above="more than half solved",
        below="less",
    )
    return Figure(Panel(by_positions))
