"""What probes ask of a build and hand to its models, which their readings are conditional on."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
import torch

from sequence_models import probes
from sequence_models.architectures import LSTM, Attention, Transformer

from .calibration import SEEDS, build_for, read, same
from .recording import Recording, drawn_like_weights


class Handed(NamedTuple):
    """Sequences, steps and deviation of the first inputs; outputs, where unlike the inputs."""

    probe: str
    sequences: int
    steps: int
    deviation: float = 1.0
    outputs: int | None = None
    arch: type = LSTM
    conditions: Mapping[str, Any] = MappingProxyType({})


HANDED = [
    Handed("affine_defect", 8, 5, 0.5**0.5, conditions={"length": 5}),
    Handed("path_sum_error", 1, 12),
    Handed("gradient_retention", 16, 6, conditions={"lag": 5}),
    Handed("gradient_half_life", 16, 51),
    Handed("equal_token_gap", 4, 6, conditions={"repeats": 2}),
    Handed("future_influence", 1, 8, outputs=1),
    Handed("position_spread", 4, 12, conditions={"start": False}),
    Handed("prefix_order_influence", 4, 12),
    Handed("reordering_error", 4, 12, conditions={"follow": True}),
    Handed("translation_error", 4, 8),
    Handed("direct_path_error", 4, 1, conditions={"lag": 3}),
    Handed("full_path_error", 4, 1, conditions={"lag": 3}),
    Handed("path_excess", 16, 1, conditions={"lag": 3}),
    Handed("crosstalk", 16, 8, 8**-0.5),
    Handed("decay_with_distance", 16, 128, 32**-0.5),
    Handed("influence", 16, 4, 8**-0.5, conditions={"lag": 3}),
    Handed("typical_influence", 16, 20, 32**-0.5, conditions={"length": 20}),
    Handed("projection", 1, 40),
    Handed("bound_excess", 1, 50, outputs=1, conditions={"lag": 3}),
    Handed("isometry_defect", 1, 50, outputs=1, conditions={"lag": 3}),
    Handed("jacobian_norm", 1, 50, outputs=1, conditions={"lag": 3}),
    Handed("lyapunov_exponent", 1, 50, outputs=1),
    Handed("rate_gap", 1, 50, outputs=1, conditions={"lag": 3}),
    Handed("chunking_error", 4, 48, conditions={"chunk": 48}),
    Handed("history_influence", 2, 8, conditions={"carried": True}),
    Handed("sign_retention", 16, 20, outputs=1, conditions={"lag": 20}),
    Handed("start_separation", 2, 20, outputs=1, conditions={"lag": 20}),
    Handed("largest_memory", 4, 1),
    Handed("shown_share", 16, 50),
    Handed("effective_positions", 8, 10, 1 / 8, 1, Attention, {"length": 10}),
    Handed("largest_weight", 8, 10, 1 / 8, 1, Attention, {"length": 10}),
    Handed("score_variance", 8, 64, 1 / 8, 1, Attention),
    Handed("weight_by_distance", 64, 80, 1 / 8, 1, Attention, {"distance": 4}),
    Handed("distinct_share", 1, 32, 32**-0.5, 1, Attention),
    Handed("shrinkage", 1, 32, 3 * 32**-0.5, 1, Attention, {"scale": 3.0}),
    Handed("stream_variance", 4, 32, 32**-0.5, 1, Attention),
    Handed("first_feedforward_gradient", 4, 16, 32**-0.5, arch=Transformer),
    Handed("last_feedforward_gradient", 4, 16, 32**-0.5, arch=Transformer),
]


@pytest.mark.parametrize("handed", HANDED, ids=lambda handed: handed.probe)
def test_inputs_are_normal_and_a_models_own_draws_are_none_of_them(handed):
    recording = Recording(build_for(handed.arch))
    read(getattr(probes, handed.probe), recording, **handed.conditions)
    ((inputs, outputs, dtype),), x = recording.asked, recording.inputs[0]
    assert dtype == x.dtype == torch.float64
    assert outputs == (handed.outputs or inputs)
    assert x.shape == (len(SEEDS), handed.sequences, handed.steps, inputs)
    drawn = x / handed.deviation
    error = 4 / (x[0].numel() / 12 if handed.probe == "position_spread" else x[0].numel()) ** 0.5
    assert same(0.0, drawn.mean((1, 2, 3)), within=error)
    assert same(1.0, drawn.square().mean((1, 2, 3)), within=1.5 * error)
    assert not drawn_like_weights(drawn)
