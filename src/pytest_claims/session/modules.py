"""Claims whose verdicts are carried, collected without importing their files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from pytest_claims.files import place
from pytest_claims.settings import Settings

Row = dict[str, Any]


class CarriedClaim(pytest.Item):
    """One case of a claim that runs nothing; ``row`` is what the ledger says of it."""

    row: Row
    originalname: str
    line: int
    statement: str

    def runtest(self) -> None:
        """An earlier run did."""

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the test is, and its name."""
        return self.path, self.line, self.name


class ClaimModule(pytest.Module):
    """A claim file that is imported only where it holds a claim that has to run.

    ``carried`` has the file's tests in its order, with the cases of those that are carried.
    """

    carried: Mapping[str, Row]

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """Functions for what runs, and the rest without."""
        if all(test["rows"] for test in self.carried.values()):
            return [item for name in self.carried for item in self._items(name)]
        return list(self._mixed(super().collect()))

    def _mixed(
        self, made: Iterable[pytest.Item | pytest.Collector]
    ) -> Iterator[pytest.Item | pytest.Collector]:
        for name, items in groupby(made, key=lambda item: getattr(item, "originalname", "")):
            functions, instead = list(items), self._items(name)
            alike = [item.name for item in functions] == [item.name for item in instead]
            yield from instead if alike else functions

    def _items(self, name: str) -> list[CarriedClaim]:
        test = self.carried.get(name, {})
        return [self._item(name, test, row) for row in test.get("rows", ())]

    def _item(self, name: str, test: Row, row: Row) -> CarriedClaim:
        full = f"{name}[{row['case']}]" if row["case"] else name
        item: CarriedClaim = CarriedClaim.from_parent(self, name=full)
        item.row, item.originalname = row, name
        item.line, item.statement = test["first"] - 1, test["statement"]
        for mark in [*test["marks"], *(["parametrize"] if row["case"] else [])]:
            item.add_marker(mark)
        return item


class Carrying:
    """Makes such modules; ``files`` has the tests of each claim file, by its place."""

    def __init__(self, settings: Settings, files: Mapping[str, Mapping[str, Row]]) -> None:
        self.settings = settings
        self.files = files

    def pytest_pycollect_makemodule(
        self, module_path: Path, parent: pytest.Collector
    ) -> pytest.Module | None:
        """A claim file that holds a carried claim is no ordinary module."""
        tests = self.files.get(place(module_path, self.settings.root), {})
        if not any(test["rows"] for test in tests.values()):
            return None
        module: ClaimModule = ClaimModule.from_parent(parent, path=module_path)
        module.carried = tests
        return module
