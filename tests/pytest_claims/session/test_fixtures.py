"""A claim takes measure and its parameters; each case has its part of the error."""

import pytest
from audit_errors import add, error

TRUE = "assert measure(score, High) > measure(score, Low)"
NO_CONTROL = '@no_control("a toy")'


FIXTURE = "\n@pytest.fixture\ndef gap(measure):\n    return measure(score, High) - 5\n"
AUTOUSE = "\nimport pytest\n@pytest.fixture(autouse=True)\ndef shifting():\n    yield\n"
OWN_MEASURE = (
    "\nimport pytest\n@pytest.fixture\ndef measure():\n    return lambda *a, **k: float(9)\n"
)


@pytest.mark.parametrize("fixture", ["monkeypatch", "request", "tmp_path", "capsys"])
def test_a_fixture_that_a_claim_takes_is_refused(project, fixture, unread):
    project.claim(TRUE, arguments=f"measure, {fixture}").write()

    error(project, f"test_a uses the fixture {fixture}", "put what it needs into a probe")


def test_a_sample_that_a_fixture_made_is_refused(project, unread):
    project.claim(f"{TRUE}\nassert gap < -100", arguments="measure, gap").write()
    add(project, "claims/test_01_toy.py", FIXTURE)

    error(project, "test_a uses the fixture gap")


@pytest.mark.parametrize("file", ["conftest.py", "claims/conftest.py"])
def test_an_automatic_fixture_of_the_project_is_refused(project, file):
    project.claim(TRUE).write()
    add(project, file, AUTOUSE)

    error(project, "test_a is given the fixture shifting of", file)


@pytest.mark.parametrize("folder", ["../elsewhere_of_a_plugin", "site-packages"])
def test_an_automatic_fixture_of_a_plugin_is_let_be_wherever_it_lies(project, folder, monkeypatch):
    project.claim(TRUE).write()
    place = (project.pytester.path / folder).resolve()
    place.mkdir()
    (place / "plugin_with_a_fixture.py").write_text(AUTOUSE)
    monkeypatch.syspath_prepend(place)

    assert project.inside("-p", "plugin_with_a_fixture").ret == 0


def test_an_automatic_fixture_of_the_claim_file_is_refused(project, unread):
    project.claim(TRUE).write()
    add(project, "claims/test_01_toy.py", AUTOUSE)

    error(project, "test_a is given the fixture shifting of", "claims/test_01_toy.py")


def test_a_set_up_of_the_module_is_refused(project, unread):
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


def test_another_measure_of_the_project_is_refused(project):
    project.claim(TRUE).write()
    add(project, "conftest.py", OWN_MEASURE)

    error(project, "conftest.py overrides the fixture measure: remove it")


def test_another_measure_of_the_claim_file_is_refused(project, unread):
    project.claim(TRUE).write()
    add(project, "claims/test_01_toy.py", OWN_MEASURE)

    error(project, "test_01_toy.py overrides the fixture measure: remove it")


@pytest.mark.parametrize("name", ["lag", "tmp_path"], ids=["new", "in place of pytest's"])
def test_a_parameter_that_a_fixture_makes_is_refused(project, unread, name):
    how = f'{NO_CONTROL}\n@pytest.mark.parametrize("{name}", [1, 2], indirect=True)'
    project.claim(TRUE, how=how, arguments=f"measure, {name}").write()
    add(
        project,
        "conftest.py",
        f"\nimport pytest\n@pytest.fixture\ndef {name}(request):\n    return request.param\n",
    )

    error(project, f"test_a uses the fixture {name}")


def test_each_case_of_two_axes_has_its_part_of_the_error(project):
    has_six_cases(project, '"x", [1, 2]', '"y", [1, 2, 3]')


@pytest.mark.parametrize(
    "axis",
    [
        '"x, y", ((i, i) for i in range(6))',
        'argnames="x, y", argvalues=[(i, i) for i in range(6)]',
    ],
)
def test_each_case_that_no_source_shows_has_its_part_of_the_error(project, axis, unread):
    has_six_cases(project, axis)


def has_six_cases(project, *axes):
    marks = [f"@pytest.mark.parametrize({axis})" for axis in axes]
    body = "assert measure(score, High) > x - y - 9"
    how = "\n".join([NO_CONTROL, *marks])
    project.claim(body, how=how, arguments="measure, x, y").write()
    add(project, "pytest.ini", "filterwarnings = ignore\n")

    assert project.inside().ret == 0
    cases = project.ledger()["a"]["cases"]
    assert len(cases) == 6
    errors = [case["comparisons"][0]["error"] for case in cases]
    assert errors == pytest.approx([0.001 / 6] * 6)


def test_cases_that_a_hook_makes_share_the_error_also_one_by_one(project, unread):
    body = "assert measure(score, High) > x - 9"
    project.claim(body, arguments="measure, x").write()
    add(
        project,
        "conftest.py",
        "\ndef pytest_generate_tests(metafunc):\n    metafunc.parametrize('x', [1, 2, 3, 4])\n",
    )
    project.at("claims/test_01_toy.py::test_a[2]")

    (case,) = project.ledger()["a"]["cases"]
    assert case["comparisons"][0]["error"] == pytest.approx(0.001 / 4)
