"""Values of the ini, each checked: what cannot be meant is refused in words."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pytest_claims.faults import ClaimError, nearest
from pytest_claims.files import place

KEYS = (
    "claims_accounted_for",
    "claims_accounted_sections",
    "claims_argument",
    "claims_data",
    "claims_derivations",
    "claims_environment",
    "claims_error",
    "claims_every",
    "claims_experiments",
    "claims_junit",
    "claims_notes",
    "claims_paired",
    "claims_repeat",
    "claims_sections",
    "claims_seed_bits",
    "claims_tests",
    "claims_timeout",
)


def refuse_unknown(config: pytest.Config) -> None:
    """UsageError where a key that begins with claims_ is nobody's."""
    written = getattr(config, "_inicfg", None)  # public, by another name, until pytest 9
    for key in sorted(config.inicfg if written is None else written):
        if key.startswith("claims_") and not _is_known(config, key):
            meant = nearest(key, KEYS, cutoff=0.0)
            raise pytest.UsageError(
                f"{key} in {config.inipath}: correct the key. There is none of this name{meant}."
            )


def _is_known(config: pytest.Config, key: str) -> bool:
    try:
        config.getini(key)
    except ValueError:
        return False
    return True


def folder(config: pytest.Config, name: str) -> str:
    """A folder's path from the root, however it is spelled."""
    return place(config.rootpath / config.getini(name), config.rootpath)


def folders(config: pytest.Config, name: str) -> list[str]:
    """Paths of folders from the root, however they are spelled."""
    return [place(config.rootpath / named, config.rootpath) for named in config.getini(name)]


def notes(config: pytest.Config) -> list[str]:
    """Paths of notes and of their folders from the root, each of which is there."""
    for named in config.getini("claims_notes"):
        if why := _absent(config.rootpath, named):
            raise pytest.UsageError(f"claims_notes = {named!r} in {config.inipath}: {why}")
    return folders(config, "claims_notes")


def _absent(root: Path, named: str) -> str:
    """Why there are no notes of this name, empty where there may be."""
    file = root / named
    if file.exists():
        return ""
    beside = file.parent.iterdir() if file.parent.is_dir() else ()
    meant = nearest(place(file, root), [place(path, root) for path in beside])
    return (
        "name a Markdown file or a folder of them, or create it. "
        f"There is no such file or folder in {root}{meant}."
    )


def data(config: pytest.Config) -> list[str]:
    """Paths or globs from the root, each of which names something that is there."""
    return [_glob(config, named) for named in config.getini("claims_data")]


def share(config: pytest.Config, name: str) -> float:
    """A number from 0 to 1."""
    value = _number(config, name)
    if not 0 <= value <= 1:
        raise _refused(config, name, "write a number from 0 to 1.")
    return value


def error(config: pytest.Config, name: str) -> float:
    """The probability of a false verdict: no sample is large enough for 0, and from a half on a
    coin would decide as well."""
    value = _number(config, name)
    if not 0 < value < 0.5:
        raise _refused(config, name, "write a number above 0 and below 0.5, such as 0.001.")
    return value


def seconds(config: pytest.Config, name: str) -> float:
    """A finite number of seconds."""
    value = _number(config, name)
    if not 0 <= value < float("inf"):
        raise _refused(config, name, "write a number of seconds, 0 for no limit.")
    return value


def whole(config: pytest.Config, name: str) -> int:
    """A whole number from 0."""
    text = config.getini(name)
    if not text.strip().isdecimal():
        raise _refused(config, name, "write a whole number.")
    return int(text)


def bits(config: pytest.Config, name: str) -> int:
    """The size of a seed."""
    if config.getini(name) not in ("32", "63"):
        raise _refused(config, name, "write 63 or 32.")
    return int(config.getini(name))


def _number(config: pytest.Config, name: str) -> float:
    try:
        return float(config.getini(name))
    except ValueError:
        return -1.0


def _glob(config: pytest.Config, named: str) -> str:
    root = config.rootpath
    pattern = os.path.relpath(root / named, root)
    if pattern == os.curdir:
        raise _refused_data(
            config, named, "it is the root, where audits write. Name files or folders below it."
        )
    try:
        found = any(root.glob(pattern))
    except (ValueError, NotImplementedError) as problem:
        raise _refused_data(config, named, f"it is no glob: {problem}.") from problem
    if not found:
        raise _refused_data(
            config,
            named,
            f"there is no such file or folder. Write paths or globs from {config.rootpath}.",
        )
    return pattern


def _refused_data(config: pytest.Config, named: str, why: str) -> pytest.UsageError:
    return pytest.UsageError(f"claims_data = {named!r} in {config.inipath}: {why}")


def _refused(config: pytest.Config, name: str, why: str) -> pytest.UsageError:
    return pytest.UsageError(f"{name} = {config.getini(name)!r} in {config.inipath}: {why}")


def configured(root: Path) -> tuple[list[str], str]:
    """The folders of notes and of claims that the project's pyproject.toml names."""
    file = root / "pyproject.toml"
    try:
        project = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        project = {}
    except ValueError as error:
        raise ClaimError(f"{file} is no TOML: {error}. Correct it.") from error
    options = _table(_table(_table(project, "tool"), "pytest"), "ini_options", nested=False)
    notes = options.get("claims_notes", ["notes"])
    folders = notes.split() if isinstance(notes, str) else notes
    claims = options.get("claims_tests", "claims")
    if not isinstance(folders, list) or not all(isinstance(f, str) for f in [*folders, claims]):
        raise ClaimError(
            f"{file}: claims_notes is {notes!r} and claims_tests {claims!r}. Write folders as text."
        )
    for named in folders if "claims_notes" in options else ():
        if why := _absent(root, named):
            raise ClaimError(f"claims_notes = {named!r} in {file}: {why}")
    return [place(root / folder, root) for folder in folders], place(root / claims, root)


def _table(options: Any, name: str, *, nested: bool = True) -> dict[str, Any]:
    """The table of this name; where pytest's options need not be nested, those around it."""
    found = options.get(name, {} if nested else options)
    return found if isinstance(found, dict) else {}
