"""What one process imports of libraries, the next one has; what is the project's, it has not."""

import sys
import warnings

import numpy as np
import pytest
import toy_bench as toy

from pytest_claims.measuring.libraries import bring, imported_since


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A module of the project that imports one of Python's, neither of them imported yet."""
    (tmp_path / "of_the_project.py").write_text("import colorsys\n")
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("of_the_project", "colorsys"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    yield
    for name in ("of_the_project", "colorsys"):
        sys.modules.pop(name, None)


@pytest.mark.usefixtures("project")
def test_copy_has_the_libraries_that_an_answer_took_and_no_module_of_the_project(copy_of):
    def ask(measurement, replicas):
        had = [float(name in sys.modules) for name in ("of_the_project", "colorsys")]
        __import__("of_the_project")
        return np.array(had)

    copy = copy_of(ask)
    found = [copy.ask(toy.of(toy.normal), [1, 2], 0.1).tolist() for _ in range(2)]
    assert found == [[0.0, 0.0], [0.0, 1.0]]
    assert "colorsys" not in sys.modules


@pytest.mark.usefixtures("project")
def test_libraries_that_came_are_told_in_their_order_and_no_module_of_the_project():
    before = frozenset(sys.modules)
    bring(["of_the_project", "colorsys", "that_is_nowhere"])
    assert imported_since(before) == ["colorsys"]
    assert imported_since(before - {"os"})[:1] == ["os"]


def test_what_cannot_be_imported_or_warns_is_no_error(tmp_path, monkeypatch):
    (tmp_path / "that_warns.py").write_text("import warnings\nwarnings.warn('old')\n")
    (tmp_path / "that_fails.py").write_text("1 / 0\n")
    monkeypatch.syspath_prepend(tmp_path)
    with warnings.catch_warnings(record=True) as told:
        bring(["that_is_nowhere", "that_fails", "that_warns"])
    assert told == []
    assert sys.modules.pop("that_warns")
