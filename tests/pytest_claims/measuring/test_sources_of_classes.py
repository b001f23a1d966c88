"""A class depends on the modules of its bases and of what it holds."""

import sys
from dataclasses import dataclass
from types import ModuleType

import pytest

from pytest_claims.measuring.sources import modules_of


def of(module, **held):
    return type("Made", (), {"__module__": module, **held})


def function_of(module):
    def function(self):
        return 1

    function.__module__ = module
    return function


@pytest.fixture
def imported(monkeypatch):
    for name in ("here", "of_base", "of_method", "of_inner"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize("made", [False, True])
def test_a_class_depends_on_its_bases_methods_and_inner_classes_wherever_they_were_written(made):
    base = of("of_base", method=function_of("of_method"), generated=function_of("nowhere"))
    held = {"Inner": of("of_inner"), "level": 5}
    target = type("Target", (base,), {"__module__": "here", **held})

    assert {*modules_of(target() if made else target)} == {
        *("here", "of_base", "of_method", "of_inner", "builtins")
    }


@pytest.mark.parametrize("value", [None, True, 1, 1.0, "x", (), [None, (1, "x")]])
def test_plain_values_depend_on_no_module(value):
    assert [*modules_of(value)] == []


@dataclass
class Task:
    length: int


def test_a_class_of_which_no_object_is_made_depends_on_its_module():
    assert __name__ in {*modules_of(Task)}
    assert {*modules_of([Task(5)])} == {*modules_of(Task)}
