"""What probes ask of a build and hand to its models, which their readings are conditional on."""

import pytest
import torch

from sequence_models import probes

from .calibration import SEEDS, build_for, read, same
from .measurements import MEASUREMENTS
from .recording import Recording, drawn_like_weights


@pytest.mark.parametrize("measured", MEASUREMENTS, ids=lambda measured: measured.probe)
def test_inputs_are_normal_and_a_models_own_draws_are_none_of_them(measured):
    recording = Recording(build_for(measured.arch))
    read(getattr(probes, measured.probe), recording, **measured.conditions)
    ((inputs, outputs, dtype),), x = recording.asked, recording.inputs[0]
    assert dtype == x.dtype == torch.float64
    assert outputs == (measured.outputs or inputs)
    assert x.shape == (len(SEEDS), measured.sequences, measured.steps, inputs)
    drawn = x / measured.deviation
    different = x[0].unique().numel()
    assert different >= x[0].numel() / measured.steps
    error = 4 / different**0.5
    assert same(0.0, drawn.mean((1, 2, 3)), within=error)
    assert same(1.0, drawn.square().mean((1, 2, 3)), within=1.5 * error)
    assert not drawn_like_weights(drawn)
