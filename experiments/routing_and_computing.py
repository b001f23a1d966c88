"""When does reading several symbols and combining them need a feed-forward layer?"""

from pytest_claims import largest, over
from pytest_claims.figures import Figure, Panel, curve, grid, theory
from sequence_models.architectures import Transformer
from sequence_models.tasks import SumOfNamed
from sequence_models.training import trained_accuracy

ONE, TWO, THREE, FOUR = (SumOfNamed(named=k) for k in (1, 2, 3, 4))
NAMED = grid(ONE, TWO, THREE, laptop=[FOUR])
HEADS = grid(1, 2, 4, laptop=(8,))
TRAINING = {
    "steps": 150,
    "rate": over(3e-3, 1e-2),
    "weights": 4_000,
    "normalisation": "none",
    "longest": 8,
}
BLOCKS = {
    "with feed-forward": {},
    "without": {"feedforward": 0},
    "without, 3 layers": {"feedforward": 0, "layers": 3},
}


def routing_and_computing(measure):
    """Parity of the bits that the last step names, of four; 4,000 weights, best of two rates."""

    def panel(title, x, **given):
        def right(block):
            shares = measure(trained_accuracy, Transformer, **TRAINING, **block, **given)
            return largest(shares, along="rate")

        return Panel(
            *(curve(right(block), name) for name, block in BLOCKS.items()),
            theory(0.5, "chance"),
            x=x,
            y="share of right answers",
            log="x",
            within=(0.4, 1.05),
            title=title,
        )

    bits, content = "bits to combine", {"positions": "learned"}
    return Figure(
        panel("Keys see places alone", bits, task=NAMED, keys="positions", heads=4),
        panel("Keys see content", bits, task=NAMED, heads=4, **content),
        panel("Content, 2 bits", "heads", task=TWO, heads=HEADS, **content),
    )
