"""Every notebook runs from its first cell to its last and draws what it says."""

import re
import runpy
import sys
from pathlib import Path

import matplotlib
import pytest

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
FILES = sorted(NOTEBOOKS.glob("[0-9]*.py"))
NOTES = sorted(file.stem for file in (NOTEBOOKS.parent / "notes").glob("0[1-5]*.md"))


@pytest.fixture
def looked(monkeypatch, tmp_path):
    """Run a notebook with its pictures written elsewhere."""
    monkeypatch.setattr(sys, "path", [str(NOTEBOOKS), *sys.path])
    with matplotlib.rc_context({"backend": "svg"}):
        import looking

        monkeypatch.setattr(looking, "WRITTEN", tmp_path)
        yield lambda file: runpy.run_path(str(file)) and sorted(p.stem for p in tmp_path.iterdir())
    sys.modules.pop("looking")


def test_each_note_of_the_argument_has_one():
    assert [file.stem for file in FILES] == NOTES


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # of tensors
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_runs_and_draws_all_that_it_shows(file, looked):
    shown = re.findall(r'^show\("(\w+)"\)', file.read_text("utf-8"), re.MULTILINE)

    assert looked(file) == sorted(shown)
    assert len(shown) > 1


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_cells_are_in_the_percent_format_and_begin_with_words(file):
    text = file.read_text("utf-8")

    assert text.startswith("# %% [markdown]\n# # ")
    assert "# %%\n" in text
