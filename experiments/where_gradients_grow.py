"""Where does the gradient of an untrained tanh network grow, and where does it vanish?"""

from pytest_claims.figures import Figure, Panel, cells, grid
from sequence_models.architectures import RNN
from sequence_models.probes import lyapunov_exponent

GAINS = grid(1.0, 1.5, 4.0, laptop=(1.25, 2.0, 10.0), full=(0.9, 1.1, 1.75, 3.0, 6.0))
DRIVES = grid(0.1, 1.0, laptop=(0.03, 0.3, 0.5, 3.0), full=(0.2, 0.4, 0.7))
WIDTHS = (16, 64, 256)


def where_gradients_grow(measure):
    """The Lyapunov exponent over gain and drive, in nats a step, for three widths."""

    def map_of(units):
        exponent = measure(
            lyapunov_exponent,
            RNN,
            initialisation="gaussian",
            hidden=units,
            gain=GAINS,
            scale=DRIVES,
            length=200,
        )
        return Panel(
            cells(exponent, x="gain", y="scale", above="grows", below="vanishes"),
            title=f"{units} units",
            x="gain of the weights",
            y="strength of the drive",
        )

    return Figure(*(map_of(units) for units in WIDTHS))
