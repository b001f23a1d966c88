"""Which stack of blocks trains, and what does depth leave to tell positions apart?"""

from pytest_claims.figures import Figure, Panel, curve, grid, theory
from sequence_models.ablations import TransformerWithoutResidual
from sequence_models.architectures import Transformer
from sequence_models.probes import distinct_share
from sequence_models.tasks import Repeating
from sequence_models.training import trained_accuracy

RATES = grid(3e-3, 1e-2, laptop=(1e-3,))
DEPTHS = grid(2, 6, 12, 32, laptop=(4, 24, 64))
STACKS = {
    "pre-norm": (Transformer, "pre"),
    "post-norm": (Transformer, "post"),
    "no norm": (Transformer, "none"),
    "no residual": (TransformerWithoutResidual, "pre"),
}
TRAINED = {
    "task": Repeating(length=4, batch=8),
    "steps": 150,
    "layers": 8,
    "heads": 2,
    "positions": "rotary",
    "model_width": 16,
    "feedforward": 32,
}


def residual_and_norm(measure):
    """Eight blocks that copy 4 symbols; and, before training, 32 positions after so many blocks."""

    def trains(name):
        stack, norm = STACKS[name]
        return measure(trained_accuracy, stack, normalisation=norm, rate=RATES, **TRAINED)

    def differs(name, causal):
        stack, norm = STACKS[name]
        return measure(
            distinct_share, stack, normalisation=norm, layers=DEPTHS, causal=causal, heads=2
        )

    by_rate = Panel(
        *(curve(trains(name), name) for name in STACKS),
        theory(1 / 8, "chance"),
        x="rate of Adam",
        y="share of right answers",
        within=(0, 1.05),
        title="8 blocks, 150 updates",
    )

    def by_depth(causal, title, *drawn):
        return Panel(
            *(curve(differs(name, causal), name) for name in STACKS),
            *drawn,
            x="blocks",
            y="share that differs",
            decades=True,
            within=(-16, 0.5),
            title=title,
        )

    halving = theory(lambda blocks: -0.301 * blocks, "halved by each", like="no residual")
    return Figure(
        by_rate, by_depth(False, "Before training, no mask"), by_depth(True, "Causal mask", halving)
    )
