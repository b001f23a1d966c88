"""Two real audits compared: whatever was edited between them is named as the cause."""

import json
from pathlib import Path

import pytest

from pytest_claims.recording.diff import Cause, compare

MODELS = """
class High:
    shift = 5.0
    def __init__(self, inputs, outputs, *, seeds):
        self.seeds = seeds

class Low(High):
    shift = 0.0
"""
PROBES = """
import numpy as np

def score(build, *, seeds):
    model = build(inputs=1, outputs=1)
    draws = np.array([np.random.default_rng(seed).normal() for seed in seeds])
    return model.shift + draws
"""
CLAIMS = '''
from pytest_claims import control
from toy.models import High, Low
from toy.probes import score

@control(High, Low)
def test_a(measure):
    """A high model scores above {threshold}."""
    assert measure(score, High) > {threshold}
'''
NOTE = """# Toy

## Context

[A high model scores above {threshold}.][a]

## Core Assumptions

## What Failed

## Why the Next Model Was Needed

## Mathematical References

[a]: ../claims/test_01_toy.py#test_a
"""


@pytest.fixture
def audit(project):
    """Write the files as they are by default, edited as asked; run; the ledger."""
    project.write()
    root = project.pytester.path

    def run(*, models=MODELS, probes=PROBES, sentence=2, threshold=2, **environment):
        (root / "toy" / "__init__.py").write_text("")
        (root / "toy" / "models.py").write_text(models)
        (root / "toy" / "probes.py").write_text(probes)
        (root / "notes" / "01_toy.md").write_text(NOTE.format(threshold=sentence))
        claims = CLAIMS.replace("> {threshold}", f"> {threshold}").format(threshold=sentence)
        (root / "claims" / "test_01_toy.py").write_text(claims)
        (root / "conftest.py").write_text(
            "def pytest_claims_build(architecture, seeds, conditions):\n"
            "    return lambda *, inputs, outputs: architecture(inputs, outputs, seeds=seeds)\n"
        )
        project.again("-n0", "-p", "no:cacheprovider")
        ledger = json.loads(Path(root, ".claims", "audit.json").read_text())
        ledger["run"]["environment"] |= environment
        return ledger

    return run


LOWER = MODELS.replace("5.0", "1.0")
HARSHER = PROBES.replace("model.shift +", "model.shift - 4 +")


@pytest.mark.parametrize(
    ("edits", "cause"),
    [
        ({"models": LOWER}, Cause.IMPLEMENTATION),
        ({"probes": HARSHER}, Cause.PROBE),
        ({"threshold": 9}, Cause.TEST),
        ({"sentence": 9, "threshold": 9}, Cause.SENTENCE),
        ({"sentence": 9, "models": LOWER}, Cause.SENTENCE),
        ({"models": LOWER, "torch": "9.9"}, Cause.IMPLEMENTATION),
    ],
)
def test_the_edit_between_two_audits_is_the_cause(audit, edits, cause):
    before, after = audit(torch="2.13.0"), audit(**{"torch": "2.13.0"} | edits)

    (change,) = compare(before, after).changes

    assert (change.old, change.new) == ("HOLDS", "REFUTED")
    assert change.causes[0] is cause


def test_another_version_is_the_cause_where_nothing_else_differs(audit):
    before, after = audit(torch="2.13.0"), audit(torch="2.15.0")
    after["claims"][0] |= {"verdict": "REFUTED", "as_declared": False}

    (change,) = compare(before, after).changes

    assert change.causes == (Cause.ENVIRONMENT,)
    assert "torch 2.13.0 → 2.15.0" in change.words


def test_an_audit_repeated_differs_in_nothing(audit):
    assert compare(audit(), audit()).changes == ()


READING = PROBES.replace("return", "return float(open('level.txt').read()) *")


def test_data_that_a_probe_reads_and_the_ini_names_are_the_cause_by_their_path(audit, project):
    root = project.pytester.path
    ini = root / "pytest.ini"
    ini.write_text(ini.read_text() + "claims_data = *.txt\n")
    ledgers = []
    for level in ("1", "-1"):
        (root / "level.txt").write_text(level)
        (root / "beside.txt").write_text(level)
        ledgers.append(audit(probes=READING))

    (change,) = compare(*ledgers).changes

    assert change.causes == (Cause.DATA,)
    assert change.detail.startswith("data: beside.txt, level.txt; ")
