"""Copies of the project, so that the checkout itself is never changed."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "*.egg-info", ".*_cache", ".hypothesis", ".claims", "claims-report"
)


@dataclass(frozen=True)
class Tree:
    """A copy in the folder ``root``, with room for what its tests leave beside it."""

    root: Path

    @classmethod
    def copy(cls, project: Path, place: Path) -> "Tree":
        """Copy a project into a folder of its own, with the times that compiled files rely on."""
        shutil.copytree(project, place / "project", ignore=LEFT_OUT, symlinks=True)
        return cls(place / "project")

    @property
    def log(self) -> Path:
        """What the last tests printed."""
        return self.root.parent / "log.txt"

    @property
    def scratch(self) -> Path:
        """Where tests put their temporary files."""
        return self.root.parent / "scratch"

    @contextmanager
    def changed(self, file: str, text: str) -> Iterator[None]:
        """The copy with another text in one file, for as long as this lasts."""
        path = self.root / file
        original, times = path.read_bytes(), path.stat()
        path.write_text(text)
        later = times.st_mtime_ns + 10**10  # compiled files are told apart by size and second
        os.utime(path, ns=(later, later))
        try:
            yield
        finally:
            path.write_bytes(original)
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
            shutil.rmtree(self.root / ".hypothesis", ignore_errors=True)
