"""What stands in for an architecture: named, found, and known by what it was made from."""

import inspect
import sys
from types import SimpleNamespace

import pytest

from pytest_claims.faults import ClaimError
from pytest_claims.measuring.subjects import (
    Subject,
    UnknownSubject,
    in_vain,
    lineups,
    load,
    mark,
    parse,
    resolve,
    stand_in,
)

KNOWN = {"High": "toy:High", "Low": "toy:Low"}


@pytest.mark.parametrize(
    "target", ["torch.nn:LSTM", "toy:High", "my.py:Mine", "/a-b/c.py:Mine", "C:/a.py:Mine"]
)
def test_a_subject_is_a_name_and_a_place(target):
    (subject,) = parse([f"High={target}"], KNOWN)

    assert subject == Subject("High", target)
    assert str(subject) == f"High={target}"


@pytest.mark.parametrize(
    "option",
    [
        "High",
        "High=",
        "High=torch.nn",
        "High=torch.nn:",
        "High=a-b:Mine",
        "High=a-b.c:Mine",
        "High=:Mine",
    ],
)
def test_what_names_no_place_is_refused(option):
    with pytest.raises(UnknownSubject, match=f"--claims-subject {option}: write NAME=module:attr"):
        parse([option], KNOWN)


@pytest.mark.parametrize(("known", "said"), [(KNOWN, "High, Low"), ({}, "none")])
def test_a_subject_that_there_is_not_is_refused(known, said):
    with pytest.raises(UnknownSubject, match=f"no subject is called Odd; there are {said}"):
        parse(["Odd=toy:High"], known)


def test_one_subject_for_each_name_stand_in_together():
    a, c = Subject("A", "x"), Subject("B", "z")

    assert lineups([]) == [()]
    assert lineups([a, c]) == [(a, c)]


def test_where_there_are_several_for_a_name_each_is_audited_alone():
    six = [Subject(name, target) for name in "ABC" for target in "xy"]

    assert lineups(six) == [(subject,) for subject in six]
    assert lineups(six[:3]) == [(subject,) for subject in six[:3]]


@pytest.fixture
def file(tmp_path):
    yield tmp_path / "mine.py"
    for name in [name for name in sys.modules if name.startswith("claims_subject_")]:
        del sys.modules[name]


def test_a_file_is_imported_once_and_another_of_its_name_beside_it(file, tmp_path):
    file.write_text("class Mine: ...")
    other = tmp_path / "other" / "mine.py"
    other.parent.mkdir()
    other.write_text("class Mine: ...")
    mine, again, theirs = (resolve(f"{f}:Mine") for f in (file, file, other))

    assert mine is again is not theirs
    assert mine.__module__ == "claims_subject_mine"
    assert theirs.__module__.startswith("claims_subject_mine_")
    assert resolve(f"{other}:Mine") is theirs
    assert sys.modules["claims_subject_mine"].__file__ == str(file)


def test_a_file_may_warn_as_it_is_imported(file):
    file.write_text("import warnings\nwarnings.warn('old')\nclass Mine: ...")

    assert resolve(f"{file}:Mine")


def test_a_module_that_there_is_not_is_told_without_advice():
    with pytest.raises(UnknownSubject, match=r"^nowhere_at_all:X: No module named"):
        resolve("nowhere_at_all:X")


def test_an_attribute_of_a_module_is_found():
    assert resolve("types:SimpleNamespace") is SimpleNamespace
    assert load("os.path:join") is sys.modules["os.path"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "there is no file"),
        ("", r"has no Mine\.$"),
        ("class Mime: ...", "has no Mine; the nearest is Mime"),
        ("class _Mine: ...", r"has no Mine\.$"),
        ("import nowhere_at_all", "No module named 'nowhere_at_all'"),
        ("1 / 0", "cannot be imported: ZeroDivisionError: division by zero, raised at mine.py:1"),
        ("\nexit(3)", "cannot be imported: SystemExit: 3, raised at mine.py:2"),
        ("import json\n\njson.loads('{')", "raised at mine.py:3"),
    ],
)
def test_a_file_that_has_no_such_class_is_refused(file, text, said):
    if text is not None:
        file.write_text(text)

    with pytest.raises(UnknownSubject, match=said):
        resolve(f"{file}:Mine")
    assert "has no" in said or "claims_subject_mine" not in sys.modules


def test_what_is_made_of_a_class_is_known_by_what_it_was_made_from(file):
    file.write_text("class Mine: ...")
    subject = Subject("High", f"{file}:Mine")
    target = resolve(subject.target)

    class Adapted: ...

    assert mark(Adapted, subject, target) is Adapted
    assert str(stand_in(Adapted)) == "High=mine.py:Mine"
    assert stand_in(Adapted).module == "claims_subject_mine"


def test_what_is_taken_as_it_is_stands_in_for_nothing():
    subject = Subject("High", "types:SimpleNamespace")

    assert mark(None, subject, SimpleNamespace) is SimpleNamespace
    assert mark(SimpleNamespace, subject, SimpleNamespace) is SimpleNamespace
    assert stand_in(SimpleNamespace) is stand_in(1) is None


def test_what_cannot_be_marked_is_left_as_it_is():
    adapted = object()

    assert mark(adapted, Subject("High", "types:SimpleNamespace"), SimpleNamespace) is adapted
    assert stand_in(adapted) is None


def test_a_mark_is_not_inherited():
    class Adapted: ...

    class Child(Adapted): ...

    mark(Adapted, Subject("High", "types:SimpleNamespace"), SimpleNamespace)
    assert stand_in(Child) is None


def test_what_stands_for_a_subject_in_vain_takes_what_is_named_and_says_why():
    class Named:
        def __init__(self, inputs, *, seeds, gain=1.0): ...

    made = in_vain(Subject("High", "here/mine.py:Mine"), Named, "it cannot be made")

    assert inspect.signature(made) == inspect.signature(Named)
    assert (made.__name__, made.__module__, made.__doc__) == ("Mine", __name__, "it cannot be made")
    assert (str(stand_in(made)), stand_in(made).module) == ("High=mine.py:Mine", __name__)
    with pytest.raises(ClaimError, match=r"^it cannot be made$"):
        made(1, seeds=[1], gain=2.0)
