"""Evidence in whole runs: what pytest says of it, and which verdicts come out."""

import json
import os
import subprocess
import sys

import pytest

from pytest_claims.files import temporary_name
from pytest_claims.session import terminal

TRUE = "assert measure(score, High) > measure(score, Low)"
HIGH = "assert measure(score, High) > 50"


def evidence(project):
    folder = project.pytester.path / ".claims" / "evidence"
    return [f for f in folder.rglob("*.json") if f.parent.name != "repeated"]


def verdicts(project):
    return {name: row["verdict"] for name, row in project.ledger().items()}


def test_forged_evidence_is_measured_again_and_counted_in_one_line(project):
    project.claim("assert measure(score, High) < 0")
    assert project.run().ret == 1
    (file,) = evidence(project)
    document = json.loads(file.read_text())
    file.write_text(json.dumps(document | {"values": [-9.0] * 24}))
    result = project.again()

    assert result.ret == 1
    assert verdicts(project) == {"a": "REFUTED"}
    result.stdout.fnmatch_lines(["1 pieces of evidence could not be read and were measured again"])
    project.again().stdout.no_fnmatch_line("*could not be read*")


def test_claim_that_changes_a_class_is_an_error_and_poisons_no_other(project):
    project.toy += (
        "\ndef changes(*, seeds):\n    High.shift = 99.0\n    return np.ones(len(seeds))\n"
    )
    project.claim("assert measure(toy.changes) > 0")
    project.claim(HIGH, name="b")
    result = project.run()

    assert result.ret == 1
    assert verdicts(project) == {"a": "ERROR", "b": "REFUTED"}
    result.stdout.fnmatch_lines(["*left toy.High.shift changed from 5.0 to 99.0*"])


def test_fixture_that_changes_a_class_from_afar_is_an_error(project):
    project.claim(HIGH)
    root = project.write()
    (root / "conftest.py").write_text(
        (root / "conftest.py").read_text()
        + "\nimport pytest, toy\n@pytest.fixture(autouse=True)\n"
        + "def far(monkeypatch):\n    monkeypatch.setattr(toy.High, 'shift', 99.0)\n"
    )
    result = project.again()

    assert result.ret == 1
    result.stdout.fnmatch_lines(["*test_a is given the fixture far of *conftest.py*"])


HIDDEN = """
from argparse import Namespace
hidden = Namespace(level=0.0)

def sets(*, seeds):
    hidden.level = 100.0
    return np.array([np.random.default_rng(seed).normal() for seed in seeds])

def reads(*, seeds):
    return hidden.level + np.array([np.random.default_rng(seed).normal() for seed in seeds])
"""


def test_answer_that_another_probe_changed_unseen_is_caught(project):
    project.toy += HIDDEN
    project.claim("assert measure(toy.sets) < 50")
    project.claim("assert measure(toy.reads) > 50", name="b")
    result = project.run("-n1")

    assert result.ret == 1
    assert verdicts(project) == {"a": "HOLDS", "b": "ERROR"}
    result.stdout.fnmatch_lines(["*reads() depends on what was measured before it*"])
    project.again("claims/test_01_toy.py::test_b")
    assert verdicts(project)["b"] == "REFUTED"


READING = """
from pathlib import Path
HERE = Path(__file__).parent.parent
AT_IMPORT = float((HERE / "data" / "import.txt").read_text())

def read(*, seeds):
    level = float((HERE / "data" / "level.txt").read_text())
    return AT_IMPORT + level + np.array([np.random.default_rng(seed).normal() for seed in seeds])
"""


@pytest.mark.parametrize("name", ["import.txt", "level.txt", "named.bin"])
def test_edited_data_are_measured_again(project, name):
    project.toy += READING
    project.claim("assert measure(toy.read) > 50")
    root = project.write()
    (root / "pytest.ini").write_text(
        (root / "pytest.ini").read_text() + "claims_data = data/*.bin\n"
    )
    (root / "data").mkdir()
    for file, level in (("import.txt", "50"), ("level.txt", "50"), ("named.bin", "0")):
        (root / "data" / file).write_text(level)
    assert project.again().ret == 0
    (root / "data" / name).write_text("-50")
    result = project.again()

    assert verdicts(project)["a"] == ("HOLDS" if name == "named.bin" else "REFUTED")
    assert not project.ledger()["a"]["cases"][0]["cached"]
    assert result.ret == (name != "named.bin")
    project.again()
    assert project.ledger()["a"]["cases"][0]["cached"]


def test_data_of_the_ini_that_are_not_there_are_refused(project):
    project.claim(TRUE)
    root = project.write()
    (root / "pytest.ini").write_text((root / "pytest.ini").read_text() + "claims_data = nowhere\n")
    result = project.again()

    assert result.ret == 4
    result.stderr.fnmatch_lines(["*claims_data = 'nowhere' in *: there is no such file or folder*"])


def test_evidence_that_cannot_be_kept_stops_nothing_and_is_said_once(project):
    project.claim(TRUE)
    project.claim(TRUE, name="b")
    root = project.write()
    (root / ".claims").mkdir()
    (root / ".claims" / "evidence").write_text("in the way")
    result = project.again()

    assert result.ret == 0
    lines = [line for line in result.outlines if line.startswith("some evidence was not kept: ")]
    assert len(lines) == 1
    assert "cannot be written" in lines[0]


def test_run_sweeps_what_killed_writers_left_and_tells_git_to_look_away(project):
    project.claim(TRUE)
    root = project.write()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = root / ".claims" / "evidence" / "ab" / temporary_name()
    left = left.with_name(left.name.replace(str(os.getpid()), str(ended.pid)))
    left.parent.mkdir(parents=True)
    left.write_text("{")
    project.again()

    assert not left.exists()
    assert not list((root / ".claims").rglob("*.tmp"))


def test_new_folder_of_an_audit_is_overlooked_by_git(project):
    project.claim(TRUE)
    project.run()

    assert (project.pytester.path / ".claims" / ".gitignore").read_text() == "*\n"


def test_summary_counts_what_was_not_repeated():
    case = {"not repeated": 2}
    (line,) = terminal.evidence([{"cases": [case, case, {**case, "earlier": True}, {}]}])

    assert line.startswith("4 new measurements were not repeated: that would have taken more than")
