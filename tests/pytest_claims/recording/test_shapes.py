"""Plain data and the shapes it may have: what fits, what does not, and how that is said."""

import pytest

from pytest_claims.recording import shapes
from pytest_claims.recording.shapes import insane, legible

HUGE = 2**1024
ANY = (None, True, 0, 1, -1, 0.5, 1.5, "x", "inf", [], ["x"], {}, {"a": "x"}, 10**15, 10**15 + 1)

FITS = [
    (shapes.text, ("x", "inf")),
    (shapes.flag, (True,)),
    (shapes.whole, (0, 1, 10**15)),
    (shapes.number, (0, 1, -1, 0.5, 1.5, 10**15, 10**15 + 1)),
    (shapes.share, (0, 1, 0.5)),
    (shapes.measured, (0, 1, -1, 0.5, 1.5, "inf", 10**15, 10**15 + 1)),
    (shapes.anything, ANY),
    (shapes.word("x", "y"), ("x",)),
    (shapes.maybe(shapes.text), (None, "x", "inf")),
    (shapes.listed(shapes.text), ([], ["x"])),
    (shapes.listed(shapes.text, 1), (["x"],)),
    (shapes.listed(shapes.flag), ([],)),
    (shapes.named(shapes.text), ({}, {"a": "x"})),
    (shapes.named(shapes.flag), ({},)),
    (shapes.record({"a": shapes.text}, {}), ({"a": "x"},)),
    (shapes.record({}, {"a": shapes.text}), ({}, {"a": "x"})),
    (shapes.record({}, {"a": shapes.flag}), ({},)),
]


@pytest.mark.parametrize(("shape", "fitting"), FITS)
def test_a_shape_takes_its_own_and_nothing_else(shape, fitting):
    found = [value for value in ANY if not any(shape(value, "here"))]

    assert [(type(value), value) for value in found] == [(type(value), value) for value in fitting]


@pytest.mark.parametrize(
    ("shape", "value", "said"),
    [
        (shapes.text, 1, "here is 1, not a text"),
        (shapes.flag, 1, "here is 1, not true or false"),
        (shapes.whole, -1, "here is -1, not a count"),
        (shapes.number, "x", "here is 'x', not a number"),
        (shapes.share, 1.5, "here is 1.5, not a number from 0 to 1"),
        (shapes.measured, "one", "here is 'one', not a number, inf, -inf or nan"),
        (shapes.word("x", "y"), "z", "here is 'z', not one of x, y"),
        (shapes.listed(shapes.text), "x", "here is 'x', not a list"),
        (shapes.listed(shapes.text, 2), ["x"], "here is ['x'], not a list of 2"),
        (shapes.listed(shapes.text), ["x", 1], "here[1] is 1, not a text"),
        (shapes.named(shapes.text), [], "here is [], not an object"),
        (shapes.named(shapes.text), {"a": 1}, "here.a is 1, not a text"),
        (shapes.record({"a": shapes.text}, {}), [], "here is [], not an object"),
        (shapes.record({"a": shapes.text}, {}), {}, "here has no a"),
        (shapes.record({"a": shapes.text}, {}), {"a": 1}, "here.a is 1, not a text"),
        (shapes.record({}, {"a": shapes.text}), {"a": 1}, "here.a is 1, not a text"),
        (shapes.text, [*"ab"] * 4, "here is ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b'], not a text"),
        (shapes.flag, "x" * 39, f"here is '{'x' * 38}…, not true or false"),
    ],
)
def test_a_misfit_is_told_with_its_place_and_what_belongs_there(shape, value, said):
    assert next(iter(shape(value, "here"))) == said


@pytest.mark.parametrize("value", [2.0**1023, -(2.0**1023)])
def test_a_number_is_one_that_readers_can_double_and_halve(value):
    assert not any(shapes.number(value, "here"))
    assert any(shapes.number(2 * int(value), "here"))


@pytest.mark.parametrize("value", ["inf", "-inf", "nan"])
def test_what_json_lacks_is_told_in_a_word(value):
    assert not any(shapes.measured(value, "here"))


def nested(depth, leaf, wrap):
    for _ in range(depth):
        leaf = wrap(leaf)
    return leaf


WRAPS = [lambda part: [0, part], lambda part: {"a": 0, "b": part}]


@pytest.mark.parametrize("wrap", WRAPS, ids=["list", "object"])
def test_what_is_nested_too_deep_is_not_sane(wrap):
    assert insane(nested(50, 0, wrap)) is None
    assert insane(nested(51, 0, wrap)) == "it is nested more than 50 deep"


@pytest.mark.parametrize("wrap", [*WRAPS, lambda part: {part: 0}], ids=["list", "object", "name"])
@pytest.mark.parametrize(
    ("leaf", "said"),
    [
        ("\ud800", r"'\ud800' is no text"),
        (float("nan"), "nan is no number"),
        (float("inf"), "inf is no number"),
    ],
)
def test_half_a_character_and_what_is_no_number_are_not_sane_wherever_they_stand(wrap, leaf, said):
    assert insane(wrap(leaf)) == said
    assert insane(leaf) == said
    assert insane(wrap("ä")) is insane(wrap(1.0)) is None


def test_half_a_character_is_written_out_and_the_rest_left_alone():
    data = {"\ud800": ["\ud801", 1, None, {"a": "ä"}]}

    assert legible(data) == {r"\ud800": [r"\ud801", 1, None, {"a": "ä"}]}
    assert insane(legible(data)) is None
