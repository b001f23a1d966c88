"""Two things that could be taken for one: what has a name of its own, and what has not."""

from corpus.tiny import Tiny

NEVER = '@no_control("a toy")'
MAKE = """
def make(level):
    def probe(*, seeds): return np.full(len(seeds), float(level))
    return probe
low, high = make(-5), make(5)
"""
METHODS = """
class Meter:
    def __init__(self, level): self.level = level
    def read(self, *, seeds): return np.full(len(seeds), self.level)
    def __call__(self, *, seeds): return np.full(len(seeds), self.level)
    @staticmethod
    def fixed(*, seeds): return np.full(len(seeds), 5.0)
    @classmethod
    def classed(cls, *, seeds): return np.full(len(seeds), 5.0)
low, high = Meter(-5.0), Meter(5.0)
"""
CLASSES = """
def shifted(by):
    class Shifted(High):
        shift = by
    return Shifted
Lower, Higher = shifted(-9.0), shifted(9.0)
class Outer:
    class Inner(High):
        pass
"""
KINDS = """
import enum
from dataclasses import dataclass
class Level(enum.IntEnum):
    FIVE = 5
@dataclass(frozen=True)
class One:
    n: int = 5
@dataclass(frozen=True)
class Two:
    n: int = 5
@dataclass
class Loose:
    n: int = 5
def kind(*, seeds, value):
    known = type(value).__name__ in ("int", "tuple", "float", "One")
    return np.full(len(seeds), 5.0 if known else -5.0)
"""
WRAPPED = """
import functools
def doubled(probe):
    @functools.wraps(probe)
    def twice(*, seeds): return 2 * probe(seeds=seeds)
    return twice
@doubled
def level(*, seeds): return np.full(len(seeds), 5.0)
alias = level
"""


def refused(says: str, low: str, high: str, toy: str) -> Tiny:
    """What has no name of its own is an ERROR that says what to write instead."""
    return Tiny(
        "one name for two things",
        f"assert measure({high}) > 0",
        b=f"assert measure({low}) > 0",
        how=NEVER,
        toy=toy,
        status=1,
        verdict="ERROR",
        verdict_of_b="ERROR",
        says=(f"*01_toy/a: ERROR*{says}*", f"*01_toy/b: ERROR*{says}*"),
    )


def told_apart(one: str, other: str) -> Tiny:
    """Two conditions that Python calls equal, or JSON writes alike."""
    return Tiny(
        "one name for two things",
        f"assert measure(toy.kind, value={one}) > 0",
        b=f"assert measure(toy.kind, value={other}) > 0",
        how=NEVER,
        toy=KINDS,
        status=1,
        verdict_of_b="REFUTED",
        says=("*01_toy/b: REFUTED*0 wins, 24 losses*",),
    )


def named(body: str, toy: str) -> Tiny:
    """It has a name that leads back to it."""
    return Tiny("one name for one thing", body, how=NEVER, toy=toy)


PROJECTS = {
    "closures": refused("*", "toy.low", "toy.high", MAKE),
    "bound methods": refused("*", "toy.low.read", "toy.high.read", METHODS),
    "callable instances": refused("*", "toy.low", "toy.high", METHODS),
    "partials": refused(
        "*",
        "toy.low",
        "toy.high",
        "import functools\nlow = functools.partial(constant, value=-5.0)\n"
        "high = functools.partial(constant, value=5.0)\n",
    ),
    "lambdas": refused(
        "*",
        "toy.low",
        "toy.high",
        "low = lambda *, seeds: np.full(len(seeds), -5.0)\n"
        "high = lambda *, seeds: np.full(len(seeds), 5.0)\n",
    ),
    "classes from a factory": refused("*", "score, toy.Lower", "score, toy.Higher", CLASSES),
    "a name that was given away": refused(
        "*",
        "toy.low",
        "toy.high",
        "def level(*, seeds): return np.full(len(seeds), -5.0)\nlow = level\n"
        "def level(*, seeds): return np.full(len(seeds), 5.0)\nhigh = level\n"
        "def level(*, seeds): return np.full(len(seeds), 0.0)\n",
    ),
    "a tuple and a list": told_apart("(1, 2)", "[1, 2]"),
    "a number and a truth": told_apart("1", "True"),
    "a number and an enum": told_apart("5", "toy.Level.FIVE"),
    "infinity and its word": told_apart("float('inf')", "'inf'"),
    "a number and its word": told_apart("5", "'5'"),
    "two classes of equal fields": told_apart("toy.One()", "toy.Two()"),
    "a class that can change": Tiny(
        "one name for two things",
        "assert measure(toy.kind, value=toy.Loose()) > 0",
        how=NEVER,
        toy=KINDS,
        status=1,
        verdict="ERROR",
        says=("*01_toy/a: ERROR*not frozen*",),
    ),
    "a function": named("assert measure(constant, value=1.0) > 0", ""),
    "an alias": named("assert measure(toy.alias) > 0", WRAPPED),
    "a decorated function": named("assert measure(toy.level) > 0", WRAPPED),
    "a static method": named("assert measure(toy.Meter.fixed) > 0", METHODS),
    "a nested class": named("assert measure(score, toy.Outer.Inner) > 0", CLASSES),
    "a frozen dataclass": named("assert measure(toy.kind, value=toy.One()) > 0", KINDS),
    "a subclass": named("assert measure(score, toy.Sub) > 0", "class Sub(High):\n    pass\n"),
    "a string": named("assert measure(toy.kind, value='5') < 0", KINDS),
    "none": named("assert measure(toy.kind, value=None) < 0", KINDS),
}
