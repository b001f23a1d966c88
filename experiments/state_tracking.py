"""Who keeps track of things that change places, beyond the moves it was trained on?"""

from pytest_claims import largest, over
from pytest_claims.figures import Figure, Panel, curve, grid, theory
from sequence_models.architectures import GRU, Transformer
from sequence_models.tasks import Permutations
from sequence_models.training import written_accuracy

RATES = over(1e-3, 3e-3, 1e-2)
NUMBERS = {2: 4_000, 3: 4_000, 5: 16_000}  # of weights, by things


def exams(things, scratchpad):
    def exam(length):
        return Permutations(things=things, length=length, late=True, scratchpad=scratchpad)

    return grid(exam(12), exam(48), laptop=(exam(24),))


def state_tracking(measure):
    """150 updates on 12 moves; the order in the last quarter of more of them."""

    def named(things, architecture, scratchpad=False, **given):
        return measure(
            written_accuracy,
            architecture,
            task=Permutations(things=things, scratchpad=scratchpad),
            exam=exams(things, scratchpad),
            steps=150,
            weights=NUMBERS[things],
            **given,
        )

    def panel(things, orders, title):
        blocks = named(things, Transformer, layers=2, heads=2, positions="rotary", rate=RATES)
        written = named(things, Transformer, scratchpad=True, heads=2, rate=1e-2)
        return Panel(
            curve(named(things, GRU, rate=3e-2), "GRU"),
            curve(largest(blocks, along="rate"), "two blocks"),
            curve(written, "one block, scratchpad"),
            theory(1 / orders, "chance"),
            x="moves (12 trained)",
            log="x",
            y="share of right answers",
            within=(0, 1.05),
            title=title,
        )

    return Figure(
        panel(2, 2, "Two things: parity"),
        panel(3, 6, "Three things"),
        panel(5, 120, "Five things"),
    )
