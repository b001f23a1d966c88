"""What a probe measures unless a claim says otherwise is part of what the claim means."""

import inspect

import pytest

from sequence_models import probes

COUNTED = {"width": 16}
UNDER_INPUTS = {"scale": 1.0, "width": 16}
MEAN_OF_MANY = {"width": 4, "sequences": 16}
IN_ORDER = {"length": 12, "width": 8}
IN_DEPTH = {"length": 32, "width": 32}
OF_LAYERS = {"length": 16, "width": 32}

DEFAULTS = {
    "copy_error": {},
    "gradient_error": {},
    "mode_error": {"batch": 3, "length": 7},
    "output_error": {"batch": 3, "length": 7},
    "pieces_error": {"piece": 3},
    "repetition_error": {},
    "state_error": {},
    "affine_defect": {"repeated": False, "width": 8},
    "bound_excess": UNDER_INPUTS,
    "cache_size": COUNTED,
    "carried_numbers": {},
    "chunking_error": {"length": 96, "width": 4},
    "crosstalk": {"length": 8, "width": 8},
    "decay_with_distance": {"length": 128, "width": 32},
    "direct_path_error": {"width": 4, "sequences": 4},
    "distinct_share": IN_DEPTH,
    "effective_positions": {"width": 64},
    "equal_token_gap": {"length": 6, "width": 8},
    "first_feedforward_gradient": OF_LAYERS,
    "forgetting_error": {"forgotten": 5, "length": 16, "width": 8},
    "found": {"width": 32},
    "full_path_error": {"width": 4, "sequences": 4},
    "future_influence": {"length": 8, "width": 4},
    "generation_depth": {"width": 8},
    "gradient_half_life": {"near": 10, "far": 50, **MEAN_OF_MANY},
    "gradient_retention": MEAN_OF_MANY,
    "history_influence": {"length": 8, "width": 4},
    "influence": {"width": 8},
    "isometry_defect": UNDER_INPUTS,
    "jacobian_norm": UNDER_INPUTS,
    "largest_memory": {"length": 200, "scale": 1.0, "width": 4, "sequences": 4},
    "largest_tensor": COUNTED,
    "largest_weight": {"width": 64},
    "last_feedforward_gradient": OF_LAYERS,
    "linear_share": {"lags": 40, "sequences": 8},
    "lyapunov_exponent": {"length": 400, "stretch": 20, **UNDER_INPUTS},
    "maximum_error": {},
    "mean_keep": {"length": 50, **MEAN_OF_MANY},
    "memory_capacity": {"held_out": True, "scale": 1.0, "sequences": 32, "length": 200},
    "mixing_share": COUNTED,
    "merging_error": {"length": 64, "width": 4},
    "multiply_accumulates": COUNTED,
    "ngram_bits_per_character": {
        "context": None,
        "counts": None,
        "stretch": None,
        "prompt": 1,
        "shown": None,
        "examined": 64,
    },
    "ngram_counts": {},
    "parameters": COUNTED,
    "path_excess": MEAN_OF_MANY,
    "path_sum_error": {"lag": 12, "width": 3, "window": None},
    "position_spread": IN_ORDER,
    "prefix_order_influence": IN_ORDER,
    "projection": {"length": 40, "width": 8},
    "rate_gap": UNDER_INPUTS,
    "reordering_error": IN_ORDER,
    "score_variance": {"length": 64, "width": 64},
    "sequential_depth": COUNTED,
    "shown_share": {"length": 50, **MEAN_OF_MANY},
    "shrinkage": IN_DEPTH,
    "sign_retention": UNDER_INPUTS,
    "source_bigram_entropy": {},
    "source_entropy": {},
    "start_separation": UNDER_INPUTS,
    "step_cost": COUNTED,
    "stream_variance": IN_DEPTH,
    "translation_error": {"shift": 7, "length": 8, "width": 8},
    "typical_influence": {"width": 32},
    "uninformed_loss": {"sequences": 1024},
    "weight_by_distance": {"length": 80, "width": 64},
    "weight_found": {"width": 32},
    "weight_on_least_alike": {"width": 32},
    "kept_for_gradient": {"width": 16},
    "written_length": {"sink": None, "width": 32},
}


def test_no_probe_is_left_out():
    public = {name for name, value in vars(probes).items() if inspect.isfunction(value)}
    assert public == DEFAULTS.keys()


@pytest.mark.parametrize(("name", "defaults"), DEFAULTS.items(), ids=DEFAULTS.keys())
def test_what_is_measured_unless_told_otherwise_is_written_down_here(name, defaults):
    taken = inspect.signature(getattr(probes, name)).parameters.values()
    assert {p.name: p.default for p in taken if p.default is not p.empty} == defaults
