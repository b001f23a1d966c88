"""Where does the gradient of an untrained tanh network grow, and where does it vanish?"""

from pytest_claims.figures import Figure, Panel, cells, grid
from sequence_models.architectures import RNN
from sequence_models.probes import lyapunov_exponent

GAINS = grid(1.0, 1.5, 2.0, 10.0, laptop=(1.25, 4.0), full=(0.9, 1.1, 1.75, 3.0))
SIZES = grid(0.3, 1.0, 3.0, 5.0, laptop=(0.03, 0.1), full=(0.01, 0.2, 0.5))
WIDE = {
    (2.0, 0.3): "01_rnn/a-gain-of-two-explodes",
    (2.0, 1.0): "01_rnn/a-gain-of-two-explodes",
    (2.0, 3.0): "01_rnn/a-gain-of-two-explodes",
    (10.0, 0.3): "01_rnn/large-weights-saturate",
    (10.0, 1.0): "01_rnn/large-weights-saturate",
    (10.0, 5.0): "01_rnn/large-weights-saturate",
}
WIDTHS = {16: {}, 64: WIDE, 128: WIDE | {(1.5, 5.0): "01_rnn/gain-above-one-explodes"}}


def where_gradients_grow(measure):
    """The Lyapunov exponent in nats a step, under 16 inputs that enter within ±1/√units."""

    def over_gain_and_size(units, claimed):
        exponent = measure(
            lyapunov_exponent,
            RNN,
            initialisation="gaussian",
            hidden=units,
            gain=GAINS,
            scale=SIZES,
        )
        grows = cells(
            exponent,
            x="gain",
            y="scale",
            above="grows",
            below="vanishes",
            claimed=claimed,
        )
        return Panel(grows, title=f"{units} units", x="gain of the weights", y="size of the inputs")

    return Figure(*(over_gain_and_size(units, claimed) for units, claimed in WIDTHS.items()))
