"""Files that a measurement reads count by their content; what it makes itself does not."""

import contextlib
import csv
import json
import mmap
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import toy_bench as toy

from pytest_claims import depends_on
from pytest_claims.faults import ClaimError
from pytest_claims.measuring import opened
from pytest_claims.measuring.data import Data


@pytest.fixture(autouse=True)
def watching():
    opened.install()


@pytest.fixture
def root(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "level.txt").write_text("1")
    np.save(tmp_path / "data" / "level.npy", np.arange(3.0))
    (tmp_path / "data" / "level.json").write_text("1")
    with sqlite3.connect(tmp_path / "data" / "level.db") as database:
        database.execute("create table levels (level)")
    database.close()
    return tmp_path


def reading(root, read, **given):
    """A measurement of a probe that reads; its store, from which another run may take it."""

    def probe(*, seeds):
        read(root / "data")
        return toy.normal(seeds=seeds)

    opened.READ.clear()  # as a new process begins
    opened.READERS.clear()
    instrument = toy.instrument(root, **given)
    instrument.repetition._done = Everything()
    instrument.draw(toy.of(probe), 0)
    return instrument


class Everything:
    def __contains__(self, name):
        return True


def is_measured(root, read, **given):
    return bool(reading(root, read, **given).measured)


def by_sqlite(folder):
    database = sqlite3.connect(folder / "level.db")
    database.execute("select * from levels").fetchall()
    database.close()


def by_mmap(folder):
    with open(folder / "level.txt") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as m:
        m.read()


def by_descriptor(folder):
    os.close(os.open(folder / "level.txt", os.O_RDONLY))


def from_inside(folder):
    before = os.getcwd()
    os.chdir(folder)
    Path("level.txt").read_text()
    os.chdir(before)


READERS = {
    "open": (lambda f: open(f / "level.txt").close(), "level.txt"),
    "text path": (lambda f: open(str(f / "level.txt")).close(), "level.txt"),
    "bytes path": (lambda f: open(os.fsencode(f / "level.txt")).close(), "level.txt"),
    "pathlib": (lambda f: (f / "level.txt").read_text(), "level.txt"),
    "relative path": (from_inside, "level.txt"),
    "path with dots": (lambda f: (f / ".." / "data" / "level.txt").read_text(), "level.txt"),
    "descriptor": (by_descriptor, "level.txt"),
    "mmap": (by_mmap, "level.txt"),
    "csv": (lambda f: list(csv.reader((f / "level.txt").read_text())), "level.txt"),
    "json": (lambda f: json.loads((f / "level.json").read_bytes()), "level.json"),
    "np.load": (lambda f: np.load(f / "level.npy"), "level.npy"),
    "np.load mapped": (lambda f: np.load(f / "level.npy", mmap_mode="r"), "level.npy"),
    "np.memmap to be written": (lambda f: np.memmap(f / "level.npy", mode="r+"), "level.npy"),
    "np.fromfile": (lambda f: np.fromfile(f / "level.npy"), "level.npy"),
    "np.loadtxt": (lambda f: np.loadtxt(f / "level.txt"), "level.txt"),
    "sqlite3": (by_sqlite, "level.db"),
    "depends_on": (lambda f: depends_on(f / "level.txt"), "level.txt"),
    "depends_on a folder": (depends_on, "level.txt"),
}


@pytest.mark.parametrize(("read", "name"), READERS.values(), ids=READERS.keys())
def test_file_that_is_read_is_measured_again_when_it_changes_and_only_then(root, read, name):
    reading(root, read)
    assert not is_measured(root, read)
    (root / "data" / "other.txt").write_text("not read")
    os.utime(root / "data" / name)
    if "folder" not in read.__name__:
        assert is_measured(root, read) == (read is depends_on)
    file = root / "data" / name
    file.write_bytes(file.read_bytes() + b"\n")

    assert is_measured(root, read)


def listed(folder):
    return os.listdir(folder)


@pytest.mark.parametrize(
    "read",
    [
        os.listdir,
        lambda f: list(os.scandir(f)),
        lambda f: list(f.glob("*.txt")),
        lambda f: list(os.walk(f)),
    ],
    ids=["listdir", "scandir", "glob", "walk"],
)
def test_folder_that_is_listed_counts_by_its_names(root, read):
    reading(root, read)
    (root / "data" / "level.txt").write_text("another content")
    (root / "data" / "__pycache__").mkdir()
    assert not is_measured(root, read)
    (root / "data" / "more.txt").write_text("")

    assert is_measured(root, read)


def test_file_that_was_looked_for_counts_once_it_is_there(root):
    def read(folder):
        with contextlib.suppress(FileNotFoundError):
            (folder / "absent.txt").read_text()

    reading(root, read)
    assert not is_measured(root, read)
    (root / "data" / "absent.txt").write_text("1")

    assert is_measured(root, read)


def own_file(folder):
    (folder / "own.txt").write_text(str(os.urandom(8)))
    (folder / "own.txt").read_text()


def own_temporary(folder):
    with tempfile.TemporaryDirectory(dir=folder) as own:
        Path(own, "a").write_text(str(os.urandom(8)))
        assert os.listdir(own) == ["a"]
        os.replace(Path(own, "a"), folder / "moved.txt")
        (folder / "moved.txt").read_text()


def own_log(folder):
    with open(folder / "log.txt", "a") as file:
        file.write("called\n")


def own_database(folder):
    (folder / "own.db").unlink(missing_ok=True)
    with sqlite3.connect(folder / "own.db") as database:
        database.execute("create table numbers (number)")
        database.execute("insert into numbers values (random())")
    database.close()


@pytest.mark.parametrize("make", [own_file, own_temporary, own_log, own_database])
def test_file_that_a_measurement_makes_itself_is_no_dependency(root, make):
    reading(root, make)

    assert not is_measured(root, make)
    make(root / "data")
    assert not is_measured(root, make)


def test_evidence_is_not_kept_where_what_was_read_changed_meanwhile(root):
    def count(folder):
        number = int((folder / "level.txt").read_text())
        (folder / "level.txt").write_text(f"{number}{number}")

    instrument = reading(root, count)

    assert "data/level.txt was changed after it was read" in instrument.store.lacks()["not kept"]
    assert is_measured(root, count)


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


def test_file_outside_the_root_is_no_data(root):
    (root / "outside.txt").write_text("1")
    inner = root / "data"

    def read(folder):
        (root / "outside.txt").read_text()

    (inner / "data").mkdir()
    reading(inner, read)
    (root / "outside.txt").write_text("2")

    assert not is_measured(inner, read)


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


def test_data_that_a_cache_holds_count_for_whoever_uses_the_cache(root):
    @cache
    def load(file):
        return file.read_text()

    def first(folder):
        load(folder / "level.txt")

    def probe(*, seeds):
        return toy.normal(seeds=seeds) + float(load(root / "data" / "level.txt"))

    reading(root, first)
    instrument = toy.instrument(root)
    instrument.draw(toy.of(probe), 0)
    load.cache_clear()
    (root / "data" / "level.txt").write_text("2")
    again = toy.instrument(root)
    again.draw(toy.of(probe), 0)

    assert again.measured


IMPORTING = """
import sys
from pathlib import Path
from pytest_claims.measuring import opened
from pytest_claims.measuring.data import Data
root = Path(sys.argv[1])
sys.path[:0] = [str(root), str(root / "tests"), str(root / "claims")]
opened.install()
exec(sys.argv[2])
print(sorted(Data(root).read_so_far()))
"""


def seen(root, code):
    command = [sys.executable, "-c", IMPORTING, root, code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.mark.parametrize(
    ("file", "counts"),
    [
        ("model.py", True),
        ("package/__init__.py", True),
        ("claims/test_01_toy.py", True),
        ("conftest.py", True),
        ("claims/conftest.py", True),
        ("tests/test_model.py", False),
        ("tests/conftest.py", False),
    ],
)
def test_data_that_is_read_at_import_counts_unless_a_test_reads_it(root, file, counts):
    (root / file).parent.mkdir(exist_ok=True)
    (root / file).write_text(f"LEVEL = open({str(root / 'data' / 'level.txt')!r}).read()\n")
    if file.startswith("package/"):
        name = "package"
    else:
        name = Path(file).stem
        if file != "conftest.py":
            sys_path = root / Path(file).parent
            name = f"_; sys.path.insert(0, {str(sys_path)!r}); import {name}"
            name = name.replace("_; ", "os; ", 1)

    assert ("data/level.txt" in seen(root, f"import {name}")) == counts


def test_data_that_a_helper_reads_for_a_model_at_import_counts(root):
    (root / "helper.py").write_text("def load(path):\n    return open(path).read()\n")
    path = str(root / "data" / "level.txt")
    (root / "model.py").write_text(f"import helper\nLEVEL = helper.load({path!r})\n")

    assert seen(root, "import model") == "['data/level.txt']"


def test_finding_modules_is_no_reading_of_data(root):
    (root / "package").mkdir()
    (root / "package" / "__init__.py").write_text("from package import inner")
    (root / "package" / "inner.py").write_text("")

    assert seen(root, "import package") == "[]"


def test_what_the_audit_reads_for_itself_is_no_data(root):
    code = "from pytest_claims.notes.note import read_notes; read_notes(root, ['data'])"

    assert seen(root, code) == "[]"


def test_named_data_count_for_every_measurement(root):
    def nothing(folder):
        pass

    def named():
        return Data(root, ["data/*.txt", "model"])

    (root / "model").mkdir()
    (root / "model" / "weights.bin").write_bytes(b"1")
    reading(root, nothing, data=named())
    assert not is_measured(root, nothing, data=named())
    assert is_measured(root, nothing)
    assert is_measured(root, nothing, data=named())
    for change in (
        lambda: (root / "data" / "level.txt").write_text("2"),
        lambda: (root / "data" / "new.txt").write_text("1"),
        lambda: (root / "model" / "weights.bin").write_bytes(b"2"),
        lambda: shutil.rmtree(root / "model"),
    ):
        change()
        assert is_measured(root, nothing, data=named())
        assert not is_measured(root, nothing, data=named())


def test_dependency_that_is_not_there_is_refused_with_words(root):
    with pytest.raises(ClaimError, match=r"depends_on\('nowhere.csv'\): there is no such file"):
        depends_on("nowhere.csv")


def test_odd_paths_are_left_to_whoever_opens_them(root):
    with opened.watched():
        for path in ("\0", b"\xff"):
            with pytest.raises((ValueError, OSError)):
                os.open(path, os.O_RDONLY)
        with open(os.open(os.devnull, os.O_RDONLY)) as file:
            assert file.read() == ""
