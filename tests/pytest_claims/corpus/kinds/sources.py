"""What a measurement depends on is edited between two runs; or something that it does not."""

import os
from collections.abc import Callable
from pathlib import Path

from corpus.tiny import CLAIMS, CONFTEST, NOTE, TOY, Tiny, edited

ABOVE = "assert measure(toy.level) > 0"
ASKS = "assert measure(score, High) > 0"
NEVER = '@no_control("a toy")'
LEVEL = "LEVEL = 5.0\n"
BUILD = "def pytest_claims_arch"


def level(text: str) -> str:
    """A probe that returns what this expression says."""
    return f"def level(*, seeds):\n    return np.full(len(seeds), {text})\n"


def stale(
    path: str, toy: str = "", body: str = ABOVE, old: str = "5.0", new: str = "-5.0", **more: object
) -> Tiny:
    """A number is turned round in this file after the first run: a must be REFUTED."""
    return Tiny(
        "what numbers depend on",
        body,
        how=NEVER,
        toy=toy,
        status=1,
        verdict="REFUTED",
        says=("*01_toy/a: REFUTED*",),
        then=edited(path, old, new),
        **more,  # type: ignore[arg-type]
    )


def untouched(then: Callable[[Path], None], **more: object) -> Tiny:
    """What changes has nothing to do with the numbers: both are kept."""
    kept = frozenset({"a", "b"})
    return Tiny(
        "what numbers do not depend on",
        ABOVE,
        how=NEVER,
        toy=level("5.0"),
        b=ASKS,
        then=then,
        kept=kept,
        **more,  # type: ignore[arg-type]
    )


def written(path: str, text: str) -> Callable[[Path], None]:
    """A new file."""

    def write(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")

    return write


def reworded(root: Path) -> None:
    """Note and claim say the same in other words."""
    for file in (NOTE, CLAIMS):
        edited(file, "High is higher", "High is high")(root)


def in_the_environment(root: Path) -> None:
    """The variable gets a value."""
    os.environ["TOY_LEVEL"] = "-5.0"


BASE = "class Base:\n    shift = 5.0\n"
HOLDS = """
import cell
class Holds(High):
    inner = cell.Cell
    @property
    def shift(self): return self.inner.shift
"""
SOLVED = "def solved(*, seeds, task):\n    return np.full(len(seeds), task.level())\n"
TASK = """
from dataclasses import dataclass
@dataclass(frozen=True)
class Task:
    def level(self): return 5.0
@dataclass(frozen=True)
class Around:
    task: object
    def level(self): return self.task.level()
"""
BUILDER = """
import pytest
GAIN = 5.0
@pytest.hookimpl(tryfirst=True)
def pytest_claims_build(architecture, seeds, conditions):
    return lambda *, inputs, outputs: architecture(inputs, outputs, seeds=seeds, gain=GAIN)
"""
LAZY = "def level(*, seeds):\n    import helper\n    return np.full(len(seeds), helper.LEVEL)\n"
PROJECTS = {
    "the probe": stale(TOY, level("5.25"), old="5.25"),
    "the architecture": stale(TOY, body=ASKS),
    "a module beside": stale(
        "helper.py", "import helper\n" + level("helper.LEVEL"), files={"helper.py": LEVEL}
    ),
    "a module two imports away": stale(
        "deep.py",
        "import helper\n" + level("helper.level()"),
        files={"helper.py": "import deep\ndef level(): return deep.LEVEL\n", "deep.py": LEVEL},
    ),
    "a submodule": stale(
        "toy/sub.py", "from toy import sub\n" + level("sub.LEVEL"), files={"toy/sub.py": LEVEL}
    ),
    "a relative import": stale(
        "toy/sub.py", "from .sub import LEVEL\n" + level("LEVEL"), files={"toy/sub.py": LEVEL}
    ),
    "an import within a function": stale("helper.py", LAZY, files={"helper.py": LEVEL}),
    "a second package": stale(
        "shared/__init__.py",
        "import shared\n" + level("shared.LEVEL"),
        files={"shared/__init__.py": LEVEL},
    ),
    "a namespace package": stale(
        "space/part.py",
        "import space.part\n" + level("space.part.LEVEL"),
        files={"space/part.py": LEVEL},
    ),
    "the package around a module": stale(
        "shared/__init__.py",
        "import shared.part\n" + level("shared.LEVEL"),
        files={"shared/__init__.py": LEVEL, "shared/part.py": ""},
    ),
    "a module loaded by name": stale(
        "toy/plug.py",
        "import importlib\n" + level("importlib.import_module('toy.plug').LEVEL"),
        files={"toy/plug.py": LEVEL},
    ),
    "a base class elsewhere": stale(
        "base.py",
        "import base\nclass Derived(base.Base, High): pass\n",
        body="assert measure(score, toy.Derived) > 0",
        files={"base.py": BASE},
    ),
    "a class that the architecture holds": stale(
        "cell.py",
        HOLDS,
        body="assert measure(score, toy.Holds) > 0",
        files={"cell.py": BASE.replace("Base", "Cell")},
    ),
    "the class of a condition": stale(
        "tasks.py",
        SOLVED,
        body="assert measure(toy.solved, task=Task()) > 0",
        head="from tasks import Task",
        files={"tasks.py": TASK},
    ),
    "the class of a condition within another": stale(
        "inner.py",
        SOLVED,
        body="assert measure(toy.solved, task=Around((Task()))) > 0",
        head="from inner import Task\nfrom tasks import Around",
        files={"tasks.py": TASK, "inner.py": TASK},
    ),
    "the root conftest": stale(
        CONFTEST, body=ASKS, old="seeds=seeds, **", new="seeds=seeds, gain=-1.0, **"
    ),
    "the conftest of the claims": stale(
        "claims/conftest.py", body=ASKS, files={"claims/conftest.py": BUILDER}
    ),
    "a helper of conftest": stale(
        "building.py",
        body=ASKS,
        files={"building.py": "GAIN = 5.0\n"},
        edits=(
            (CONFTEST, BUILD, f"import building\n\n{BUILD}"),
            (CONFTEST, "seeds=seeds, **", "seeds=seeds, gain=building.GAIN, **"),
        ),
    ),
    "an environment variable that is named": Tiny(
        "what numbers depend on",
        ABOVE,
        how=NEVER,
        toy=level("float(os.environ.get('TOY_LEVEL', '5.0'))"),
        edits=(("pytest.ini", "claims_notes", "claims_environment = TOY_LEVEL\nclaims_notes"),),
        status=1,
        verdict="REFUTED",
        says=("*01_toy/a: REFUTED*",),
        then=in_the_environment,
    ),
    "nothing": untouched(lambda root: None),
    "a module that nothing imports": untouched(written("alone.py", "LEVEL = 1\n")),
    "a claim's sentence": untouched(reworded),
    "a comment in the claim file": untouched(edited(CLAIMS, "import toy", "import toy  # a toy")),
    "a data file that nothing opens": untouched(
        edited("data/other.txt", "1", "2"), files={"data/other.txt": "1"}
    ),
    "an environment variable that nobody names": untouched(in_the_environment),
    "a test of something else": untouched(written("tests/test_x.py", "def test_x(): pass\n")),
    "a note without claims": untouched(written("notes/more.md", "# More\n\nProse.\n")),
}
