"""The table of what each architecture can do says what its figure measured."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTES = (ROOT / "notes" / "README.md").read_text(encoding="utf-8")
FIGURE = ROOT / "experiments" / "figures" / "what_each_can_do.json"
(PANEL,) = json.loads(FIGURE.read_text(encoding="utf-8"))["panels"]
(MAP,) = PANEL["marks"]


def line(row, cells):
    """A row of the table, in bold what is more than half solved."""
    told = [f"{cell['median']:.2f}".replace("-", "−") for cell in cells]
    marked = [
        f"**{number}**" if cell["low"] > MAP["boundary"] else number
        for number, cell in zip(told, cells, strict=True)
    ]
    return " | ".join(["", row, *marked, ""]).strip()


def test_the_table_has_the_columns_of_the_figure():
    assert f"| | {' | '.join(MAP['columns'])} |\n" in NOTES


@pytest.mark.parametrize(("row", "cells"), list(zip(MAP["rows"], MAP["cells"], strict=True)))
def test_the_table_says_what_was_measured(row, cells):
    assert f"{line(row, cells)}\n" in NOTES
