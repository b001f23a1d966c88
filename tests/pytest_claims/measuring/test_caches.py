"""What a measurement leaves in the values it was given."""

from dataclasses import dataclass
from functools import cached_property

import pytest

from pytest_claims.measuring.caches import attributes


@dataclass(frozen=True)
class Task:
    length: int = 8

    @cached_property
    def table(self):
        return [self.length]


@dataclass(frozen=True)
class Exam:
    task: Task


@dataclass(frozen=True, slots=True)
class Slotted:
    length: int = 8


@pytest.mark.parametrize(
    ("value", "count"),
    [(1, 0), ("x", 0), (Task(), 1), ([Task(), (Task(),)], 2), (Exam(Task()), 2), (Slotted(), 0)],
)
def test_attributes_are_those_of_values_and_of_their_parts(value, count):
    assert attributes([value]) == count


def test_a_cached_property_is_an_attribute_more():
    exam = Exam(Task())
    before = attributes([exam])
    assert exam.task.table == [8]
    assert attributes([exam]) == before + 1
