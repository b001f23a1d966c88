"""What runs is what is shown, and all of it: the function, its fixtures, its asserts, its cases."""

import pytest

import pytest_claims.session.controller  # once here, and not again in every project's run
import pytest_claims.session.worker  # noqa: F401
from pytest_claims.faults import ClaimError
from pytest_claims.session.shown import tests_of

TRUE = "assert measure(score, High) > measure(score, Low)"
FALSE = "assert measure(score, High) < measure(score, Low)"
NO_CONTROL = '@no_control("a toy")'


def add(project, name, text):
    file = project.pytester.path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text((file.read_text() if file.exists() else "") + text)


def error(project, *says, name="a", run=None):
    """Claim ``a`` is an error that says so, and the status is 1."""
    result = (run or project.inside)()
    assert result.ret == 1
    row = project.ledger()[name]
    assert row["verdict"] == "ERROR"
    for part in says:
        assert part in row["cases"][0]["reason"], row["cases"][0]["reason"]
    return result.stdout.str()


def test_a_test_that_is_rebound_does_not_run_in_the_place_of_the_one_shown(project):
    project.claim(FALSE).claim(TRUE, name="b").write()
    add(project, "claims/test_01_toy.py", "\n\nglobals()['test_a'] = test_b\n")

    error(project, "test_a runs", "claims/test_01_toy.py:10 is what is shown")


def test_a_test_from_elsewhere_does_not_run_in_the_place_of_the_one_shown(project):
    project.toy += "\ndef test_a(measure):\n    assert measure(score, High) > 0\n"
    project.claim(FALSE).claim(TRUE, name="b").write()
    add(project, "claims/test_01_toy.py", "\n\nglobals().update(test_a=toy.test_a)\n")

    error(project, "toy/__init__.py", "is what is shown")


def test_a_wrapper_does_not_run_in_the_place_of_the_test_shown(project):
    project.toy += (
        "\ndef easy(test):\n    import functools\n    @functools.wraps(test)\n"
        "    def run(measure):\n        assert measure(score, High) > 0\n    return run\n"
    )
    project.claim(FALSE, how=f"@toy.easy\n{NO_CONTROL}").write()

    error(project, "wrap no test in a decorator of your own")


def test_code_that_is_replaced_is_not_the_test_shown(project):
    project.claim(FALSE).claim(TRUE, name="b").write()
    add(project, "claims/test_01_toy.py", "\n\ntest_a.__code__ = test_b.__code__\n")

    error(project, "is what is shown")


def test_an_item_whose_function_a_conftest_swaps_is_an_error(project):
    project.claim(FALSE).claim(TRUE, name="b").write()
    add(
        project,
        "conftest.py",
        "\ndef pytest_collection_modifyitems(items):\n    items[0].obj = items[1].obj\n",
    )

    error(project, "is what is shown")


FIXTURE = "\n@pytest.fixture\ndef gap(measure):\n    return measure(score, High) - 5\n"
AUTOUSE = "\nimport pytest\n@pytest.fixture(autouse=True)\ndef shifting():\n    yield\n"
OWN_MEASURE = (
    "\nimport pytest\n@pytest.fixture\ndef measure():\n    return lambda *a, **k: float(9)\n"
)


@pytest.mark.parametrize("fixture", ["monkeypatch", "request", "tmp_path", "capsys"])
def test_a_fixture_that_a_claim_takes_is_refused(project, fixture):
    project.claim(TRUE, arguments=f"measure, {fixture}").write()

    error(project, f"test_a uses the fixture {fixture}", "put what it needs into a probe")


def test_a_sample_that_a_fixture_made_is_refused(project):
    project.claim(f"{TRUE}\nassert gap < -100", arguments="measure, gap").write()
    add(project, "claims/test_01_toy.py", FIXTURE)

    error(project, "test_a uses the fixture gap")


@pytest.mark.parametrize("file", ["conftest.py", "claims/conftest.py", "claims/test_01_toy.py"])
def test_an_automatic_fixture_of_the_project_is_refused(project, file):
    project.claim(TRUE).write()
    add(project, file, AUTOUSE)

    error(project, "test_a is given the fixture shifting of", file)


def test_a_set_up_of_the_module_is_refused(project):
    project.claim(TRUE).write()
    add(project, "claims/test_01_toy.py", "\n\ndef setup_module(module):\n    pass\n")

    error(project, "test_a is given the fixture _xunit_setup_module")


@pytest.mark.parametrize("how", ["mark", "ini"])
def test_fixtures_that_are_used_unseen_are_refused(project, how):
    project.claim(TRUE).write()
    if how == "mark":
        add(
            project,
            "conftest.py",
            "\nimport pytest\ndef pytest_collection_modifyitems(items):\n"
            "    items[0].add_marker(pytest.mark.usefixtures('monkeypatch'))\n",
        )
    else:
        add(project, "pytest.ini", "usefixtures = monkeypatch\n")

    error(project, "test_a uses the fixture monkeypatch")


@pytest.mark.parametrize("file", ["conftest.py", "claims/test_01_toy.py"])
def test_another_measure_is_refused(project, file):
    project.claim(TRUE).write()
    add(project, file, OWN_MEASURE)

    error(project, "overrides the fixture measure: remove it")


def test_a_parameter_that_a_fixture_makes_is_refused(project):
    how = f'{NO_CONTROL}\n@pytest.mark.parametrize("lag", [1, 2], indirect=True)'
    project.claim(TRUE, how=how, arguments="measure, lag").write()
    add(
        project,
        "conftest.py",
        "\nimport pytest\n@pytest.fixture\ndef lag(request):\n    return request.param\n",
    )

    error(project, "test_a uses the fixture lag")


CASES = {
    "two axes": ('"x", [1, 2]', '"y", [1, 2, 3]'),
    "a generator": ('"x, y", ((i, i) for i in range(6))',),
    "by name": ('argnames="x, y", argvalues=[(i, i) for i in range(6)]',),
}


@pytest.mark.parametrize("axes", CASES)
def test_each_case_has_its_part_of_the_error_however_the_cases_arise(project, axes):
    marks = [f"@pytest.mark.parametrize({axis})" for axis in CASES[axes]]
    body = "assert measure(score, High) > x - y - 9"
    how = "\n".join([NO_CONTROL, *marks])
    project.claim(body, how=how, arguments="measure, x, y").write()
    add(project, "pytest.ini", "filterwarnings = ignore\n")

    assert project.inside().ret == 0
    cases = project.ledger()["a"]["cases"]
    assert len(cases) == 6
    errors = [case["comparisons"][0]["error"] for case in cases]
    assert errors == pytest.approx([0.001 / 6] * 6)


def test_cases_that_a_hook_makes_share_the_error_also_one_by_one(project):
    body = "assert measure(score, High) > x - 9"
    project.claim(body, arguments="measure, x").write()
    add(
        project,
        "conftest.py",
        "\ndef pytest_generate_tests(metafunc):\n    metafunc.parametrize('x', [1, 2, 3, 4])\n",
    )
    project.pytester.syspathinsert()
    project.pytester.runpytest_inprocess("claims/test_01_toy.py::test_a[2]")

    (case,) = project.ledger()["a"]["cases"]
    assert case["comparisons"][0]["error"] == pytest.approx(0.001 / 4)


@pytest.mark.parametrize(
    "body",
    [
        f"{TRUE}\nexec('')\nassert 1 < 2",
        f"{TRUE}\n[lambda: 0, lambda: measure][0]()\nassert toy.nothing()",
    ],
)
def test_an_assert_that_decides_nothing_is_named_by_its_line(project, body):
    project.toy += "\ndef nothing():\n    return True\n"
    project.claim(body).write()

    error(project, "claims/test_01_toy.py:14 decides 1 comparisons and 0 were asserted")


def test_an_assert_that_is_not_reached_is_named_by_its_line(tmp_path):
    file = tmp_path / "test_01_toy.py"
    file.write_text("def test_a(measure):\n    if True:\n        return\n    assert 0 < s < 1\n")

    with pytest.raises(ClaimError, match=r"test_01_toy\.py:4 decides 2 comparisons and 0"):
        tests_of(file, tmp_path)["test_a"].require_all([])


def test_both_ends_of_a_chain_are_decided(project):
    project.claim("assert 4 < measure(score, High, noise=0.1) < 6").write()

    assert project.inside().ret == 0
    assert len(project.ledger()["a"]["cases"][0]["comparisons"]) == 2


def test_a_sample_kept_from_another_claim_is_refused(project):
    project.toy += "\nkept = []\n"
    project.claim(f"s = measure(score, High)\ntoy.kept.append(s)\n{TRUE}", name="z")
    project.claim("assert measure(score, High) > toy.kept[0] - 9").write()

    error(project, "score(High) - 9 is used outside the run of the body that measured it")


def test_an_event_kept_from_another_claim_is_refused(project):
    project.toy += "\nkept = []\n"
    body = "e = measure(score, High) > 0\ntoy.kept.append(e)\nassert e"
    project.claim(body, name="z").claim(f"{TRUE}\nassert toy.kept[0]").write()

    error(project, "score(High) > 0 is used outside the run of the body")


@pytest.mark.parametrize(
    "use",
    [
        "s.values()",
        "len(s)",
        "[*s]",
        "s[0]",
        "np.asarray(s)",
        "np.median(s)",
        "int(s)",
        "float(s)",
    ],
)
def test_a_claim_never_sees_its_numbers(project, use):
    project.claim(f"s = measure(score, High)\nt = {use}\nassert s > 0").write()

    error(project, "has no single value", "a claim never sees its numbers")


def test_measure_outside_of_claims_fails_in_words(project):
    project.claim(TRUE).write()
    add(project, "tests/test_x.py", "import toy\ndef test_x(measure):\n    pass\n")
    project.pytester.syspathinsert()

    both = project.pytester.runpytest_inprocess("tests", "claims")
    alone = project.pytester.runpytest_inprocess("tests")

    assert both.ret == alone.ret == 1
    for result in (both, alone):
        result.stdout.fnmatch_lines(["*measure is for claims, and *tests/test_x.py is none*"])


@pytest.mark.parametrize("also", [[], ["claims"]])
def test_claims_that_are_reached_by_a_link_are_refused(project, also):
    project.claim(FALSE).write()
    (project.pytester.path / "also").symlink_to("claims")
    project.pytester.syspathinsert()
    result = project.pytester.runpytest_inprocess("also", *also)

    assert result.ret == 4
    result.stderr.fnmatch_lines(["*also leads to the claims in *claims: run pytest *claims*"])


def test_claims_that_are_reached_by_their_module_are_not_green(project):
    project.claim(FALSE).write()
    add(project, "claims/__init__.py", "")
    project.pytester.syspathinsert()

    assert project.pytester.runpytest_inprocess("--pyargs", "claims.test_01_toy").ret != 0


def test_an_error_of_the_claim_is_shown_with_its_line_and_without_a_traceback(project):
    project.claim("assert measure(score, High, volume=1) > 0").write()
    text = error(project)

    assert "claims/test_01_toy.py:12: no parameter takes the condition volume=1" in text
    assert "src/pytest_claims" not in text.partition("= claims =")[0]


def test_an_error_of_a_probe_is_shown_from_the_probe_on(project):
    project.toy += "\ndef odd(*, seeds):\n    return inner()\n\ndef inner():\n    return 1 / 0\n"
    project.claim("assert measure(toy.odd) > 0").write()
    text = error(project, "ZeroDivisionError")

    assert "toy/__init__.py" in text
    assert "return 1 / 0" in text
    assert "return inner()" in text
    assert "asked for at" in text
    assert "trial.py" not in text
    assert "instrument.py" not in text


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("toy:Low", "toy:Lwo", "toy:Lwo: *toy/__init__.py has no Lwo"),
        ("toy:Low", "toyy:Low", "toyy:Low: there is no module toyy"),
        ("toy:Low", "toy.x:Low", "toy.x:Low: there is no module toy.x"),
        ("toy:Low", "Low", "Low: write module:attribute"),
        ("toy:Flat", "toy:Flatt", "toy:Flatt: *toy/__init__.py has no Flatt"),
        ('"High": [', '"Hihg": [', "pytest_claims_ablations names Hihg*names High, Low"),
    ],
)
def test_a_name_that_leads_nowhere_is_a_usage_error(project, old, new, says):
    project.claim(TRUE).write()
    file = project.pytester.path / "conftest.py"
    file.write_text(file.read_text().replace(old, new))
    result = project.inside("--claims-mutants")

    assert result.ret == 4
    result.stderr.fnmatch_lines([f"*{says}*"])


def test_a_locale_that_is_not_utf_8_is_written_to(project, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONUTF8", "0")
    monkeypatch.setenv("PYTHONCOERCECLOCALE", "0")
    project.claim(FALSE, how="@control(High, Flat)", sentence="High → low")
    project.claim(TRUE, name="b", how="@control(High, Flat)").write()
    result = project.again("-n0")

    assert result.ret == 1
    assert "INTERNALERROR" not in result.stdout.str() + result.stderr.str()
