"""Benchmarks are scripts, which find one another beside themselves."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "benchmarks"))


@pytest.fixture
def checkout(tmp_path):
    """The present commit; skipped where the project is no clone."""
    from checkout import Checkout

    if not (ROOT / ".git").exists():
        pytest.skip("needs the project's history")
    return Checkout.of("HEAD", tmp_path / "project")
