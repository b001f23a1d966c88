"""What counts among the files of a project, and how."""

import os

import pytest

from pytest_claims.recording import dependencies
from pytest_claims.recording.dependencies import SourceTree, of_claim

TEST = '''
LIMIT = 1

def test_a(measure):
    """A sentence."""
    assert measure(score) > LIMIT

def helper():
    return 1
'''


@pytest.fixture
def project(tmp_path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "test_01_toy.py").write_text(TEST)
    (tmp_path / "model.py").write_text("x = 1")
    return tmp_path


def tree(project):
    return dependencies.read(project, "claims", project / "audit.json")


def edited(project, old, new):
    file = project / "claims" / "test_01_toy.py"
    file.write_text(TEST.replace(old, new))
    return tree(project)


def test_a_test_is_known_by_its_function_and_the_rest_of_its_file_by_the_tree(project):
    before = tree(project)

    assert list(before.tests) == ["claims/test_01_toy.py::test_a"]
    assert edited(project, "A sentence.", "Another.") == before
    assert edited(project, "> LIMIT", "< LIMIT").rest == before.rest
    assert edited(project, "> LIMIT", "< LIMIT").tests != before.tests
    assert edited(project, "LIMIT = 1", "LIMIT = 2").tests == before.tests
    assert edited(project, "LIMIT = 1", "LIMIT = 2").rest != before.rest
    assert edited(project, "return 1", "return 2").rest != before.rest


def test_the_first_statement_of_a_test_without_a_sentence_counts(project):
    without = '    """A sentence."""\n'
    first = edited(project, without, "    x = 1\n")

    assert edited(project, without, "    x = 2\n").tests != first.tests


@pytest.mark.parametrize("text", ["def test_a(:", "\0", "def test_a(measure): pass\n  x"])
def test_a_claim_file_that_is_no_python_counts_as_it_is_written(project, text):
    (project / "claims" / "test_01_toy.py").write_text(text)
    before = tree(project)
    (project / "claims" / "test_01_toy.py").write_text(text + " ")

    assert before.tests == {}
    assert tree(project).rest != before.rest


def test_what_is_no_source_beside_the_claims_holds_no_test(project):
    file = project / "claims" / "kept.txt"
    file.write_text(TEST)
    before = tree(project)
    file.write_text(TEST.replace("> LIMIT", "< LIMIT"))

    assert tree(project).tests == before.tests
    assert tree(project).rest != before.rest


@pytest.mark.parametrize("name", ["model.py", "data/x.csv", "pytest.ini", "claims/conftest.py"])
def test_a_file_counts_by_its_content_and_its_place(project, name):
    file = project / name
    seen = {tree(project).rest}
    file.parent.mkdir(exist_ok=True)
    for text in ("y = 1", "y = 2"):
        file.write_text(text)
        seen.add(tree(project).rest)
    file.rename(file.with_name("renamed.py"))
    seen.add(tree(project).rest)

    assert len(seen) == 4


LEFT_OUT = [
    "README.md",
    "audit.json",
    "out/index.html",
    ".hidden/x.py",
    ".coverage",
    "__pycache__/x.py",
    "node_modules/x.js",
    "toy.egg-info/SOURCES.txt",
    "environment/pyvenv.cfg",
    "environment/lib/x.py",
]


def test_what_is_no_source_is_left_out(project):
    (project / "environment").mkdir()
    (project / "environment" / "pyvenv.cfg").write_text("")
    before = tree(project)
    for name in LEFT_OUT:
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text("x = 1")

    assert tree(project) == before


def test_a_large_file_is_known_by_size_and_time(project, monkeypatch):
    monkeypatch.setattr(dependencies, "LARGE", 4)
    file = project / "model.py"
    before = tree(project)
    os.utime(file, ns=(1, 1))
    later = tree(project)
    file.write_text("x = 1000")
    os.utime(file, ns=(1, 1))

    assert len({before.rest, later.rest, tree(project).rest}) == 3


@pytest.mark.parametrize(("size", "read"), [(2**20, True), (2**20 + 1, False)])
def test_a_mebibyte_is_read_and_not_a_byte_more(project, size, read):
    file = project / "model.py"
    seen = set()
    for content in (b"a", b"b"):
        file.write_bytes(content * size)
        os.utime(file, ns=(1, 1))
        seen.add(tree(project).rest)

    assert (len(seen) == 2) is read


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes among files")
def test_a_pipe_and_a_link_to_nowhere_are_not_read(project):
    os.mkfifo(project / "pipe")
    (project / "nowhere").symlink_to(project / "absent")

    assert tree(project).rest


ROW = {"id": "a", "sentence": "s", "declared": "holds", "test": "t", "test_digest": "d"}


def test_an_implementation_that_the_command_line_names_by_file_counts(tmp_path):
    file = tmp_path / "mine.py"
    run = {"options": ["--claims-subject", f"LSTM={file}:Mine"]}
    seen = set()
    for text in ("x = 1", "x = 2"):
        file.write_text(text)
        seen.add(of_claim(ROW, run, SourceTree()))
    seen.add(of_claim(ROW, {"options": ["--claims-subject", "LSTM=torch.nn:LSTM"]}, SourceTree()))
    seen.add(of_claim(ROW, {"options": []}, SourceTree()))

    assert len(seen) == 3


@pytest.mark.parametrize("key", ROW)
def test_each_part_of_a_claims_identity_counts(key):
    assert of_claim(ROW, {}, SourceTree()) != of_claim(ROW | {key: "x"}, {}, SourceTree())
