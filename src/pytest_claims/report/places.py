"""Where the links of a note lead within the page, and which of them may lead out of it."""

import os
from base64 import b64encode
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

from pytest_claims.notes.outline import COLLECTED, claim_stem, id_of

PICTURES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
}
LARGEST_PICTURE = 400_000

Kind = Literal["claim", "derivation", "place", "outside", "nowhere"]


@dataclass(frozen=True)
class Target:
    """What a link leads to: ``address`` is its href in the page, ``name`` a claim or a file."""

    kind: Kind
    address: str = ""
    name: str = ""


@dataclass(frozen=True)
class Places:
    """The files that the page holds as chapters, and where the page itself will lie."""

    root: Path
    out: Path
    chapters: Collection[str]
    derivations: Collection[str] = ()

    def target(self, href: str, path: str) -> Target:
        """Where a link written in the file ``path`` leads."""
        parts = urlsplit(href)
        if parts.scheme in ("http", "https", "mailto"):
            return Target("outside", href)
        if parts.scheme or parts.netloc or href.startswith(("/", "\\")):
            return Target("nowhere")
        file = self.resolve(unquote(parts.path), path) if parts.path else path
        fragment = unquote(parts.fragment)
        if file is None:
            return Target("nowhere")
        return self._inside(file, fragment)

    def _inside(self, file: str, fragment: str) -> Target:
        pure = PurePosixPath(file)
        if any(map(pure.match, COLLECTED)) and fragment.startswith("test"):
            id = id_of(claim_stem(file), fragment.partition("[")[0])
            return Target("claim", "#" + address(id), id)
        kind: Kind = "derivation" if file in self.derivations else "place"
        name = f"{file}#{fragment}" if fragment else file
        if file in self.chapters:
            return Target(kind, "#" + address(anchor(file, fragment)), name)
        return Target(kind, self.file(file), name)

    def resolve(self, relative: str, path: str) -> str | None:
        """A path written in ``path``, seen from the root; None where it leads out of it."""
        seen = os.path.normpath(PurePosixPath(path).parent / relative)
        return None if seen.startswith("..") else Path(seen).as_posix()

    def file(self, path: str) -> str:
        """The address of a file of the project, seen from the page."""
        return quote(Path(os.path.relpath(self.root / path, self.out)).as_posix())

    def picture(self, href: str, path: str) -> str | None:
        """A picture of the project as a data URI; None for any other."""
        file = None if urlsplit(href).scheme else self.resolve(unquote(href), path)
        kind = PICTURES.get(PurePosixPath(file).suffix) if file else None
        if file is None or kind is None:
            return None
        place = (self.root / file).resolve()
        if not place.is_relative_to(self.root.resolve()) or not place.is_file():
            return None
        content = place.read_bytes()
        if len(content) > LARGEST_PICTURE:
            return None
        return f"data:{kind};base64,{b64encode(content).decode()}"


def anchor(path: str, fragment: str = "") -> str:
    """The id of a chapter, or of a heading in it: ``02_sorts``, ``math/02_sorts:37-a-bound``."""
    pure = PurePosixPath(path)
    inside = PurePosixPath(*pure.parts[1:]) if pure.parts[0] == "notes" else pure
    chapter = inside.with_suffix("").as_posix()
    return f"{chapter}:{fragment}" if fragment else chapter


def address(id: str) -> str:
    """An id as a fragment."""
    return quote(id, safe="/:_-.")
