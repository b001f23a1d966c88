"""What every training probe hands on: sizes to the model, arguments to the training loop,
streams to the tasks."""

import inspect
import sys

import pytest
import torch

from sequence_models.architectures import GRU
from sequence_models.replicas import streams
from sequence_models.tasks import Counting, IndexRecall, SampleAndHold, SecondOrderSource
from sequence_models.training import (
    count_reach,
    descent_loss,
    keep_at_marks,
    longest_count,
    loss_in_use,
    one_bit_accuracy,
    recalled_bits,
    relative_error,
    trained,
    trained_accuracy,
    trained_loss,
    transferred_accuracy,
    transferred_error,
    updates_to_learn,
)
from sequence_models.training.fit import fit
from sequence_models.training.one_bit import ReadThroughSigns

SEEDS = (6, 2)
TASKS = (Counting, IndexRecall, SampleAndHold, SecondOrderSource)
RECALL = IndexRecall(places=2, symbols=3, batch=5)
HOLD = SampleAndHold(channels=2, length=4, batch=6)
TEXT = SecondOrderSource(symbols=3, length=4, batch=7)
LOUD = SampleAndHold(channels=2, length=4, batch=8, loudness=2.0)
OTHER = IndexRecall(places=2, symbols=3, batch=9)
USE = {"stretch": 3, "carried": True, "length": 8}

INSTRUMENTS = {
    trained_accuracy: {"task": RECALL, "rate": 0.3},
    longest_count: {"task": Counting(batch=3), "rate": 0.3},
    count_reach: {"task": Counting(batch=3), "rate": 0.3},
    relative_error: {"task": HOLD, "rate": 0.3},
    keep_at_marks: {"task": HOLD, "rate": 0.3, "marked": True},
    trained_loss: {"task": RECALL, "rate": 0.3, "truncation": 2},
    one_bit_accuracy: {"task": RECALL, "rate": 0.3},
    recalled_bits: {"task": RECALL, "rate": 0.3},
    loss_in_use: {"task": TEXT, "rate": 0.3, **USE},
    transferred_accuracy: {"task": RECALL, "exam": OTHER},
    transferred_error: {"task": HOLD, "exam": LOUD, "rate": 0.3},
    descent_loss: {"task": HOLD, "rate": 0.3, "clip": 0.7},
    updates_to_learn: {"task": RECALL, "rate": 0.3},
}
UNEXAMINED = (descent_loss, updates_to_learn, count_reach)  # the last hands its exam on
EXAMINED = [instrument for instrument in INSTRUMENTS if instrument not in UNEXAMINED]
THROUGH_SIGNS = (one_bit_accuracy, recalled_bits)

DEFAULTS = {
    trained_accuracy: {"rate": None, "examined": 256},
    longest_count: {"rate": None, "examined": 24},
    count_reach: {"rate": None, "times": 4},
    relative_error: {"rate": None, "examined": 256},
    keep_at_marks: {"rate": None, "examined": 256},
    trained_loss: {"rate": None, "truncation": None, "examined": 256},
    one_bit_accuracy: {"rate": None, "examined": 1024},
    recalled_bits: {"rate": None, "examined": 1024},
    loss_in_use: {"rate": None, "length": 64, "examined": 64},
    transferred_accuracy: {"examined": 256},
    transferred_error: {"rate": None, "examined": 256},
    descent_loss: {"last": 20},
    updates_to_learn: {"rate": None, "share": 0.25},
    fit: {"rate": None, "clip": 1.0, "optimiser": "adam", "truncation": None},
}


def named(instrument):
    return instrument.__name__


class Builder:
    """Builds a GRU as it is asked to, and keeps what it was asked."""

    def __init__(self):
        self.asked, self.built = [], []

    def __call__(self, *, inputs, outputs, dtype=None):
        self.asked.append((inputs, outputs))
        self.built.append(GRU(inputs, outputs, seeds=SEEDS, hidden=4, dtype=dtype))
        return self.built[-1]


def measured(instrument, build, steps=2, **asked):
    return instrument(build, seeds=SEEDS, steps=steps, **(INSTRUMENTS[instrument] | asked))


def seeds_of(purpose):
    return [generator.initial_seed() for generator in streams(SEEDS, purpose)]


@pytest.fixture(autouse=True)
def nothing_kept():
    """No model that another test has trained, or has not, is taken for one that was."""
    trained._trained.cache_clear()
    yield
    trained._trained.cache_clear()


@pytest.fixture
def events(monkeypatch):
    """Every draw: the task, its streams by their seeds, the sequences. And every training."""
    found = []
    for cls in TASKS:

        def sample(task, given, batch, true=cls.sample):
            found.append((task, [generator.initial_seed() for generator in given], batch))
            return true(task, given, batch)

        monkeypatch.setattr(cls, "sample", sample)
    places = {sys.modules[instrument.__module__] for instrument in INSTRUMENTS}
    for place in filter(lambda place: hasattr(place, "fit"), (*places, trained)):

        def training(*args, **kwargs):
            call = inspect.signature(fit).bind(*args, **kwargs)
            call.apply_defaults()
            found.append(call.arguments)
            return torch.zeros(2, 2)

        monkeypatch.setattr(place, "fit", training)
    return found


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=named)
def test_one_model_is_built_in_the_sizes_of_the_task(instrument):
    build = Builder()
    measured(instrument, build)
    task = INSTRUMENTS[instrument]["task"]
    assert build.asked == [(task.inputs, task.outputs)]


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=named)
def test_the_training_loop_is_given_what_the_instrument_was_given(instrument, events):
    build, given = Builder(), INSTRUMENTS[instrument]
    measured(instrument, build, steps=11)
    training = dict(events[0])
    model = training.pop("model")
    assert isinstance(model, ReadThroughSigns) == (instrument in THROUGH_SIGNS)
    assert (model.model if instrument in THROUGH_SIGNS else model) is build.built[0]
    task = training.pop("task")
    assert getattr(task, "task", task) is given["task"]
    handed_on = {name: given[name] for name in ("rate", "clip", "truncation") if name in given}
    plain = {"optimiser": "sgd"} if instrument is descent_loss else {}
    assert training == {"seeds": SEEDS, "steps": 11} | DEFAULTS[fit] | handed_on | plain


@pytest.mark.parametrize("instrument", EXAMINED, ids=named)
def test_after_the_training_comes_one_exam_of_the_size_asked_for(instrument, events):
    measured(instrument, Builder(), examined=13)
    _, (task, seeds, examined) = events
    given = INSTRUMENTS[instrument]
    expected = given.get("exam", given["task"])
    assert type(task) is type(expected)
    assert (task.inputs, task.batch) == (expected.inputs, expected.batch)
    assert getattr(task, "length", None) == given.get("length", getattr(expected, "length", None))
    assert (seeds, examined) == (seeds_of("exam"), 13)


def test_readings_of_one_training_train_once(events):
    for instrument in (relative_error, transferred_error, relative_error):
        measured(instrument, Builder())
    assert len([event for event in events if isinstance(event, dict)]) == 1
    measured(relative_error, Builder(), rate=0.2)
    assert len([event for event in events if isinstance(event, dict)]) == 2


def test_descent_is_read_from_its_curve_without_an_exam(events):
    measured(descent_loss, Builder())
    assert len(events) == 1


def test_training_draws_from_streams_that_no_exam_and_no_weights_share(monkeypatch):
    sample, found = SampleAndHold.sample, []
    monkeypatch.setattr(
        SampleAndHold,
        "sample",
        lambda task, given, batch: (
            found.append((task, [generator.initial_seed() for generator in given], batch))
            or sample(task, given, batch)
        ),
    )
    measured(relative_error, Builder(), steps=3, examined=10)
    trained = (HOLD, seeds_of("training data"), HOLD.batch)
    assert found == [trained] * 3 + [(HOLD, seeds_of("exam"), 10)]
    seeds = [s for name in ("training data", "exam", "weights") for s in seeds_of(name)]
    assert len(set(seeds)) == 3 * len(SEEDS)


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=named)
def test_a_reading_is_one_number_per_replica_without_a_gradient(instrument):
    reading = measured(instrument, Builder())
    assert reading.shape == (2,)
    assert reading.isfinite().all()
    assert not reading.requires_grad


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=named)
def test_a_replica_reads_as_it_does_alone(instrument):
    def build(seeds):
        return lambda **sizes: GRU(**sizes, seeds=seeds, hidden=4)

    together, alone = (
        instrument(build(seeds), seeds=seeds, steps=3, **INSTRUMENTS[instrument])
        for seeds in (SEEDS, SEEDS[1:])
    )
    torch.testing.assert_close(together[1:], alone, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("function", DEFAULTS, ids=named)
def test_an_argument_that_is_not_named_has_its_default(function):
    parameters = inspect.signature(function).parameters.values()
    defaults = {p.name: p.default for p in parameters if p.default is not p.empty}
    assert defaults == DEFAULTS[function]
