"""Each source is read once, as far as it counts, and refused where it was edited meanwhile."""

import os
from types import SimpleNamespace

import pytest

from pytest_claims.faults import ClaimError
from pytest_claims.measuring.imports import Import
from pytest_claims.measuring.reading import Reader

LATER = 10**10  # nanoseconds


@pytest.fixture
def file(tmp_path):
    """A source in a folder of claims; it says what it is given and is touched when it is."""
    path = tmp_path / "claims" / "probes.py"
    path.parent.mkdir()
    said = SimpleNamespace(path=path, claims=path.parent, times=0)

    def write(text, name="probes.py"):
        said.times += 1
        said.path = path.with_name(name)
        said.path.write_text(text)
        os.utime(said.path, ns=(said.times * LATER, said.times * LATER))
        return said.path

    said.write = write
    return said


def read(file, known=(), claims=None):
    return Reader(dict(known), claims).read(file)


def test_a_file_is_known_by_what_it_says_and_imports(file):
    first = read(file.write("import a\n"))

    assert first.imports.all == {Import("a")}
    assert read(file.write("import a\n")) == first
    assert read(file.write("import a \n")).digest != first.digest


@pytest.mark.parametrize("text", ["def (", "a\0b"])
def test_a_file_that_is_no_python_is_known_by_its_bytes_and_imports_nothing(file, text):
    broken = read(file.write(text))

    assert broken.imports.all == frozenset()
    assert broken.digest != read(file.write(f"{text} ")).digest
    assert read(file.write("import a\n", "data.txt")).imports.all == frozenset()


def test_what_says_the_same_is_no_edit_and_what_says_something_else_is(file):
    reader = Reader({})
    first = reader.read(file.write("import a\n"))
    assert reader.read(file.write("import a\n")) is first
    file.write("import b\n")
    for _ in range(2):
        with pytest.raises(ClaimError, match=r"Run the audit again: .*probes\.py was edited"):
            reader.read(file.path)
    file.write("import a\n")
    assert reader.read(file.path) is first


def test_a_file_that_was_edited_before_it_was_read_first_is_refused(file):
    path = file.write("import a\n")
    known = {path: path.stat()}
    assert read(path, known).imports.all == {Import("a")}
    file.write("import a\n")

    with pytest.raises(ClaimError, match="was edited while the audit ran"):
        read(path, known)


def test_a_file_that_is_gone_is_asked_for(file):
    with pytest.raises(ClaimError, match=r"^Restore .*probes\.py and run .* \(No such file"):
        read(file.path)


TESTS = """
import a
LIMIT = 1
def helper(): import b
def test_one(): import c
class test_two: pass
"""


@pytest.mark.parametrize(("name", "collected"), [("test_x.py", True), ("probes.py", False)])
def test_of_a_claim_file_the_tests_do_not_count(file, name, collected):
    path = file.write(TESTS, name)
    source = read(path, claims=file.claims)
    edited = read(file.write(TESTS.replace("import c", "import d"), name), claims=file.claims)

    assert ({Import("a"), Import("b")} <= source.imports.all) is True
    assert (Import("c") in source.imports.all) is not collected
    assert (edited.digest == source.digest) is collected
    for old, new in (("LIMIT = 1", "LIMIT = 2"), ("import b", "import e")):
        path = file.write(TESTS.replace(old, new), name)
        assert read(path, claims=file.claims).digest != source.digest


def test_of_a_file_of_tests_elsewhere_all_counts(file, tmp_path):
    path = file.write(TESTS, "test_x.py")

    assert Import("c") in read(path, claims=tmp_path).imports.all
    assert Import("c") in read(path).imports.all


def test_of_a_conftest_the_hooks_that_name_implementations_are_left_out(file):
    text = "import a\ndef pytest_claims_subjects(): import b\ndef pytest_claims_build(): import c\n"
    found = read(file.write(text, "conftest.py")).imports
    assert found.all == {Import("a"), Import("c")}
    assert found.left_out == {"pytest_claims_subjects": {Import("b")}}

    assert Import("b") in read(file.write(text)).imports.all


HOOKS = ["architectures", "subjects", "ablations", "adapt", "not_exposed", "defaults", "catalogue"]


@pytest.mark.parametrize(
    ("hook", "counts"), [*((hook, False) for hook in HOOKS), ("measuring", True)]
)
def test_a_hook_that_has_no_say_in_a_number_is_left_out(file, hook, counts):
    text = f"def pytest_claims_{hook}(): import a\n"

    assert (Import("a") in read(file.write(text, "conftest.py")).imports.all) is counts
