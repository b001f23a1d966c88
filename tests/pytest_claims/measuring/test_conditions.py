"""Two conditions share their plain data only where they are one condition."""

import enum
import json
from dataclasses import InitVar, dataclass, make_dataclass
from functools import cached_property
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_claims.declaring.conditions import plain
from pytest_claims.faults import ClaimError


@dataclass(frozen=True)
class Task:
    noise: object = None
    steps: object = None


@dataclass(frozen=True)
class Other:
    noise: object = None
    steps: object = None


class Colour(enum.Enum):
    RED = 1
    BLUE = "RED"


class Level(enum.IntEnum):
    LOW = 1


def text(value):
    return json.dumps(plain(value), sort_keys=True, allow_nan=False)


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.floats(allow_subnormal=False)
    | st.sampled_from([0.0, -0.0, 1.0, inf, -inf, nan])
    | st.sampled_from(["inf", "-inf", "nan", "1", "1.0", "None", "null", "", "RED", "[]"])
    | st.sampled_from([*Colour, *Level, np.float64(1), np.float32(1), np.int64(1), np.bool(True)])
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.lists(inner, max_size=2).map(tuple)
        | st.builds(Task, inner, inner)
        | st.builds(Other, inner, inner)
    ),
    max_leaves=4,
)


def same(a, b):
    """The same type and the same value, to the sign of zero, all the way down."""
    if type(a) is not type(b):
        return False
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, Task | Other):
        return same([a.noise, a.steps], [b.noise, b.steps])
    return a is b or repr(a) == repr(b)


@given(CONDITIONS, CONDITIONS)
def test_plain_data_are_equal_just_where_the_conditions_are(a, b):
    assert (text(a) == text(b)) == same(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ((1, 2), [1, 2]),
        (1, 1.0),
        (1, True),
        (1, "1"),
        (inf, "inf"),
        (0.0, -0.0),
        (None, "None"),
        (Level.LOW, 1),
        (Colour.RED, Colour.BLUE),
        (Colour.RED, "RED"),
        (np.float64(1), 1.0),
        (np.float64(1), np.float32(1)),
        (Task(1), Other(1)),
        (Task(1), Task(1, 1)),
        (Task(1), Task(True)),
        (Task((1,)), Task([1])),
        ([], ()),
        ([[1], [2]], [[1, 2]]),
    ],
    ids=repr,
)
def test_conditions_that_look_alike_are_told_apart(a, b):
    assert text(a) != text(b)
    assert text(a) == text(a)


def test_a_tuple_reads_as_it_is_written():
    assert plain((1, 2.5, "a", None, True)) == [1, 2.5, "a", None, True]


@dataclass
class Loose:
    noise: int = 1


class Heir(Task):
    """Not declared frozen itself, so that attributes can be set on it."""


@dataclass(frozen=True)
class Hiding:
    noise: int
    sign: InitVar[int] = 1

    def __post_init__(self, sign):
        object.__setattr__(self, "turn", sign)


class Slot:
    __slots__ = ("turn",)


@dataclass(frozen=True, slots=True)
class HidingInASlot(Slot):
    noise: int

    def __post_init__(self):
        object.__setattr__(self, "turn", 1)


@dataclass(frozen=True, slots=True)
class Slotted(Slot):
    noise: int


@dataclass(frozen=True)
class Computing:
    noise: int

    @cached_property
    def double(self):
        return 2 * self.noise


LOCAL = make_dataclass("Task", ["noise"], frozen=True)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (Loose(), r"Write @dataclass\(frozen=True\) above Loose"),
        (Heir(), r"Write @dataclass\(frozen=True\) above Heir"),
        (Hiding(1, -1), r"Declare turn as fields of Hiding: .* holds more than its fields"),
        (HidingInASlot(1), r"Declare turn as fields of HidingInASlot"),
        (LOCAL(1), r"Write Task as a class of a module, under a name of its own"),
        ({"a": 1}, r"Use numbers, strings, tuples or frozen dataclasses: \{'a': 1\} \(dict\)"),
        (len, r"Use numbers, strings, tuples or frozen dataclasses"),
        (Task, r"Use numbers, strings, tuples or frozen dataclasses"),
        (1j, r"Use numbers"),
        (np.complex128(1), r"Use a number of Python"),
        (np.ones(2), r"Use numbers"),
        (type("Text", (str,), {})("a"), r"Use numbers"),
    ],
    ids=range(12),
)
def test_what_could_be_mistaken_or_could_change_is_no_condition(value, says):
    with pytest.raises(ClaimError, match=says):
        plain(value)


def test_what_is_computed_from_the_fields_leaves_a_condition_as_it_is():
    condition = Computing(1)
    before = text(condition)

    assert condition.double == 2
    assert text(condition) == before


def test_an_empty_slot_leaves_a_condition_as_it_is():
    assert plain(Slotted(1))["noise"] == 1
