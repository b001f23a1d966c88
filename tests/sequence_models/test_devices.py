"""Everything that a measurement makes is on the device that is asked for, and drawn on the CPU."""

import pytest
import torch

from sequence_models import architectures, devices, probes, training
from sequence_models.building import build
from sequence_models.devices import described, on
from sequence_models.precision import precision
from sequence_models.replicas import integers, normal, streams, uniform

from .one_device import Mixed, one_device
from .probes.measurements import MEASUREMENTS
from .tasks.test_layout import LAYOUT

SEEDS = [3, 1, 2]
TASKS = [task for task, *_ in LAYOUT]
MODELS = [
    architectures.RNN,
    architectures.LeakyRNN,
    architectures.GRU,
    architectures.LSTM,
    architectures.EncoderDecoder,
    architectures.AdditiveAttention,
    architectures.Attention,
    architectures.BlockwiseAttention,
    architectures.MultiQueryAttention,
    architectures.LinearAttention,
    architectures.Transformer,
]


def of(architecture, **conditions):
    def asked(*, inputs, outputs, dtype=None):
        return build(architecture, inputs, outputs, seeds=SEEDS, dtype=dtype, **conditions)

    return asked


def test_what_is_left_on_the_cpu_is_refused():
    with pytest.raises(Mixed, match="add"), one_device():
        torch.zeros(3) + torch.zeros(3, device="cpu")


def test_what_is_written_into_what_is_left_on_the_cpu_is_refused():
    with pytest.raises(Mixed, match="copy"), one_device():
        torch.zeros(3, device="cpu").copy_(torch.zeros(3))


@pytest.mark.parametrize("task", TASKS, ids=str)
def test_a_task_is_drawn_and_scored_on_one_device(task):
    with one_device():
        batch = task.sample(streams(SEEDS, "data"), 4)
        y = torch.zeros(*batch.inputs.shape[:3], task.outputs)
        assert {part.device.type for part in (*batch, task.loss(y, batch))} == {"meta"}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_model_trains_and_answers_on_one_device(model):
    task = TASKS[0]
    with one_device():
        loss = training.trained_loss(of(model), seeds=SEEDS, task=task, steps=2, examined=4)
        assert (loss.device.type, loss.shape) == ("meta", (3,))


@pytest.mark.parametrize("measured", MEASUREMENTS, ids=lambda measured: measured.probe)
def test_a_probe_measures_on_one_device(measured):
    probe = getattr(probes, measured.probe)
    with one_device():
        answer = probe(of(measured.arch), seeds=SEEDS, **measured.conditions)
    assert (answer.device.type, answer.shape) == ("meta", (3,))


@pytest.mark.parametrize("name", [None, "float32", "float64"])
@pytest.mark.parametrize("draw", [normal, uniform, lambda s, *shape: integers(s, 9, *shape)])
def test_draws_are_made_on_the_cpu_whatever_the_device_and_moved(monkeypatch, draw, name):
    moved = []
    monkeypatch.setattr("sequence_models.replicas.placed", lambda t: moved.append(t) or t)
    with precision(name):
        here = draw(streams(SEEDS, "data"), 2, 3)
        with on("meta"):
            elsewhere = draw(streams(SEEDS, "data"), 2, 3)

    assert [t.device.type for t in moved] == ["cpu", "cpu"]
    assert torch.equal(here, elsewhere)
    assert here.dtype == elsewhere.dtype


def test_on_the_cpu_nothing_is_changed():
    with on("cpu"):
        assert torch.overrides._get_current_function_mode_stack() == []
        assert torch.get_default_device().type == "cpu"


def test_a_device_without_float64_is_told_as_such():
    """In torch's words on such a machine."""
    with pytest.raises(ValueError, match='name precision="float32": mps has no float64'), on("mps"):
        raise TypeError(
            "Cannot convert a MPS Tensor to float64 dtype as the MPS framework doesn't support "
            "float64. Please use float32 instead."
        )


@pytest.mark.parametrize(("device", "says"), [("cuda", "no float64"), ("mps", "no call")])
def test_another_mistake_keeps_its_own_words(device, says):
    with pytest.raises(TypeError, match=says), on(device):
        raise TypeError(says)


def test_devices_are_known_by_what_they_are_and_not_by_their_number(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda n: f"Toy {n}")
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)

    assert devices.devices() == {
        "cpu": "cpu",
        "cuda": "cuda Toy 0",
        "cuda:0": "cuda Toy 0",
        "cuda:1": "cuda Toy 1",
        "mps": "mps",
    }


def test_a_device_that_is_not_there_is_refused_with_those_that_are(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)

    assert described("cpu") == "cpu"
    with pytest.raises(ValueError, match=r"^this machine has cpu\.$"):
        described("cuda")
