"""What this process runs on: Python, what is installed, the environment, and the audit itself.

It is read without importing any of it, and takes more in than any one measurement depends on.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pytest_claims.files import content
from pytest_claims.measuring.firstparty import OURS, is_installed, is_standard
from pytest_claims.measuring.opened import SOURCES, stamp
from pytest_claims.plain import digest

A_SHELL_S_OWN = frozenset(
    {"_", "PWD", "OLDPWD", "SHLVL", "COLUMNS", "LINES", "WINDOWID", "PYTEST_CURRENT_TEST"}
)
"""Variables that differ from one command to the next in the same terminal."""


def installation(root: Path) -> str:
    """A digest of all that a verdict could depend on outside the project at ``root``."""
    return digest(
        {
            "python": [sys.version, sys.executable, list(map(int, sys.flags)), sys.path],
            "installed": [_installed(Path(folder), root) for folder in sys.path if folder],
            "audit": {str(f.relative_to(OURS)): content(f) for f in Path(OURS).rglob("*.py")},
            "environment": _environment(),
        }
    )


def _environment() -> dict[str, str]:
    own = {n for n in os.environ if n in A_SHELL_S_OWN or n.startswith("PYTEST_XDIST_")}
    return {name: value for name, value in os.environ.items() if name not in own}


def _installed(folder: Path, root: Path) -> list[Any]:
    """Each distribution in a folder of modules by its metadata, and what leads elsewhere; in a
    folder of none, each module and package that could come before another of its name.
    """
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    within = os.path.join(folder, "")
    known = folder.is_relative_to(root) or is_installed(within) or is_standard(within)
    loose = [] if known else _modules(folder, names)
    return [*loose, *([name, *_said(folder / name)] for name in names if _leads(name))]


def _modules(folder: Path, names: list[str]) -> list[Any]:
    """Modules by what they say, and folders of modules by when each was last touched."""
    files = [[name, content(folder / name)] for name in names if name.endswith(SOURCES)]
    inner = [name for name in names if (folder / name).is_dir() and name.isidentifier()]
    return files + [[name, _touched(folder / name)] for name in inner]


def _touched(package: Path) -> list[Any]:
    found = (f for ending in SOURCES for f in package.rglob(f"*{ending}"))
    return [[str(f), stamp(str(f))] for f in sorted(found) if "__pycache__" not in f.parts]


def _leads(name: str) -> bool:
    return name.endswith((".dist-info", ".egg-info", ".egg-link", ".pth")) or name.startswith(
        "__editable__"
    )


def _said(entry: Path) -> Iterator[Any]:
    """Its metadata, which has the version, and when it was last installed."""
    for file in (entry / "METADATA", entry / "PKG-INFO", entry):
        if file.is_file():
            yield content(file)
    if entry.is_dir():
        yield entry.stat().st_mtime_ns
