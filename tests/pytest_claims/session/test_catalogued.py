"""``pytest-claims probes`` lists what the project's conftest.py names."""

import pytest

COMMAND = "from pytest_claims.cli import main; raise SystemExit(main({arguments}))"


@pytest.fixture
def probes(project):
    root = project.write()

    def run(hook, *arguments):
        conftest = root / "conftest.py"
        conftest.write_text(conftest.read_text() + hook)
        return project.pytester.runpython_c(COMMAND.format(arguments=["probes", *arguments]))

    return root, run


NAMES = '\ndef pytest_claims_catalogue():\n    return {"Toys": ["toy"]}\n'


def test_command_prints_the_instruments_that_the_project_names(probes):
    _, run = probes
    result = run(NAMES)

    assert result.ret == 0
    result.stdout.fnmatch_lines(
        ["Toys", "*toy/__init__.py", "*High(gain=1.0)", "*score(Model, noise=1.0)", "*A score;*"]
    )


def test_command_writes_a_page_and_prints_nothing(probes):
    root, run = probes
    result = run(NAMES, "--markdown", "docs/toys.md")

    assert (result.ret, result.stdout.lines) == (0, [])
    page = (root / "docs" / "toys.md").read_text()
    assert "Written by `pytest-claims probes --markdown docs/toys.md`" in page
    assert "In [toy/__init__.py](../toy/__init__.py)." in page


def test_project_that_names_none_is_told_what_to_add(probes):
    _, run = probes
    result = run("")

    assert result.ret == 2
    result.stderr.fnmatch_lines(["*no conftest.py says where*", "def pytest_claims_catalogue():"])


def test_package_that_is_not_there_is_named(probes):
    _, run = probes
    result = run(NAMES.replace('"toy"', '"toys"'))

    assert result.ret == 2
    result.stderr.fnmatch_lines(["*correct pytest_claims_catalogue in conftest.py: *'toys'*"])
    assert "Traceback" not in result.stderr.str()
