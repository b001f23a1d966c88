"""Ways in which a claim file could show one thing and try another, each refused by reading it."""

import pytest

from pytest_claims.claims.grammar import read_claim_file, read_claim_files

HEAD = (
    "import pytest\nfrom toy import A, B, p, q\nfrom pytest_claims import control, every, share\n"
)
DECORATED = '@control(A, B)\n{0}\ndef test_a(measure{1}):\n    """It holds."""\n{2}\n'
TRUE = "assert measure(p, A) > measure(p, B)"


def indented(body):
    return "\n".join(f"    {line}" for line in body.split("\n"))


@pytest.fixture
def faults(tmp_path):
    def faults(source, marks=("trained",)):
        file = tmp_path / "test_toy.py"
        file.write_text(source)
        return [str(fault) for fault in read_claim_file(file, tmp_path, marks)[1]]

    return faults


@pytest.fixture
def body(faults):
    return lambda body: faults(HEAD + DECORATED.format("", "", indented(body)))


@pytest.fixture
def decorated(faults):
    def decorated(decorators, parameters="", before="", marks=("trained",)):
        test = DECORATED.format(decorators, parameters, indented(TRUE))
        return faults(HEAD + before + test, marks)

    return decorated


@pytest.fixture
def module(faults):
    test = DECORATED.format("", "", indented(TRUE))
    return lambda before="", after="": faults(f"{HEAD}{before}\n{test}{after}\n")


@pytest.mark.parametrize(
    "honest",
    [
        TRUE,
        f"a = measure(p, A)\nb: object = measure(p, B)\nassert a > b\n{TRUE}",
        "a, b = measure(p, A), measure(p, B)\nassert a > b and b > 0",
        "a = 2 * measure(p, A)\na -= 1\nassert 1 < a < 2",
        "won = measure(p, A) > 1\nassert every(won)",
        "assert 0.1 <= share(measure(p, A) > 1) <= 0.9",
        "share = measure(p, A)\nassert share > 0.5",
        "name = 'x'\nassert measure(p, A, name=f'{name}') > 0",
        "pass\nassert abs(measure(p, A)) ** 2 / 3 <= 1",
    ],
)
def test_an_honest_body_has_no_faults(body, honest):
    assert body(honest) == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("return", "uses return"),
        ("with suppress(Exception): assert measure(p, A) < 0", "uses with"),
        ("with pytest.raises(Exception): assert measure(p, A) < 0", "uses with"),
        ("raise ValueError", "uses raise"),
        ("def inner(): assert measure(p, A) < 0", "uses a function within it"),
        ("inner = lambda: measure(p, A)", "uses lambda"),
        ("class Inner: pass", "class Inner among claims"),
        ("del test_b", "uses del"),
        ("global test_b", "uses global"),
        ("yield", "uses yield"),
        ("yield from ()", "uses yield"),
        ("x = (y := 1)", "uses :="),
        ("import toy", "uses import"),
        ("from toy import easy", "uses import"),
        ("x = exec('1')", "uses exec()"),
        ("x = eval('1')", "uses eval()"),
        ("x = globals()", "uses globals()"),
        ("x = locals()", "uses locals()"),
        ("x = vars(A)", "uses vars()"),
        ("x = setattr(A, 'shift', 9)", "uses setattr()"),
        ("x = getattr(A, 'skip')()", "uses getattr()"),
        ("x = __import__('os')", "uses __import__()"),
        ("x = pytest.skip('no')", "uses pytest.skip"),
        ("pytest.xfail('no')", "uses pytest.xfail"),
        ("pytest.fail('no')", "uses pytest.fail"),
        ("pytest.importorskip('no')", "uses pytest.importorskip"),
        ("pytest.exit('no')", "uses pytest.exit"),
        ("A.shift = 9", "uses an assignment to A.shift"),
        ("A.table[0] = 9", "uses an assignment to A.table[0]"),
        ("measure(p, A) > 0", "says measure(p, A) > 0 and asserts nothing of it"),
        ("A.shuffle()", "says A.shuffle() and asserts nothing of it"),
        ("measure = A", "gives measure another meaning"),
        ("m = measure", "hands measure on"),
        ("assert gap(measure) > 0", "hands measure on"),
        ("every = A\nassert every(measure(p, A) > 0)", "gives every another meaning"),
        ("won = 0 < measure(p, A) < 9", "chains comparisons outside an assert"),
        ("won = measure(p, A) > 0 and measure(p, B) > 0", "chains comparisons outside an assert"),
        ("x = bool(measure(p, A) > 9)", "uses bool()"),
        ("assert True", "asserts True, which compares nothing that is measured"),
        ("assert 1 < 2", "asserts 1 < 2, which compares nothing that is measured"),
        ("x = 3\nassert x < 4", "asserts x < 4, which compares nothing that is measured"),
        ("assert A.size < 4", "asserts A.size < 4, which compares nothing that is measured"),
        ("assert measure(p, A)", "which compares nothing that is measured"),
        ("assert share(measure(p, A) > 0)", "which compares nothing that is measured"),
        ("assert (measure(p, A) > 0) & (measure(p, B) > 0)", "which compares nothing"),
        ("assert measure(p, A) > 0 and 1 < 2", "asserts 1 < 2, which compares nothing"),
        ("assert 1 < 2 < measure(p, A)", "which compares nothing that is measured"),
        ("assert every((measure(p, A) > 0) & (0 < measure(p, B) < 1))", "a chained comparison"),
    ],
)
def test_a_body_that_claims_less_than_it_shows_is_refused(body, statement, words):
    found = body(f"{statement}\n{TRUE}")
    assert any(words in fault for fault in found), found
    assert all(fault.startswith("test_toy.py:") and fault.endswith(".") for fault in found)


def test_a_coroutine_is_refused(faults):
    source = HEAD + DECORATED.format("", "", indented(f"await p()\n{TRUE}"))
    found = faults(source.replace("def test_a", "async def test_a"))
    assert any("uses await" in fault for fault in found)


@pytest.mark.parametrize(
    ("decorators", "parameters"),
    [
        ("@pytest.mark.trained", ""),
        ("@pytest.mark.trained()", ""),
        ('@pytest.mark.parametrize("lag", [16, A(n=4)])', ", lag"),
        ('@pytest.mark.parametrize(("a", "b"), ((1, 2), pytest.param(3, 4, id="x")))', ", a, b"),
        ('@pytest.mark.parametrize(argnames="lag", argvalues=(1, 1), ids=["x", "y"])', ", lag"),
    ],
)
def test_honest_decorators_have_no_faults(decorated, decorators, parameters):
    assert decorated(decorators, parameters) == []


@pytest.mark.parametrize(
    ("decorators", "words"),
    [
        ("@pytest.mark.xfail", "carries the mark xfail"),
        ("@pytest.mark.xfail(strict=False)", "carries the mark xfail"),
        ("@pytest.mark.skip", "carries the mark skip"),
        ("@pytest.mark.skipif(True, reason='x')", "carries the mark skipif"),
        ("@pytest.mark.usefixtures('poison')", "carries the mark usefixtures"),
        ("@pytest.mark.filterwarnings('ignore')", "carries the mark filterwarnings"),
        ("@pytest.mark.slow", "carries the mark slow, which the project does not register"),
        ("@pytest.fixture", "pytest.fixture decorates test_a"),
        ("@expected", "expected decorates test_a"),
        ("@mark.trained", "mark.trained decorates test_a"),
        ("@toy.control(A, B)", "toy.control decorates test_a"),
        ("@(control(A) if B else control(B))", "uses if"),
        ("@control(A, B if A else A)", "uses if"),
        ("@control(lambda: A, B)", "uses lambda"),
        ('@pytest.mark.parametrize("measure", [A])', "a case of test_a stands in for measure"),
        ('@pytest.mark.parametrize("x", [])', "the cases of test_a are none, so it never runs"),
        ('@pytest.mark.parametrize("x", argvalues=())', "are none, so it never runs"),
        ('@pytest.mark.parametrize("x", LAGS)', "are not written out but LAGS"),
        ('@pytest.mark.parametrize("x", range(3))', "are not written out but range(3)"),
        ('@pytest.mark.parametrize("x", (i for i in A))', "are not written out but (i for i in A)"),
        ('@pytest.mark.parametrize("x", [*A])', "are not written out but hold *A"),
        ('@pytest.mark.parametrize("x", *A)', "are not written out but"),
        ("@pytest.mark.parametrize(A, [1])", "have names that are no literal, A"),
        ('@pytest.mark.parametrize("x", [1], indirect=True)', "pass indirect="),
        ('@pytest.mark.parametrize("x", [1], **A)', "pass **="),
        ('@pytest.mark.parametrize("x")', "are missing"),
        ("@pytest.mark.parametrize", "are missing"),
        (
            '@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.skip)])',
            "carry more than a value",
        ),
    ],
)
def test_a_decorator_that_steers_the_test_is_refused(decorated, decorators, words):
    found = decorated(decorators, ", x" if '"x"' in decorators else "")
    assert any(words in fault for fault in found), found


def test_a_mark_by_another_name_is_refused(decorated):
    found = decorated("@expected", before="expected = pytest.mark.xfail(strict=False)\n")
    assert any("expected decorates test_a" in fault for fault in found)


def test_where_the_marks_are_unknown_those_that_hide_are_refused_all_the_same(decorated):
    assert decorated("@pytest.mark.slow", marks=None) == []
    assert decorated("@pytest.mark.skip", marks=None)
    assert decorated("@pytest.mark.skip", marks=["skip"])


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        (", monkeypatch", "takes monkeypatch, which is neither measure nor a case's"),
        (", gap", "takes gap, which is neither measure nor a case's"),
        (", *rest", "takes rest"),
        (", **rest", "takes rest"),
        (", *, request", "takes request"),
        (", lag=3", "a parameter of test_a has a default"),
    ],
)
def test_the_only_fixture_is_measure(decorated, parameters, words):
    found = decorated("", parameters)
    assert any(words in fault for fault in found), found


@pytest.mark.parametrize(
    "honest",
    [
        '"""Words."""\nfrom __future__ import annotations',
        "import toy\nimport toy.easy\nfrom toy import Task as T",
        "LAG = 16\nHOLD = A(channels=4)\nWIDE: int = 2 ** 4\nLOW, HIGH = 1, 2",
        "LAGS = [2 ** k for k in range(4)]",
        "def width(weights):\n    half = weights / 2\n    return half ** 0.5",
    ],
)
def test_honest_company_of_tests_has_no_faults(module, honest):
    assert module(honest) == []


TAKEN = "pytest takes it for a test"
GIVEN = "is given another meaning"
RUNS = "code that runs on import"


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("pytestmark = pytest.mark.xfail", "pytestmark steers pytest"),
        ("pytestmark: object = []", "pytestmark steers pytest"),
        ("pytest_plugins = ['x']", "pytest_plugins steers pytest"),
        ("collect_ignore = ['x']", "collect_ignore steers pytest"),
        ("__test__ = False", "__test__ steers pytest"),
        ("def pytest_generate_tests(metafunc): pass", "pytest_generate_tests steers pytest"),
        ("def setup_module(): pass", "setup_module steers pytest"),
        ("def setUpModule(): pass", "setUpModule steers pytest"),
        ("def __getattr__(name): return name", "__getattr__ steers pytest"),
        ("test_a = test_b", TAKEN),
        ("test_a = None", TAKEN),
        ("testing = 3", TAKEN),
        ("from toy import test_a", TAKEN),
        ("from toy import easy as test_a", TAKEN),
        ("import toy as test_a", TAKEN),
        ("from toy.easy import *", "everything is imported"),
        ("def test_a(measure): pass", "test_a is defined twice"),
        ("from toy import A", None),
        ("A = 3", "A is defined twice"),
        ("for test_a in (): pass", RUNS),
        ("with A as test_a: pass", RUNS),
        ("del test_a", RUNS),
        ("if A: LAG = 3", RUNS),
        ("try: LAG = 3\nexcept* A: pass", RUNS),
        ("while False: pass", RUNS),
        ("A.poison()", RUNS),
        ("assert A", RUNS),
        ("raise SystemExit", RUNS),
        ("LAG += 1", RUNS),
        ("A.shift = 9", "an assignment to A.shift"),
        ("A.table['x'] = 9", "an assignment to A.table['x']"),
        ("LAG, A.shift = 1, 9", "an assignment to A.shift"),
        ("LAG = 3 if A else 4", "a constant that is chosen"),
        ("LAG = A or B", "a constant that is chosen"),
        ("f = lambda: 3", "a constant that is chosen"),
        ("LAG = (N := 3)", "a constant that is chosen"),
        ("LAG = exec('test_a = 3')", "a constant by way of exec()"),
        ("LAG = globals().update(test_a=3)", "a constant by way of globals()"),
        ("LAG = pytest.importorskip('x')", "a constant by way of pytest.importorskip()"),
        ("LAG = setattr(A, 'shift', 9)", "a constant by way of setattr()"),
        ("def control(a): return a", f"control {GIVEN}"),
        ("from toy import no_control", f"no_control {GIVEN}"),
        ("every = A", f"every {GIVEN}"),
        ("from toy import easy as share", f"share {GIVEN}"),
        ("def measure(): return 3", f"measure {GIVEN}"),
        ("import toy as pytest", f"pytest {GIVEN}"),
        ("import pytest as p", "pytest is imported in parts or by another name"),
        ("from pytest import skip", "pytest is imported in parts or by another name"),
        ("from _pytest.outcomes import skip", "pytest is imported in parts or by another name"),
        ("import unittest", "pytest is imported in parts or by another name"),
        ("class TestB: pass", "class TestB among claims"),
        (
            "@pytest.fixture\ndef gap(): return 3",
            "gap is no test and is decorated by pytest.fixture",
        ),
        ("@cache\ndef gap(): return 3", "gap is no test and is decorated by cache"),
        ("def gap(measure): return 3", "gap is no test and takes measure"),
        ("def gap(a): assert a > 3", "gap is no test and asserts"),
        ("def gap(a): A.poison()", "says A.poison() and does nothing with it"),
        ("def gap(a): A.shift = a", "uses an assignment to A.shift"),
        ("def gap(a):\n    global LAG\n    LAG = a", "uses global"),
        ("def gap(a): yield a", "uses yield"),
        ("def gap(a, b=exec('x')): return a", "uses exec()"),
        ("def gap(a): return lambda: a", "uses lambda"),
    ],
)
def test_a_module_that_changes_what_a_test_says_is_refused(module, statement, words):
    found = module(after=statement)
    if words is None:
        assert found == []
    else:
        assert any(words in fault for fault in found), found


def test_a_test_whatever_its_name_keeps_the_rules(faults):
    found = faults(HEAD + "def testa(measure):\n    assert measure(p, A) > 0\n")
    assert [" testa has " in fault for fault in found] == [True, True]


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("assert a > b", 1),
        ("assert a > b > c", 2),
        ("assert a > b and b > c and every(c > 0)", 3),
        ("assert a > b > c and c > d\nassert every((a > b) & (b > c))", 4),
        ("assert 0.1 <= share(a > b) <= 0.9", 2),
        ("assert a > b\nassert a > b", 2),
        ("won = a > b", 0),
    ],
)
def test_the_comparisons_that_a_body_decides_are_counted(tmp_path, body, number):
    file = tmp_path / "test_toy.py"
    file.write_text(HEAD + DECORATED.format("", "", indented(body)))
    assert read_claim_file(file, tmp_path)[0].tests[0].asserts == number


def test_a_conftest_that_hides_claims_is_refused(tmp_path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims/conftest.py").write_text("collect_ignore = ['test_toy.py']\n")
    _, (fault,) = read_claim_files(tmp_path, "claims")
    assert str(fault) == (
        "claims/conftest.py:1: collect_ignore hides claims from pytest. "
        "Remove it; every claim is collected."
    )


def test_a_conftest_that_builds_models_is_none_of_our_business(tmp_path):
    (tmp_path / "conftest.py").write_text("import toy\n\ndef pytest_claims_build(): ...\n")
    assert read_claim_files(tmp_path, ".")[1] == []
