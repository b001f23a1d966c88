"""What decorates a test and what it takes must not steer it."""

from functools import partial

import pytest
from claim_source import DECORATED, HEAD, TRUE, faults_of, indented


@pytest.fixture
def faults(tmp_path):
    return partial(faults_of, tmp_path)


@pytest.fixture
def decorated(faults):
    def decorated(decorators, parameters="", before="", marks=("trained",)):
        test = DECORATED.format(decorators, parameters, indented(TRUE))
        return faults(HEAD + before + test, marks)

    return decorated


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
