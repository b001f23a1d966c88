"""Which files a measurement reads, seen by an audit hook of Python.

What is read while a measurement runs counts for it. A file that is read once may be kept in
memory and be used again without being opened. So what is read while a module or conftest.py of
the project is imported counts for every measurement of the process, and so does, from then on,
what a measurement reads that leaves anything behind, or may have where nobody can look.
A test module that is no claim is nobody's source, and what it reads counts for nothing.
A source that Python imports or quotes is no such file; one that the project opens itself is.
Nor is what the measurement or an import made: it follows from what that read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Any

from pytest_claims.faults import ClaimError
from pytest_claims.files import KEPT
from pytest_claims.measuring.firstparty import is_installed, is_own, is_standard

Stamp = tuple[int, int, int] | None
"""When a file was last changed, its size and its number; None where it is not there."""


SOURCES = (".py", ".pyc", ".pyi", ".so", ".pyd")
OVERLOOKED = frozenset(
    {KEPT, "__pycache__", ".git", ".pytest_cache", ".hypothesis", ".mypy_cache", ".ruff_cache"}
)
READ: dict[str, Stamp] = {}
"""What counts now, and its stamp when it was read first."""
READERS: dict[str, set[str]] = {}
"""Who read it: module files at import, MEASURING, and DECLARED where depends_on names it."""
MEASURING = "a measurement"
DECLARED = "depends_on"
MADE: set[str] = set()
"""What was made while the project was imported: what is temporary, above all."""
_made_meanwhile: list[set[str]] = []
_read_meanwhile: list[set[str]] = []
_installed: list[bool] = []


def stamp(path: str) -> Stamp:
    """What tells one state of a file from another without reading it."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    if os.path.isdir(path):  # its names are compared, not its times
        return (0, 0, found.st_ino)
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def install() -> None:
    """Let Python tell of what is opened, once per process."""
    if not _installed:
        _installed.append(True)
        sys.addaudithook(_ear(EVENTS, sys._getframe, SOURCES))


@contextmanager
def watched() -> Iterator[set[str]]:
    """What is read inside counts, but for what is made inside; gives what did not count before."""
    _made_meanwhile.append(set())
    _read_meanwhile.append(set())
    try:
        yield _read_meanwhile[-1]
    finally:
        _made_meanwhile.pop()
        _read_meanwhile.pop()


def forget(paths: set[str]) -> None:
    """Let these count for no later measurement, but for what a module read at its import."""
    for path in paths:
        if READERS[path] <= {MEASURING, DECLARED}:
            READ.pop(path, None)


def depends_on(path: str | os.PathLike[str]) -> None:
    """The numbers depend on this file, or on all files of this folder.

    For what Python does not open itself: a file that a subprocess or an extension module reads,
    a source too, inside the project or outside.
    Call it in a probe, or where a module is imported. Raises ``ClaimError`` where there is no
    such file.
    """
    if not os.path.exists(path):
        raise ClaimError(
            f"depends_on({os.fspath(path)!r}): there is no such file or folder, seen from "
            f"{os.getcwd()}. Give its path from there, or an absolute one."
        )
    for folder, inner, names in os.walk(path):
        inner[:] = [name for name in inner if not _is_aside(folder, name)]
        _note(folder, DECLARED)
        for name in names:
            _note(os.path.join(folder, name), DECLARED)
    _note(path, DECLARED)


def _is_aside(folder: str | bytes, name: Any) -> bool:
    """Whether it is a cache, or an environment among the project's own folders."""
    at = os.path.abspath(os.fsdecode(folder))
    below = os.path.join(at, os.fsdecode(name))
    return os.fsdecode(name) in OVERLOOKED or (is_installed(below) and not is_installed(at))


def _note(path: Any, *why: str) -> None:
    absolute = _absolute(path)
    if absolute is None or any(is_among(made, absolute) for made in _made_meanwhile):
        return
    reader = _importer(sys._getframe(1)) or (MEASURING if _made_meanwhile else "")
    if reader:
        if absolute not in READ:
            READ[absolute] = stamp(absolute)
            for read in _read_meanwhile[-1:]:
                read.add(absolute)
        readers = {reader, MEASURING, *why} if _made_meanwhile else {reader, *why}
        READERS.setdefault(absolute, set()).update(readers)


def _made(path: Any) -> None:
    absolute = _absolute(path)
    if absolute is None or absolute in READ:
        return
    if _made_meanwhile:
        _made_meanwhile[-1].add(absolute)
    elif _importer(sys._getframe(1)):
        MADE.add(absolute)


def _made_folder(path: Any) -> None:
    if not os.path.exists(path):
        _made(path)


def is_among(made: set[str], path: str) -> bool:
    """Whether this was made, or a folder that it lies in."""
    while made and path not in made:
        above = os.path.dirname(path)
        if above == path:
            return False
        path = above
    return bool(made)


def _absolute(path: Any) -> str | None:
    if path is None:
        path = "."
    if not isinstance(path, str | bytes | os.PathLike):  # a descriptor: opened before, by its path
        return None
    try:
        return os.path.abspath(os.fsdecode(path))
    except (OSError, ValueError):  # a working directory that is gone
        return None


def _importer(frame: FrameType | None) -> str:
    """The innermost file of the project that is being imported, or conftest.py at work."""
    while frame is not None:
        file = frame.f_code.co_filename
        at_import = frame.f_code.co_name == "<module>" or file.endswith("conftest.py")
        if at_import and is_own(file) and frame.f_globals.get("__name__") != "__main__":
            return file
        frame = frame.f_back
    return ""


def _hear_open(path: Any, mode: Any, flags: int) -> None:
    if isinstance(path, int):
        return
    anew = flags & (os.O_TRUNC | os.O_EXCL)
    if anew or (flags & os.O_CREAT and not os.path.exists(path)):
        _made(path)
    elif not flags & os.O_WRONLY and (not _is_source(path) or _is_by_project(sys._getframe(2))):
        _note(path)


def _is_source(path: Any) -> bool:
    absolute = _absolute(path)
    return absolute is not None and absolute.endswith(SOURCES)


def _is_by_project(frame: FrameType | None) -> bool:
    """Whether the project's own code opens it, be it through Python's library."""
    while frame is not None and is_standard(file := frame.f_code.co_filename):
        if file.endswith("linecache.py"):  # it quotes sources in warnings and tracebacks
            return False
        frame = frame.f_back
    return frame is not None and is_own(frame.f_code.co_filename)


def _hear_connect(database: Any) -> None:
    name = os.fsdecode(database) if isinstance(database, str | bytes | os.PathLike) else ""
    name = name.removeprefix("file:").partition("?")[0] if name.startswith("file:") else name
    if name and name != ":memory:":
        (_note if os.path.exists(name) else _made)(name)


EVENTS: dict[str, Callable[..., None]] = {
    "open": _hear_open,
    "os.listdir": _note,
    "os.scandir": _note,
    "os.mkdir": lambda path, *_: _made_folder(path),
    "os.rename": lambda _, target, *__: _made(target),
    "sqlite3.connect": _hear_connect,
}


def _ear(
    handlers: Mapping[str, Callable[..., None]],
    frame: Callable[[int], FrameType],
    sources: tuple[str, ...],
) -> Callable[[str, tuple[Any, ...]], None]:
    """The hook; it outlives this module when Python ends, and so names nothing of it."""

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        handle = handlers.get(event)
        if handle is not None:
            imports = frame(1).f_code.co_filename.startswith("<frozen importlib")
            of_source = event != "open" or str(arguments[0]).endswith(sources)
            if not (imports and of_source):  # sources are found otherwise
                handle(*arguments)

    return hear
