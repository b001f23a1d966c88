"""Whose code a file is: the project's, Python's, an installed package's or the audit's."""

import os
import sys
import sysconfig

import pytest

from pytest_claims.measuring import firstparty
from pytest_claims.measuring.firstparty import (
    OURS,
    is_brought,
    is_installed,
    is_own,
    is_standard,
)

STANDARD = sysconfig.get_path("stdlib")


@pytest.fixture(autouse=True)
def afresh():
    """What was decided in one environment says nothing of another."""
    for decided in (is_own, is_standard, is_installed, is_brought):
        decided.cache_clear()
    yield
    for decided in (is_own, is_standard, is_installed, is_brought):
        decided.cache_clear()


@pytest.mark.parametrize(
    ("file", "own", "standard", "installed"),
    [
        ("/home/me/project/model.py", True, False, False),
        ("/home/me/project/site-packages.py", True, False, False),
        (f"{STANDARD}/json/decoder.py", False, True, False),
        (os.__file__, False, True, False),
        (f"{STANDARD}/site-packages/torch/nn.py", False, False, True),
        ("/usr/lib/python3/dist-packages/x.py", False, False, True),
        (os.path.join(sys.prefix, "x.py"), False, False, True),
        (sys.prefix + "-of-mine/x.py", True, False, False),
        ("/home/me/project/src/mine.egg-info/METADATA", False, False, True),
        ("<frozen importlib._bootstrap>", False, True, False),
        ("<string>", False, False, False),
        (OURS + "plugin.py", False, False, False),
        (OURS.rstrip(os.sep) + "_of_mine/x.py", True, False, False),
    ],
)
def test_a_file_is_known_by_where_it_lies(monkeypatch, file, own, standard, installed):
    monkeypatch.setattr(sys, "base_prefix", "/elsewhere")  # as in an environment

    assert (is_own(file), is_standard(file), is_installed(file)) == (own, standard, installed)


def test_outside_an_environment_its_folder_is_nothing_special(monkeypatch):
    monkeypatch.setattr(sys, "base_prefix", sys.prefix)

    assert not is_installed(os.path.join(sys.prefix, "x.py"))


def test_a_link_into_pythons_library_leads_there(tmp_path):
    (tmp_path / "library").symlink_to(STANDARD)

    assert is_standard(str(tmp_path / "library" / "os.py"))
    assert not is_own(str(tmp_path / "library" / "os.py"))


def test_what_pythons_library_links_to_belongs_to_it(tmp_path, monkeypatch):
    (tmp_path / "library").mkdir()
    (tmp_path / "etc.py").touch()
    (tmp_path / "library" / "sitecustomize.py").symlink_to(tmp_path / "etc.py")
    monkeypatch.setattr(firstparty, "STANDARD", (str(tmp_path / "library") + os.sep,))

    assert is_standard(str(tmp_path / "library" / "sitecustomize.py"))
    assert not is_standard(str(tmp_path / "etc.py"))


SYSTEM = ["dev", "etc", "lib", "lib64", "proc", "run", "sys", "usr", "Library", "System"]


@pytest.mark.parametrize(
    ("path", "brought"),
    [
        *((f"/{name}/x.txt", True) for name in SYSTEM),
        *((f"/home/me/{name}/x.txt", False) for name in SYSTEM),
        (os.path.join(sys.prefix, "x.txt"), True),
        (os.path.join(sys.base_prefix, "x.txt"), True),
        ("/home/me/.cache/x.txt", True),
        ("/home/me/Caches/x.txt", True),
        ("/home/me/caches/x.txt", False),
        ("/opt/site-packages/x.txt", True),
        (OURS + "template.html", True),
    ],
)
def test_what_the_system_or_a_cache_brings_is_known_by_where_it_lies(path, brought):
    assert is_brought(path) is brought


def test_the_folder_of_pythons_library_is_brought_with_it(tmp_path, monkeypatch):
    monkeypatch.setattr(firstparty, "STANDARD", (str(tmp_path / "library") + os.sep,))

    assert is_brought(str(tmp_path / "library"))
