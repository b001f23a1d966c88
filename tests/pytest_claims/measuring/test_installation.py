"""What a process runs on: whatever of it could change a number changes its digest."""

import os
import shutil
import sys

import pytest

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


@pytest.mark.parametrize("place", ["below the root", "installed"])
def test_modules_of_the_project_and_of_distributions_are_known_otherwise(
    folder, digest, monkeypatch, tmp_path, place
):
    root = "lib" if place == "below the root" else "project"
    if place == "installed":
        folder = folder.rename(tmp_path / "site-packages")
        monkeypatch.setattr(sys, "path", [str(folder)])
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


@pytest.mark.parametrize("name", ["PWD", "SHLVL", "_", "PYTEST_XDIST_WORKER", "PYTEST_XDIST_X"])
def test_what_differs_from_command_to_command_is_not(folder, digest, monkeypatch, name):
    before = digest()
    monkeypatch.setenv(name, "changed")

    assert digest() == before


@pytest.mark.parametrize("name", ["version", "executable", "path"])
def test_another_python_or_path_is_noticed(folder, digest, monkeypatch, name):
    before = digest()
    value = getattr(sys, name)
    monkeypatch.setattr(sys, name, value + ("x" if isinstance(value, str) else [""]))

    assert digest() != before


def test_the_order_in_which_a_disk_lists_files_is_none_of_it(folder, digest, monkeypatch):
    before, listed = digest(), os.listdir
    for order in (sorted, lambda names: sorted(names, reverse=True)):
        monkeypatch.setattr(os, "listdir", lambda place, order=order: order(listed(place)))
        assert digest() == before
