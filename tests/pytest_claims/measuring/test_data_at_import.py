"""Data that are read before anything is measured, or named by hand."""

import os
import shutil
from functools import cache
from pathlib import Path

import pytest
import toy_bench as toy
from reading_bench import is_measured, reading, seen

from pytest_claims import depends_on
from pytest_claims.faults import ClaimError
from pytest_claims.measuring import opened
from pytest_claims.measuring.data import Data

pytestmark = pytest.mark.usefixtures("watching")


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
