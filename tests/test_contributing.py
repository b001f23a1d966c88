"""The code in CONTRIBUTING.md runs as it is written there."""

import math
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import torch
from jaxtyping import Float
from torch import Tensor

import pytest_claims
from pytest_claims.declaring.measure import Measure
from pytest_claims.figures.scale import SCALES, Scaled
from sequence_models import architectures, probes, tasks, training
from sequence_models.architectures.interface import Build
from sequence_models.replicas import normal, streams

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
WORDS = ("every", "share", "across", "over", "largest", "smallest", "slope", "log10")
CONDITIONS = ("precision", "weights")


def code(first):
    """The block that begins with these words."""
    (found,) = [b for b in re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL) if first in b]
    return found


def test_each_word_for_samples_is_shown_and_the_lines_declare_what_they_say(request):
    lines = code("lstm, rnn = measure(")
    measure = Measure(common=request.config.hook.pytest_claims_conditions())
    names = {"measure": measure}
    for package in (pytest_claims, architectures, probes, tasks, training):
        names |= vars(package)
    exec(compile(lines, "CONTRIBUTING.md", "exec"), names)
    measure.body.check()

    assert len(measure.body.assertions) == lines.count("assert ") == 10
    assert [word for word in WORDS if f"{word}(" not in lines] == []
    assert [name for name in CONDITIONS if f"{name}=" not in lines] == []


@pytest.fixture
def calibration(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "tests" / "sequence_models" / "probes")
    yield __import__("calibration")
    del sys.modules["calibration"]


def test_the_worked_probe_is_calibrated_by_the_test_beside_it(calibration):
    names = vars(architectures) | vars(calibration)
    names |= {"torch": torch, "math": math, "normal": normal, "streams": streams}
    names |= {"Build": Build, "Sequence": Sequence, "Float": Float, "Tensor": Tensor}
    exec(compile(code("def input_sensitivity("), "CONTRIBUTING.md", "exec"), names)
    exec(compile(code("def test_a_leak_of"), "CONTRIBUTING.md", "exec"), names)

    names["test_a_leak_of_one_half_loses_a_factor_of_two_in_each_step"]()
    assert names["same"](1.0, names["input_sensitivity"](_scaled(10.0), seeds=range(3), lag=0))


def _scaled(gain):
    """A model that gives ten times its first input, whose reading is one decade."""

    def build(*, inputs, outputs, dtype):
        return lambda x: gain * x[..., :1]

    return build


def test_the_worked_figure_is_declared_at_every_scale():
    names = {}
    exec(compile(code("LAGS = grid("), "CONTRIBUTING.md", "exec"), names)
    drawn = {scale: names["gradient_against_lag"](Scaled(scale)) for scale in SCALES}

    assert [len(list(figure.samples())) for figure in drawn.values()] == [6, 12, 14]
