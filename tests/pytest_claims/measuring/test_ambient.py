"""Whatever a claim leaves changed in the process is found, told, and put back."""

import decimal
import locale
import os
import random
import sys
import time
import warnings

import numpy as np
import pytest

from pytest_claims.measuring import ambient, snapshot
from pytest_claims.measuring.isolation import Isolation


def somewhere_else():
    os.chdir("/")


def gone(tmp_path):
    folder = tmp_path / "gone"
    folder.mkdir()
    os.chdir(folder)
    folder.rmdir()


SETTINGS = {
    "the working directory changed from": somewhere_else,
    "os.environ changed, 'MADE_UP' from nothing to '1'": (
        lambda: os.environ.__setitem__("MADE_UP", "1")
    ),
    "os.environ changed, 'PATH' from": lambda: os.environ.pop("PATH"),
    "sys.path changed from": lambda: sys.path.insert(0, "/made/up"),
    "warnings.filters changed from": lambda: warnings.simplefilter("ignore"),
    "the decimal context changed, 'prec' from": lambda: setattr(decimal.getcontext(), "prec", 3),
    "sys.getrecursionlimit() changed from": lambda: sys.setrecursionlimit(4321),
    "numpy.geterr() changed, 'over' from": lambda: np.seterr(over="raise"),
    "numpy.get_printoptions() changed, 'precision' from": (
        lambda: np.set_printoptions(precision=2)
    ),
}


@pytest.mark.parametrize("said", SETTINGS)
def test_change_of_the_process_is_told_and_put_back(left, said):
    assert left(SETTINGS[said]).startswith(said)


def test_all_of_the_decimal_context_is_put_back():
    with decimal.localcontext() as context:
        before = ambient.read()
        context.prec, context.Emin, context.Emax, context.capitals, context.clamp = 3, -9, 9, 0, 1
        context.rounding = decimal.ROUND_UP
        context.traps[decimal.Inexact] = True
        assert ambient.read() != before
        ambient.put_back(before)

        assert ambient.read() == before


def test_the_name_of_the_test_that_runs_is_no_setting(monkeypatch):
    before = ambient.read()
    monkeypatch.setenv("PYTEST_CURRENT_TEST", "another")

    assert ambient.read() == before


def test_filters_that_are_put_back_are_asked_anew(monkeypatch):
    asked = []
    before = ambient.read()
    monkeypatch.setattr(warnings, "_filters_mutated", lambda: asked.append(1), raising=False)
    warnings.filters.insert(0, ("ignore", None, Warning, None, 0))
    ambient.put_back(before)

    assert ambient.read() == before
    assert asked


def test_locale_that_is_changed_is_told_and_put_back(left):
    other = "C" if locale.setlocale(locale.LC_ALL) != "C" else "C.UTF-8"
    try:
        before = locale.setlocale(locale.LC_ALL)
        locale.setlocale(locale.LC_ALL, other)
        locale.setlocale(locale.LC_ALL, before)
    except locale.Error:
        pytest.skip(f"this machine has no locale {other}")

    assert left(lambda: locale.setlocale(locale.LC_ALL, other)).startswith("the locale changed")


def test_working_directory_that_is_gone_is_told_and_put_back(left, tmp_path):
    before = os.getcwd()

    assert "a folder that is gone" in left(lambda: gone(tmp_path))
    assert os.getcwd() == before


def torch_changes(torch):
    return {
        "torch.get_default_dtype()": lambda: torch.set_default_dtype(torch.float64),
        "torch.is_grad_enabled()": lambda: torch.set_grad_enabled(False),
        "torch.get_num_threads()": lambda: torch.set_num_threads(3),
        "torch.get_default_device()": lambda: torch.set_default_device("meta"),
        "torch.get_deterministic_debug_mode()": lambda: torch.set_deterministic_debug_mode("warn"),
        "torch.get_float32_matmul_precision()": (
            lambda: torch.set_float32_matmul_precision("medium")
        ),
    }


@pytest.mark.parametrize("which", range(6))
def test_setting_of_torch_is_told_and_put_back(which):
    torch = pytest.importorskip("torch")
    said, change = list(torch_changes(torch).items())[which]
    isolation = Isolation()
    change()

    assert isolation.end().startswith(f"{said} changed from")
    assert isolation.end() == ""


def test_a_device_that_was_set_leaves_no_mode_around_the_calls_of_torch():
    torch = pytest.importorskip("torch")
    before = len(torch.overrides._get_current_function_mode_stack())
    isolation = Isolation()
    torch.set_default_device("meta")

    assert "changed from" in isolation.end()
    assert len(torch.overrides._get_current_function_mode_stack()) == before


def test_denormal_numbers_that_are_flushed_are_told_and_put_back():
    torch = pytest.importorskip("torch")
    before = not torch.ones(1, dtype=torch.float64).mul(2.0**-1074).gt(0).item()
    isolation = Isolation()
    torch.set_flush_denormal(not before)

    assert "flushing of denormal numbers changed" in isolation.end()
    assert isolation.end() == ""


def test_global_draws_are_put_back_and_are_no_fault(left):
    torch = pytest.importorskip("torch")
    before = random.getstate(), torch.get_rng_state().tolist(), np.random.get_state()[1].tolist()

    def draw():
        random.random(), torch.rand(1), np.random.random()

    isolation = Isolation()
    isolation.begin()
    draw()
    assert isolation.end() == ""
    after = random.getstate(), torch.get_rng_state().tolist(), np.random.get_state()[1].tolist()
    assert after == before


def test_filters_that_pytest_changes_between_two_claims_are_no_change():
    isolation = Isolation()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert isolation.begin() == ""
        assert isolation.end() == ""


def test_plugin_of_the_project_may_collect_between_two_claims_and_not_inside(toy):
    toy.pytest_runtest_logreport = lambda report: toy.TABLE.append(report)
    isolation = Isolation()
    toy.TABLE.append(3)
    assert isolation.begin() == ""
    assert toy.TABLE == [1, 2, 3]
    toy.TABLE.append(4)

    assert isolation.end().startswith("made_up.TABLE changed from [1, 2, 3]")


def test_comparison_takes_milliseconds_of_a_module(toy, monkeypatch):
    monkeypatch.setattr(snapshot, "own_modules", lambda: iter([(toy.__name__, toy)]))
    isolation = Isolation()
    spent = []
    for _ in range(5):
        started = time.process_time()
        isolation.begin()
        isolation.end()
        spent.append(time.process_time() - started)

    assert min(spent) < 0.05


def test_large_array_that_is_changed_in_its_middle_is_told_and_put_back(toy, left):
    assert left(lambda: toy.BIG.__setitem__(100_000, 7)).startswith("made_up.BIG changed from")
    assert toy.BIG[100_000] == 0


def test_large_arrays_are_looked_into_as_long_as_there_is_room(toy, monkeypatch):
    monkeypatch.setattr(snapshot, "ROOM", toy.BIG.nbytes - 1)
    isolation = Isolation()
    toy.BIG[0] = 7
    toy.ARRAY[0] = 7

    assert isolation.end().startswith("made_up.ARRAY changed")
    assert toy.BIG[0] == 7
