"""Which installed distribution a module is of."""

from importlib import metadata
from pathlib import PurePosixPath

import numpy as np
import pytest

from pytest_claims.measuring import distributions
from pytest_claims.measuring.distributions import distributions_of
from pytest_claims.measuring.modules import Module

FILES = {
    "one": ["space/a.py", "space/b/inner.py", "one.dist-info/METADATA"],
    "two": ["space/c/__init__.py"],
    "three": None,
}


@pytest.fixture
def shared(monkeypatch):
    """Three distributions that share the package ``space``, one of which lists no files."""
    owners = {"space": tuple(FILES), "single": ("two",)}
    monkeypatch.setattr(distributions, "_by_package", lambda: owners)
    monkeypatch.setattr(distributions, "_version", lambda name: f"1.{name}")
    monkeypatch.setattr(
        metadata, "files", lambda name: FILES[name] and [PurePosixPath(f) for f in FILES[name]]
    )
    distributions._lists.cache_clear()
    yield
    distributions._lists.cache_clear()


@pytest.mark.parametrize(
    ("name", "owners"),
    [
        ("space.a", {"one"}),
        ("space.b", {"one"}),
        ("space.b.inner", {"one"}),
        ("space.c", {"two"}),
        ("space", {"one", "two"}),
        ("space.nowhere", {"one", "two", "three"}),
        ("single.nowhere", {"two"}),
        ("unknown", set()),
    ],
)
def test_a_module_is_of_the_distribution_that_lists_it_else_of_all_that_share(shared, name, owners):
    assert distributions_of(Module(name, None)) == {owner: f"1.{owner}" for owner in owners}


def test_a_part_of_a_package_is_of_its_distribution():
    assert distributions_of(Module("numpy.linalg", None)) == {"numpy": np.__version__}


class Installed(metadata.Distribution):
    """A distribution called ``one`` that has these files of metadata, and no other."""

    def __init__(self, **files: str) -> None:
        self.said = {"METADATA": "Name: one\nVersion: 1.0\n"} | files

    def read_text(self, filename):
        return self.said.get(filename.replace(".", "_"), self.said.get(filename))

    def locate_file(self, path):
        return PurePosixPath("/nowhere", path)


@pytest.mark.parametrize(
    ("files", "brought"),
    [
        ({"top_level_txt": "a\nb\n", "RECORD": "c/__init__.py,,\n"}, {"a", "b"}),
        ({"RECORD": 'a/__init__.py,x,1\n"b.py",x,1\na/deep/c.py,,\n'}, {"a", "b"}),
        ({"RECORD": "a/data.txt,x,1\none.dist-info/RECORD,,\n../bin/one,,\n"}, set()),
        ({"SOURCES_txt": "a/__init__.py\nb.py\nREADME\n"}, {"a", "b"}),
        ({}, set()),
    ],
    ids=["declared", "recorded", "nothing of Python", "not yet recorded", "nothing said"],
)
def test_top_level_names_are_declared_or_those_of_python_files(files, brought):
    distribution = Installed(**files)

    assert distributions._brought(distribution) == brought


def test_what_is_installed_here_belongs_to_whom_the_library_says():
    found = metadata.packages_distributions()

    assert distributions._by_package() == {p: tuple(sorted(set(o))) for p, o in found.items()}


def test_what_is_installed_is_read_once(monkeypatch):
    read = []
    both = [Installed(top_level_txt="a"), Installed(top_level_txt="a")]
    monkeypatch.setattr(metadata, "version", lambda name: read.append(name) or "1.0")
    monkeypatch.setattr(metadata, "distributions", lambda: read.append("all") or both)
    caches = (distributions._by_package, distributions._version)
    for each in caches:
        each.cache_clear()
    try:
        for _ in range(3):
            assert distributions_of(Module("a.b", None)) == {"one": "1.0"}
    finally:
        for each in caches:
            each.cache_clear()

    assert read == ["all", "one"]


def test_distributions_are_told_in_the_order_of_their_names(monkeypatch):
    names = [f"d{i:02}" for i in range(30)]
    known = [Installed(METADATA=f"Name: {n}\n", top_level_txt="a") for n in reversed(names)]
    monkeypatch.setattr(metadata, "distributions", lambda: known)
    monkeypatch.setattr(distributions, "_version", lambda name: "1")
    monkeypatch.setattr(distributions, "_lists", lambda name, module: False)
    distributions._by_package.cache_clear()
    try:
        assert list(distributions_of(Module("a", None))) == names
    finally:
        distributions._by_package.cache_clear()
