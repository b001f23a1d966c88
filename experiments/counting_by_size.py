"""Do more units, or more updates, carry a count beyond the strings that were shown?"""

from pytest_claims.figures import Figure, Panel, curve, grid, theory
from sequence_models.ablations import LSTMCoupledGates
from sequence_models.architectures import GRU, LSTM
from sequence_models.tasks import Counting
from sequence_models.training import count_reach

UNITS = grid(5, 10, 20, 40)
UPDATES = grid(100, 200, 400, 800)
TRAINING = {"task": Counting(batch=8), "rate": 3e-2}
STARTS = {
    "LSTM, 10": (LSTM, {"forget_bias": 10.0}),
    "LSTM, 1": (LSTM, {"forget_bias": 1.0}),
    "coupled gates, 1": (LSTMCoupledGates, {"forget_bias": 1.0}),
    "GRU": (GRU, {}),
}
AXES = {"y": "right up to, in lengths shown (of 4)", "log": "x", "within": (0, 4.2)}


def counting_by_size(measure):
    """Shown aⁿbⁿ up to n = 8 at rate 0.03; the longest n up to which all are right, over 8."""

    def curves(**conditions):
        return [
            curve(
                measure(count_reach, architecture, **TRAINING, **start, **conditions),
                name,
                like=name.partition(",")[0],
            )
            for name, (architecture, start) in STARTS.items()
        ]

    by_units = Panel(
        *curves(hidden=UNITS, steps=400),
        theory(1.0, "what was shown"),
        x="units",
        title="By units, 400 updates",
        **AXES,
    )
    by_updates = Panel(
        *curves(hidden=10, steps=UPDATES),
        theory(1.0, "what was shown"),
        x="updates",
        title="By updates, 10 units",
        **AXES,
    )
    return Figure(by_units, by_updates)
