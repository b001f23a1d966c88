"""Runs during which a probe does what no probe should: what is said of the others is still so."""

import os
import subprocess
import sys
import time

import pytest

EDITS = """
def edits(*, seeds):
    from pathlib import Path
    import shared
    path = Path(shared.__file__)
    path.write_text(path.read_text() + "edited = 1\\n")
    return np.full(len(seeds), 9.0)

def leaves(*, seeds):
    import tempfile
    os.chdir(tempfile.mkdtemp())
    os.rmdir(os.getcwd())
    return np.full(len(seeds), 9.0)
"""


@pytest.fixture
def two(project):
    """A claim that disturbs, and one after it."""
    project.toy += EDITS

    def run(probe):
        project.claim(f"assert measure(toy.{probe}) > 0", name="a")
        project.claim("assert measure(score, High) > 0", name="b")
        (project.write() / "shared.py").write_text("LEVEL = 1\n")
        result = project.again("-n0")
        return {name: row["cases"][0] for name, row in project.ledger().items()}, result

    return run


def test_a_source_that_is_edited_while_it_is_measured_gives_no_evidence(two, project):
    cases, result = two("edits")

    assert cases["a"]["verdict"] == "ERROR"
    result.stdout.fnmatch_lines(["*again: *shared.py was edited while the audit ran*"])
    assert not [
        f
        for f in project.pytester.path.rglob("*.json")
        if "edits" in f.read_text() and len(f.parent.name) == 2  # of its key
    ]


def test_a_claim_after_one_that_leaves_for_a_folder_that_is_gone_is_decided(two):
    cases, _ = two("leaves")

    assert cases["b"]["verdict"] == "HOLDS"
    (asked,) = cases["b"]["measurements"]
    assert asked["asked_at"].startswith("claims/test_01_toy.py:")


LEFT = """
import multiprocessing, threading, time

def thread(*, seeds):
    threading.Thread(target=time.sleep, args=(600,), name="sleeper").start()
    return np.full(len(seeds), 9.0)

def process(*, seeds):
    fork = multiprocessing.get_context("fork")
    fork.Process(target=time.sleep, args=(600,), name="sleeper").start()
    return np.full(len(seeds), 9.0)

def ends(*, seeds):
    threading.Thread(target=time.sleep, args=(0.1,)).start()
    return np.full(len(seeds), 9.0)
"""


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
@pytest.mark.parametrize("kind", ["thread", "process"])
def test_thread_or_process_that_is_left_is_an_error_and_the_run_ends(project, kind, workers):
    project.toy += LEFT
    project.claim(f"assert measure(toy.{kind}) > 0", name="a")
    project.claim("assert measure(score, High) > 0", name="b")
    root = project.write()
    for _ in range(2):  # what was measured is not kept
        command = [sys.executable, "-m", "pytest", "claims", workers]
        run = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60)
        (case,) = project.ledger()["a"]["cases"]

        assert run.returncode == 1
        assert case["verdict"] == "ERROR"
        assert case["reason"].startswith(f"left a {kind} that still runs: sleeper; join it in the")
        assert project.ledger()["b"]["verdict"] == "HOLDS"
        assert "1 passed, 1 error" in run.stdout


def test_thread_that_ends_soon_is_no_fault(two, project):
    project.toy += LEFT
    cases, _ = two("ends")

    assert cases["a"]["verdict"] == "HOLDS"


def test_a_source_from_the_future_is_no_edit(project):
    root = project.claim("assert measure(score, High) > measure(score, Low)").write()
    later = time.time() + 7_200
    os.utime(root / "toy" / "__init__.py", (later, later))

    assert project.again("-n0").ret == 0
    assert project.ledger()["a"]["verdict"] == "HOLDS"


CARELESS = """
def unseeded(*, seeds):
    return np.random.random(len(seeds))

def of_the_first_seed(*, seeds):
    return np.random.default_rng(seeds[0]).random(len(seeds))
"""


@pytest.mark.parametrize("probe", ["unseeded", "of_the_first_seed"])
def test_a_probe_that_ignores_its_seeds_is_an_error_by_the_usual_settings(project, probe):
    project.toy += CARELESS
    ini = project.claim(f"assert measure(toy.{probe}) > -1").write() / "pytest.ini"
    ini.write_text(ini.read_text().replace("claims_repeat = 0\n", ""))

    assert project.again("-n0").ret == 1
    assert project.ledger()["a"]["verdict"] == "ERROR"
