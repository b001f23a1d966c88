"""What a conftest.py tells of implementations, and what stands in for them."""

import collections
import sys
import types
from types import SimpleNamespace

import pytest

from pytest_claims.declaring.measurement import Substitution
from pytest_claims.faults import ClaimError
from pytest_claims.measuring.implementations import Implementations
from pytest_claims.measuring.subjects import UnknownSubject, stand_in


class High: ...


class Low: ...


class Flat: ...


class Wrapped: ...


class Hooks:
    """A conftest.py that knows two architectures and wraps what is no architecture of its own."""

    def pytest_claims_architectures(self):
        return {"High": "made_up:High"}

    def pytest_claims_subjects(self):
        return {"Low": "made_up:Low"}

    def pytest_claims_ablations(self):
        return {"High": ["made_up:Flat"]}

    def pytest_claims_build(self, subject, architecture, seeds, conditions):
        return (architecture, seeds, conditions)

    def pytest_claims_not_exposed(self, problem):
        return f"it has no {problem}"

    def pytest_claims_understood(self, adapted):
        return "wrapped" if adapted is Wrapped else None

    def pytest_claims_correct(self):
        return {}

    def pytest_claims_adapt(self, target, subject, architecture):
        if target is collections.OrderedDict:
            raise TypeError(f"{target.__name__} is no {architecture.__name__}")
        return Wrapped if target is collections.Counter else None


@pytest.fixture(autouse=True)
def made_up(monkeypatch):
    module = types.ModuleType("made_up")
    vars(module).update(High=High, Low=Low, Flat=Flat)
    monkeypatch.setitem(sys.modules, "made_up", module)


def implementations(*subjects, mutants=False, hooks=None):
    settings = SimpleNamespace(subjects=list(subjects), mutants=mutants, timeout=0, device="cpu")
    return Implementations(SimpleNamespace(hook=hooks or Hooks()), settings)


def test_without_subjects_the_projects_own_are_audited():
    found = implementations()

    assert found.lineups == [("", Substitution())]
    assert found.mutants == {}


def test_each_lineup_has_a_name_and_what_takes_the_place_of_what():
    named = ["High=collections:deque", "Low=made_up:Flat", "High=made_up:Low"]
    found = implementations(*named)

    assert [name for name, _ in found.lineups] == named
    assert [by.objects for _, by in found.lineups] == [
        {High: collections.deque},
        {Low: Flat},
        {High: Low},
    ]


def test_one_for_each_name_stand_in_together():
    ((name, together),) = implementations("High=collections:deque", "Low=made_up:Flat").lineups

    assert name == "High=collections:deque, Low=made_up:Flat"
    assert together.objects == {High: collections.deque, Low: Flat}


def test_what_a_conftest_wraps_is_known_by_what_it_was_made_from():
    ((_, found),) = implementations("High=collections:Counter").lineups

    assert found.objects == {High: Wrapped}
    assert str(stand_in(Wrapped)) == "High=collections:Counter"


def test_what_a_conftest_refuses_is_told_with_the_option():
    with pytest.raises(
        UnknownSubject,
        match="--claims-subject High=collections:OrderedDict: OrderedDict is no High",
    ):
        implementations("High=collections:OrderedDict")


def test_mutants_are_found_where_they_are_tried():
    assert implementations(mutants=True).mutants == {High: [Flat]}


def test_a_model_is_built_and_a_limit_told_by_the_project():
    found = implementations()

    assert found.build(High, [1], {"gain": 2.0}) == (High, [1], {"gain": 2.0})
    assert found.not_exposed(KeyError("gate")) == "it has no 'gate'"


def seeded(*, seeds, gain):
    return seeds, gain


class Silent(Hooks):
    """A conftest.py that says nothing."""

    def pytest_claims_architectures(self):
        return None

    def pytest_claims_subjects(self):
        return None

    def pytest_claims_ablations(self):
        return None

    def pytest_claims_build(self, subject, architecture, seeds, conditions):
        return None


def test_a_project_that_says_nothing_has_nothing_to_try_and_builds_subjects_as_they_are():
    found = implementations(mutants=True, hooks=Silent())

    assert found.known == found.mutants == {}
    assert isinstance(found.build(High, [1], {})(), High)
    assert found.build(seeded, [1, 2], {"gain": 3.0})() == ([1, 2], 3.0)
    with pytest.raises(ClaimError, match="Measure something that can be called, or implement"):
        found.build("High", [1], {})
    with pytest.raises(UnknownSubject, match="there are none"):
        implementations("High=collections:deque", hooks=Silent())
