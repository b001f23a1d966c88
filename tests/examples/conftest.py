"""A copy of each example, audited where torch cannot be imported."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass
class Example:
    """A copy that a test may edit; ``beside`` is what Python looks through before it."""

    root: Path
    beside: Path
    output: str = ""
    kept: dict[str, tuple[str, int]] = field(default_factory=dict)

    def audit(self, *arguments: str) -> int:
        """The exit status of an audit of it."""
        self.kept = self.evidence()
        command = [sys.executable, "-m", "pytest", "claims/", "-n0", *arguments]
        path = os.pathsep.join([str(self.beside), os.environ.get("PYTHONPATH", "")])
        python = os.environ | {"PYTHONPATH": path.rstrip(os.pathsep), "NO_COLOR": "1"}
        ran = subprocess.run(command, cwd=self.root, env=python, capture_output=True, text=True)
        self.output = ran.stdout + ran.stderr
        return ran.returncode

    def evidence(self) -> dict[str, tuple[str, int]]:
        """The probe that each piece of evidence is of, and when that was written."""
        files = (self.root / ".claims" / "evidence").glob("??/*.json")
        return {file.name: (_probe(file), file.stat().st_mtime_ns) for file in files}

    def measured(self) -> set[str]:
        """The probes that the latest audit asked."""
        now = self.evidence().items()
        return {entry[0] for name, entry in now if self.kept.get(name) != entry}

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace the one place of a file that says ``old``."""
        text = (self.root / path).read_text()
        assert text.count(old) == 1, f"{path} says {old!r} {text.count(old)} times"
        (self.root / path).write_text(text.replace(old, new))

    def pretend_installed(self, distribution: str, version: str) -> None:
        """Let Python find this version of a distribution before any other."""
        folder = self.beside / f"{distribution.replace('-', '_')}-{version}.dist-info"
        folder.mkdir()
        about = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n"
        (folder / "METADATA").write_text(about)


def _probe(file: Path) -> str:
    return json.loads(file.read_text())["identity"]["probe"].partition(":")[2]


@pytest.fixture(scope="session")
def audited(tmp_path_factory):
    """A function that gives an example by name, audited once and never to be edited."""

    @cache
    def once(name):
        folder = tmp_path_factory.mktemp(name)
        shutil.copytree(
            EXAMPLES / name, folder / "copy", ignore=shutil.ignore_patterns(".*", "__pycache__")
        )
        (folder / "beside").mkdir()
        (folder / "beside" / "torch.py").write_text("raise ImportError('torch is not here')\n")
        example = Example(folder / "copy", folder / "beside")
        assert example.audit() == 0, example.output
        return example

    return once


@pytest.fixture
def editable(audited, tmp_path):
    """A function that gives a copy of an example with the evidence of its audit."""

    def copied(name):
        shutil.copytree(audited(name).root.parent, tmp_path / name)
        return Example(tmp_path / name / "copy", tmp_path / name / "beside")

    return copied
