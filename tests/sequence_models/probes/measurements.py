"""One small measurement with every probe that draws its model's inputs."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from sequence_models.architectures import LSTM, Attention, Transformer


class Measurement(NamedTuple):
    """Of its first inputs the sequences, steps and deviation; outputs, where unlike the inputs."""

    probe: str
    sequences: int
    steps: int
    deviation: float = 1.0
    outputs: int | None = None
    arch: type = LSTM
    conditions: Mapping[str, Any] = MappingProxyType({})


MEASUREMENTS = [
    Measurement("affine_defect", 8, 5, 0.5**0.5, conditions={"length": 5}),
    Measurement("path_sum_error", 1, 12),
    Measurement("gradient_retention", 16, 6, conditions={"lag": 5}),
    Measurement("gradient_half_life", 16, 51),
    Measurement("equal_token_gap", 4, 6, conditions={"repeats": 2}),
    Measurement("future_influence", 1, 8, outputs=1),
    Measurement("forgetting_error", 4, 16),
    Measurement("position_spread", 4, 12, conditions={"start": False}),
    Measurement("prefix_order_influence", 4, 12),
    Measurement("reordering_error", 4, 12, conditions={"follow": True}),
    Measurement("translation_error", 4, 8),
    Measurement("direct_path_error", 4, 1, conditions={"lag": 3}),
    Measurement("full_path_error", 4, 1, conditions={"lag": 3}),
    Measurement("path_excess", 16, 1, conditions={"lag": 3}),
    Measurement("crosstalk", 16, 8, 8**-0.5),
    Measurement("decay_with_distance", 16, 128, 32**-0.5),
    Measurement("influence", 16, 4, 8**-0.5, conditions={"lag": 3}),
    Measurement("typical_influence", 16, 20, 32**-0.5, conditions={"length": 20}),
    Measurement("projection", 1, 40),
    Measurement("bound_excess", 1, 600, outputs=1, conditions={"lag": 3}),
    Measurement("isometry_defect", 1, 600, outputs=1, conditions={"lag": 3}),
    Measurement("jacobian_norm", 1, 600, outputs=1, conditions={"lag": 3}),
    Measurement("lyapunov_exponent", 1, 600, outputs=1),
    Measurement("rate_gap", 1, 600, outputs=1, conditions={"lag": 3}),
    Measurement("chunking_error", 4, 48, conditions={"chunk": 48}),
    Measurement("history_influence", 2, 8, conditions={"carried": True}),
    Measurement("sign_retention", 16, 20, outputs=1, conditions={"lag": 20}),
    Measurement("start_separation", 2, 20, outputs=1, conditions={"lag": 20}),
    Measurement("largest_memory", 4, 1),
    Measurement("shown_share", 16, 50),
    Measurement("effective_positions", 8, 10, 1 / 8, 1, Attention, {"length": 10}),
    Measurement("largest_weight", 8, 10, 1 / 8, 1, Attention, {"length": 10}),
    Measurement("score_variance", 8, 64, 1 / 8, 1, Attention),
    Measurement("weight_by_distance", 64, 80, 1 / 8, 1, Attention, {"distance": 4}),
    Measurement("distinct_share", 1, 32, 32**-0.5, 1, Attention),
    Measurement("shrinkage", 1, 32, 3 * 32**-0.5, 1, Attention, {"scale": 3.0}),
    Measurement("stream_variance", 4, 32, 32**-0.5, 1, Attention),
    Measurement("first_feedforward_gradient", 4, 16, 32**-0.5, arch=Transformer),
    Measurement("last_feedforward_gradient", 4, 16, 32**-0.5, arch=Transformer),
]
