"""Who learns to bridge a lag, and is it the gate that decides?"""

from pytest_claims import largest, over
from pytest_claims.figures import Figure, Panel, curve, grid, theory
from sequence_models.architectures import GRU, LSTM, RNN
from sequence_models.tasks import FirstSymbol
from sequence_models.training import trained_accuracy

LAGS = grid(*(FirstSymbol(lag=k) for k in (10, 40)), laptop=[FirstSymbol(lag=k) for k in (20, 80)])
RATES = over(1e-3, 5e-3, 2e-2)
STARTS = {
    "RNN, uniform": (RNN, {"initialisation": "uniform"}),
    "RNN, orthogonal": (RNN, {"initialisation": "orthogonal"}),
    "GRU, as drawn": (GRU, {"keep_bias": None}),
    "GRU, bias 4": (GRU, {"keep_bias": 4.0}),
    "LSTM, bias 1": (LSTM, {"forget_bias": 1.0}),
    "LSTM, bias 4": (LSTM, {"forget_bias": 4.0}),
}
AXES = {"y": "share of right answers", "log": "x", "within": (0, 1.05)}


def lag(measure):
    """Sixteen units, 100 updates; the first of four symbols, named after so many distractors."""

    def right(name, task):
        architecture, start = STARTS[name]
        return measure(
            trained_accuracy, architecture, task=task, steps=100, rate=RATES, hidden=16, **start
        )

    def curves(shown):
        return [curve(shown(name), name, like=name.partition(",")[0]) for name in STARTS]

    by_lag = Panel(
        *curves(lambda name: largest(right(name, LAGS), along="rate")),
        theory(0.25, "chance"),
        x="lag, distractors",
        title="At the best of three rates",
        **AXES,
    )
    by_rate = Panel(
        *curves(lambda name: right(name, FirstSymbol(lag=40))),
        theory(0.25, "chance"),
        x="rate of Adam",
        title="Over a lag of 40",
        **AXES,
    )
    return Figure(by_lag, by_rate)
