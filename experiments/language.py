"""What does a character of real text cost, by parameters and by context?"""

from pytest_claims import over, smallest
from pytest_claims.figures import Figure, Panel, curve, grid
from sequence_models.architectures import GRU, LSTM, RNN, Transformer
from sequence_models.probes import ngram_bits_per_character
from sequence_models.tasks import Text
from sequence_models.training import bits_per_character

SIZES = grid(550, 4_000, laptop=(16_000,))  # room for tables of pairs, triples and fours
RATES = over(0.01, 0.03, 0.1)
SHOWN = grid(1, 4, 16, laptop=(2, 8, 32))
EXAM = Text(part="held out", length=32)
TRAINING = {"task": Text(length=32, batch=8), "exam": EXAM, "steps": 200, "rate": RATES}
LAST = {"prompt": 32, "shown": SHOWN, "examined": 512}  # what follows the whole window alone

NETWORKS = {
    "RNN": (RNN, {"initialisation": "orthogonal"}),
    "GRU": (GRU, {}),
    "LSTM": (LSTM, {}),
    "Transformer": (Transformer, {"positions": "rotary", "heads": 2}),
}


def language(measure):
    """Bits per character, each network at the best of three rates, beside tables of n-grams."""

    def networks(names=tuple(NETWORKS), **asked):
        for name in names:
            architecture, start = NETWORKS[name]
            measured = measure(bits_per_character, architecture, **TRAINING, **start, **asked)
            yield curve(smallest(measured, along="rate"), name)

    def table(**asked):
        return curve(measure(ngram_bits_per_character, exam=EXAM, **asked), "n-gram")

    return Figure(
        Panel(
            *networks(weights=SIZES, prompt=16, examined=64),
            table(counts=SIZES, prompt=16, examined=64),
            x="parameters, or counts",
            log="x",
            title="By size",
            y="bits per character",
        ),
        Panel(
            *networks(("GRU", "Transformer"), weights=4_000, **LAST),
            table(context=5, **LAST),
            x="characters shown",
            log="x",
            title="By context, 4,000 parameters",
            y="bits per character",
        ),
    )
