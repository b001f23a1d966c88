"""What is read and is no data, and what is data wherever it lies."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from reading_bench import is_measured, reading, seen

from pytest_claims import depends_on
from pytest_claims.measuring import opened
from pytest_claims.measuring.data import Data

pytestmark = pytest.mark.usefixtures("watching")


def caches(folder):
    (folder.parent / ".claims" / "x.json").read_text()
    (folder.parent / "venv" / "lib" / "site-packages" / "x.txt").read_text()


def test_caches_and_installed_packages_are_no_data(root):
    for name in (".claims/x.json", "venv/lib/site-packages/x.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("1")
    reading(root, caches)
    for name in (".claims/x.json", "venv/lib/site-packages/x.txt"):
        (root / name).write_text("2")

    assert not is_measured(root, caches)


@pytest.mark.parametrize("suffix", [".py", ".pyc", ".pyi", ".so"])
@pytest.mark.parametrize("read", [depends_on, lambda file: file.read_bytes()], ids=["named", "own"])
def test_source_that_is_named_or_opened_by_the_project_is_data(root, suffix, read):
    file = root / f"text{suffix}"

    def opens(folder):
        read(file)

    file.write_text("1")
    reading(root, opens)
    assert not is_measured(root, opens)
    file.write_text("2")

    assert is_measured(root, opens)


def test_source_that_is_imported_or_quoted_is_no_data(root):
    (root / "quoted.py").write_text("def level():\n    return 1\n")
    code = "import inspect, linecache, quoted; inspect.getsource(quoted.level)"
    code += "; linecache.clearcache(); linecache.getline(quoted.__file__, 1)"

    assert seen(root, f"opened._made_meanwhile.append(set()); {code}") == "[]"


LIBRARY = """
def call(function):
    return function()

def peek(path):
    return open(path).read()
"""
MINE = """
import library

def read():
    return open("quoted.py").read()

def look():
    return library.peek("quoted.py")
"""


@pytest.mark.parametrize(
    ("run", "counted"), [("library.call(mine.read)", "['quoted.py']"), ("mine.look()", "[]")]
)
def test_who_opens_a_source_counts_and_not_who_calls_or_asks_for_it(root, run, counted):
    (root / "site-packages").mkdir()
    (root / "site-packages" / "library.py").write_text(LIBRARY)
    (root / "mine.py").write_text(MINE)
    (root / "quoted.py").write_text("LEVEL = 1\n")
    code = "import os; os.chdir(root); sys.path.append('site-packages'); import library, mine\n"
    code += f"opened._made_meanwhile.append(set()); {run}"

    assert seen(root, code) == counted


def test_data_that_are_read_through_a_loader_count(root):
    (root / "package").mkdir()
    (root / "package" / "__init__.py").write_text(
        "import pkgutil\nLEVEL = pkgutil.get_data('package', 'level.txt')\n"
    )
    (root / "package" / "level.txt").write_text("1")

    assert seen(root, "import package") == "['package/level.txt']"


def test_caches_in_a_named_folder_are_no_data(root):
    (root / "data" / "__pycache__").mkdir()
    (root / "data" / "__pycache__" / "module.pyc").write_text("1")
    reading(root, depends_on)
    (root / "data" / "__pycache__" / "module.pyc").write_text("2")

    assert not is_measured(root, depends_on)


@pytest.fixture
def inner(root):
    """A project beside other folders."""
    (root / "data" / "data").mkdir()
    (root / "shared").mkdir()
    (root / "shared" / "level.txt").write_text("1")
    return root / "data"


@pytest.mark.parametrize("path", ["../shared/level.txt", "{root}/shared/level.txt"])
def test_file_outside_the_root_counts_by_its_absolute_path(root, inner, monkeypatch, path):
    monkeypatch.chdir(inner)

    def read(folder):
        Path(path.format(root=root)).read_text()

    reading(inner, read)
    assert [*Data(inner).read_so_far()] == [(root / "shared" / "level.txt").as_posix()]
    assert not is_measured(inner, read)
    (root / "shared" / "level.txt").write_text("2")

    assert is_measured(inner, read)


def test_folder_outside_the_root_counts_by_its_names(root, inner):
    def read(folder):
        list((root / "shared").glob("*"))

    reading(inner, read)
    (root / "shared" / "level.txt").write_text("2")
    assert not is_measured(inner, read)
    (root / "shared" / "more.txt").write_text("1")

    assert is_measured(inner, read)


@pytest.mark.parametrize(
    "path",
    [
        *("/dev/null", "/proc/cpuinfo", "/usr/share/zoneinfo/UTC", "/etc/hosts", sys.executable),
        *(json.__file__, np.__file__, "/home/a/.cache/fonts.json", "/home/a/p/.git/HEAD"),
        str(Path(opened.__file__).with_name("template.html")),
    ],
)
def test_what_the_system_python_a_package_or_a_cache_brings_is_no_data(root, path):
    reading(root, lambda folder: opened._note(path))

    assert [*Data(root).read_so_far()] == []


def test_what_a_measurement_makes_outside_the_root_is_none_of_its_data(root, inner):
    def make(folder):
        with tempfile.TemporaryDirectory(dir=root / "shared") as own:
            subprocess.run([sys.executable, "-c", "open('a', 'w')"], cwd=own, check=True)
            Path(own, "a").read_text()

    reading(inner, make)

    assert [*Data(inner).read_so_far()] == []


def test_a_folder_that_was_there_before_is_not_made_by_asking_for_it(root, inner):
    def read(folder):
        (root / "shared").mkdir(exist_ok=True)
        (root / "shared" / "level.txt").read_text()

    reading(inner, read)

    assert [*Data(inner).read_so_far()] == [(root / "shared" / "level.txt").as_posix()]


def test_what_was_made_at_import_outside_the_root_is_no_data(root, inner):
    (inner / "model.py").write_text(
        "import pathlib, tempfile\n"
        f"OWN = pathlib.Path(tempfile.mkdtemp(dir={str(root)!r}), 'level.txt')\n"
        "OWN.write_text('1')\nLEVEL = OWN.read_text()\n"
    )

    assert seen(inner, "import model") == "[]"


def test_where_python_looks_for_modules_is_no_data(root, inner, monkeypatch):
    monkeypatch.syspath_prepend(root / "shared")
    reading(inner, lambda folder: [os.listdir(root / "shared"), os.listdir(inner)])

    assert [*Data(inner).read_so_far()] == []


def test_file_outside_the_root_that_is_named_counts_by_its_absolute_path(root):
    outside, inner = root / "outside.txt", root / "data"
    outside.write_text("1")

    def read(folder):
        depends_on(outside)

    (inner / "data").mkdir()
    reading(inner, read)
    assert list(Data(inner).read_so_far()) == [outside.as_posix()]
    assert not is_measured(inner, read)
    outside.write_text("2")

    assert is_measured(inner, read)


def test_project_reached_by_a_link_depends_on_the_same_data(root):
    link = root.with_name(root.name + "-link")
    link.symlink_to(root)

    def read(folder):
        (root / "data" / "level.txt").read_text()

    reading(link, read)
    assert not is_measured(link, read)
    (root / "data" / "level.txt").write_text("2")

    assert is_measured(link, read)


LOOKS_FOR_A_MODULE = [("open", ("a.py", "r", 0)), ("os.listdir", (".",))]
READS = [("open", ("a.txt", "r", 0)), ("open", (3, "r", 0))]


@pytest.mark.parametrize(
    ("opener", "heard"),
    [("<frozen importlib._bootstrap>", READS), ("/p/model.py", [*LOOKS_FOR_A_MODULE, *READS])],
)
def test_what_python_opens_to_find_a_module_is_not_heard(opener, heard):
    found = []
    handlers = {
        event: lambda *given, event=event: found.append((event, given))
        for event in ("open", "os.listdir")
    }
    code = SimpleNamespace(f_code=SimpleNamespace(co_filename=opener))
    hear = opened._ear(handlers, {1: code}.__getitem__, opened.SOURCES)
    for event in (*LOOKS_FOR_A_MODULE, *READS, ("socket.connect", ())):
        hear(*event)

    assert found == heard
