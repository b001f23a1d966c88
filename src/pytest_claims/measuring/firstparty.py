"""Whose code it is: the project's own, or what is installed."""

from __future__ import annotations

import os
import sys
import sysconfig
from functools import cache

INSTALLED = frozenset({"site-packages", "dist-packages"})
SYSTEM = tuple(f"/{name}/" for name in ("dev", "etc", "lib", "lib64", "proc", "run", "sys", "usr"))
SYSTEM += ("/Library/", "/System/")
SYSTEM += tuple(os.path.join(prefix, "") for prefix in (sys.prefix, sys.base_prefix))
"""Folders of the operating system and of Python."""
CACHES = frozenset({".cache", "Caches"})
"""Where programs keep for a user what they can make again."""
OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
STANDARD = tuple(
    {
        os.path.realpath(sysconfig.get_path(name)) + os.sep
        for name in ("stdlib", "platstdlib")
        if sysconfig.get_path(name)
    }
)


@cache
def is_own(file: str) -> bool:
    """Whether a source file is the project's: neither Python's, nor installed, nor the audit's."""
    return not (file.startswith(("<", OURS)) or is_installed(file) or is_standard(file))


@cache
def is_standard(file: str) -> bool:
    """Whether a source file is of Python's own library."""
    if file.startswith("<frozen "):
        return True
    return not is_installed(file) and (
        file.startswith(STANDARD) or os.path.realpath(file).startswith(STANDARD)
    )


@cache
def is_installed(path: str) -> bool:
    """Whether a path lies where packages are installed or in the environment that runs, or is of
    what a distribution says of itself, wherever that lies."""
    virtual = sys.prefix != sys.base_prefix
    in_environment = virtual and path.startswith(os.path.join(sys.prefix, ""))
    parts = path.split(os.sep)
    says_of_itself = any(part.endswith((".dist-info", ".egg-info")) for part in parts)
    return in_environment or says_of_itself or not INSTALLED.isdisjoint(parts)


@cache
def is_brought(path: str) -> bool:
    """Whether a path lies where the system, Python, packages or a user's caches lie."""
    if is_installed(path) or is_standard(os.path.join(path, "")) or path.startswith(OURS):
        return True
    return path.startswith(SYSTEM) or not CACHES.isdisjoint(path.split(os.sep))
