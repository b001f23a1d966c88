"""The settings of a measurement are all that it is made under, named or not."""

from dataclasses import dataclass

import pytest

from pytest_claims.declaring.measure import route
from pytest_claims.declaring.population import across
from pytest_claims.measuring.effective import key, settings


@dataclass(frozen=True, kw_only=True)
class Task:
    delay: int
    batch: int = 16


class Model:
    def __init__(self, inputs, outputs, *, seeds, hidden=16, layers=1, dtype=None):
        pass


class Deep(Model):
    def __init__(self, inputs, outputs, *, layers=3, **rest):
        super().__init__(inputs, outputs, layers=layers, **rest)


class Inherits(Deep):
    pass


class Closed(Model):
    def __init__(self, inputs, outputs, *, seeds, layers=2):
        pass


def probe(build, *, seeds, task=None, steps=100, rate=None):
    """A probe."""


def loose(build, *, seeds, optimiser="adam", weigh=probe):
    """One with a default that is no plain data."""


def found(measured=probe, architecture=Model, unshown=(), **conditions):
    return settings(route(measured, architecture, conditions), dict(unshown))


def test_defaults_of_probe_and_architecture_are_settings():
    assert found() == {"hidden": 16, "layers": 1, "task": None, "steps": 100, "rate": None}


def test_what_the_claim_names_takes_the_place_of_a_default():
    assert found(hidden=64, rate=0.1) == found() | {"hidden": 64, "rate": 0.1}


@pytest.mark.parametrize("architecture", [Deep, Inherits])
def test_defaults_of_a_base_count_where_the_class_hands_on_what_it_does_not_name(architecture):
    assert found(architecture=architecture) == found() | {"layers": 3}


def test_task_is_its_class_with_all_fields():
    assert found(task=Task(delay=5))["task"] == {
        "class": f"{__name__}:Task",
        "delay": 5,
        "batch": 16,
    }


def test_condition_that_varies_is_told_as_the_claim_writes_it():
    assert found(hidden=across(16, 32))["hidden"] == "across(16, 32)"
    tasks = across(Task(delay=5), Task(delay=9))
    assert found(task=tasks)["task"] == "across(delay=5, delay=9)"


def test_settings_that_no_signature_shows_come_first_and_give_way():
    assert found(unshown={"clip": 1.0}) == found() | {"clip": 1.0}
    assert found(loose, unshown={"optimiser": "sgd"})["optimiser"] == "adam"


def test_default_that_is_no_plain_data_is_told_by_its_name():
    assert found(loose)["weigh"] == "probe"


def test_defaults_of_a_base_do_not_count_where_nothing_is_handed_on():
    assert found(architecture=Closed) == {"layers": 2, "task": None, "steps": 100, "rate": None}


def test_a_measurement_is_the_same_whether_a_setting_is_named_or_left_at_its_default():
    def asked(architecture=Model, **conditions):
        return key(route(probe, architecture, conditions))

    assert asked(steps=100) == asked(layers=1) == asked()
    others = [asked(steps=101), asked(architecture=Closed), asked(task=Task(delay=5))]
    assert asked() not in others
