"""A toy project to audit: two architectures that are random numbers with a shift."""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import strict_notes

INI = f"""
[pytest]
claims_notes = notes
{strict_notes.INI}claims_repeat = 0
addopts = --import-mode=importlib
markers = trained
"""

CONFTEST = """
def pytest_claims_architectures():
    return {"High": "toy:High", "Low": "toy:Low"}

def pytest_claims_ablations():
    return {"High": ["toy:Flat"]}

def pytest_claims_build(architecture, seeds, conditions):
    return lambda *, inputs, outputs: architecture(inputs, outputs, seeds=seeds, **conditions)
"""

TOY = '''
import os
import numpy as np

class High:
    shift = 5.0
    def __init__(self, inputs, outputs, *, seeds, gain=1.0):
        self.seeds, self.gain = seeds, gain

class Low(High):
    shift = 0.0

class Flat(High):
    """Without the shift."""
    shift = 0.0

def score(build, *, seeds, noise=1.0):
    """A score; more is better."""
    model = build(inputs=1, outputs=1)
    draws = [np.random.default_rng(seed).normal() for seed in seeds]
    return model.gain * model.shift + noise * np.array(draws)

def other(build, *, seeds):
    model = build(inputs=1, outputs=1)
    draws = [np.random.default_rng([seed, 1]).normal() for seed in seeds]
    return model.gain * model.shift + np.array(draws)

def constant(*, seeds, value=0.0):
    return np.full(len(seeds), value)
'''

HEAD = """
import numpy as np
import pytest
import toy
from pytest_claims import across, control, every, largest, log10, no_control, over, share
from toy import Flat, High, Low, constant, other, score
"""

NOTE = """# A note

## Context

{sentences}

## Core Assumptions

## What Failed

## Why the Next Model Was Needed

## Mathematical References

{definitions}
"""


@dataclass
class Project:
    """Notes and claims that say the same, unless a test makes them differ."""

    pytester: pytest.Pytester
    claims: list[tuple[str, str, str, str]] = field(default_factory=list)
    toy: str = TOY

    def claim(
        self,
        body: str,
        *,
        name: str = "a",
        sentence: str | None = None,
        how: str = '@no_control("a toy")',
        title: str = "",
        arguments: str = "measure",
    ) -> Project:
        sentence = sentence or f"This is the sentence of {name}"
        test = "\n".join(
            [
                how,
                f"def test_{name}({arguments}):",
                f'    """{sentence}."""',
                textwrap.indent(textwrap.dedent(body).strip(), "    "),
            ]
        )
        self.claims.append((name, sentence, test, f' "{title}"' if title else ""))
        return self

    def write(self) -> Path:
        root = self.pytester.path
        for folder in ("notes", "claims", "math"):
            (root / folder).mkdir(exist_ok=True)
        (root / "pytest.ini").write_text(INI)
        (root / "conftest.py").write_text(CONFTEST)
        (root / "toy").mkdir(exist_ok=True)
        (root / "toy" / "__init__.py").write_text(self.toy)
        (root / "claims" / "test_01_toy.py").write_text(
            "\n\n".join([HEAD, *(test for _, _, test, _ in self.claims)])
        )
        (root / "notes" / "01_toy.md").write_text(
            NOTE.format(
                sentences="\n".join(
                    f"[{'✗ ' if 'refuted' in t else ''}{s}.][{n}]" for n, s, _, t in self.claims
                ),
                definitions="\n".join(
                    f"[{n}]: ../claims/test_01_toy.py#test_{n}{t}" for n, _, _, t in self.claims
                ),
            )
        )
        return root

    def run(self, *arguments: str) -> pytest.RunResult:
        self.write()
        return self.again(*arguments)

    def again(self, *arguments: str) -> pytest.RunResult:
        """Run what is on disk; from the folder of claims unless something else is named."""
        named = [a for a in arguments if not a.startswith("-")]
        arguments = arguments if named else ("claims", *arguments)
        return self.pytester.runpytest_subprocess(*arguments)

    def inside(self, *arguments: str) -> pytest.RunResult:
        """Run what is on disk in this process, which is quicker; from the folder of claims."""
        return self.at("claims", *arguments)

    def at(self, *arguments: str) -> pytest.RunResult:
        """Run what these name of what is on disk, in this process."""
        self.pytester.syspathinsert()
        return self.pytester.runpytest_inprocess(*arguments)

    def audit(self, *arguments: str) -> pytest.RunResult:
        """Write the project and run it in this process."""
        self.write()
        return self.inside(*arguments)

    def ledger(self) -> dict[str, dict]:
        document = json.loads((self.pytester.path / ".claims" / "audit.json").read_text())
        return {row["id"].removeprefix("01_toy/"): row for row in document["claims"]}
