"""What counts among the files of a project, and how."""

import os

import pytest

from pytest_claims.recording import dependencies
from pytest_claims.recording.dependencies import Place, SourceTree, of_claim

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


def test_a_test_outside_the_folder_of_claims_is_a_source_like_any_other(project):
    file = project / "test_02_toy.py"
    file.write_text(TEST)
    before = tree(project)
    file.write_text(TEST.replace("A sentence.", "Another."))

    assert before.tests.keys() == before.places.keys() == {"claims/test_01_toy.py::test_a"}
    assert before.beside.keys() == {"claims/test_01_toy.py"}
    assert tree(project).rest != before.rest


def test_beside_its_tests_a_claim_file_is_known_by_the_rest_of_it(project):
    before = tree(project).beside

    assert edited(project, "A sentence.", "Another.").beside == before
    assert edited(project, "> LIMIT", "< LIMIT").beside == before
    assert edited(project, "return 1", "return 2").beside != before


@pytest.mark.parametrize("reads", ["test_a.__doc__", "getdoc(test_a)", "getsource(test_a)"])
def test_a_claim_file_that_reads_its_own_wording_counts_by_it(project, reads):
    whole = TEST.replace("return 1", f"return {reads}")
    seen = []
    for sentence in ("A sentence.", "Another."):
        (project / "claims" / "test_01_toy.py").write_text(whole.replace("A sentence.", sentence))
        seen.append(tree(project))

    assert seen[0].rest != seen[1].rest
    assert seen[0].tests == seen[1].tests != {}


def test_what_importing_a_claim_file_warns_of_is_not_told_when_it_is_read(project, recwarn):
    edited(project, "return 1", r"return '\d'")

    assert not recwarn.list


def test_a_test_stands_where_its_decorators_begin_and_its_sentence_is_no_line_of_it(project):
    def place(old, new):
        return edited(project, old, new).places["claims/test_01_toy.py::test_a"]

    plain = place("A sentence.", "A sentence.")
    assert plain == Place(4, (6,), plain.file)
    marked = place("def test_a", "@one\n@two(1)\ndef test_a")
    assert marked == Place(4, (8,), marked.file)
    longer = place("assert measure", "x = (\n1)\n    assert measure")
    assert longer == Place(4, (6, 7, 8), longer.file)
    bare = place('    """A sentence."""\n', "")
    assert bare == Place(4, (5,), bare.file)
    assert len({plain.file, marked.file, place("return 1", "return 2").file}) == 3


@pytest.mark.parametrize(("name", "stamped"), [("a.py", True), ("b.so", True), ("c.csv", False)])
def test_a_module_that_was_touched_has_another_stamp_though_it_says_the_same(
    project, name, stamped
):
    (project / name).write_text("x = 1")
    before = tree(project)
    os.utime(project / name, ns=(1, 1))
    after = tree(project)

    assert after == before
    assert (after.stamps != before.stamps) is stamped


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
    for name in ("nowhere", "nowhere.py"):
        (project / name).symlink_to(project / "absent")

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
