"""What becomes of a carried state: under dropout, on a known source, and in continuations?"""

from math import log, log1p

from pytest_claims import over, smallest
from pytest_claims.figures import Figure, Panel, curve, dots, grid, theory
from sequence_models.architectures import GRU, LSTM
from sequence_models.tasks import SecondOrderSource, Text
from sequence_models.theory.lstm import bigram_entropy, entropy_rate
from sequence_models.training import bits_per_character, dropped_half_life, looping_share
from sequence_models.training.continuing import Continuation
from sequence_models.training.trained import Schedule

SOURCE = SecondOrderSource(length=64)
STRETCH = grid(1, 2, 4, 16, 64, laptop=(8, 32))
RATES = over(0.01, 0.03, 0.1)
SHARES = grid(0.05, 0.1, 0.2, 0.4, laptop=(0.02, 0.8))
READING = {
    "task": Text(length=944, batch=8, order="parallel"),
    "exam": Text(part="held out", length=64),
    "steps": 8,
    "weights": 1_000,
    "schedule": Schedule(truncation=32),
    "rate": 0.03,
}


def state_in_use(measure):
    """A GRU on the source, and networks that have read a quarter of the text."""
    pairs, rate = (
        float(bits(SOURCE.transitions()) / log(2)) for bits in (bigram_entropy, entropy_rate)
    )
    learnt = {"task": SecondOrderSource(length=8), "exam": SOURCE, "steps": 200, "rate": RATES}
    source = measure(bits_per_character, GRU, **learnt, hidden=16, stretch=STRETCH, carried=False)
    known = Panel(
        curve(smallest(source, along="rate"), "GRU"),
        theory(lambda k: rate + (pairs - rate) * (64 / k - 1) / 63, "best reader"),
        x="reset every k symbols in use",
        log="x",
        title="Second-order source",
        y="bits per symbol",
    )
    half_lives = [
        curve(measure(dropped_half_life, architecture, dropped=SHARES, **READING), name)
        for name, architecture in (("GRU", GRU), ("LSTM", LSTM))
    ]
    thinned = Panel(
        *half_lives,
        theory(lambda p: log(2) / -log1p(-p), "units apart"),
        x="share dropped at each step",
        log="xy",
        title="Half-life of memory",
        y="characters",
    )
    loops = {
        f"{name}, {'greedy' if greedy else 'drawn'}, {told}": measure(
            looping_share,
            architecture,
            continuation=Continuation(greedy=greedy, whole=whole),
            **READING,
        )
        for name, architecture in (("GRU", GRU), ("LSTM", LSTM))
        for greedy in (True, False)
        for told, whole in PROMPTS
    }
    return Figure(
        known,
        thinned,
        Panel(dots(loops), x="", y="share that ends in a loop", title="200 characters"),
    )


PROMPTS = (("whole prompt", True), ("last character", False))
