"""Which claims of a run are carried, and how many are left to decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pytest

from pytest_claims.measuring.data import Data
from pytest_claims.measuring.evidence import Store
from pytest_claims.notes.outline import claim_stem
from pytest_claims.recording import dependencies, ledger_file
from pytest_claims.recording.carried import carried
from pytest_claims.recording.dependencies import SourceTree
from pytest_claims.recording.ledger import Ledger
from pytest_claims.session.grounds import grounds
from pytest_claims.settings import Settings

Row = dict[str, Any]
Files = Mapping[str, Mapping[str, Row]]
"""The tests of each claim file in its order, each with the cases that are carried."""


def carry(settings: Settings, ledger: Ledger) -> Files:
    """The tests of each claim file, with the cases of those whose verdict is carried.

    Nothing is where everything is to be measured again.
    """
    if settings.fresh:
        return {}
    rows, sources = list(ledger.rows.values()), ledger.sources
    is_kept = Kept(settings).is_kept
    found = carried(rows, ledger.earlier, sources, ledger.run["grounds"], is_kept)
    return by_file(rows, sources, found)


def listed(config: pytest.Config, settings: Settings) -> Files:
    """The same for a run that only lists what there is: evidence is not looked at."""
    sources = dependencies.read(settings.root, settings.claims, settings.ledger)
    try:
        earlier = ledger_file.read(settings.ledger)
    except (FileNotFoundError, ledger_file.NoLedger):
        return {}
    if not earlier.sealed:
        return {}
    rows, here = earlier.document["claims"], grounds(config, settings, sources)
    return by_file(rows, sources, carried(rows, earlier.document, sources, here, bool))


def undecided(files: Files, stems: Collection[str] | None = None) -> int:
    """How many tests have to run, of the notes with these stems where not all are asked for."""
    asked = [t for file, t in files.items() if stems is None or claim_stem(file) in stems]
    return sum(not test["rows"] for tests in asked for test in tests.values())


def undisturbed(settings: Settings, files: Files, before: SourceTree) -> bool:
    """Whether what ran is what the run began with, so that the next one may carry its verdicts;
    where nothing had to run, that is no question.
    """
    if files and not undecided(files):
        return True
    now = dependencies.read(settings.root, settings.claims, settings.ledger)
    return now.stamps == before.stamps


class Kept:
    """Evidence as a run finds it that measures nothing."""

    def __init__(self, settings: Settings) -> None:
        self.store = Store(settings.evidence)
        self.data = Data(settings.root, settings.data, settings.claims)
        self._known: dict[str, bool] = {}

    def is_kept(self, key: str) -> bool:
        """Whether the record is there to use, and its data are as they were."""
        if key not in self._known:
            record = self.store.get(key)
            self._known[key] = record is not None and self.data.is_as(record.data)
        return self._known[key]


def by_file(
    claims: Iterable[Row], sources: SourceTree, carried: Mapping[str, Sequence[Row]]
) -> dict[str, dict[str, Row]]:
    """The tests of each claim file in its order, as plain data: what a worker has to know."""
    known = {claim["test"]: claim for claim in claims}
    found: dict[str, dict[str, Row]] = {}
    for test, at in sorted(sources.places.items(), key=lambda each: each[1].first):
        file, _, name = test.partition("::")
        claim = known.get(test, {})
        found.setdefault(file, {})[name] = {
            "first": at.first,
            "marks": claim.get("marks", []),
            "statement": claim.get("statement", ""),
            "rows": list(carried.get(test, ())),
        }
    return found
