"""Files as text, with their path from the root, and written as a whole."""

import json
import os
import re
import secrets
import socket
import stat
import time
from collections.abc import Callable
from hashlib import sha256
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


def content(file: Path) -> str:
    """A digest of what a file says, or why it cannot be read."""
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        return str(error)


def files_below(folder: Path, fits: Callable[[str], bool]) -> list[Path]:
    """Whatever lies below the folder under a name that fits, be it a file or not, in order.

    Each folder is read once, by its own name before that of a link, so a loop ends; hidden
    folders and virtual environments are left out.
    """
    found: list[Path] = []
    seen: set[str] = set()
    waiting = [folder]
    while waiting:
        for here, folders, files in os.walk(waiting.pop(0)):
            seen.add(os.path.realpath(here))
            if "pyvenv.cfg" in files:
                folders.clear()
                continue
            found += [Path(here, name) for name in (*folders, *files) if fits(name)]
            folders[:] = [name for name in sorted(folders) if name[0] != "."]
            folders[:] = [f for f in folders if os.path.realpath(Path(here, f)) not in seen]
            waiting += [Path(here, name) for name in folders if Path(here, name).is_symlink()]
        waiting = [link for link in waiting if os.path.realpath(link) not in seen]
    return sorted(found)


def read_source(file: Path, root: Path) -> tuple[str, list[Fault]]:
    """The file's text; where it is not UTF-8 a replacement character stands and a fault says so."""
    try:
        refuse_pipe(file)
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


def refuse_pipe(file: Path) -> None:
    """OSError where the file is neither file nor folder: to open a pipe is to wait for ever."""
    mode = file.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(0, "Is a pipe, a socket or a device", str(file))


def write_source(file: Path, text: str) -> None:
    """Write UTF-8 text; ``NotWritten`` where the place is taken or the disk does not allow it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists():
            refuse_pipe(file)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        where = error.filename or file
        raise NotWritten(f"{where} cannot be written: {error.strerror}") from error


def write_new(file: Path, text: str) -> bool:
    """Write UTF-8 text where there is no file yet; False where something stands there, untouched.

    Raises ``NotWritten`` where the disk does not allow it.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(text)
    except FileExistsError:
        if not file.parent.is_dir():
            raise NotWritten(f"{file.parent} cannot be written: it is no folder") from None
        return False
    except OSError as error:
        raise NotWritten(f"{error.filename or file} cannot be written: {error.strerror}") from error
    return True


def write_atomically(path: Path, content: Any, *, indent: int | None = 1) -> None:
    """Write JSON so that a reader sees the old file or the new one, never a part of it.

    The folder is made where there is none; without an indent it is a third of the work.
    Raises ``NotWritten`` where the disk does not allow it.
    """
    text = json.dumps(content, sort_keys=True, allow_nan=False, indent=indent, ensure_ascii=False)
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


def append_line(path: Path, content: Any) -> None:
    """Add JSON as one line, in one write, so that lines of several writers do not mix.

    Raises ``NotWritten`` where the disk does not allow it.
    """
    text = json.dumps(content, sort_keys=True, allow_nan=False, ensure_ascii=False)
    try:
        make_folder(path.parent)
        refuse_pipe_at(path)
        with path.open("ab", buffering=0) as file:
            file.write(text.encode("utf-8", "backslashreplace") + b"\n")
    except OSError as error:
        raise NotWritten(f"{path} cannot be written: {error.strerror}") from error


def refuse_pipe_at(path: Path) -> None:
    """``refuse_pipe`` where there is something."""
    if path.exists():
        refuse_pipe(path)


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
