"""How much of the gradient is left after k steps, before any training?"""

from math import exp, log10

from pytest_claims import across
from pytest_claims.figures import Figure, Panel, curve, grid, theory, threshold
from sequence_models.architectures import GRU, LSTM, RNN
from sequence_models.probes import gradient_retention

LAGS = grid(1, 20, 50, laptop=(5, 10, 30, 75, 100), full=(2, 15, 40, 150, 200))
WIDTHS = across(16, 32, 64, 128)
BIASES = (1.0, 3.0, 5.0)
RADIUS = 3**-0.5  # of weights that are uniform within ±1/√n
AXES = {"x": "steps back, k", "y": "share of the gradient", "decades": True}


def gradient_against_lag(measure):
    """The gradient k steps back against that at once, in networks of 16 to 128 units."""

    def left(architecture, **start):
        return measure(gradient_retention, architecture, lag=LAGS, hidden=WIDTHS, **start)

    ungated = Panel(
        curve(left(RNN), "RNN"),
        curve(left(GRU, keep_bias=None), "GRU"),
        curve(left(LSTM, forget_bias=None), "LSTM"),
        theory(power(RADIUS), r"$\rho^k$, RNN", like="RNN"),
        theory(power(0.5), r"$(1/2)^k$"),
        threshold("<", -8, "claimed", at=50, claim="01_rnn/gradient-vanishes-at-the-usual-start"),
        title="With uniform weights",
        within=(-25, 1),
        **AXES,
    )
    gru = [curve(left(GRU, keep_bias=b), f"GRU, {b:g}", like="GRU") for b in BIASES]
    lstm = [curve(left(LSTM, forget_bias=b), f"LSTM, {b:g}", like="LSTM") for b in BIASES]
    promised = [theory(power(sigma(b)), rf"$\sigma({b:g})^k$") for b in BIASES]
    biased = Panel(*gru, *lstm, *promised, title="With a bias that keeps", within=(-15, 2), **AXES)
    return Figure(ungated, biased)


def power(factor):
    """Decades that are left of a factor a step."""
    return lambda k: k * log10(factor)


def sigma(bias):
    """The gate that a bias opens by itself."""
    return 1 / (1 + exp(-bias))
