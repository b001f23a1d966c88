"""What ``import pytest_claims`` offers: all of it listed, documented and typed."""

import inspect
import pydoc
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

import pytest_claims

HOME = Path(pytest_claims.__file__).parents[2]

TYPED = '''\
"""A claim file that uses every public name, with types."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from pytest_claims import (
    Comparison,
    Curve,
    Measure,
    Sample,
    across,
    attempt,
    control,
    depends_on,
    every,
    exact,
    largest,
    log10,
    no_control,
    over,
    share,
    slope,
    smallest,
)


def probe(*, seeds: Sequence[int], size: int = 3) -> NDArray[np.float64]:
    depends_on("table.csv")
    return np.full(len(seeds), float(size))


class Subject:
    def __init__(self, *, width: int) -> None:
        self.width = width


@pytest.mark.parametrize("width", [1, 2])
@control(Subject, Subject, because="nothing")
@control(size=2)
def test_a(measure: Measure, width: int) -> None:
    """A."""
    one: Sample = measure(probe, Subject, size=across(1, 2), width=width)
    many: Curve = measure(probe, size=over(1, 2, 4))
    exponent: Sample = slope(many)
    more: Comparison = log10(one) > exponent
    assert more
    assert 0 < 2 * one - 1 < 3
    assert smallest(many) <= largest(many) ** 2
    assert share(one > 0) >= 0.5
    assert every((one > 0) & (abs(-one) < 3))


def count(*, size: int = 3) -> int:
    return size


@no_control("none")
def test_b(measure: Measure) -> None:
    """B."""
    assert measure(probe) / 2 > 1
    assert exact(measure(count) == 3)


print(attempt(lambda measure: measure(probe) > 2).verdict.lower())
'''

WRONG_HEAD = """\
from pytest_claims import attempt, control, largest, share
from test_typed import test_b"""
WRONG = {
    "test_b(3)": 'has incompatible type "int"; expected "Measure"',
    "control(size=1, because=2)(test_b)": 'has incompatible type "int"; expected "str"',
    "largest(3)": 'has incompatible type "int"; expected "Curve"',
    "attempt(3)": "has incompatible type",
    "share(3)": 'has incompatible type "int"; expected "Event"',
}


@pytest.mark.parametrize("name", pytest_claims.__all__)
def test_help_lists_and_explains_every_public_name(name):
    target = getattr(pytest_claims, name)
    text = pydoc.render_doc(pytest_claims, renderer=pydoc.plaintext)

    assert name in text
    assert inspect.getdoc(target).split("\n")[0].strip(" .") in text
    assert inspect.getdoc(target) != (inspect.getdoc(type(target)) or "")


@pytest.mark.parametrize("name", ["Comparison", "Curve", "Measure", "Sample"])
def test_every_public_method_of_a_public_class_is_explained_and_typed(name):
    target = getattr(pytest_claims, name)
    for method, value in vars(target).items():
        if inspect.isfunction(value) and not method.startswith("_"):
            assert value.__doc__, method
            assert "return" in value.__annotations__, method


def test_nothing_else_is_public():
    public = {name for name in vars(pytest_claims) if not name.startswith("_")}
    modules = {name for name in public if inspect.ismodule(getattr(pytest_claims, name))}

    assert public - modules == set(pytest_claims.__all__)
    assert sorted(pytest_claims.__all__) == pytest_claims.__all__


def test_types_are_announced():
    assert (resources.files("pytest_claims") / "py.typed").is_file()


def mypy(folder):
    cache = f"--cache-dir={HOME / '.mypy_cache' / 'strict'}"
    command = [sys.executable, "-m", "mypy", "--strict", cache, "."]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)


def test_a_typed_claim_file_passes_a_strict_check_and_wrong_calls_do_not(tmp_path):
    (tmp_path / "test_typed.py").write_text(TYPED)
    (tmp_path / "wrong.py").write_text("\n".join([WRONG_HEAD, *WRONG, ""]))

    checked = mypy(tmp_path)

    *errors, _ = checked.stdout.splitlines()
    assert [error for error in errors if not error.startswith("wrong.py:")] == [], checked.stderr
    for line, said in enumerate(WRONG.values(), start=3):
        assert any(e.startswith(f"wrong.py:{line}: error:") and said in e for e in errors), errors
