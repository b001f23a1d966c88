"""A project to begin from: where its files are, and which file of pytest's names the notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

CONFIGURATION = "pyproject.toml"
DOT = "dot_"  # stands for the dot of a hidden file, which packages would leave out


def templates() -> dict[str, str]:
    """The text of each file of the scaffold, by its path in the new project."""
    home = resources.files("pytest_claims.commands") / "scaffold"
    return {
        path.replace(DOT, "."): source.read_text(encoding="utf-8")
        for path, source in sorted(_below(home, PurePosixPath()), key=lambda found: found[0])
    }


def _below(folder: Traversable, path: PurePosixPath) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _below(entry, path / entry.name)
        elif entry.is_file():
            yield str(path / entry.name), entry


@dataclass(frozen=True)
class Configuration:
    """A file from which pytest reads its settings, with the head of the part that it reads."""

    name: str
    head: str
    always: bool = False  # also where it has no such part

    def is_read(self, folder: Path) -> bool:
        """Whether pytest takes its settings in this folder from it, if no other comes first."""
        file = folder / self.name
        return file.is_file() and (self.always or self.head in _text(file))


KNOWN = (
    Configuration("pytest.toml", "[pytest]", always=True),
    Configuration(".pytest.toml", "[pytest]", always=True),
    Configuration("pytest.ini", "[pytest]", always=True),
    Configuration(".pytest.ini", "[pytest]", always=True),
    Configuration(CONFIGURATION, "[tool.pytest.ini_options]"),
    Configuration(CONFIGURATION, "[tool.pytest]"),
    Configuration("tox.ini", "[pytest]"),
    Configuration("setup.cfg", "[tool:pytest]"),
)
"""In the order in which pytest looks."""


def read_here(folder: Path) -> Configuration:
    """The file that pytest reads in this folder, or would read if it had something to say."""
    return next((known for known in KNOWN if known.is_read(folder)), KNOWN[4])


def addition(folder: Path, wanted: str) -> str:
    """What to add to the folder's settings so that they say what is ``wanted``, and where."""
    used = read_here(folder)
    text = _text(folder / used.name)
    if "claims_notes" in text:
        return ""
    keys = wanted.partition("\n")[2]
    if not used.name.endswith(".toml"):
        keys = keys.replace('["', "").replace('"]', "")
    where = f"below {used.head}" if used.head in text else "at its end"
    head = "" if used.head in text else f"{used.head}\n"
    return f"add to {used.name}, {where}:\n\n{head}{keys}"


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
