"""A body that claims less than it shows is refused by reading it."""

from functools import partial

import pytest
from claim_source import DECORATED, HEAD, TRUE, faults_of, indented, written

from pytest_claims.claims.grammar import read_claim_file


@pytest.fixture
def faults(tmp_path):
    return partial(faults_of, tmp_path)


@pytest.fixture
def body(faults):
    return lambda body: faults(HEAD + DECORATED.format("", "", indented(body)))


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
        "assert pytest_claims.every(measure(p, A) > 0)",
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
        ("x = measure(p, A).values()", "uses measure(p, A).values()"),
        ("x = (measure(p, A) > 0).outcomes(0)", "uses (measure(p, A) > 0).outcomes()"),
        ("assert True", "asserts True, which compares nothing that is measured"),
        ("assert 1 < 2", "asserts 1 < 2, which compares nothing that is measured"),
        ("x = 3\nassert x < 4", "asserts x < 4, which compares nothing that is measured"),
        ("assert A.size < 4", "asserts A.size < 4, which compares nothing that is measured"),
        ("assert A.every(measure(p, A) > 0)", "which compares nothing that is measured"),
        ("assert every(A)", "asserts every(A), which compares nothing that is measured"),
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
    file = written(tmp_path, HEAD + DECORATED.format("", "", indented(body)))
    assert read_claim_file(file, tmp_path)[0].tests[0].asserts == number
