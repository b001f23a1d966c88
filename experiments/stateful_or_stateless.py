"""Stateful or stateless inference: what is a carried state worth, by how often it is reset?"""

from pytest_claims import over, smallest
from pytest_claims.figures import Figure, Panel, curve, dots, grid
from sequence_models.architectures import GRU
from sequence_models.probes import ngram_bits_per_character
from sequence_models.tasks import Text
from sequence_models.training import bits_per_character
from sequence_models.training.trained import Schedule

EXAM = Text(part="held out", length=64)
LONG = Text(part="held out", length=512)
RATES = over(0.01, 0.03, 0.1)
STRETCH = grid(1, 2, 4, 32, 64, laptop=(8, 16))
CARRIED = Schedule(truncation=32)
RESETS = [Schedule(truncation=32, reset=k) for k in (1, 32, 2, 4, 8, 16)]
QUARTER = {"task": Text(length=944, batch=8, order="parallel"), "steps": 8}  # of the text
WHOLE = {"task": Text(length=944, batch=32, order="parallel"), "steps": 8}


def stateful_or_stateless(measure):
    """Networks that are trained and used in several ways, each at the best of three rates."""

    def best(exam=EXAM, **asked):
        measured = measure(bits_per_character, GRU, exam=exam, rate=RATES, **asked)
        return smallest(measured, along="rate")

    def gru(**asked):
        return best(**QUARTER, weights=1_000, **asked)

    resets = grid(*RESETS[:2], laptop=RESETS[2:])
    used = Panel(
        curve(gru(schedule=CARRIED, stretch=STRETCH, carried=False), "carried"),
        curve(gru(schedule=resets, carried=False), "reset alike"),
        curve(measure(ngram_bits_per_character, exam=EXAM, context=4, stretch=STRETCH), "n-gram"),
        x="reset every k characters in use",
        log="x",
        title="Trained: carried or reset",
        y=BITS,
    )
    ways = {"carried": CARRIED, "reset at 32": RESETS[1]}
    trained = Panel(
        dots(
            {
                f"{way}, windows of {exam.length}": best(
                    exam, **WHOLE, weights=1_000, schedule=schedule
                )
                for exam in (EXAM, LONG)
                for way, schedule in ways.items()
            }
        ),
        x="",
        y=BITS,
        title="After an epoch",
    )
    sizes = QUARTER | {"weights": SIZES}
    alone = {"stretch": 1, "carried": False}
    larger = Panel(
        curve(best(**sizes, schedule=CARRIED), "carried"),
        curve(best(**sizes, schedule=CARRIED, **alone), "reset at each"),
        curve(best(**sizes, schedule=RESETS[0], carried=False), "in training too"),
        x="parameters",
        log="x",
        title="Reset at each character",
        y=BITS,
    )
    return Figure(used, trained, larger)


BITS = "bits per character"
SIZES = grid(300, 3_000, laptop=(1_000, 10_000))
