"""Names of classes that lead nowhere, told without an import."""

import sys

import pytest

from pytest_claims.session.spelled import misspelled

SOURCE = """
import os.path
import numpy as np
from math import pi as circle, tau

class Model: ...

def make(): ...

if True:
    LATE = 1
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A package with a module, on the path."""
    (tmp_path / "spelt" / "inner").mkdir(parents=True)
    (tmp_path / "spelt" / "__init__.py").write_text("Top = 1")
    (tmp_path / "spelt" / "inner" / "__init__.py").write_text("")
    (tmp_path / "spelt" / "inner" / "models.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    assert "spelt.inner.models" not in sys.modules


@pytest.mark.parametrize("name", ["Model", "make", "LATE", "os", "np", "circle", "tau"])
def test_what_a_module_defines_or_imports_is_there(folder, name):
    assert misspelled([f"spelt.inner.models:{name}"]) == []
    assert misspelled([f"{folder}/spelt/inner/models.py:{name}"]) == []


@pytest.mark.parametrize("name", ["Modle", "pi", "numpy", "path"])
def test_what_a_module_has_not_is_told_with_its_file(folder, name):
    file = folder / "spelt" / "inner" / "models.py"

    assert misspelled([f"spelt.inner.models:{name}"]) == [
        f"spelt.inner.models:{name}: {file} has no {name}."
    ]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("Model", "write module:attribute."),
        ("spelled_nowhere:Model", "there is no module spelled_nowhere."),
        ("spelt.nowhere:Model", "there is no module spelt.nowhere."),
        ("spelt.inner.models.deeper:Model", "there is no module spelt.inner.models.deeper."),
        ("spelt.nowhere.deeper:Model", "there is no module spelt.nowhere.deeper."),
        ("nowhere.py:Model", "[Errno 2] No such file or directory: 'nowhere.py'."),
    ],
)
def test_a_place_that_is_none_is_told(folder, target, said):
    assert misspelled([target]) == [f"{target}: {said}"]


def test_a_name_is_told_once_and_each_in_its_turn(folder):
    assert misspelled(["b", "spelt:Top", "a", "b"]) == [
        "b: write module:attribute.",
        "a: write module:attribute.",
    ]


@pytest.mark.parametrize(
    "made", ["from os import *", "def __getattr__(name): ...", "globals()[x] = 1", "setattr(a, x)"]
)
def test_a_module_that_makes_its_names_as_it_is_imported_is_believed(folder, made):
    (folder / "spelt" / "made.py").write_text(made)

    assert misspelled(["spelt.made:Anything"]) == []


def test_a_module_without_a_source_is_believed():
    assert misspelled(["sys:Anything", "itertools:Anything"]) == []


def test_a_module_that_is_no_python_is_told(folder):
    (folder / "spelt" / "broken.py").write_text("def (")
    (said,) = misspelled(["spelt.broken:Model"])

    assert said.startswith("spelt.broken:Model: invalid syntax")


def test_a_package_that_is_only_a_folder_is_believed(folder):
    (folder / "spelt_elsewhere").mkdir()

    assert misspelled(["spelt_elsewhere:Model", f"{sys.__name__}:Model"]) == []
