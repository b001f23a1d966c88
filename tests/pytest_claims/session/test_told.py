"""An error that a user meets is one message: the claim's line, what went wrong, what to do."""

import pytest

TOY = """
from pytest_claims.faults import ClaimError

def refusing(*, seeds):
    raise ClaimError("Ask for less: it has no end.")

def breaking(*, seeds, bad=True):
    return helper(bad) + np.ones(len(seeds))

def helper(bad):
    if bad:
        raise ValueError("no such value")
    return 0.0

def signed(*, seeds, value=1.0, infinite=0):
    values = np.full(len(seeds), value)
    values[:infinite] = np.inf
    return values
"""
ASKED = "assert measure(toy.signed, value=2.0) > 0"


@pytest.fixture
def error(project):
    """What is shown of a claim that ends as an error, and what the ledger keeps of it."""

    def audited(body, how='@no_control("a toy")', hook=""):
        project.toy += TOY
        root = project.claim(body, how=how).write()
        (root / "conftest.py").write_text((root / "conftest.py").read_text() + hook)
        result = project.inside("-n0")
        (case,) = project.ledger()["a"]["cases"]
        assert (result.ret, case["verdict"]) == (1, "ERROR")
        _, _, shown = result.stdout.str().partition("ERROR at call of test_a")
        return shown.partition("=== claims ===")[0].partition("\n")[2], case["reason"]

    return audited


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        ("assert measure(toy.refusing) > 0", 12, "Ask for less: it has no end."),
        ("x = 1\nassert measure(score, High, volume=3) > x", 13, "no parameter takes"),
        ("a = measure(score, High)\nassert a + 'x' > 0", 13, "a sample meets 'x'"),
        ("a = measure(score, High)\nassert np.log10(a) > 0", 13, "write log10(sample) with"),
        (
            "a = measure(toy.signed, value=-1.0)\n\nassert log10(a) > 0",
            14,
            "Take logarithms of positive numbers: signed(value=-1.0) is negative in 24 of 24",
        ),
        (
            "a = measure(toy.signed, value=0.0)\nassert a / a > 0",
            13,
            "signed(value=0.0) / signed(value=0.0) is NaN in 24 of 24 replicas, and none that it "
            "is made of is infinite. Keep what it is made of from 0/0",
        ),
    ],
)
def test_message_begins_with_the_claims_line_and_has_no_frames(error, body, line, says):
    shown, reason = error(body)

    assert shown.startswith(f"claims/test_01_toy.py:{line}: {reason.splitlines()[0]}")
    assert says in reason
    assert "def " not in shown
    assert "pytest_claims/" not in shown


def test_error_of_a_probe_begins_with_the_claims_line_and_shows_the_probes_frames_alone(error):
    shown, reason = error("x = 1\nassert measure(toy.breaking) > x")

    assert reason == "ValueError: no such value"
    assert shown.startswith(f"claims/test_01_toy.py:13: {reason}\n")
    assert "toy/__init__.py:" in shown
    assert "return helper(bad)" in shown
    assert "pluggy" not in shown
    assert "instrument.py" not in shown
    assert shown.count("asked for at") == 1


@pytest.mark.parametrize(
    ("body", "how", "says"),
    [
        (
            "assert measure(toy.breaking, bad=False) > 0",
            "@control(bad=True)",
            "bad=True: ValueError: no such value",
        ),
        (
            "assert log10(measure(toy.signed, value=2.0)) > 0",
            "@control(value=-1.0)",
            "value=-1.0: Take logarithms of positive numbers",
        ),
        (ASKED, "@control(volume=1)", "volume=1: the control volume=1 replaces nothing"),
    ],
)
def test_error_under_a_control_says_so_first_also_in_the_ledger(error, body, how, says):
    shown, reason = error(body, how)

    assert reason.startswith(f"while trying the control {says}")
    assert shown.startswith("claims/test_01_toy.py:")
    assert f": {reason}" in shown


HOOKS = {
    "build": "raise KeyError('gain')",
    "measuring": "raise ValueError(conditions)",
    "defaults": "raise OSError('no table')",
}
TAKES = {
    "build": "architecture, seeds, conditions",
    "measuring": "conditions",
    "defaults": "probe",
}


@pytest.mark.parametrize("name", HOOKS)
def test_error_in_a_hook_names_the_hook_and_the_claims_line(error, name):
    hook = f"\ndef pytest_claims_{name}({TAKES[name]}):\n    {HOOKS[name]}\n"
    shown, _ = error("x = 0\nassert measure(score, High) > x", hook=hook)

    assert shown.startswith("claims/test_01_toy.py:13: ")
    assert f"raised in the hook pytest_claims_{name}, which a conftest.py implements" in shown
    assert "pluggy" not in shown


def test_nan_of_infinite_numbers_under_a_control_names_them_and_their_number(error):
    _, reason = error(
        "a = measure(toy.signed, infinite=0)\nassert a - a + 1 > 0", "@control(infinite=3)"
    )

    assert reason.startswith("while trying the control infinite=3: ")
    assert "is NaN in 3 of 24 replicas, where signed(infinite=3) is inf in 3 of 24" in reason


def test_infinite_number_on_one_side_is_compared_as_any_other(project):
    project.toy += TOY
    project.claim("assert measure(toy.signed, infinite=0) < 2", how="@control(infinite=24)")
    result = project.audit("-n0")

    assert result.ret == 0
    assert "inf meets inf" not in result.stdout.str()


def test_tie_of_infinity_with_infinity_under_a_control_is_told_with_its_number(project):
    project.toy += TOY
    body = """
    a = measure(toy.signed, infinite=0)
    assert a < 2 * a
    """
    project.claim(body, how="@control(infinite=24)")
    result = project.audit("-n0")
    (case,) = project.ledger()["a"]["cases"]

    assert result.ret == 0
    assert case["controls"][0]["assertions"] == [
        {"result": "turned", "wins": 0, "replicas": 24, "infinite": 24}
    ]
    result.stdout.fnmatch_lines(
        [
            "inf meets inf: 01_toy/a: signed(infinite=0) < *: in 24 of 24 replicas "
            "under the control infinite=24"
        ]
    )
