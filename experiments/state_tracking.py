"""Who keeps track of things that change places, four times as long as it was shown?"""

from pytest_claims import largest, over
from pytest_claims.figures import Figure, Panel, dots
from sequence_models.architectures import GRU, Transformer
from sequence_models.tasks import Permutations
from sequence_models.training import written_accuracy

RATES = over(1e-3, 3e-3, 1e-2)


def state_tracking(measure):
    """4,000 weights, trained on 12 moves; the order in the last quarter of 48."""

    def named(things, architecture, scratchpad=False, **given):
        return measure(
            written_accuracy,
            architecture,
            task=Permutations(things=things, scratchpad=scratchpad),
            exam=Permutations(things=things, length=48, late=True, scratchpad=scratchpad),
            weights=4_000,
            **given,
        )

    def panel(things, title):
        read = {"layers": 2, "positions": "rotary", "rate": RATES}
        blocks = named(things, Transformer, steps=150, heads=2, **read)
        arms = {
            "GRU": named(things, GRU, steps=150, rate=3e-2),
            "two blocks": largest(blocks),
            "scratchpad": named(things, Transformer, scratchpad=True, steps=60, heads=2, rate=1e-2),
        }
        return Panel(dots(arms), x="", y="share of right answers", within=(0, 1.05), title=title)

    return Figure(panel(2, "Two things (chance 1/2)"), panel(3, "Three things (chance 1/6)"))
