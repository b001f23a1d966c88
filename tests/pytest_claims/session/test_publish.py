import signal
import subprocess
import sys
import time
from xml.etree import ElementTree

import pytest

from pytest_claims.recording import ledger_file


@pytest.fixture
def two(project):
    project.claim("assert measure(score, High) > 0", name="a")
    return project.claim("assert measure(score, High) < 0", name="b")


def verdicts(project):
    return (project.pytester.path / "VERDICTS.md").read_text()


@pytest.mark.parametrize("workers", [[], ["-n2"]])
def test_a_run_leaves_the_page_that_it_names(two, workers):
    two.write()
    run = two.again if workers else two.inside
    result = run(*workers, "--claims-report=out")

    page = two.pytester.path / "out" / "index.html"
    result.stdout.fnmatch_lines([f"report: {page}"])
    assert "1 of 2 claims came out as the notes declare" in page.read_text()


def test_the_page_is_written_where_the_run_was_started(two, monkeypatch):
    two.write()
    (two.pytester.path / "elsewhere").mkdir()
    monkeypatch.chdir(two.pytester.path / "elsewhere")
    two.at("../claims", "--claims-report=out")

    assert (two.pytester.path / "elsewhere" / "out" / "index.html").exists()


def test_verdicts_are_written_on_request_and_only_then(two):
    two.audit()
    assert not (two.pytester.path / "VERDICTS.md").exists()

    two.audit("--claims-write-verdicts")
    first = verdicts(two)
    two.audit("--claims-fresh", "--claims-write-verdicts")

    assert "This is the sentence of b" in first
    assert "| REFUTED |" in first
    assert verdicts(two) == first


def test_an_audit_fails_where_the_verdicts_on_file_are_others(project):
    project.claim("assert measure(score, High) > 0").write()
    unwritten = project.inside("--claims-check-verdicts")
    project.inside("--claims-write-verdicts")
    agreed = project.inside("--claims-check-verdicts")
    file = project.pytester.path / "VERDICTS.md"
    file.write_text(verdicts(project).replace("| HOLDS |", "| REFUTED |"))
    differing = project.inside("--claims-check-verdicts")

    assert [run.ret for run in (unwritten, agreed, differing)] == [1, 0, 1]
    unwritten.stdout.fnmatch_lines(["VERDICTS.md is out of date: *: absent in the file, HOLDS now"])
    agreed.stdout.no_fnmatch_line("*out of date*")
    differing.stdout.fnmatch_lines(["*: REFUTED in the file, HOLDS now"])
    assert "| REFUTED |" in verdicts(project)


def test_github_is_told_on_the_notes_line(two, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    result = two.audit()

    told = "::error file=notes/01_toy.md,line=6,title=REFUTED::This is the sentence of b*"
    result.stdout.fnmatch_lines([told])
    assert result.stdout.str().count("::error") == 1


@pytest.mark.parametrize(("printed", "told"), [("2", "::error"), ("6", "::warning"), ("5", None)])
def test_github_is_told_of_a_number_that_was_not_measured(project, monkeypatch, printed, told):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    body = "high = measure(score, High)\nassert high > measure(score, Low)"
    root = project.claim(body, sentence="High is higher").write()
    note = root / "notes" / "01_toy.md"
    link = '(../claims/test_01_toy.py#test_a "value high")'
    note.write_text(note.read_text().replace("higher.][a]", f"higher][a] ([{printed}]{link})."))

    out = project.inside().stdout.str()

    assert out.count("file=notes/01_toy.md,line=5::") == bool(told)
    assert told is None or f"{told} file=notes/01_toy.md,line=5::“{printed}”" in out


def test_junit_carries_claim_statement_and_verdict_unless_switched_off(two):
    two.audit("--junitxml=on.xml")
    two.audit("--junitxml=off.xml", "-o", "claims_junit=false")

    def properties(name):
        tree = ElementTree.parse(two.pytester.path / name)
        return [(p.get("name"), p.get("value")) for p in tree.iter("property")]

    assert properties("on.xml") == [
        ("claim", "01_toy/a"),
        ("statement", "This is the sentence of a."),
        ("verdict", "HOLDS"),
        ("claim", "01_toy/b"),
        ("statement", "This is the sentence of b."),
        ("verdict", "REFUTED"),
    ]
    assert properties("off.xml") == []


def test_a_run_without_claims_publishes_nothing(two):
    two.audit("-k", "nothing", "--claims-report=out", "--claims-write-verdicts")

    assert not (two.pytester.path / "out").exists()
    assert not (two.pytester.path / "VERDICTS.md").exists()


SLOW = """

def slow(*, seeds):
    import pathlib, time
    pathlib.Path("slow").touch()
    time.sleep(60)
"""


def test_an_interrupted_run_leaves_a_page_of_what_was_reached(two):
    two.toy += SLOW
    two.claim("assert measure(toy.slow) > 0", name="c").write()
    root = two.pytester.path
    command = [sys.executable, "-m", "pytest", "claims", "-n2", "--claims-report=out"]
    run = subprocess.Popen(
        command,
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's & ignores it
    )
    ledger = root / ".claims" / "audit.json"
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and not decided(ledger, 2):
        time.sleep(0.2)

    run.send_signal(signal.SIGINT)
    run.communicate(timeout=60)

    page = (root / "out" / "index.html").read_text()
    assert "1 of 2 claims came out as the notes declare; 1 was not tested." in page
    assert run.returncode == 2


def decided(ledger, count):
    rows = ledger_file.read(ledger).document["claims"] if ledger.exists() else []
    return sum(row["verdict"] != "not reached" for row in rows) >= count
