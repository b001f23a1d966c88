"""What comes while a claim runs: modules, and what they add to settings and to each other."""

import os
import random
import sys
import types

import pytest

from pytest_claims.measuring import ambient, isolation, snapshot
from pytest_claims.measuring.isolation import Isolation


@pytest.fixture
def alone(toy, monkeypatch):
    """The project's modules: one, and those that are added."""
    project = {"made_up": toy}
    for room in (snapshot, isolation):
        monkeypatch.setattr(room, "own_modules", lambda: [*project.items()])
    monkeypatch.setitem(sys.modules, "library", types.ModuleType("library"))
    return project


@pytest.fixture
def came(alone, monkeypatch):
    """Isolation, and a library's module that came since."""
    found = Isolation()
    monkeypatch.setitem(sys.modules, "came", types.ModuleType("came"))
    return found


def test_what_is_told_may_have_been_kept_until_the_next_look(alone):
    found = Isolation()
    alone["made_up"].LEVEL = 2.0

    assert [found.end() != "", found.retains] == [True, True]
    assert [found.end() != "", found.retains] == [False, False]


def test_what_is_put_on_a_library_s_module_is_kept_and_no_fault(alone):
    found = Isolation()
    sys.modules["library"].level = 1

    assert [found.end(), found.retains] == ["", True]
    assert [found.end(), found.retains] == ["", False]


def test_a_library_s_module_that_comes_keeps_nothing(came):
    assert [came.end(), came.retains] == ["", False]


def test_a_module_of_the_project_that_comes_is_looked_at_from_then_on(alone, came):
    alone["came"] = sys.modules["came"]
    alone["came"].LEVEL = 1
    assert [came.end(), came.retains] == ["", True]
    alone["came"].LEVEL = 2

    assert came.end() == "came.LEVEL changed from 1 to 2"


def test_what_a_module_adds_to_the_settings_as_it_comes_stays_and_is_no_fault(came, monkeypatch):
    monkeypatch.setenv("MADE_UP", "1")

    assert [came.end(), came.retains] == ["", True]
    assert os.environ["MADE_UP"] == "1"
    assert [came.end(), came.retains] == ["", False]


def test_what_a_module_changes_in_the_settings_as_it_comes_is_told(came, monkeypatch):
    monkeypatch.setenv("PATH", "/made/up")

    assert came.end().startswith("os.environ changed, 'PATH' from")


def test_a_module_that_came_before_a_claim_is_no_reason_to_change_settings(came, monkeypatch):
    assert came.begin() == ""
    monkeypatch.setenv("MADE_UP", "1")

    assert came.end() == "os.environ changed, 'MADE_UP' from nothing to '1'"


def test_a_setting_that_comes_with_its_module_is_no_change(alone, monkeypatch):
    setting = ambient.Setting("a level", lambda: 1, pytest.fail, "came")
    monkeypatch.setattr(ambient, "SETTINGS", (setting,))
    found = Isolation()
    monkeypatch.setitem(sys.modules, "came", types.ModuleType("came"))

    assert found.end() == ""


def test_what_was_drawn_before_a_claim_stays_drawn(alone):
    found = Isolation()
    random.random()
    before = random.getstate()
    assert found.begin() == ""
    random.random()
    found.end()

    assert random.getstate() == before
