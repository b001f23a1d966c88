"""A file from elsewhere may import what stands beside it, and another's neighbour is not taken."""

import sys

import pytest

from pytest_claims.measuring.beside import neighbours
from pytest_claims.measuring.subjects import UnknownSubject, resolve

MINE = "from layers_beside import Layer\n\nclass Mine(Layer): ..."


@pytest.fixture
def folder(tmp_path):
    before = dict(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - set(before):
        if name.startswith("claims_subject_") or name.endswith("_beside"):
            del sys.modules[name]


def written(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    return folder


def test_a_file_imports_its_neighbour_and_the_path_is_left_as_it_was(folder):
    path = sys.path[:]
    written(folder, mine=MINE, layers_beside="from deeper_beside import Layer")
    written(folder, deeper_beside="class Layer: deep = True")

    assert resolve(f"{folder}/mine.py:Mine").deep
    assert sys.path == path


def test_a_package_beside_it_is_imported(folder):
    written(folder, mine=MINE)
    written(folder / "layers_beside", __init__="from .layer import Layer", layer="class Layer: ...")
    assert resolve(f"{folder}/mine.py:Mine")
    del sys.modules["layers_beside.layer"]


def test_two_files_each_with_a_neighbour_of_one_name_are_not_given_the_firsts(folder):
    one = written(folder / "one", mine=MINE, layers_beside="class Layer: ...")
    two = written(folder / "two", mine=MINE, layers_beside="class Layer: ...")
    resolve(f"{one}/mine.py:Mine")

    with pytest.raises(UnknownSubject) as refused:
        resolve(f"{two}/mine.py:Mine")
    assert f"rename {two}/layers_beside.py, or audit it in a run of its own" in str(refused.value)
    assert f"already {one}/layers_beside.py" in str(refused.value)


def test_a_neighbour_that_is_not_imported_is_in_nobodys_way(folder):
    written(folder, mine="class Mine: ...", json="raise ValueError")
    assert resolve(f"{folder}/mine.py:Mine")


def test_what_is_not_beside_it_is_to_be_installed_or_named(folder):
    written(folder, mine=MINE)
    with pytest.raises(UnknownSubject) as refused:
        resolve(f"{folder}/mine.py:Mine")
    said = "install layers_beside, or set PYTHONPATH to the folder that has it: No module named"
    assert said in str(refused.value)


@pytest.mark.parametrize(("package", "depth"), [(False, 0), (True, 0), (True, 1)])
def test_a_file_that_imports_relatively_is_to_be_named_by_its_module(folder, package, depth):
    home = written(folder / "models")
    names = "models"
    for _ in range(depth):
        written(home, __init__="")
        home, names = written(home / "inner"), f"{names}.inner"
    written(home, mine="from .layers import Layer", **({"__init__": ""} if package else {}))

    with pytest.raises(UnknownSubject) as refused:
        resolve(f"{home}/mine.py:Mine")
    assert f"name it by its module, {names}.mine:…, and set PYTHONPATH={folder} for the run" in str(
        refused.value
    )


def test_a_neighbour_that_was_edited_is_measured_again(project):
    project.claim("assert measure(score, High) > measure(score, Low)")
    folder = written(
        project.write() / "elsewhere",
        mine="import shift_beside\nimport toy\nclass Mine(toy.High): shift = shift_beside.SHIFT",
        shift_beside="SHIFT = 5.0",
    )
    subject = f"--claims-subject=High={folder}/mine.py:Mine"

    assert project.again(subject).ret == 0
    written(folder, shift_beside="SHIFT = 0.0")
    assert project.again(subject).ret == 1
    assert project.ledger()["a"]["verdict"] == "REFUTED"


def test_a_neighbour_comes_before_another_of_its_name(folder, monkeypatch):
    other = written(folder / "other", layers_beside="class Layer: near = False")
    monkeypatch.syspath_prepend(str(other))
    written(folder, mine=MINE, layers_beside="class Layer: near = True")

    assert resolve(f"{folder}/mine.py:Mine").near


def test_the_path_is_left_as_it_was_by_a_file_that_fails(folder):
    path = sys.path[:]
    written(folder, mine="1 / 0")
    with pytest.raises(UnknownSubject):
        resolve(f"{folder}/mine.py:Mine")

    assert sys.path == path


def test_neighbours_that_import_each_other_are_each_found_once(folder):
    written(folder, mine=MINE, layers_beside="import deeper_beside\nclass Layer: ...")
    written(folder, deeper_beside="import layers_beside, mine")

    assert set(neighbours(folder / "mine.py")) == {"layers_beside", "deeper_beside"}


@pytest.mark.parametrize("text", ["import json", "def f():\n    from .json import loads"])
def test_a_file_that_is_called_as_what_it_imports_is_in_nobodys_way(folder, text):
    written(folder, json=f"{text}\nclass Mine: ...")

    assert resolve(f"{folder}/json.py:Mine")


@pytest.mark.parametrize("text", ["def (", "a\0b", None])
def test_a_neighbour_that_cannot_be_read_is_a_fault_of_whoever_runs_it(folder, text):
    written(folder, mine="def f():\n    import layers_beside\nclass Mine: ...")
    if text is None:
        (folder / "layers_beside.py").mkdir()
    else:
        written(folder, layers_beside=text)

    assert resolve(f"{folder}/mine.py:Mine")


def test_what_a_package_has_not_is_no_reason_to_install_it(folder):
    written(folder, mine="from json import nowhere")
    with pytest.raises(UnknownSubject, match=r"mine\.py:Mine: cannot import name"):
        resolve(f"{folder}/mine.py:Mine")
