"""What keeps a verdict from being carried: it is decided anew, from its evidence or without."""

import shutil

import pytest
from carrying import AGAIN, NOTHING, TELLS, TRUE, edit, told

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
    (root / ".level").write_text("2.0")

    told(project.again("-n0"), "imported: toy")


def test_a_case_that_was_not_tried_keeps_the_others_from_being_carried(carried):
    shutil.rmtree(carried.pytester.path / ".claims")
    carried.again("-n0", "-k", "2.0 or test_a")

    told(carried.again("-n0"), AGAIN).assert_outcomes(passed=3)

    told(carried.again("-n0"), NOTHING).assert_outcomes(passed=3)


def test_a_verdict_is_not_carried_from_a_run_in_which_its_source_was_touched(project):
    edits = "import os\nos.utime('claims/test_01_toy.py')\n"
    project.toy = edits + project.toy
    root = project.claim(TRUE, how="@control(High, Flat)").write()
    (root / "conftest.py").write_text((root / "conftest.py").read_text() + TELLS)
    for _ in range(2):
        told(project.again("-n0"), "imported: toy")
