"""What all verdicts of a run rest on together, as one digest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from math import inf
from pathlib import Path

import pytest

from pytest_claims.measuring.installation import installation
from pytest_claims.plain import digest
from pytest_claims.recording.dependencies import SourceTree, covers
from pytest_claims.session.device import device_of
from pytest_claims.settings import Settings

SAYS_NOTHING = {"root", "ledger", "fresh", "junit", "accounted_for", "accounted_sections"}
SAYS_NOTHING |= {"sections", "argument", "derivations", "paired"}
"""Settings that no verdict depends on."""
HOW_TESTS_RUN = (
    "assertmode",
    "confcutdir",
    "importmode",
    "inifilename",
    "noconftest",
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
            "installation": installation(settings.root),
            "device": device_of(config, settings),
        }
    )


class Coverage:
    """Whether a source tree of the root tells each edit of all files that were followed; it was
    read after ``since``, in seconds, and tells nothing of what was touched later.
    """

    def __init__(self, root: Path, since: float = inf) -> None:
        self.root, self.since = root, since
        self.complete = True
        self._seen: set[Path] = set()

    def of(self, files: Iterable[Path]) -> bool:
        """The same of these files, and of all before them."""
        new = set(files) - self._seen
        self._seen |= new
        self.complete = self.complete and all(map(self._is_told, new))
        return self.complete

    def _is_told(self, file: Path) -> bool:
        return covers(self.root, file) and file.stat().st_ctime < self.since
