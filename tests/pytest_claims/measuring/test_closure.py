"""Names of modules, absolute and in parts."""

from pathlib import Path

import pytest

from pytest_claims.measuring.closure import absolute, prefixes
from pytest_claims.measuring.imports import Import
from pytest_claims.measuring.modules import Module

INNER = Module("a.b.c", Path("a/b/c.py"))
PACKAGE = Module("a.b", Path("a/b/__init__.py"), ("a/b",))
TOP = Module("a", Path("a.py"))


@pytest.mark.parametrize(
    ("module", "found", "name"),
    [
        (INNER, Import("x.y"), "x.y"),
        (INNER, Import("x", "n", 1), "a.b.x"),
        (INNER, Import("", "n", 1), "a.b"),
        (INNER, Import("x", "n", 2), "a.x"),
        (INNER, Import("", "n", 3), ""),
        (PACKAGE, Import("x", "n", 1), "a.b.x"),
        (PACKAGE, Import("x", "n", 2), "a.x"),
        (TOP, Import("x", "n", 1), "x"),
    ],
)
def test_a_relative_import_starts_from_the_package(module, found, name):
    assert absolute(module, found) == name


def test_the_parts_of_a_name_lead_to_it():
    assert prefixes("a") == ["a"]
    assert prefixes("a.b.c") == ["a", "a.b", "a.b.c"]
