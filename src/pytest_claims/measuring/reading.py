"""Source files as they were when they were first read, and a refusal where they are edited."""

from __future__ import annotations

import ast
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pytest_claims.faults import ClaimError
from pytest_claims.measuring.imports import Imports, read_imports
from pytest_claims.notes.outline import COLLECTED

Stamp = tuple[int, int, int]

NEVER_MEASURED = {
    "pytest_claims_architectures",
    "pytest_claims_subjects",
    "pytest_claims_ablations",
    "pytest_claims_adapt",
    "pytest_claims_not_exposed",
    "pytest_claims_defaults",
    "pytest_claims_catalogue",
}
"""Functions of a conftest.py whose answers have sources of their own, or no say in a number."""


@dataclass(frozen=True)
class Source:
    """A file's digest and what it imports."""

    digest: str
    imports: Imports


class Reader:
    """Reads each file once; what it says must stay so until the audit ends.

    ``known`` are the files as they were when the audit started. The tests of a claim file are
    not read: an edited sentence is no other probe. In a file that pytest does not collect, what is
    called ``test_`` may be a probe.
    """

    def __init__(self, known: Mapping[Path, os.stat_result], claims: Path | None = None) -> None:
        self._started = {path: _stamp(status) for path, status in known.items()}
        self._claims = claims
        self._read: dict[Path, tuple[Stamp, Source]] = {}

    def read(self, file: Path) -> Source:
        """What the file said when it was read first. ClaimError where it was edited since."""
        try:
            stamp = _stamp(os.stat(file))
        except OSError as error:
            raise ClaimError(
                f"Restore {file} and run the audit again: a measurement depends on this source, "
                f"which cannot be read ({error.strerror})."
            ) from error
        if file not in self._read:
            if self._started.get(file, stamp) != stamp:
                raise edited(file)
            self._read[file] = stamp, self._source(file)
        before, source = self._read[file]
        if before != stamp:
            if self._source(file).digest != source.digest:
                raise edited(file)
            self._read[file] = stamp, source
        return source

    def _source(self, file: Path) -> Source:
        content = file.read_bytes()
        try:
            tree = ast.parse(content) if file.suffix == ".py" else ast.Module([], [])
        except (SyntaxError, ValueError):
            tree = ast.Module([], [])
        without: Collection[str] = NEVER_MEASURED if file.name == "conftest.py" else ()
        if file.parent == self._claims and any(map(file.match, COLLECTED)):
            without = {getattr(s, "name", "") for s in tree.body}
            without = {name for name in without if name.startswith("test_")}
            tree.body = [s for s in tree.body if getattr(s, "name", "") not in without]
            content = ast.dump(tree).encode()
        return Source(sha256(content).hexdigest(), read_imports(tree, without))


def edited(file: Path) -> ClaimError:
    """The error that says so."""
    return ClaimError(
        f"Run the audit again: {file} was edited while the audit ran, so that what was measured "
        "need not be what the file says."
    )


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_size, status.st_ino
