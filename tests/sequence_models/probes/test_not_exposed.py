"""What a model hides is named, and not measured."""

import pytest

from sequence_models import probes
from sequence_models.architectures import RNN
from sequence_models.architectures.interface import NotExposed

from .calibration import build_for, read

SOME_STEPS = {"length": 4}
COUNTED = [
    ("multiply_accumulates", SOME_STEPS),
    ("sequential_depth", SOME_STEPS),
    ("cache_size", SOME_STEPS),
    ("step_cost", SOME_STEPS),
    ("generation_depth", {"feedback": True, **SOME_STEPS}),
    ("generation_depth", {"feedback": False, **SOME_STEPS}),
    ("largest_tensor", SOME_STEPS),
]
SHOWN = [
    ("direct_path_error", {"lag": 2}, "kept"),
    ("mean_keep", {}, "kept"),
    ("weight_found", {"entries": 2}, "patterns, streams"),
    ("largest_weight", SOME_STEPS, "patterns, streams"),
    ("distinct_share", {}, "patterns, streams"),
    ("shrinkage", {"scale": 1.0}, "patterns, streams"),
    ("stream_variance", {}, "patterns, streams"),
]


def fused(**asked):
    model = build_for(RNN)(**asked)
    model.fused = True
    return model


@pytest.mark.parametrize(("probe", "conditions"), COUNTED)
def test_operations_that_a_kernel_hides_are_not_counted(probe, conditions):
    with pytest.raises(NotExposed, match="hide the operations"):
        read(getattr(probes, probe), fused, **conditions)


@pytest.mark.parametrize(("probe", "conditions", "hidden"), SHOWN)
def test_what_an_rnn_has_not_is_not_read_off_it(probe, conditions, hidden):
    with pytest.raises(NotExposed, match=f"RNN does not show {hidden}"):
        read(getattr(probes, probe), build_for(RNN), **conditions)


def test_a_model_without_feedforward_layers_has_no_gradient_in_them():
    with pytest.raises(NotExposed, match="RNN has no parameter W_2"):
        read(probes.last_feedforward_gradient, build_for(RNN))
