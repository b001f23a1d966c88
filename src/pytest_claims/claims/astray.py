"""Links to files that are not there, and where they would lead from the folder of their note."""

import os
import posixpath
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from pytest_claims.faults import Fault
from pytest_claims.notes.note import Note
from pytest_claims.notes.outline import Link


def dead_files(notes: Sequence[Note], root: Path) -> Iterator[Fault]:
    """One for each file of each note, however many of its links lead there."""
    for note in notes:
        dead = [link for link in note.links if _is_dead(link, root)]
        counted = Counter(link.path for link in dead)
        for path, link in {link.path or "": link for link in reversed(dead)}.items():
            more = f", to which {counted[path]} links lead" if counted[path] > 1 else ""
            meant = meant_by(path, root)
            cure = f"Write {_from(note.path, meant)}" if meant else "Correct the link"
            yield Fault(note.path, link.line, f"there is no file {path}{more}", cure)


def _from(note: str, path: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(note) or ".")


def _is_dead(link: Link, root: Path) -> bool:
    """One that begins with a slash may be told from the root of a site."""
    known = link.path is None or (link.stem and link.fragment) or link.rooted
    return not known and not is_there(root, link.path or "")


def is_there(root: Path, path: str) -> bool:
    """Whether a path leads to a file or folder, or to a page that is made from one."""
    page = path.removesuffix(".html")
    return any(os.path.exists(root / p) for p in (path, f"{page}.md", f"{page}/index.md"))


def meant_by(path: str, root: Path) -> str:
    """The file from the root that a path meant before its note was moved to another folder."""
    parts = [part for part in PurePosixPath(path).parts if part != ".."]
    ends = ("/".join(parts[first:]) for first in range(len(parts)))
    return next((end for end in ends if end != path and (root / end).is_file()), "")
