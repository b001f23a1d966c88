"""Files as text, with their path from the root, and written as a whole."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from pytest_claims.faults import Fault

UNREADABLE = "Make it a file that can be opened"


def place(file: Path, root: Path) -> str:
    """The file's path from the root, written with slashes."""
    return Path(os.path.relpath(file, root)).as_posix()


def read_source(file: Path, root: Path) -> tuple[str, list[Fault]]:
    """The file's text; where it is not UTF-8 a replacement character stands and a fault says so."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        return "", [Fault(place(file, root), 1, f"cannot be read: {error.strerror}", UNREADABLE)]
    try:
        return raw.decode("utf-8").removeprefix("\ufeff"), []
    except UnicodeDecodeError as error:
        number = raw.count(b"\n", 0, error.start)
        quoted = raw.split(b"\n")[number].decode("utf-8", "backslashreplace").strip()
        fault = Fault(place(file, root), number + 1, f"not UTF-8: “{quoted}”", "Save it as UTF-8")
        return raw.decode("utf-8", "replace"), [fault]


def write_atomically(path: Path, content: Any) -> None:
    """Write JSON so that a reader sees the old file or the new one, never a part of it."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, sort_keys=True, allow_nan=False, indent=1, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
