"""Which files a case rests on, with what they said: by it two audits tell which file differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pytest_claims.measuring.data import NAMED
from pytest_claims.plain import changed
from pytest_claims.recording.dependencies import SourceTree

Row = Mapping[str, Any]
Digests = Mapping[str, str | None]

SHORT = 16
"""Letters of a digest that tell what a file says from all that it ever said."""


def shortened(said: Digests) -> dict[str, str | None]:
    """Digests as the ledger keeps them."""
    return {path: digest and digest[:SHORT] for path, digest in said.items()}


def files_row(sources: Digests, data: Digests) -> dict[str, Any]:
    """What a case was measured with: the project's own sources, and other files that were read."""
    found = {"sources": shortened(sources), "data": shortened(data)}
    return {name: said for name, said in found.items() if said}


def with_claim_file(case: dict[str, Any], test: str, tree: SourceTree) -> dict[str, Any]:
    """The row with the file of its claim, of which all but the tests counts."""
    file = test.partition("::")[0]
    if file not in tree.beside:
        return case
    own = shortened({file: tree.beside[file]})
    return case | {"sources": {**case.get("sources", {}), **own}}


def sources(old: Row, new: Row) -> list[str]:
    """Sources of both claims that say something else."""
    return changed_of_both(_of_cases(old, "sources"), _of_cases(new, "sources"))


def data(old: Row, new: Row, before: Row, after: Row) -> list[str]:
    """Data of both claims that say something else; what the ini names by the tables of the runs."""
    found = changed_of_both(_of_cases(old, "data"), _of_cases(new, "data"))
    if NAMED not in found:
        return found
    tables = before.get("data") or {}, after.get("data") or {}
    named = changed(*tables) if all(tables) else ()
    return sorted({*found, *named} - {NAMED}) or [NAMED.rstrip(":")]


def _of_cases(row: Row, of: str) -> dict[str, str | None]:
    return dict(_pairs(row, of))


def _pairs(row: Row, of: str) -> Iterator[tuple[str, str | None]]:
    for case in row.get("cases") or ():
        yield from (case.get(of) or {}).items()


def changed_of_both(then: Digests, now: Digests) -> list[str]:
    """Only files of both: what is read anew is read because something else differs."""
    return sorted(path for path in then.keys() & now.keys() if then[path] != now[path])
