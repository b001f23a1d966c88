"""What a process runs on: whatever of it could change a number changes its digest."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from pytest_claims.measuring import installation as module
from pytest_claims.measuring.installation import installation

FILES = [
    "one-1.0.dist-info/METADATA",
    "two.egg-info/PKG-INFO",
    "three.egg-link",
    "four.pth",
    "__editable__.five.py",
    "six.egg-info",
    "loose.py",
    "fast.so",
    "package/inner.py",
    "package/fast.so",
]
ASIDE = ["notes.txt", "package/data.txt", "package/__pycache__/inner.pyc", "no-package/inner.py"]


def write(folder, name, text):
    (folder / name).parent.mkdir(exist_ok=True, parents=True)
    (folder / name).write_text(text)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of modules that Python looks into, outside the project."""
    folder = tmp_path / "lib"
    for name in (*FILES, *ASIDE):
        write(folder, name, name)
    monkeypatch.setattr(sys, "path", [str(folder), "", str(tmp_path / "nowhere")])
    return folder


@pytest.fixture
def digest(tmp_path):
    """Of what there is now, as a project elsewhere sees it."""
    return lambda root="project": installation(tmp_path / root)


@pytest.mark.parametrize("name", FILES)
def test_what_is_installed_in_another_version_or_leads_elsewhere_is_noticed(folder, digest, name):
    before = digest()
    assert digest() == before
    write(folder, name, "another version")

    assert digest() != before


@pytest.mark.parametrize("name", ASIDE)
def test_what_no_import_would_find_is_not(folder, digest, name):
    before = digest()
    write(folder, name, "changed")
    write(folder, "LICENSE", "new")

    assert digest() == before


@pytest.mark.parametrize("name", ["seven.dist-info/METADATA", "loose_too.py", "more/inner.py"])
def test_what_is_installed_besides_is_noticed_and_what_is_removed_too(folder, digest, name):
    before = digest()
    write(folder, name, "new")
    assert digest() != before
    for there in (folder / name, folder / name.partition("/")[0]):
        shutil.rmtree(there) if there.is_dir() else there.unlink(missing_ok=True)

    assert digest() == before


def test_an_installation_anew_is_noticed_by_its_time(folder, digest):
    before = digest()
    os.utime(folder / "one-1.0.dist-info", ns=(1, 1))

    assert digest() != before


@pytest.mark.parametrize("place", ["below the root", "installed", "Python's"])
def test_modules_of_the_project_and_of_distributions_are_known_otherwise(
    folder, digest, monkeypatch, tmp_path, place
):
    root = "lib" if place == "below the root" else "project"
    if place == "installed":
        folder = folder.rename(tmp_path / "site-packages")
        monkeypatch.setattr(sys, "path", [str(folder)])
    if place == "Python's":
        monkeypatch.setattr(module, "is_standard", f"{folder}{os.sep}".__eq__)
    before = digest(root)
    write(folder, "loose.py", "changed")
    write(folder, "package/inner.py", "changed, and longer")
    assert digest(root) == before
    for leads in ("four.pth", "__editable__.five.py"):
        write(folder, leads, "changed")
        assert digest(root) != before
        before = digest(root)


@pytest.mark.parametrize("name", ["PATH", "TOY_LEVEL", "PYTEST_ADDOPTS"])
def test_a_variable_of_the_environment_is_noticed(folder, digest, monkeypatch, name):
    before = digest()
    monkeypatch.setenv(name, "changed")

    assert digest() != before


@pytest.mark.parametrize(
    "name",
    [
        *("PWD", "OLDPWD", "SHLVL", "_", "COLUMNS", "LINES", "WINDOWID"),
        *("PYTEST_CURRENT_TEST", "PYTEST_XDIST_WORKER", "PYTEST_XDIST_X"),
    ],
)
def test_what_differs_from_command_to_command_is_not(folder, digest, monkeypatch, name):
    before = digest()
    monkeypatch.setenv(name, "changed")

    assert digest() == before


@pytest.mark.parametrize("name", ["version", "executable", "path", "flags"])
def test_another_python_or_path_is_noticed(folder, digest, monkeypatch, name):
    before = digest()
    value = getattr(sys, name)
    monkeypatch.setattr(sys, name, value + {str: "x", list: [""]}.get(type(value), (1,)))

    assert digest() != before


def test_the_order_in_which_a_disk_lists_files_is_none_of_it(folder, digest, monkeypatch):
    write(folder, "package/outer.py", "")
    before, listed, below = digest(), os.listdir, Path.rglob
    for order in (sorted, lambda names: sorted(names, reverse=True)):
        monkeypatch.setattr(os, "listdir", lambda place, order=order: order(listed(place)))
        monkeypatch.setattr(Path, "rglob", lambda at, n, order=order: order(list(below(at, n))))
        assert digest() == before


def test_the_audit_counts_by_what_each_of_its_files_says(folder, digest, monkeypatch, tmp_path):
    write(tmp_path / "audit", "inner/part.py", "")
    monkeypatch.setattr(module, "OURS", str(tmp_path / "audit"))
    before = digest()
    write(tmp_path / "audit", "inner/part.py", "changed")

    assert digest() != before


def test_where_it_is_asked_for_is_none_of_it(folder, digest, monkeypatch, tmp_path):
    before = digest()
    write(tmp_path / "elsewhere", "loose_too.py", "new")
    monkeypatch.chdir(tmp_path / "elsewhere")

    assert digest() == before
