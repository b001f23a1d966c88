"""What do two layers of attention do that one does not, and what do heads and width change?"""

from pytest_claims import largest, over
from pytest_claims.figures import Figure, Panel, curve, grid, theory, threshold
from sequence_models.architectures import Attention
from sequence_models.tasks import Induction
from sequence_models.training import trained_accuracy, weight_on_previous, weight_on_successor

UPDATES = grid(25, 75, 150, laptop=(20, 110), full=(300,))
SHORT = Induction(length=6, symbols=12, batch=8)
HEADS, WIDTHS = grid(1, 4, laptop=(2, 8)), grid(8, 32, laptop=(16, 64))


def what_two_layers_do(measure):
    """The patterns while they are trained; and one layer beside two, at the better of two rates."""
    return Figure(
        patterns(measure),
        one_beside_two(measure, "heads, 4,000 weights", heads=HEADS, weights=4_000),
        one_beside_two(measure, "width, one head", model_width=WIDTHS),
    )


def patterns(measure):
    """The weights that make the pair: on the step before, and on what followed the symbol."""
    pair = {"task": Induction(), "steps": UPDATES, "rate": 1e-2, "layers": 2, "positions": "rotary"}
    return Panel(
        curve(measure(weight_on_previous, Attention, **pair), "step before, layer 1"),
        curve(measure(weight_on_successor, Attention, **pair), "what followed, layer 2"),
        threshold(">", 0.8, "claimed", at=150, claim="04_attention/two-layers-build-the-ladder"),
        x="updates",
        y="weight",
        within=(0, 1.05),
        title="The pair, width 32",
    )


def one_beside_two(measure, x, **given):
    """What followed each of 6 symbols, after 150 updates."""

    def right(layers):
        shares = measure(
            trained_accuracy,
            Attention,
            task=SHORT,
            steps=150,
            rate=over(1e-2, 3e-2),
            positions="rotary",
            layers=layers,
            **given,
        )
        return largest(shares, along="rate")

    return Panel(
        curve(right(1), "one layer"),
        curve(right(2), "two layers"),
        theory(1 / SHORT.outputs, "chance"),
        x=x,
        y="share of right answers",
        within=(0, 1.05),
        title="One layer and two",
    )
