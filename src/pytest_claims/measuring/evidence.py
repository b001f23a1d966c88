"""Evidence once measured is kept: one JSON file per measurement and look, found by its content.

The name of a file is a digest of everything that its numbers depend on; the data that they were
measured with are named inside. What is not as it was written is measured again.
"""

from __future__ import annotations

import shutil
import stat
from pathlib import Path
from time import time
from typing import Any

from pytest_claims.files import NotWritten, write_atomically
from pytest_claims.measuring.record import Record, parse


class Store:
    """Content-addressed files, safe under crashes and under many writers.

    ``began`` is when the run did, in seconds since 1970; a ``fresh`` one uses nothing that is
    older. ``not_kept`` says why evidence could not be written, and is empty where it could. New
    measurements that could not be repeated are counted once each.
    """

    def __init__(self, folder: Path, *, began: float | None = None, fresh: bool = False) -> None:
        self.folder = folder
        self.began = time() if began is None else began
        self.fresh = fresh
        self._unreadable: set[str] = set()
        self.not_kept = ""
        self._skipped: dict[str, bool] = {}  # and whether that was told

    def get(self, key: str, replicas: int | None = None) -> Record | None:
        """What is kept of these replicas, or of however many, under this key; None where there is
        nothing to use.
        """
        if self.fresh and not self.is_new(key):
            return None
        try:
            return parse(_content(self._path(key)), key, replicas)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError):
            self._unreadable.add(key)
            return None

    def is_new(self, key: str) -> bool:
        """Whether what is kept under this key was made in this run, by whichever process."""
        try:
            return self.began <= self._path(key).lstat().st_mtime <= time()
        except OSError:
            return False

    @property
    def unreadable(self) -> int:
        """How many pieces of evidence were there and could not be used, since that was told."""
        return len(self._unreadable)

    def put(self, key: str, record: Record) -> None:
        """Keep a record under the digest of its identity; a disk that refuses is no error."""
        self._write(self._path(key), record.document())

    def was_repeated(self, name: str) -> bool:
        """Whether what goes by this name once answered the same in another process."""
        return not self.fresh and self._repeated(name).is_file()

    def mark_repeated(self, name: str, what: dict[str, Any]) -> None:
        """Remember that it did."""
        self._skipped.pop(name, None)
        self._write(self._repeated(name), what)

    def mark_skipped(self, name: str) -> None:
        """Count it as not repeated, unless it was counted before."""
        self._skipped.setdefault(name, False)

    def lacks(self) -> dict[str, Any]:
        """What could not be read or kept since this was asked last, as plain data of a row."""
        skipped = sum(not told for told in self._skipped.values())
        found = {
            "unreadable": self.unreadable,
            "not kept": self.not_kept,
            "not repeated": skipped,
        }
        self._unreadable, self.not_kept = set(), ""
        self._skipped = dict.fromkeys(self._skipped, True)
        return {name: value for name, value in found.items() if value}

    def _write(self, path: Path, content: dict[str, Any]) -> None:
        try:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            write_atomically(path, content)
        except NotWritten as problem:
            self.not_kept = str(problem)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"

    def _repeated(self, name: str) -> Path:
        return self.folder / "repeated" / f"{name}.json"


def _content(path: Path) -> bytes:
    """What a file holds that is no link, pipe or folder."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(f"{path} is no file")
    return path.read_bytes()
