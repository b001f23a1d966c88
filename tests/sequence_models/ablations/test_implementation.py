"""Each of these mistakes is found by the probe of its sentence, and by no other of its kind."""

from functools import partial

import pytest

from sequence_models import ablations, architectures
from sequence_models.building import build
from sequence_models.probes import copy_error, mode_error, repetition_error

WITH_ITSELF = [mode_error, copy_error, repetition_error]
FINDS = {"Noisy": mode_error, "LosesWhenCopied": copy_error, "GoesOn": repetition_error}
SIZES = {name: {"hidden": 5} for name in ("RNN", "GRU", "LSTM")}
SIZES |= {name: {"model_width": 6, "heads": 3} for name in ("Attention", "Transformer")}


def fooled(model, name):
    """Which of the probes that put a model beside itself find a mistake."""
    built = partial(build, model, seeds=[0, 1], **SIZES[name])
    return {probe for probe in WITH_ITSELF if bool((probe(built, seeds=[0, 1]) > 1e-9).any())}


@pytest.mark.parametrize(
    ("name", "mistake"),
    [(n, m) for n in SIZES for m in FINDS if hasattr(ablations, n + m)],
)
def test_only_the_probe_that_asks_for_it_finds_a_mistake(name, mistake):
    assert fooled(getattr(architectures, name), name) == set()
    assert fooled(getattr(ablations, name + mistake), name) == {FINDS[mistake]}
