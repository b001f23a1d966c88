"""A data file that a measurement opens is edited between two runs."""

from dataclasses import replace

from corpus.kinds.sources import level, stale
from corpus.tiny import Tiny

READ = "from pathlib import Path\nDATA = Path(__file__).parents[1] / 'data' / 'level.txt'\n"
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
}
