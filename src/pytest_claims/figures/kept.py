"""The two files of a figure: its picture, and its numbers with all that they were measured from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pytest_claims.files import write_source
from pytest_claims.plain import digest

SCHEMA = 1


@dataclass(frozen=True)
class Kept:
    """A figure on disk; ``numbers`` is the plain data that is drawn, ``picture`` the SVG."""

    numbers: dict[str, Any]
    picture: str

    @property
    def scale(self) -> str:
        """How much was measured for it."""
        return str(self.numbers["scale"])


def picture_of(folder: Path, name: str) -> Path:
    """Where the picture is."""
    return folder / f"{name}.svg"


def numbers_of(folder: Path, name: str) -> Path:
    """Where its numbers are."""
    return folder / f"{name}.json"


def write(folder: Path, name: str, kept: Kept) -> None:
    """Write both, with digests by which an edit of either is noticed; ``NotWritten`` else."""
    content = kept.numbers | {"picture": sha256(kept.picture.encode()).hexdigest()}
    write_source(picture_of(folder, name), kept.picture)
    write_source(numbers_of(folder, name), text_of(content | {"digest": digest(content)}) + "\n")


def text_of(content: Any, indent: str = "") -> str:
    """JSON for eyes and differences: what holds no further structure is one line."""
    if not isinstance(content, dict | list) or not any(
        isinstance(part, dict | list) for part in _parts(content)
    ):
        return json.dumps(content, ensure_ascii=False, allow_nan=False)
    deeper, named = f"{indent}  ", isinstance(content, dict)
    names = [f"{json.dumps(name)}: " for name in content] if named else [""] * len(content)
    said = [text_of(part, deeper) for part in _parts(content)]
    lines = [f"{deeper}{name}{text}" for name, text in zip(names, said, strict=True)]
    opening, closing = "{}" if named else "[]"
    return f"{opening}\n" + ",\n".join(lines) + f"\n{indent}{closing}"


def _parts(content: dict[str, Any] | list[Any]) -> list[Any]:
    return list(content.values()) if isinstance(content, dict) else content


def read(folder: Path, name: str) -> Kept | None:
    """What is kept; None where there is nothing, ``ValueError`` where it is not as it was drawn."""
    try:
        document = json.loads(numbers_of(folder, name).read_text("utf-8"))
        picture = picture_of(folder, name).read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as problem:
        raise ValueError(f"cannot be read ({problem.strerror})") from problem
    except RecursionError as problem:
        raise ValueError("is no figure") from problem
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise ValueError("is no figure of this version")
    seal, said = document.pop("digest", None), document.get("picture")
    if seal != digest(document) or said != sha256(picture.encode()).hexdigest():
        raise ValueError("is not as it was drawn")
    del document["picture"]
    return Kept(document, picture)
