"""The ledger's file: written with a digest of itself, read as a ledger or not at all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from pytest_claims.plain import digest
from pytest_claims.recording.journal import replayed
from pytest_claims.recording.ledger_shape import misfits
from pytest_claims.recording.shapes import insane

SCHEMA = 1
LARGEST = 2**28
"""Bytes; a ledger of a thousand claims has a hundredth of it."""

Document = dict[str, Any]


class NoLedger(Exception):
    """The file holds no ledger that can be used; the message says what is wrong with it."""


@dataclass(frozen=True)
class Found:
    """A ledger with what its journal adds; ``seal`` is the digest in the file, empty without."""

    document: Document
    seal: str

    @property
    def sealed(self) -> bool:
        """Whether the file says by a digest what it said when it was written."""
        return bool(self.seal)


def seal(document: Document) -> Document:
    """The document with a digest of what it says, so that an edited row is noticed."""
    said = {key: value for key, value in document.items() if key != "digest"}
    return said | {"digest": digest(said)}


def read(path: Path) -> Found:
    """The ledger in this file; NoLedger says why there is none, FileNotFoundError that no file."""
    document = _loaded(path)
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise NoLedger(f"it is no ledger of schema {SCHEMA}")
    if problem := insane(document) or next(misfits(document), None):
        raise NoLedger(problem)
    if "digest" in document and document != seal(document):
        raise NoLedger("it was changed after it was written: its digest is another")
    known = str(document.get("digest", ""))
    return Found(seal(replayed(document, path)) if known else document, known)


def _loaded(path: Path) -> Any:
    try:
        if path.stat().st_size > LARGEST:
            raise NoLedger(f"it is larger than {LARGEST >> 20} MB")
        return json.loads(path.read_text(encoding="utf-8"), parse_constant=_refuse)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise NoLedger(f"it cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise NoLedger("it is not UTF-8") from error
    except RecursionError as error:
        raise NoLedger("it is nested too deep") from error
    except ValueError as error:
        raise NoLedger(f"it is no JSON: {error}") from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")
