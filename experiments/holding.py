"""What does it take to hold a number until its next mark, and to ignore the others?"""

from pytest_claims import over, smallest
from pytest_claims.figures import Figure, Panel, curve, grid, scope, theory, threshold
from sequence_models.architectures import GRU, RNN, OneGateRNN
from sequence_models.tasks import SampleAndHold
from sequence_models.theory import best_leak
from sequence_models.training import (
    relative_error,
    shown_answer,
    shown_input,
    transferred_error,
)
from sequence_models.training.shown import shown

HOLD = SampleAndHold(channels=4)
SHORT = SampleAndHold(channels=4, length=14, mark_probability=0.15)
UNITS = grid(8, 16, laptop=(32,), full=(4, 64))
RATES = over(3e-3, 1e-2, 3e-2)
EXAMS = grid(
    HOLD,
    SampleAndHold(channels=4, loudness=3.0),
    laptop=[SampleAndHold(channels=4, loudness=k) for k in (10.0, 30.0)],
)
RELU = {"activation": "relu", "initialisation": "identity"}
ARMS = {
    "tanh, uniform": (RNN, {"initialisation": "uniform"}),
    "tanh, orthogonal": (RNN, {"initialisation": "orthogonal"}),
    "ReLU, identity": (RNN, RELU),
    "gated writing": (OneGateRNN, {"gate": "written"}),
}
AXES = {"y": "error, share of the variance"}


def holding(measure):
    """Four numbers, each held until the next mark of its own channel."""
    return Figure(one_sequence(measure), in_range(measure), out_of_range(measure))


def one_sequence(measure):
    """One channel of four: the values, the marks, the answer, and two networks' answers."""
    training = {"task": SHORT, "at": over(*range(SHORT.length)), "steps": 200, "rate": 2e-2}
    sequence = shown(SHORT)
    target = sequence.targets[0, 0, :, 0].tolist()
    marks = sequence.inputs[0, 0, :, SHORT.channels].tolist()
    return Panel(
        curve(measure(shown_input, task=SHORT, at=training["at"]), "value"),
        curve(measure(shown_answer, RNN, hidden=8, **training), "tanh"),
        curve(measure(shown_answer, GRU, hidden=8, **training), "GRU"),
        theory(lambda t: target[int(t + 0.5)], "target"),
        *(scope(t, label="" if t else "mark") for t, mark in enumerate(marks) if mark),
        x="step",
        y="number",
        title="The task, one channel",
        within=(-1.1, 1.1),
    )


def in_range(measure):
    """The error by start and width, at the best of three rates, beside that of a constant leak."""

    def error(name):
        architecture, start = ARMS[name]
        measured = measure(
            relative_error, architecture, task=HOLD, steps=300, rate=RATES, hidden=UNITS, **start
        )
        return curve(smallest(measured, along="rate"), name, like=name.partition(",")[0])

    leak = best_leak(HOLD.mark_probability, length=HOLD.length).error
    return Panel(
        *(error(name) for name in ARMS),
        theory(leak, "best leak"),
        x="units",
        log="y",
        title="In range, best of three rates",
        **AXES,
    )


def out_of_range(measure):
    """The error when what should be ignored is louder than in training."""

    def error(name, **training):
        architecture, start = ARMS[name]
        conditions = {"task": HOLD, "exam": EXAMS, "hidden": 16}
        measured = measure(transferred_error, architecture, **conditions, **training, **start)
        return curve(measured, name, like=name.partition(",")[0])

    return Panel(
        error("ReLU, identity", steps=1000, rate=1e-2),
        error("gated writing", steps=300, rate=3e-2),
        theory(1.0, "best constant"),
        threshold(">", 1.0, "claimed", at=3.0, claim="01_rnn/loud-values-ruin-what-was-held"),
        x="loudness of unmarked values",
        log="xy",
        title="Out of range, 16 units",
        **AXES,
    )
