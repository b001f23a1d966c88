"""A project of any number of claims, each measuring a random number of its own."""

from pathlib import Path

NOTE_HOLDS = 50  # claims, a few more than a note of this project has

INI = """\
[pytest]
addopts = --import-mode=importlib
claims_notes = notes
"""

CONFTEST = """\
def pytest_claims_architectures():
    return {"High": "toy:High"}


def pytest_claims_ablations():
    return {"High": ["toy:Low"]}


def pytest_claims_build(architecture, seeds, conditions):
    return lambda: architecture(seeds, **conditions)
"""

TOY = '''\
"""Architectures that are a number."""

import numpy as np


class High:
    """Five, and what is given."""

    shift = 5.0

    def __init__(self, seeds, *, more=0):
        self.value = self.shift + more


class Low(High):
    """Nothing of the five."""

    shift = -5.0


def score(build, *, seeds, scale=1.0):
    """The number with noise around it; in (−∞, ∞), 0 is none."""
    noise = np.array([np.random.default_rng(seed).normal() for seed in seeds])
    return build().value + scale * noise
'''

HEAD = '''\
"""Claims of one note."""

from toy import High, Low, score

from pytest_claims import control
'''

CLAIM = '''

@control(High, Low, because="the five")
def test_claim_{0}(measure):
    """Scored with noise of scale {0} thousandths, a High of 5 is above zero."""
    assert measure(score, High, scale={0} / 1000) > 0
'''

NOTE = """\
# {number:02}. A note

## Context

{sentences}

## Core Assumptions

## What Failed

## Why the Next Model Was Needed

## Mathematical References

{links}
"""

SENTENCE = "[Scored with noise of scale {0} thousandths, a High of 5 is above zero.][claim-{0}]"
LINK = "[claim-{0}]: ../claims/test_{1:02}_toy.py#test_claim_{0}"


def write(root: Path, claims: int) -> None:
    """Write a project of so many claims, all of which hold, to a folder."""
    for folder in ("notes", "claims", "math", "toy"):
        (root / folder).mkdir(parents=True)
    (root / "pytest.ini").write_text(INI)
    (root / "conftest.py").write_text(CONFTEST)
    (root / "toy" / "__init__.py").write_text(TOY, encoding="utf-8")
    for number, first in enumerate(range(1, claims + 1, NOTE_HOLDS), 1):
        write_note(root, number, range(first, min(first + NOTE_HOLDS, claims + 1)))


def write_note(root: Path, number: int, claims: range) -> None:
    """Write one note and its tests."""
    tests = HEAD + "".join(CLAIM.format(claim) for claim in claims)
    (root / "claims" / f"test_{number:02}_toy.py").write_text(tests)
    note = NOTE.format(
        number=number,
        sentences="\n".join(SENTENCE.format(claim) for claim in claims),
        links="\n".join(LINK.format(claim, number) for claim in claims),
    )
    (root / "notes" / f"{number:02}_toy.md").write_text(note)
