"""How much is recalled of what was not known to be asked for, by places and by size of state?"""

from pytest_claims import largest, over
from pytest_claims.figures import Figure, Panel, curve, grid, theory
from sequence_models.architectures import GRU, LSTM, Attention, LinearAttention
from sequence_models.tasks import IndexRecall, RecallByKey
from sequence_models.theory import recall_bound, windowed_recall
from sequence_models.training import trained_accuracy

PLACES = grid(
    *(IndexRecall(places=n, batch=16) for n in (2, 4, 8)), laptop=[IndexRecall(places=16, batch=16)]
)
PAIRS = RecallByKey(pairs=8, symbols=8, together=True)
WIDTHS = grid(2, 4, 8, laptop=(16,))
TRAINING = {"steps": 150, "rate": over(1e-2, 2e-2, 4e-2)}
PLACED = {"positions": "learned", "longest": 17}
MODELS = {
    "attention": (Attention, PLACED),
    "linear attention": (LinearAttention, PLACED),
    "LSTM": (LSTM, {}),
    "GRU": (GRU, {}),
}
AXES = {"y": "share of right answers", "log": "x", "within": (0, 1.05)}


def recall_capacity(measure):
    """150 updates at the best of three rates, by place and by key."""
    return Figure(by_places(measure), by_size(measure))


def by_places(measure):
    """The one symbol, of four kinds, whose place is asked for; 2,500 weights each."""

    def right(architecture, given):
        shares = measure(
            trained_accuracy, architecture, task=PLACES, weights=2_500, **TRAINING, **given
        )
        return largest(shares, along="rate")

    return Panel(
        *(curve(right(*model), name) for name, model in MODELS.items()),
        theory(lambda n: recall_bound(8, int(n), 4), "no 8 bits do better"),
        theory(0.25, "chance"),
        x="places",
        title="By place, 2,500 weights",
        **AXES,
    )


def by_size(measure):
    """Eight values by eight keys that stand in their positions; the state is width by width."""

    def right(architecture):
        shares = measure(trained_accuracy, architecture, task=PAIRS, model_width=WIDTHS, **TRAINING)
        return largest(shares, along="rate")

    return Panel(
        curve(right(Attention), "attention"),
        curve(right(LinearAttention), "linear attention"),
        theory(by_rank, "a value for each feature", like="linear attention"),
        theory(1 / 8, "chance"),
        x="width, which is the features",
        title="By key, 8 pairs",
        **AXES,
    )


def by_rank(features):
    """As many of eight values as there are features, and a guess for the rest."""
    return windowed_recall(min(8, int(features)), 8, 8)
