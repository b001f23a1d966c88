"""What was asked for and not tested is named and not green; what the user left out is."""

import pytest
from audit_errors import add, conftest, says

TRUE = "assert measure(score, High) > measure(score, Low)"
FALSE = "assert measure(score, High) < measure(score, Low)"
VACUOUS = "assert measure(score, High) > -100"
DESELECTED = "def pytest_collection_modifyitems(items):\n    del items[0]\n"


def test_a_claim_that_a_plugin_deselects_is_named_and_not_green(project):
    project.claim(FALSE).claim(TRUE, name="b").write()
    conftest(project, DESELECTED)
    result = project.inside()

    assert result.ret == 1
    says(result, "notes/01_toy.md:5 01_toy/a is not tested: it was not collected")


def test_a_claim_that_a_plugin_deselects_on_workers_is_not_green(project):
    project.claim(FALSE).claim(TRUE, name="b").write()
    conftest(project, DESELECTED)

    assert project.again("-n2").ret == 1


@pytest.mark.parametrize("asked", ["claims", "claims/test_01_toy.py"])
def test_a_test_that_is_gone_when_the_file_is_imported_is_not_green(project, asked, unread):
    project.claim(FALSE).claim(TRUE, name="b").write()
    add(project, "claims/test_01_toy.py", "\n\nglobals().pop('test_a')\n")
    result = project.at(asked)

    assert result.ret == 1
    says(result, "01_toy/a is not tested")


@pytest.mark.parametrize(
    "choice", [["-k", "test_b"], ["-ktest_b"], ["--deselect=claims/test_01_toy.py::test_a"]]
)
def test_what_the_user_leaves_out_is_by_choice(project, choice):
    project.claim(FALSE).claim(TRUE, name="b").write()
    result = project.inside(*choice)

    assert result.ret == 0
    assert "is not tested" not in result.stdout.str()


def test_one_inconclusive_claim_beside_one_that_holds_is_status_6(project):
    project.claim(TRUE).claim("assert measure(score, High) > 5.0", name="b").write()

    assert project.inside().ret == 6


def test_a_note_accounted_for_exactly_as_asked_passes(project):
    project.claim(TRUE).write()
    note = project.pytester.path / "notes" / "01_toy.md"
    text = note.read_text()
    linked = next(line for line in text.splitlines() if line.startswith("[This"))
    text = text.replace(linked, "").replace(
        "## What Failed\n", f"## What Failed\n\n{linked}\nIt failed.\n"
    )
    note.write_text(text)

    assert project.inside("-o", "claims_accounted_for=0.5").ret == 0
    assert project.inside("-o", "claims_accounted_for=0.51").ret == 1


def test_a_surviving_mutant_counts_for_a_whole_audit_only(project):
    project.claim(VACUOUS).claim(TRUE, name="b").write()
    project.inside("--claims-mutants")
    node = "claims/test_01_toy.py::test_a"

    assert project.at(node, "--claims-mutants").ret == 0


def test_a_run_without_mutants_says_nothing_of_them(project):
    import json

    project.claim(TRUE).write()
    result = project.inside()
    ledger = json.loads((project.pytester.path / ".claims" / "audit.json").read_text())

    assert ledger["run"]["mutants"] is None
    assert "mutant High" not in result.stdout.str()


LEFT_OUT_BY = {
    "python_functions": ("pytest.ini", "python_functions = test_b\n"),
    "addopts": ("pytest.ini", "addopts = --import-mode=importlib -k test_b\n"),
    "collect_ignore": ("conftest.py", "\ncollect_ignore = ['claims/test_01_toy.py']\n"),
}


@pytest.mark.parametrize("how", LEFT_OUT_BY)
def test_a_claim_that_configuration_leaves_out_is_not_green(project, how):
    project.claim(FALSE).claim(TRUE, name="b").write()
    file, text = LEFT_OUT_BY[how]
    ini = project.pytester.path / "pytest.ini"
    if how == "addopts":
        ini.write_text(ini.read_text().replace("addopts = --import-mode=importlib\n", ""))
    add(project, file, text)
    result = project.inside()

    assert result.ret == (5 if how == "collect_ignore" else 1)
    says(result, "01_toy/a is not tested: it was not collected")


def test_a_file_that_is_ignored_is_not_green_beside_tests_that_pass(project):
    project.claim(FALSE).write()
    conftest(project, "collect_ignore = ['claims/test_01_toy.py']\n")
    add(project, "tests/test_x.py", "def test_x():\n    pass\n")
    result = project.at("tests", "claims")

    assert result.ret == 5
    says(result, "01_toy/a is not tested: it was not collected")


@pytest.mark.parametrize("word", ["--junitxml=test_b", "--claims-ledger=not test_a"])
def test_a_word_that_ends_like_a_choice_of_the_ini_is_no_choice(project, word):
    chosen = word.partition("=")[2]
    project.claim(FALSE).claim(TRUE, name="b").write()
    ini = project.pytester.path / "pytest.ini"
    ini.write_text(ini.read_text().replace("importlib", f"importlib -k '{chosen}'"))
    result = project.inside(word)

    assert result.ret == 1
    says(result, "01_toy/a is not tested: it was not collected")


@pytest.mark.parametrize(
    "choice", [["-m", "trained"], ["-qmtrained"], ["-vk", "test_b"], ["--ignore=claims"]]
)
def test_a_choice_is_known_by_its_option(project, choice):
    project.claim(FALSE).claim(TRUE, name="b", how='@no_control("a toy")\n@pytest.mark.trained')
    project.write()

    assert "is not tested" not in project.inside(*choice).stdout.str()
