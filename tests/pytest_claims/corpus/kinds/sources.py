"""What a measurement depends on is edited between two runs; or something that it does not."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from corpus.tiny import CLAIMS, CONFTEST, NOTE, TOY, Tiny, edited

ABOVE = "assert measure(toy.level) > 0"
ASKS = "assert measure(score, High) > 0"
NEVER = '@no_control("a toy")'
LEVEL = "LEVEL = 5.0\n"
READ = "from pathlib import Path\nDATA = Path(__file__).parents[1] / 'data' / 'level.txt'\n"
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
CHILD = """
import subprocess, sys
def level(*, seeds):
    code = f"print(open({str(DATA)!r}).read())"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    return np.full(len(seeds), float(said.stdout))
"""
TEXT = {"data/level.txt": "5.0"}
BESIDE = "../beside_the_project/level.txt"
IN_A_SLOT = """
class Held:
    __slots__ = ("_level",)
    def __init__(self): self._level = None
HELD = Held()
def level(*, seeds, gain=1.0):
    HELD._level = HELD._level or float(DATA.read_text())
    return np.full(len(seeds), gain * HELD._level)
"""
OUT_OF_SIGHT = """
import io
HELD = io.StringIO()
def level(*, seeds, gain=1.0):
    HELD.getvalue() or HELD.write(DATA.read_text())
    return np.full(len(seeds), gain * float(HELD.getvalue()))
"""


def kept_in_memory(toy: str) -> Tiny:
    """The first measurement reads the file, and the second takes what that one kept."""
    first = stale(
        "data/level.txt", READ + toy, files=TEXT, b="assert measure(toy.level, gain=2) > 0"
    )
    return replace(
        first, verdict_of_b="REFUTED", says=("*01_toy/a: REFUTED*", "*01_toy/b: REFUTED*")
    )


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
    "a data file": stale("data/level.txt", READ + level("float(DATA.read_text())"), files=TEXT),
    "a data file that numpy opens": stale(
        "data/level.txt", READ + level("np.loadtxt(DATA)"), files=TEXT
    ),
    "a data file read at import": stale(
        "data/level.txt", READ + "KEPT = float(DATA.read_text())\n" + level("KEPT"), files=TEXT
    ),
    "a data file beside the project": stale(
        BESIDE,
        READ.replace("[1] / 'data'", "[2] / 'beside_the_project'") + level("np.loadtxt(DATA)"),
        files={BESIDE: "5.0"},
    ),
    "a data file that a slot keeps": kept_in_memory(IN_A_SLOT),
    "a data file that is kept out of sight": kept_in_memory(OUT_OF_SIGHT),
    "a data file that only a child opens": stale(
        "data/level.txt",
        READ + CHILD,
        files=TEXT,
        edits=(("pytest.ini", "claims_notes", "claims_data = data\nclaims_notes"),),
    ),
    "a data file that is declared": stale(
        "data/level.txt",
        READ
        + "from pytest_claims import depends_on\n"
        + CHILD.replace("    code =", "    depends_on(DATA)\n    code ="),
        files=TEXT,
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
