import sys
import types

import pytest
from tests.mutation.patch import changed_functions, patch

SOURCE = """
from contextlib import contextmanager
from functools import cache, cached_property

LEVEL = 1

@cache
def plain(x, more=1):
    inner = [y + more for y in (x,)]
    return inner[0]

@contextmanager
def within():
    yield 1 + 1

class Kept:
    size = 3

    def method(self):
        return 1 + 2

    @property
    def told(self):
        return 1 + 3

    @cached_property
    def held(self):
        return 1 + 4

    @staticmethod
    def static():
        return 1 + 5

    @classmethod
    def made(cls):
        return 1 + 6
"""


@pytest.fixture
def module(monkeypatch):
    found = types.ModuleType("patched")
    exec(compile(SOURCE, "patched.py", "exec"), vars(found))
    monkeypatch.setitem(sys.modules, "patched", found)
    return found


def entered(module):
    with module.within() as found:
        return found


USES = {
    "y + more": (lambda m: m.plain(5), 4),
    "1 + 1": (entered, 0),
    "1 + 2": (lambda m: m.Kept().method(), -1),
    "1 + 3": (lambda m: m.Kept().told, -2),
    "1 + 4": (lambda m: m.Kept().held, -3),
    "1 + 5": (lambda m: m.Kept.static(), -4),
    "1 + 6": (lambda m: m.Kept.made(), -5),
}


@pytest.mark.parametrize("text", USES)
def test_a_function_does_what_the_mutant_says_wherever_it_is_held(module, text):
    use, result = USES[text]
    functions = changed_functions(SOURCE, SOURCE.replace(text, text.replace("+", "-")))

    assert len(functions) == 1
    assert patch("patched", "patched.py", functions)
    assert use(module) == result


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("LEVEL = 1", "LEVEL = 2"),
        ("size = 3", "size = 4"),
        ("more=1", "more=2"),
        ("@cache\n", "\n"),
        ("    @property\n", "\n"),
    ],
)
def test_what_changes_a_module_or_a_class_changes_more_than_functions(old, new):
    assert changed_functions(SOURCE, SOURCE.replace(old, new)) is None


def test_what_changes_nothing_has_no_functions():
    assert changed_functions(SOURCE, SOURCE) == {}


def test_a_function_that_is_not_there_is_not_patched(module):
    del module.plain

    functions = changed_functions(SOURCE, SOURCE.replace("y + more", "y - more"))
    assert not patch("patched", "patched.py", functions)


def test_a_module_that_nothing_has_imported_is_imported_and_patched(monkeypatch, tmp_path):
    (tmp_path / "waiting.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(tmp_path)

    functions = changed_functions(SOURCE, SOURCE.replace("1 + 6", "1 - 6"))
    assert patch("waiting", "waiting.py", functions)
    assert sys.modules.pop("waiting").Kept.made() == -5
