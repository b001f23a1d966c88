"""A proof by computation: no probe takes seeds, so that one number decides."""

import pytest

PROBES = """
def longest(*, upto):
    '''The most steps of a number up to this.'''
    def steps(n):
        return 0 if n == 1 else 1 + steps(n // 2 if n % 2 == 0 else 3 * n + 1)
    return max(steps(n) for n in range(1, upto + 1))

def twice(build):
    return 2 * build()

def several(*, upto):
    return [1, 2]
"""


def claims(project, body, how="@control(upto=5)"):
    project.toy += PROBES
    project.claim(body, how=how)
    project.write()
    file = project.pytester.path / "claims/test_01_toy.py"
    words = "from pytest_claims import exact\nfrom toy import longest, several, twice\n"
    file.write_text(words + file.read_text())
    return project


def test_it_is_computed_once_and_turned_by_its_control(project):
    claims(project, "assert exact(measure(longest, upto=30) == 111)")

    result = project.inside()

    assert result.ret == 0
    case = project.ledger()["a"]["cases"][0]
    (row,) = case["comparisons"]
    assert (row["verdict"], row["wins"], row["replicas"], row["error"]) == ("HOLDS", 1, 1, 0)
    assert (row["class"], "excluded" in row) == ("checked", False)
    assert row["left"]["values"] == [111.0]
    assert [control["result"] for control in case["controls"]] == ["turned"]
    assert len([*(project.pytester.path / ".claims/evidence").glob("??/*.json")]) == 2


def test_what_is_false_is_refuted_and_told_in_words(project):
    claims(project, "assert exact(measure(longest, upto=30) == 112)")

    result = project.inside()

    assert result.ret == 1
    told = "*exact(longest(upto=30) == 112): false, 111 against 112; computed, not sampled*"
    result.stdout.fnmatch_lines([told])


def test_a_control_that_leaves_it_true_makes_it_vacuous(project):
    claims(project, "assert exact(measure(longest, upto=30) > 3)")

    assert project.inside().ret == 1
    assert project.ledger()["a"]["verdict"] == "VACUOUS"


def test_a_subject_is_built_without_seeds(project):
    claims(project, "assert exact(measure(twice, abs_of, size=-4) == 8)", "@control(size=3)")
    file = project.pytester.path / "claims/test_01_toy.py"
    file.write_text("from toy import abs_of\n" + file.read_text())
    toy = project.pytester.path / "toy/__init__.py"
    toy.write_text(toy.read_text() + "\ndef abs_of(*, size):\n    return abs(size)\n")
    conftest = project.pytester.path / "conftest.py"
    conftest.write_text(conftest.read_text().partition("def pytest_claims_build")[0])

    assert project.inside().ret == 0


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("assert measure(longest, upto=30) > 3", "Write exact(...): no probe in longest(upto=30)"),
        (
            "assert exact(measure(score, High) > 3)",
            "Write every(...) or share(...) of what differs from replica to replica: "
            "exact(score(High) > 3) rests on score(High).",
        ),
        (
            "assert exact(measure(longest, upto=across(3, 30)) > 3)",
            "Write every(...) or share(...) of what differs",
        ),
        ("assert exact(measure(several, upto=3) > 0)", "Let several return one number, or take"),
    ],
)
def test_what_is_drawn_has_replicas_and_what_is_not_has_none(project, body, told):
    claims(project, body, '@no_control("a toy")')

    result = project.inside()

    assert result.ret == 1
    assert told in " ".join(result.stdout.str().split())


def test_a_computed_bound_may_stand_beside_what_is_drawn(project):
    body = "n = across(3, 30)\nassert measure(longest, upto=n) > measure(constant, value=n) - 30"
    claims(project, body, '@no_control("a toy")')

    assert project.inside().ret == 0
    (row,) = project.ledger()["a"]["cases"][0]["comparisons"]
    assert sorted(set(row["left"]["values"])) == [7.0, 111.0]


def test_equality_of_what_is_drawn_is_refused(project):
    claims(project, "assert exact(measure(score, High) == 3)", '@no_control("a toy")')

    result = project.inside()

    result.stdout.fnmatch_lines(["*equality is decided with a tolerance*"])


def test_equality_outside_of_exact_is_no_claim(project):
    claims(project, "assert measure(longest, upto=30) == 111", '@no_control("a toy")')

    result = project.inside()

    assert result.ret == 4
    told = "*test_a uses ==. Write every(abs(a - b) <= tolerance), or exact(a == b) where*"
    result.stderr.fnmatch_lines([told])
