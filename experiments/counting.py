"""How far does a count go on beyond the strings that were shown?"""

from pytest_claims.figures import Figure, Panel, curve, grid, theory, threshold
from sequence_models.ablations import (
    LSTMCoupledGates,
    LSTMSquashedCell,
    LSTMWithoutForgetGate,
    LSTMWithoutOutputGate,
)
from sequence_models.architectures import GRU, LSTM
from sequence_models.tasks import Counting
from sequence_models.training import count_reach

SHOWN = grid(*(Counting(batch=n) for n in (8, 16)), laptop=(Counting(batch=32),))
BIASES = grid(1.0, 10.0, laptop=(4.0,), full=(0.0, 2.0, 6.0))
TRAINING = {"steps": 400, "rate": 3e-2, "hidden": 10}
OPEN = {"LSTM": LSTM, "no output gate": LSTMWithoutOutputGate}
CLOSED = {"coupled gates": LSTMCoupledGates, "squashed cell": LSTMSquashedCell}
AXES = {"y": "right up to, in lengths shown (of 4)", "within": (0, 4.2)}


def counting(measure):
    """Ten units, 400 updates; the longest n, in those trained, up to which all aⁿbⁿ are right."""

    def reach(architecture, **conditions):
        return measure(count_reach, architecture, **TRAINING, **conditions)

    sums = threshold(">", 1.5, "open sums, claimed", claim="03_lstm/open-sums-go-on")
    means = threshold("<", 1.5, "the others, claimed", claim="03_lstm/means-do-not-go-on")
    by_length = Panel(
        curve(reach(LSTMWithoutForgetGate, task=SHOWN, forget_bias=10.0), "no forget gate"),
        curve(reach(LSTM, task=SHOWN, forget_bias=10.0), "LSTM, 10", like="LSTM"),
        *(curve(reach(a, task=SHOWN, forget_bias=1.0), n) for n, a in CLOSED.items()),
        curve(reach(GRU, task=SHOWN), "GRU"),
        theory(1.0, "what was shown"),
        sums,
        means,
        x="longest n shown",
        title="By what was shown",
        **AXES,
    )
    shortest = {"task": Counting(batch=8)}
    by_start = Panel(
        *(curve(reach(a, forget_bias=BIASES, **shortest), n) for n, a in (OPEN | CLOSED).items()),
        curve(reach(GRU, keep_bias=BIASES, **shortest), "GRU"),
        theory(1.0, "what was shown"),
        x="bias of the gate that keeps",
        title="By the start, n = 8 shown",
        **AXES,
    )
    return Figure(by_length, by_start)
