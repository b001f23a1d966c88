"""How imports are followed, one way to import at a time; nothing is imported."""

from textwrap import dedent

import pytest

from pytest_claims.measuring.closure import Closure, Part, Use
from pytest_claims.measuring.modules import Finder, Module, module_at
from pytest_claims.measuring.reading import Reader

HANDS_ON = {
    "kp/__init__.py": "from kp.one import first\nfrom kp.two import second\nthird = 3\n",
    "kp/one.py": "first = 1\n",
    "kp/two.py": "second = 2\n",
}
ACTS = {
    "kp/__init__.py": "import kq\n",
    "kp/a.py": "",
    "kq.py": "import kr\nkr.LEVEL = 9\n",
    "kr.py": "LEVEL = 1\n",
}
WAYS = {
    "a module": ("import kb", {"kb.py": ""}, "ka.py kb.py"),
    "two modules on": ("import kb", {"kb.py": "import kc", "kc.py": ""}, "ka.py kb.py kc.py"),
    "in a function": ("def f():\n    import kb", {"kb.py": ""}, "ka.py kb.py"),
    "a name of a module": ("from kb import x", {"kb.py": "x = 1"}, "ka.py kb.py"),
    "a name that is handed on": ("from kp import first", HANDS_ON, "ka.py kp kp/one.py"),
    "a name of the package's own": (
        "from kp import third",
        HANDS_ON,
        "ka.py kp kp/one.py kp/two.py",
    ),
    "a module of a package": ("from kp import one", HANDS_ON, "ka.py kp/one.py"),
    "a module by its full name": ("import kp.one", HANDS_ON, "ka.py kp kp/one.py kp/two.py"),
    "a name of a full name": ("from kp.one import first", HANDS_ON, "ka.py kp/one.py"),
    "all names": (
        "from kp import *",
        HANDS_ON | {"kp/three.py": "", "kp/four/__init__.py": "import kb", "kb.py": ""},
        "ka.py kb.py kp kp/four kp/one.py kp/three.py kp/two.py",
    ),
    "a module that the package binds": (
        "from kp import one",
        HANDS_ON | {"kp/__init__.py": "one = 1\nimport kb", "kb.py": ""},
        "ka.py kb.py kp kp/one.py",
    ),
    "a package that acts": (
        "from kp import a",
        {"kp/__init__.py": "import kb\nkb.register()", "kp/a.py": "", "kb.py": ""},
        "ka.py kb.py kp kp/a.py",
    ),
    "a module that acts and is taken in by its package": (
        "from kp import a",
        {
            "kp/__init__.py": "from kp import b",
            "kp/a.py": "",
            "kp/b.py": ACTS["kq.py"],
            "kr.py": "",
        },
        "ka.py kp/a.py kp/b.py kr.py",
    ),
    "a name that is handed on beside one of a module that acts": (
        "from kp import first",
        {
            **{"kp/__init__.py": "from kq import first\nfrom kp.two import second"},
            **{"kp/two.py": "import kb\nkb.register()", "kb.py": "", "kq.py": "first = 1"},
        },
        "ka.py kb.py kp kp/two.py kq.py",
    ),
    "what a package imports that acts": ("from kp import a", ACTS, "ka.py kp/a.py kq.py kr.py"),
    "by its name at run time": (
        "import importlib\nimportlib.import_module('kb')",
        {"kb.py": "", "kc.py": ""},
        "ka.py kb.py",
    ),
    "by any name at run time": (
        "import importlib\ndef f(name): importlib.import_module(name)",
        {"kb.py": "", "deep/kc.py": ""},
        "deep/kc.py ka.py kb.py",
    ),
    "on another path": (
        "import khidden",
        {"away/khidden.py": "", "away/kc.py": ""},
        "away/khidden.py ka.py",
    ),
    "a namespace": ("import kspace.inner.b", {"kspace/inner/b.py": ""}, "ka.py kspace/inner/b.py"),
    "what is nowhere": ("import knowhere", {"kb.py": ""}, "ka.py"),
    "beyond the top": ("from ... import kb", {"kb.py": ""}, "ka.py"),
    "Python's own and the audit": ("import json, pytest_claims.measuring", {}, "ka.py"),
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Writes modules into a folder that is on the path, and follows from one."""
    monkeypatch.syspath_prepend(tmp_path)

    class Found:
        def __init__(self, files):
            for name, text in files.items():
                (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / name).write_text(dedent(text))
            self.closure = Closure(Finder(tmp_path), Reader({}))

        def of(self, name, part=Part.WHOLE):
            files, foreign = self.closure.of([Use(module_at(tmp_path / name), part)])
            named = (file.relative_to(tmp_path).as_posix() for file in files)
            return " ".join(sorted(n.removesuffix("/__init__.py") for n in named)), foreign

    return Found


@pytest.mark.parametrize("way", WAYS)
def test_exactly_what_a_module_uses_counts(folder, way):
    text, files, found = WAYS[way]

    assert folder({"ka.py": text, **files}).of("ka.py") == (found, set())


def test_a_package_is_imported_with_its_modules(folder):
    assert folder(ACTS).of("kp/a.py")[0] == "kp/a.py kq.py kr.py"
    quiet = ACTS | {"kq.py": "import kr\n"}
    assert folder(quiet).of("kp/a.py")[0] == "kp/a.py"


def test_a_relative_import_stays_in_the_package(folder):
    files = {
        "kp/__init__.py": "",
        "kp/a.py": "from .b import x\nfrom . import c",
        "kp/b.py": "x = 1",
    }

    assert (
        folder({**files, "kp/c.py": "", "b.py": ""}).of("kp/a.py")[0] == "kp/a.py kp/b.py kp/c.py"
    )


def test_of_a_module_that_only_hands_on_no_more_than_its_text_counts(folder):
    files = {"ka.py": "import kb\n", "kb.py": ""}

    assert folder(files).of("ka.py", Part.TEXT) == ("ka.py", set())
    assert folder(files).of("ka.py", Part.EFFECTS) == ("", set())
    assert folder(files).of("ka.py", "kb") == ("ka.py kb.py", set())


def test_it_ends_at_what_is_installed(folder):
    found, foreign = folder({"ka.py": "import numpy.linalg\nfrom numpy import random\n"}).of(
        "ka.py"
    )

    assert found == "ka.py"
    assert {module.name for module in foreign} == {"numpy"}


def test_a_hook_that_is_left_out_counts_where_it_is_asked_for(folder):
    text = "import kb\ndef pytest_claims_adapt(target):\n    import kc\n"
    files = {"conftest.py": text, "kb.py": "", "kc.py": ""}

    assert folder(files).of("conftest.py")[0] == "conftest.py kb.py"
    assert folder(files).of("conftest.py", "pytest_claims_adapt")[0] == "conftest.py kb.py kc.py"


def test_a_module_that_is_nowhere_uses_nothing(folder):
    closure = folder({}).closure

    assert closure.of([Use(Module("kx", None))]) == (set(), {Module("kx", None)})
    assert closure.of([]) == (set(), set())


LOADS_ANY = "import importlib\ndef f(name): importlib.import_module(name)"


def test_what_loads_anything_may_load_all_of_its_package_wherever_that_lies(folder, tmp_path):
    files = {"kp/__init__.py": "", "kp/a.py": LOADS_ANY, "kp/deep/b.py": "", "project/kc.py": ""}
    here = folder(files)
    here.closure = Closure(Finder(tmp_path / "project"), Reader({}))

    assert here.of("kp/a.py")[0] == "kp kp/a.py kp/deep/b.py project/kc.py"


def test_what_is_on_no_path_may_load_all_that_there_is(folder):
    assert folder({"away/khid.py": LOADS_ANY, "kb.py": ""}).of("away/khid.py")[0] == (
        "away/khid.py kb.py"
    )
