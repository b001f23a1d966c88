"""What a claim file may contain: everything that could hide, skip or replace an assertion."""

from corpus.tiny import FALSE, FLAT, NO_CONTROL, TRUE, Tiny


def refused(kind: str, *words: str, **project: object) -> Tiny:
    """A claim file with a fault for each of these words, so that nothing runs."""
    says = tuple(f"claims/test_01_toy.py:*{word}*" for word in words)
    return Tiny(kind, status=4, verdict=None, says=says, **project)  # type: ignore[arg-type]


def marked(mark: str, word: str) -> Tiny:
    return refused("marks", word, body=FALSE, how=f"{NO_CONTROL}\n@{mark}")


PARAMETRIZED = f'{FLAT}\n@pytest.mark.parametrize("gain", [1.0, 2.0])'
GAIN = "assert measure(score, High, gain=gain) > measure(score, Low)"
BOTH = f"{TRUE}\nassert measure(score, High) > 0"
PATCHED = (
    "@pytest.fixture(autouse=True)\ndef patch(monkeypatch): monkeypatch.setattr(High, 'shift', 9)"
)
BROKEN = "assert measure(score, High, nothing=1) < 0"  # an error once it runs
SKIPPED = "[pytest.param(-9.0, marks=pytest.mark.skip)]"

PROJECTS = {
    # marks
    "xfail, not strict": marked("pytest.mark.xfail(strict=False)", "xfail"),
    "xfail, bare": marked("pytest.mark.xfail", "xfail"),
    "xfail that does not run": marked("pytest.mark.xfail(run=False)", "xfail"),
    "skip": marked("pytest.mark.skip", "skip"),
    "skipif": marked('pytest.mark.skipif(True, reason="not now")', "skipif"),
    "usefixtures": marked('pytest.mark.usefixtures("tmp_path")', "usefixtures"),
    "filterwarnings": marked('pytest.mark.filterwarnings("ignore")', "filterwarnings"),
    "a mark that nobody registered": marked("pytest.mark.slow", "slow"),
    "a decorator of one's own": refused(
        "marks", "twice", how=f"{NO_CONTROL}\n@twice", head="from toy import constant as twice"
    ),
    "pytestmark": refused("marks", "pytestmark", body=FALSE, head="pytestmark = pytest.mark.xfail"),
    "pytestmark in a list": refused("marks", "pytestmark", head="pytestmark = [pytest.mark.skip]"),
    "a registered mark": Tiny("marks", how=f"{FLAT}\n@pytest.mark.trained"),
    # cases
    "no cases": refused(
        "cases",
        "so it never runs",
        body=GAIN,
        how=f'{FLAT}\n@pytest.mark.parametrize("gain", [])',
        arguments="measure, gain",
    ),
    "cases from a generator": refused(
        "cases",
        "not written out",
        "uses a loop",
        body=GAIN,
        how=f'{FLAT}\n@pytest.mark.parametrize("gain", (g for g in [1.0]))',
        arguments="measure, gain",
    ),
    "a case that is skipped": refused(
        "cases",
        "*",
        body=GAIN,
        how=f'{FLAT}\n@pytest.mark.parametrize("gain", {SKIPPED})',
        arguments="measure, gain",
    ),
    "two cases": Tiny("cases", GAIN, how=PARAMETRIZED, arguments="measure, gain"),
    "two axes of cases": Tiny(
        "cases",
        "assert measure(score, High, gain=gain, noise=noise) > measure(score, Low)",
        how=f'{PARAMETRIZED}\n@pytest.mark.parametrize("noise", [0.5, 1.0])',
        arguments="measure, gain, noise",
        says=("only weakened by its controls: 01_toy/a: *",),
    ),
    "named cases": Tiny(
        "cases",
        GAIN,
        how=f'{FLAT}\n@pytest.mark.parametrize("gain", [pytest.param(1.0, id="one")])',
        arguments="measure, gain",
    ),
    # statements in a test
    "return before the assertion": refused("statements", "return", body=f"{TRUE}\nreturn\n{FALSE}"),
    "return of nothing at the end": refused("statements", "return", body=f"{TRUE}\nreturn None"),
    "with": refused(
        "statements",
        "uses with",
        "uses pytest.raises",
        body=f"{TRUE}\nwith pytest.raises(Exception):\n    {BROKEN}",
    ),
    "suppressed": refused(
        "statements",
        "with",
        body=f"{TRUE}\nwith contextlib.suppress(Exception):\n    {BROKEN}",
        head="import contextlib",
    ),
    "try": refused("statements", "try", body=f"try:\n    {TRUE}\nfinally:\n    pass"),
    "nested function": refused("statements", "*", body=f"{TRUE}\ndef later():\n    {FALSE}"),
    "lambda": refused(
        "statements", "lambda", body=f"{TRUE}\nlater = lambda: measure(score, High) < 0"
    ),
    "yield": refused("statements", "yield", body=f"{TRUE}\nyield\n{FALSE}"),
    "raise": refused("statements", "uses raise", body=f"{TRUE}\nraise ValueError"),
    "del": refused("statements", "del", body=f"a = measure(score, High)\n{TRUE}\ndel a"),
    "global": refused("statements", "global", body=f"global kept\n{TRUE}"),
    "walrus": refused(
        "statements", ":=", body="assert (s := measure(score, High)) > measure(score, Low)"
    ),
    "if False": refused("statements", "if", body=f"{TRUE}\nif False:\n    {FALSE}"),
    "while False": refused("statements", "a loop", body=f"{TRUE}\nwhile False:\n    {FALSE}"),
    "skipped by hand": refused(
        "statements", "uses pytest.skip", "asserts nothing", body=f'pytest.skip("not now")\n{FALSE}'
    ),
    "imported or skipped": refused(
        "statements",
        "uses pytest.importorskip",
        "asserts nothing",
        body=f'pytest.importorskip("nothing")\n{FALSE}',
    ),
    "evaluated": refused(
        "statements",
        "uses eval",
        "asserts nothing",
        body=f'{TRUE}\neval("measure(score, High) < 0")',
    ),
    "assigned to a class": refused("statements", "*", body=f"toy.High.shift = 9.0\n{TRUE}"),
    "two assertions": Tiny(
        "statements", BOTH, says=("only weakened by its controls: 01_toy/a: *",)
    ),
    "a name for a sample": Tiny(
        "statements", "high, low = measure(score, High), measure(score, Low)\nassert high > low"
    ),
    "a chain": Tiny(
        "statements",
        "assert 100 > measure(score, High, gain=1.0) > measure(score, Low)",
        how=f"{FLAT}\n@control(gain=30.0)",
    ),
    "an and": Tiny(
        "statements",
        "high = measure(score, High)\nassert high > measure(score, Low) and high > 0",
        says=("only weakened by its controls: 01_toy/a: *",),
    ),
    "a number from a helper": Tiny(
        "statements",
        "assert measure(score, High) > bound(2)",
        head="def bound(n):\n    return n / 2",
    ),
    "a constant of the file": Tiny(
        "statements", "assert measure(score, High) > LEAST", head="LEAST = 0.5"
    ),
    # the file around the tests
    "a test that is another": refused(
        "the file",
        "test_a is assigned",
        "defined twice",
        body=FALSE,
        b=TRUE,
        foot="test_a = test_b",
    ),
    "a test that is nothing": refused(
        "the file", "test_a is assigned", "defined twice", body=FALSE, b=TRUE, foot="test_a = None"
    ),
    "a test that is deleted": refused(
        "the file",
        "runs on import",
        "test_a is assigned",
        "defined twice",
        body=FALSE,
        b=TRUE,
        foot="del test_a",
    ),
    "a star import": refused(
        "the file",
        "*",
        body=FALSE,
        foot="from toy.easy import *",
        files={"toy/easy.py": "def test_a(measure): pass\n"},
    ),
    "a test that is imported": refused(
        "the file",
        "test_a is imported",
        "defined twice",
        body=FALSE,
        foot="from toy.easy import test_a",
        files={"toy/easy.py": "def test_a(measure): pass\n"},
    ),
    "a fixture": refused("the file", "fixture", "patch says", head=PATCHED),
    "a helper that asserts": refused(
        "the file",
        "check*assert",
        "asserts nothing",
        body=f"{TRUE}\ncheck(1)",
        head="def check(n):\n    assert n > 0",
    ),
    "a statement on module level": refused("the file", "*", head="toy.High.shift = 9.0"),
    "a loop on module level": refused("the file", "*", head="for name in []:\n    pass"),
    "a block on module level": refused("the file", "*", head="if True:\n    LEAST = 1"),
    "measure that is no fixture": refused("the file", "measure", head="def measure(*_): return 1"),
    "another measure": refused("the file", "*", arguments="measure, tmp_path"),
    "monkeypatch": refused("the file", "monkeypatch", arguments="measure, monkeypatch"),
    "a default": refused("the file", "default", "takes gain", arguments="measure, gain=1.0"),
}
