"""What a probe may return, and what it may leave behind."""

from corpus.tiny import Tiny

NEVER = '@no_control("a toy")'
ABOVE = "assert measure(toy.level) > 0"


def level(expression: str, before: str = "") -> str:
    """A probe that returns this; ``n`` is the number of replicas."""
    lines = ["def level(*, seeds):", "n = len(seeds)", before or "pass", f"return {expression}"]
    return "\n    ".join(lines) + "\n"


def refused(expression: str, says: str = "*") -> Tiny:
    """No real number for each replica."""
    return Tiny(
        "answers that are no real numbers",
        ABOVE,
        how=NEVER,
        toy=level(expression),
        status=1,
        verdict="ERROR",
        says=(f"*01_toy/a: ERROR*{says}*",),
    )


def taken(expression: str) -> Tiny:
    """Real numbers, one for each replica."""
    return Tiny("answers that are real numbers", ABOVE, how=NEVER, toy=level(expression))


def leaves(change: str, says: str, before: str = "", **more: object) -> Tiny:
    """A probe that changes what others may see."""
    return Tiny(
        "what a probe leaves behind",
        ABOVE,
        how=NEVER,
        toy=before + level("np.full(n, 5.0)", change),
        status=1,
        verdict="ERROR",
        says=(f"*01_toy/a: ERROR*{says}*",),
        **more,  # type: ignore[arg-type]
    )


def clean(toy: str) -> Tiny:
    """A probe that leaves nothing, or what nobody can see."""
    return Tiny("what a probe may do", ABOVE, how=NEVER, toy=toy)


TENSOR = """
class Tensor:
    def __init__(self, values): self.values = values
    def detach(self): return self
    def cpu(self): return self
    def is_floating_point(self): return True
    def double(self): return self.values
"""
CACHED = """
import functools
@functools.cache
def table(n): return np.full(n, 5.0)
def level(*, seeds): return table(len(seeds)).copy()
"""
LAZY = """
def level(*, seeds):
    import colorsys, statistics
    return np.full(len(seeds), 5.0)
"""
OWN = """
import random
def level(*, seeds):
    draws = [random.Random(seed).gauss(5, 0.1) for seed in seeds]
    return np.array(draws)
"""
RESTORED = """
def level(*, seeds):
    before = os.getcwd()
    os.chdir("/")
    with np.errstate(all="raise"):
        found = np.full(len(seeds), 5.0)
    os.chdir(before)
    return found
"""
FIRST = """
state = {}
def level(*, seeds):
    state["seen"] = 99.0
    return np.full(len(seeds), 5.0)
def second(*, seeds): return np.full(len(seeds), state.get("seen", -1.0))
"""

PROJECTS = {
    "complex": refused("np.full(n, 5 + 1j)", "complex"),
    "masked": refused("np.ma.masked_greater(np.full(n, 5.0), 4)", "mask"),
    "strings": refused("np.array(['7'] * n)"),
    "bytes": refused("np.array([b'7'] * n)"),
    "a list of strings": refused("['7'] * n"),
    "objects": refused("np.array([5.0] * n, dtype=object)", "object"),
    "dates": refused("np.array(['2020-01-01'] * n, dtype='datetime64[D]')", "dates"),
    "durations": refused("np.full(n, np.timedelta64(5, 's'))", "durations"),
    "none": refused("None"),
    "a number for all": refused("5.0", "shape"),
    "one number": refused("np.array([5.0])", "shape"),
    "a column": refused("np.full((n, 1), 5.0)", "shape"),
    "one too few": refused("np.full(n - 1, 5.0)", "shape"),
    "a dictionary": refused("{s: 5.0 for s in seeds}"),
    "a generator": refused("(5.0 for s in seeds)"),
    "one that is no number": refused("np.where(np.arange(n) == 3, np.nan, 5.0)", "NaN in 1 of 24"),
    "a number beyond float64": refused("np.full(n, 2**53 + 1)"),
    "a number beyond any": refused("[10**400] * n"),
    "floats": taken("np.full(n, 5.0)"),
    "single precision": taken("np.full(n, 5.0, dtype=np.float32)"),
    "whole numbers": taken("np.full(n, 5)"),
    "bytes as numbers": taken("np.full(n, 5, dtype=np.uint8)"),
    "truths": taken("np.full(n, True)"),
    "a list": taken("[5.0] * n"),
    "a tuple": taken("(5.0,) * n"),
    "infinity": taken("np.full(n, np.inf)"),
    "a tensor": clean(TENSOR + level("Tensor(np.full(n, 5.0))")),
    "an attribute of a class": leaves("High.shift = 99.0", "shift"),
    "an attribute of the module": leaves("globals().update(LEVEL=9.0)", "LEVEL", "LEVEL = 1.0\n"),
    "the environment": leaves("os.environ.update(TOY_LEFT='1')", "TOY_LEFT"),
    "the folder": leaves("os.chdir('/')", "*"),
    "how errors are met": leaves("np.seterr(all='raise')", "*"),
    "the filter of warnings": leaves("warnings.simplefilter('ignore')", "*", "import warnings\n"),
    "what another probe reads": Tiny(
        "what a probe leaves behind",
        ABOVE,
        b="assert measure(toy.second) > 0",
        how=NEVER,
        toy=FIRST,
        status=1,
        verdict="ERROR",
        verdict_of_b="REFUTED",
        says=("*01_toy/a: ERROR*state*", "*01_toy/b: REFUTED*"),
    ),
    "a cache": clean(CACHED),
    "a late import": clean(LAZY),
    "a generator of its own": clean(OWN),
    "what it puts back": clean(RESTORED),
    "the state of a generator": clean(level("np.full(n, 5.0)", "np.random.seed(1)")),
    "what it prints": clean(level("np.full(n, 5.0)", "print('hello')")),
    "a file of its own": clean(
        "import tempfile\ndef level(*, seeds):\n    with tempfile.TemporaryFile() as file:\n"
        "        file.write(b'5')\n    return np.full(len(seeds), 5.0)\n"
    ),
    "a thread": clean(
        "import threading\ndef level(*, seeds):\n    found = []\n"
        "    thread = threading.Thread(target=lambda: found.append(5.0))\n    thread.start()\n"
        "    thread.join()\n    return np.full(len(seeds), found[0])\n"
    ),
}
