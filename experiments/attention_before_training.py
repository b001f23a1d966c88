"""How widely does attention read before any training, and what of an input arrives?"""

from math import log10 as decade

from pytest_claims import log10
from pytest_claims.figures import Figure, Panel, curve, grid, theory, threshold
from sequence_models.ablations import AttentionUnscaled
from sequence_models.architectures import Attention
from sequence_models.probes import (
    decay_with_distance,
    effective_positions,
    score_variance,
    typical_influence,
)
from sequence_models.theory import effective_number

LENGTHS = grid(16, 64, 256, laptop=(32, 128), full=(512,))
WIDTHS = grid(16, 64, 256, laptop=(32, 128))
DEPTHS = grid(1, 2, 4, laptop=(3, 6), full=(8,))
INPUTS = grid(16, 32, 64, 128, full=(256,))
HEADS = {"divided by √d": Attention, "not divided": AttentionUnscaled}


def attention_before_training(measure):
    """Glorot's start, Gaussian inputs, the last query under a causal mask."""
    panels = (read_in_effect, variances, by_distance, by_number)
    return Figure(*(panel(measure) for panel in panels))


def read_in_effect(measure):
    """How many positions have weight, by the exponential of their entropy."""

    def positions(architecture):
        read = measure(effective_positions, architecture, length=LENGTHS, model_width=64)
        return log10(read)

    return Panel(
        *(curve(positions(a), name) for name, a in HEADS.items()),
        theory(lambda n: decade(effective_number(n, 1.0)), "derived", like="divided by √d"),
        x="positions that may be read",
        y="positions read in effect",
        title="Width 64",
        log="x",
        decades=True,
    )


def variances(measure):
    """Of one query's scores over 64 keys."""

    def variance(architecture):
        return log10(measure(score_variance, architecture, model_width=WIDTHS))

    return Panel(
        *(curve(variance(a), name) for name, a in HEADS.items()),
        theory(0.0, "derived", like="divided by √d"),
        theory(decade, "derived, not divided", like="not divided"),
        x="width d of the keys",
        y="variance of the scores",
        title="64 positions",
        log="x",
        decades=True,
    )


def by_distance(measure):
    """How the influence of an input on the last of 128 outputs goes with its distance."""

    def exponent(positions):
        given = {"heads": 1, "layers": DEPTHS, "positions": positions}
        return measure(decay_with_distance, Attention, **given)

    return Panel(
        curve(exponent("none"), "no positions"),
        curve(exponent("rotary"), "rotary"),
        threshold(
            ">", 0.1, "claimed", at=4, claim="04_attention/early-inputs-weigh-more-in-a-stack"
        ),
        theory(0.0, "no decay"),
        x="layers",
        y="exponent of influence in distance",
        title="128 positions",
    )


def by_number(measure):
    """How the influence of one input goes with the number of inputs."""
    curves = (
        curve(
            measure(typical_influence, Attention, heads=4, layers=layers, length=INPUTS),
            f"{layers} layer" + "s" * (layers > 1),
        )
        for layers in (1, 4)
    )
    return Panel(
        *curves,
        theory(lambda n: 1.6 - decade(n), "one over the number"),
        x="inputs",
        y="influence of one on the last output",
        title="Diluted by number",
        log="x",
        decades=True,
    )
