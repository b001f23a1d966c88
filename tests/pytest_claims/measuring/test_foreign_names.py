"""What a measurement leaves outside the project's modules is seen, and is no fault."""

import builtins
import os
import sys
import types

import numpy as np
import pytest

from pytest_claims.measuring import isolation, snapshot
from pytest_claims.measuring.isolation import Isolation


@pytest.fixture
def alone(monkeypatch):
    """A project without modules of its own."""
    for room in (snapshot, isolation):
        monkeypatch.setattr(room, "own_modules", list)


@pytest.mark.parametrize("module", [builtins, np, os])
def test_a_name_that_is_put_on_a_library_is_seen(alone, monkeypatch, module):
    isolation = Isolation()
    monkeypatch.setattr(module, "made_up", 1, raising=False)

    assert isolation.end() == ""
    assert isolation.retains
    assert isolation.end() == ""
    assert not isolation.retains


def test_a_submodule_that_comes_is_nothing_that_was_left(alone, monkeypatch):
    isolation = Isolation()
    monkeypatch.setattr(np, "made_up", types.ModuleType("numpy.made_up"), raising=False)
    isolation.end()

    assert not isolation.retains


def test_a_variable_that_comes_with_a_module_is_no_fault_and_is_seen(alone, monkeypatch):
    isolation = Isolation()
    monkeypatch.setitem(sys.modules, "made_up", types.ModuleType("made_up"))
    monkeypatch.setenv("MADE_UP", "1")
    assert isolation.end() == ""
    assert isolation.retains
    assert isolation.end() == ""
    assert not isolation.retains
