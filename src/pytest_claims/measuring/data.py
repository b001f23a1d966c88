"""The data that numbers were measured with, by content: whatever the project opened, or named.

What the operating system, Python or a package brings is none, and outside the root neither is what
this process made. It follows from versions and sources, or differs from one machine to another.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from hashlib import file_digest
from pathlib import Path

from pytest_claims.files import place
from pytest_claims.measuring import opened
from pytest_claims.measuring.firstparty import is_brought, is_installed
from pytest_claims.measuring.opened import OVERLOOKED, Stamp, is_among, stamp
from pytest_claims.plain import digest

NAMED = "claims_data:"
"""Stands among the paths for all that the ini names."""


class Data:
    """Digests of the files that numbers depend on.

    ``named`` are paths or globs from the root, of which every measurement is taken to depend.
    ``claims`` is the folder of claim files; other test modules are nobody's source.
    """

    def __init__(self, root: Path, named: Sequence[str] = (), claims: str = "claims") -> None:
        self.root = root
        self.named = named
        self.claims = claims
        self._roots = tuple(os.path.join(r, "") for r in {str(root), os.path.realpath(root)})
        self._digests: dict[str, tuple[Stamp, str | None]] = {}

    def read_so_far(self) -> dict[str, str | None]:
        """What the measurement that was made last may depend on, each with its digest."""
        found = {self._place(path): self._digest(path) for path in self._read()}
        return found | ({NAMED: digest(self.of_named())} if self.named else {})

    def of_named(self) -> dict[str, str | None]:
        """A digest of each file that the ini names, by its path from the root."""
        found = {path for pattern in self.named for path in _files(self.root, pattern)}
        return {place(path, self.root): self._digest(str(path)) for path in sorted(found)}

    def files(self) -> list[Path]:
        """The files and folders on which any measurement of this process may depend."""
        return [Path(path) for path in opened.READERS if self._is_read(path)]

    def is_as(self, recorded: Mapping[str, str | None]) -> bool:
        """Whether all that was read then says the same now."""
        return bool(self.named) == (NAMED in recorded) and not self.changed(recorded)

    def changed(self, recorded: Mapping[str, str | None]) -> list[str]:
        """What of that says something else now."""
        return [path for path, then in recorded.items() if self._now(path) != then]

    def _now(self, path: str) -> str | None:
        return digest(self.of_named()) if path == NAMED else self._digest(str(self.root / path))

    def changed_since(self) -> list[str]:
        """What was read and is no longer as it was then."""
        now = [path for path in self._read() if stamp(path) != opened.READ[path]]
        return sorted(map(self._place, now))

    def _read(self) -> list[str]:
        return [path for path in opened.READ if self._is_read(path)]

    def _is_read(self, path: str) -> bool:
        readers = opened.READERS[path] - {opened.DECLARED}
        return self._counts(path) and any(map(self._is_source, readers))

    def _place(self, path: str) -> str:
        """The path from the root; the absolute one of a file that lies outside."""
        return place(Path(path), self.root) if self._below(path) else Path(path).as_posix()

    def _is_source(self, reader: str) -> bool:
        file, claims = Path(reader), self.root / self.claims
        if file.name == "conftest.py":
            return file.parent in (claims, *claims.parents)
        return not file.name.startswith("test_") or file.parent == claims

    def _counts(self, path: str) -> bool:
        if opened.DECLARED in opened.READERS[path]:
            return True
        below = self._below(path)
        if below is None:
            aside = is_brought(path) or is_among(opened.MADE, path) or self._is_searched(path)
        else:
            aside = is_installed(path)
        return not aside and OVERLOOKED.isdisjoint((below or Path(path)).parts)

    def _is_searched(self, path: str) -> bool:
        """Whether it is a folder in which Python looks for modules and distributions."""
        return path in sys.path or os.path.join(path, "") in self._roots

    def _below(self, path: str) -> Path | None:
        """The path from the root, None where it lies outside."""
        return next((Path(path[len(r) :]) for r in self._roots if path.startswith(r)), None)

    def _digest(self, path: str) -> str | None:
        now = stamp(path)
        if os.path.isdir(path):
            return digest(sorted(n for n in os.listdir(path) if self._shows(n)))
        if self._digests.get(path, ((), None))[0] != now:
            self._digests[path] = (now, _content(path))
        return self._digests[path][1]

    def _shows(self, name: str) -> bool:
        return name not in OVERLOOKED and not name.endswith((".pyc", ".tmp"))


def _files(root: Path, pattern: str) -> Iterable[Path]:
    for path in root.glob(pattern):
        yield from (p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def _content(path: str) -> str | None:
    """A digest of the file's bytes; None where there is no file that can be read."""
    if not os.path.isfile(path):
        return None
    try:
        with open(path, "rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
