"""A run that finds everything as an earlier one left it decides nothing, and imports nothing."""

import shutil

import pytest

TRUE = "assert measure(score, High) > measure(score, Low)"
STUB = "import heavy\n"
TELLS = """
import pytest

def pytest_collection_finish(session):
    session.config.functions = [i.name for i in session.items if isinstance(i, pytest.Function)]

def pytest_terminal_summary(terminalreporter, config):
    import sys
    found = sorted({"heavy", "toy"} & sys.modules.keys())
    terminalreporter.write_line(f"imported: {', '.join(found) or 'nothing'}")
    if hasattr(config, "functions"):
        terminalreporter.write_line(f"run: {', '.join(config.functions) or 'nothing'}")
"""
AGAIN = "imported: heavy, toy"
NOTHING = "imported: nothing"


@pytest.fixture
def carried(project):
    """A project of which one run has decided everything."""
    cases = '@control(High, Flat)\n@pytest.mark.parametrize("gain", [1.0, 2.0])'
    project.toy = STUB + project.toy
    project.claim(TRUE, name="a", how="@control(High, Flat)\n@pytest.mark.trained")
    over = "scored = measure(score, High, gain=gain)\nassert scored > measure(score, Low)"
    project.claim(over, name="b", how=cases, arguments="measure, gain")
    root = project.write()
    (root / "heavy.py").write_text("")
    (root / "conftest.py").write_text((root / "conftest.py").read_text() + TELLS)
    told(project.again("-n0"), AGAIN)
    return project


def told(result, line):
    assert result.ret == 0, result.stdout.str()
    result.stdout.fnmatch_lines([line])
    return result


def edit(project, file, old, new):
    path = project.pytester.path / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def cases(project):
    rows = project.ledger().values()
    return {(row["id"], case["case"]): case for row in rows for case in row["cases"]}


def test_a_second_run_imports_neither_claims_nor_what_they_import_and_says_the_same(carried):
    first = cases(carried)

    told(carried.again("-n0"), NOTHING)

    second = cases(carried)
    for case in [*first.values(), *second.values()]:
        del case["cached"], case["seconds"]
    assert second == first
    told(carried.again("-n0"), NOTHING)


def test_a_reworded_sentence_imports_nothing_and_moves_the_lines_below_it(carried):
    edit(carried, "notes/01_toy.md", "the sentence of a", "a new sentence of a")
    edit(carried, "claims/test_01_toy.py", "the sentence of a", "a new\n    sentence of a")
    before = cases(carried)["01_toy/b", "2.0"]["measurements"][0]["asked_at"]

    told(carried.again("-n0"), NOTHING)

    assert "a new sentence" in carried.ledger()["a"]["sentence"]
    file, _, line = before.rpartition(":")
    after = cases(carried)["01_toy/b", "2.0"]["measurements"][0]["asked_at"]
    assert after == f"{file}:{int(line) + 1}"


def test_claims_are_listed_without_importing_them(carried):
    listed = carried.again("--collect-only", "-q", "-n0")

    told(listed, "claims/test_01_toy.py::test_a")
    listed.stdout.fnmatch_lines(["*::test_b?1.0?", "*::test_b?2.0?", NOTHING])


def test_claims_of_which_nothing_is_known_are_listed_too(carried):
    shutil.rmtree(carried.pytester.path / ".claims")

    listed = carried.again("--collect-only", "-q", "-n0")

    told(listed, AGAIN)
    listed.stdout.fnmatch_lines(["*::test_b?1.0?", "*::test_b?2.0?"])


@pytest.mark.parametrize(("option", "word"), [("-m", "trained"), ("-k", "test_a")])
def test_a_carried_claim_is_selected_by_mark_and_by_name(carried, option, word):
    chosen = told(carried.again("-n0", f"{option}={word}"), NOTHING)

    chosen.assert_outcomes(passed=1, deselected=2)


def test_a_carried_claim_is_run_by_its_node_id(carried):
    one = carried.again("-n0", "claims/test_01_toy.py::test_b[2.0]")

    told(one, NOTHING).assert_outcomes(passed=1)


def test_junit_reads_the_same_of_a_carried_claim(carried):
    read = []
    for flag in ("--claims-fresh", "-q"):
        carried.again("-n0", flag, "--junitxml=junit.xml")
        text = (carried.pytester.path / "junit.xml").read_text()
        read.append([part for part in text.split("<") if part.startswith("property ")])

    assert read[0] == read[1] != []


def test_nothing_is_handed_out_where_nothing_is_left_to_decide(carried):
    assert "workers [" not in told(carried.again("-nauto"), NOTHING).stdout.str()


def test_what_is_left_to_decide_is_handed_out(carried):
    edit(
        carried,
        "claims/test_01_toy.py",
        "assert measure(score, High)",
        "assert 0 + measure(other, High)",
    )
    edit(carried, "claims/test_01_toy.py", "assert scored", "assert 0 + scored")

    handed_out = carried.again("-nauto")

    assert handed_out.ret == 0
    assert "worker" in handed_out.stdout.str()


def test_workers_carry_too_and_import_only_what_must_run(carried):
    edit(carried, "claims/test_01_toy.py", "assert scored", "assert 0 + scored")

    told(carried.again("-n2"), NOTHING).assert_outcomes(passed=3)  # the workers import

    found = cases(carried)
    assert all(case["verdict"] == "HOLDS" for case in found.values())
    told(carried.again("-n2"), NOTHING).assert_outcomes(passed=3)


def test_the_claims_beside_an_edited_one_are_carried(carried):
    edit(carried, "claims/test_01_toy.py", "assert scored", "assert 0 + scored")

    beside = told(carried.again("-n0"), AGAIN)

    beside.assert_outcomes(passed=3)
    beside.stdout.fnmatch_lines(["run: test_b?1.0?, test_b?2.0?"])


EDITS = {
    "a source": ("toy/__init__.py", "shift = 5.0", "shift = 6.0"),
    "a constant of the claims": (
        "claims/test_01_toy.py",
        "import toy\n",
        "import toy\nLIMIT = 1\n",
    ),
    "the conftest.py": ("conftest.py", "import sys", "import  sys"),
    "the ini": ("pytest.ini", "markers = trained", "markers = trained\nclaims_every = 96"),
    "what else is below the root": ("heavy.py", "", "LEVEL = 1"),
}


@pytest.mark.parametrize("where", EDITS.values(), ids=EDITS)
def test_after_an_edit_everything_is_decided_anew(carried, where):
    edit(carried, *where)

    told(carried.again("-n0"), AGAIN)


@pytest.mark.parametrize(
    "flag", ["--claims-fresh", "--claims-seed=1", "--override-ini=claims_error=0.0009"]
)
def test_under_another_flag_everything_is_decided_anew(carried, flag):
    told(carried.again("-n0", flag), AGAIN)


def test_under_another_variable_everything_is_decided_anew(carried, monkeypatch):
    monkeypatch.setenv("LEVEL", "1")
    told(carried.again("-n0"), AGAIN)

    told(carried.again("-n0"), NOTHING)


def damaged(root):
    for file in (root / ".claims" / "evidence").glob("??/*.json"):
        file.write_text(file.read_text().replace("0", "1"))


def unsealed(root):
    ledger = root / ".claims" / "audit.json"
    ledger.write_text(ledger.read_text().replace("HOLDS", "REFUTED", 1))


LOST = {
    "no evidence": lambda root: shutil.rmtree(root / ".claims" / "evidence"),
    "damaged evidence": damaged,
    "no ledger": lambda root: (root / ".claims" / "audit.json").unlink(),
    "an edited ledger": unsealed,
}


@pytest.mark.parametrize("lose", LOST.values(), ids=LOST)
def test_what_is_lost_is_decided_anew(carried, lose):
    lose(carried.pytester.path)

    told(carried.again("-n0"), AGAIN)

    told(carried.again("-n0"), NOTHING)


def test_a_verdict_that_contradicts_its_note_is_reached_anew_each_time(project):
    project.claim("assert measure(score, High) < measure(score, Low)")
    root = project.write()
    (root / "conftest.py").write_text((root / "conftest.py").read_text() + TELLS)
    for _ in range(2):
        result = project.again("-n0")

        assert result.ret == 1
        result.stdout.fnmatch_lines(["imported: toy"])


OUTLYING = {"in another folder": "../elsewhere", "in a hidden folder": ".hidden"}


@pytest.mark.parametrize("folder", OUTLYING.values(), ids=OUTLYING)
def test_nothing_is_carried_that_rests_on_a_source_which_is_not_watched(
    project, monkeypatch, folder
):
    project.toy = "from outlying import LEVEL\n" + project.toy
    root = project.claim(TRUE, how="@control(High, Flat)").write()
    home = root / folder
    home.mkdir(exist_ok=True)
    (home / "outlying.py").write_text("LEVEL = 1\n")
    monkeypatch.setenv("PYTHONPATH", f"{home}:{root}")
    (root / "conftest.py").write_text((root / "conftest.py").read_text() + TELLS)
    for _ in range(2):
        told(project.again("-n0"), "imported: toy")


def test_data_that_were_read_and_changed_are_read_again(project):
    reads = "from pathlib import Path\nLEVEL = float(Path('.level').read_text())\n"
    project.toy = reads + project.toy.replace("shift = 5.0", "shift = 5.0 + LEVEL")
    root = project.claim(TRUE, how="@control(High, Flat)").write()
    (root / ".level").write_text("1.0")
    (root / "conftest.py").write_text((root / "conftest.py").read_text() + TELLS)
    told(project.again("-n0"), "imported: toy")
    told(project.again("-n0"), NOTHING)
    (root / ".level").write_text("2.0")

    told(project.again("-n0"), "imported: toy")


def test_a_case_that_was_not_tried_keeps_the_others_from_being_carried(carried):
    shutil.rmtree(carried.pytester.path / ".claims")
    carried.again("-n0", "-k", "2.0 or test_a")

    told(carried.again("-n0"), AGAIN).assert_outcomes(passed=3)

    told(carried.again("-n0"), NOTHING).assert_outcomes(passed=3)


def test_a_verdict_is_not_carried_from_a_run_in_which_a_source_was_edited(project):
    edits = "import os\nos.utime('toy/__init__.py')\n"
    project.toy = edits + project.toy
    root = project.claim(TRUE, how="@control(High, Flat)").write()
    (root / "conftest.py").write_text((root / "conftest.py").read_text() + TELLS)
    for _ in range(2):
        told(project.again("-n0"), "imported: toy")
