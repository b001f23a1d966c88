"""What stands beside the tests of a claim file must not change what they say."""

from functools import partial

import pytest
from claim_source import DECORATED, HEAD, TRUE, faults_of, indented

from pytest_claims.claims.grammar import read_claim_files


@pytest.fixture
def faults(tmp_path):
    return partial(faults_of, tmp_path)


@pytest.fixture
def module(faults):
    test = DECORATED.format("", "", indented(TRUE))
    return lambda before="", after="": faults(f"{HEAD}{before}\n{test}{after}\n")


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
