"""Where does the gradient of an untrained tanh network grow, and where does it vanish?"""

from pytest_claims.figures import Figure, Panel, cells, grid
from sequence_models.architectures import RNN
from sequence_models.probes import lyapunov_exponent

GAINS = grid(1.0, 1.5, 10.0, laptop=(1.25, 2.0, 4.0), full=(0.9, 1.1, 1.75, 3.0))
DRIVES = grid(0.1, 1.0, 3.0, laptop=(0.03, 0.3, 0.6), full=(0.01, 0.2, 0.4))
WIDTHS = {
    16: {},
    64: {},
    128: {(1.5, 1.0): "01_rnn/wide-networks-grow-at-gain-above-one"},
}
ANY_WIDTH = {
    (1.5, 1.0): "01_rnn/gain-above-one-explodes",
    (1.5, 3.0): "01_rnn/gain-above-one-explodes",
    (10.0, 1.0): "01_rnn/large-weights-saturate",
}


def where_gradients_grow(measure):
    """The Lyapunov exponent in nats a step, under 16 inputs that enter within ±1/√units."""

    def over_gain_and_drive(units, claimed):
        exponent = measure(
            lyapunov_exponent,
            RNN,
            initialisation="gaussian",
            hidden=units,
            gain=GAINS,
            scale=DRIVES,
        )
        grows = cells(
            exponent,
            x="gain",
            y="scale",
            above="grows",
            below="vanishes",
            claimed=ANY_WIDTH | claimed,
        )
        return Panel(grows, title=f"{units} units", x="gain of the weights", y="size of the inputs")

    return Figure(*(over_gain_and_drive(units, claimed) for units, claimed in WIDTHS.items()))
