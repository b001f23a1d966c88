"""Files as text, with their path from the root, and written as a whole."""

import json
import os
import re
import secrets
import socket
import time
from pathlib import Path
from typing import Any

from pytest_claims.faults import Fault

UNREADABLE = "Make it a file that can be opened"
KEPT = ".claims"  # the folder of what an audit keeps
TEMPORARY = re.compile(r"\.(?P<host>[\w-]+)\.(?P<pid>\d+)\.[0-9a-f]{8}\.tmp")
ABANDONED = 3600.0  # seconds after which a temporary file of an unknown writer has none


class NotWritten(Exception):
    """A file could not be written; the message is one sentence that says which and why."""


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
    """Write JSON so that a reader sees the old file or the new one, never a part of it.

    The folder is made where there is none. Raises ``NotWritten`` where the disk does not allow it.
    """
    text = json.dumps(content, sort_keys=True, allow_nan=False, indent=1, ensure_ascii=False)
    temporary = path.with_name(temporary_name())
    try:
        make_folder(path.parent)
        _write(temporary, text.encode("utf-8", "backslashreplace"))  # JSON's own escape
        os.replace(temporary, path)
    except OSError as error:
        _remove(temporary)
        raise NotWritten(f"{path} cannot be written: {error.strerror}") from error
    except BaseException:
        _remove(temporary)
        raise


def make_folder(folder: Path) -> None:
    """Make the folder and those above it; a new one of an audit is overlooked by git."""
    kept = next((f for f in (folder, *folder.parents) if f.name == KEPT), None)
    is_new = kept is not None and not (kept.exists() and any(kept.iterdir()))
    folder.mkdir(parents=True, exist_ok=True)
    if kept is not None and is_new:
        (kept / ".gitignore").write_text("*\n", encoding="utf-8")


def temporary_name() -> str:
    """A name that nobody else takes and that tells whose it is."""
    return f".{_host()}.{os.getpid()}.{secrets.token_hex(4)}.tmp"


def sweep(folder: Path) -> None:
    """Remove temporary files whose writer was killed. One process at a time should do so."""
    for file in folder.rglob("*.tmp"):
        if _is_abandoned(file):
            _remove(file)


def _is_abandoned(file: Path) -> bool:
    named = TEMPORARY.fullmatch(file.name)
    if named and named["host"] == _host() and os.name == "posix":
        return not _is_running(int(named["pid"]))
    try:
        return time.time() - file.lstat().st_mtime > ABANDONED
    except OSError:
        return False


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # it belongs to somebody else
        return True
    return True


def _host() -> str:
    return re.sub(r"[^\w-]", "-", socket.gethostname()) or "host"


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)  # less the umask
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:  # a folder that forbids it, or one that is gone
        return
