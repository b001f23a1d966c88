"""What do layers, resets, a hand-over and dropout cost on a source whose entropy is known?"""

from math import log

from pytest_claims import over, smallest
from pytest_claims.figures import Figure, Panel, curve, dots, grid, theory
from sequence_models.ablations import GRUHandOver
from sequence_models.architectures import GRU, LSTM
from sequence_models.tasks import SecondOrderSource
from sequence_models.theory.lstm import bigram_entropy, entropy_rate
from sequence_models.training import bits_per_character, memory_half_life
from sequence_models.training.trained import Schedule

EXAM = SecondOrderSource(length=64)
TRAINING = {"task": SecondOrderSource(length=8), "exam": EXAM, "steps": 200, "weights": 1_500}
DROPPED = grid(*(Schedule(dropout=p) for p in (0.0, 0.1, 0.4)), laptop=(Schedule(dropout=0.2),))


def state_by_layers(measure):
    """Trained on 200 batches of stretches of 8 symbols, at the best of three rates."""

    def best(architecture, **asked):
        rates = over(0.003, 0.01, 0.03)
        measured = measure(bits_per_character, architecture, rate=rates, **TRAINING, **asked)
        return smallest(measured, along="rate")

    stacks = [(a, layers) for a in (GRU, LSTM) for layers in (1, 2, 3)]
    carried = {f"{a.__name__} × {n}": best(a, layers=n) for a, n in stacks}
    reset = {f"{a.__name__} × {n}": best(a, layers=n, stretch=1, carried=False) for a, n in stacks}
    handed = {"GRU × 2, handed over": best(GRUHandOver, layers=2, stretch=1)}
    read = {"GRU × 2, handed over": best(GRUHandOver, layers=2, stretch=8, carried=False)}
    layers = Panel(
        dots(carried | handed, "carried"),
        dots(reset, "reset at each"),
        dots(read, "reset every 8"),
        theory(of(entropy_rate), "entropy rate"),
        theory(of(bigram_entropy), "pairs"),
        y="bits per symbol",
        title="In use",
    )
    thinned = Panel(
        curve(best(GRU, schedule=DROPPED), "GRU"),
        curve(best(LSTM, schedule=DROPPED), "LSTM"),
        theory(of(entropy_rate), "entropy rate"),
        x="share dropped in training",
        y="bits per symbol",
        title="Used whole",
    )

    def remembered(architecture):
        asked = {"schedule": DROPPED, "rate": 0.03, "near": 1, "far": 5}
        return measure(memory_half_life, architecture, **TRAINING, **asked)

    lasting = Panel(
        curve(remembered(GRU), "GRU"),
        curve(remembered(LSTM), "LSTM"),
        x="share dropped in training",
        y="symbols",
        title="Half-life of memory, used whole",
    )
    return Figure(layers, thinned, lasting)


def of(entropy):
    """The source's own, in bits."""
    return float(entropy(EXAM.transitions()) / log(2))
