"""What all verdicts of a run rest on together, as one digest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import pytest

from pytest_claims.measuring.installation import installation
from pytest_claims.plain import digest
from pytest_claims.recording.dependencies import SourceTree, covers
from pytest_claims.session.device import device_of
from pytest_claims.settings import Settings

SAYS_NOTHING = {"root", "ledger", "fresh", "junit", "accounted_for"}
"""Settings that no verdict depends on."""
HOW_TESTS_RUN = (
    "assertmode",
    "importmode",
    "inifilename",
    "override_ini",
    "plugins",
    "pythonwarnings",
)
"""pytest's options that could change what a claim's body does."""


def grounds(config: pytest.Config, settings: Settings, sources: SourceTree) -> str:
    """A digest of sources, settings, installation and environment; empty for a run whose verdicts
    are of other implementations.
    """
    if settings.subjects or settings.mutants:
        return ""
    said = {name: value for name, value in asdict(settings).items() if name not in SAYS_NOTHING}
    return digest(
        {
            "sources": sources.rest,
            "settings": said,
            "pytest": {name: str(config.getoption(name, None)) for name in HOW_TESTS_RUN},
            "installation": installation(),
            "device": device_of(config, settings),
        }
    )


class Coverage:
    """Whether a source tree of the root tells each edit of all files that were followed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.complete = True
        self._seen: set[Path] = set()

    def of(self, files: Iterable[Path]) -> bool:
        """The same of these files, and of all before them."""
        new = set(files) - self._seen
        self._seen |= new
        self.complete = self.complete and all(covers(self.root, file) for file in new)
        return self.complete
