"""The catalogue as it is printed, line by line."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from pytest_claims.recording.catalogue import Entry, Question, entry, gather
from pytest_claims.recording.catalogue_page import Results, as_markdown, as_text

FALL = Entry("fall(Model)", "How it falls.", "decades", "(−∞, ∞)", "0 is best", ("1.e", "1.z"))
TASK = Entry("Copy(length=8)", "Copies ``a|b`` and a|b*.", "", "", "", ())
SHARE = Entry("kept(Model)", "What is kept.", "", "[0, 1]", "1 keeps all", ())
PROBES = (
    Question("What falls?", "src/falls.py", (FALL, SHARE)),
    Question("What is kept.", "src/kept.py", (SHARE,)),
)
CATALOGUE = {"Probes": PROBES, "Tasks": (Question("What is copied.", "src/copy.py", (TASK,)),)}


@pytest.fixture
def derived(tmp_path):
    """Two derivations, of which the first has a number that the second says again."""
    (tmp_path / "math").mkdir()
    first = "(1.e) is told.\n# One\n\n## Its fall\n\n$x \\qquad (1.e)$\n\n## After\n"
    (tmp_path / "math" / "01.md").write_text(first)
    (tmp_path / "math" / "02.md").write_text("# Two\n\n$y \\qquad (1.e), \\qquad (2.a)$\n")
    return tmp_path


def test_for_a_terminal_each_entry_is_told_below_its_question():
    assert as_text(CATALOGUE) == "\n".join(
        [
            "Probes",
            "",
            "  What falls?  src/falls.py",
            "    fall(Model)",
            "        How it falls.",
            "        decades, in (−∞, ∞): 0 is best",
            "        result 1.e, 1.z",
            "    kept(Model)",
            "        What is kept.",
            "        in [0, 1]: 1 keeps all",
            "",
            "  What is kept.  src/kept.py",
            "    kept(Model)",
            "        What is kept.",
            "        in [0, 1]: 1 keeps all",
            "",
            "Tasks",
            "",
            "  What is copied.  src/copy.py",
            "    Copy(length=8)",
            "        Copies ``a|b`` and a|b*.",
            "",
        ]
    )


def test_long_lines_are_filled_to_96_columns_with_the_same_indent():
    words = " ".join(["words"] * 40)
    long = Question("Q.", "q.py", (Entry("q()", words, "", "", "", ()),))
    lines = as_text({"Probes": (long,)}).splitlines()[4:]

    assert all(line.startswith(" " * 8 + "words") for line in lines)
    assert [len(line) for line in lines] == [91, 91, 79]


def test_as_a_page_only_columns_that_say_something_are_shown(derived):
    page = as_markdown(CATALOGUE, derived, "docs/page.md")

    assert page.startswith("# Instruments\n")
    assert "Written by `pytest-claims probes --markdown docs/page.md`" in page
    assert page.partition("## Probes\n")[2] == "\n".join(
        [
            "",
            "### What falls?",
            "",
            "In [src/falls.py](../src/falls.py).",
            "",
            "|  | gives | unit | range | perfect | result |",
            "| --- | --- | --- | --- | --- | --- |",
            "| `fall(Model)` | How it falls. | decades | (−∞, ∞) | 0 is best "
            "| [1.e](../math/01.md#its-fall), 1.z |",
            "| `kept(Model)` | What is kept. |  | \\[0, 1\\] | 1 keeps all |  |",
            "",
            "### What is kept",
            "",
            "In [src/kept.py](../src/kept.py).",
            "",
            "|  | gives | range | perfect |",
            "| --- | --- | --- | --- |",
            "| `kept(Model)` | What is kept. | \\[0, 1\\] | 1 keeps all |",
            "",
            "## Tasks",
            "",
            "### What is copied",
            "",
            "In [src/copy.py](../src/copy.py).",
            "",
            "|  | gives |",
            "| --- | --- |",
            "| `Copy(length=8)` | Copies `a|b` and a\\|b\\*. |",
            "",
        ]
    )


@pytest.mark.parametrize("backwards", [False, True])
def test_a_result_is_linked_where_it_is_derived_first(derived, monkeypatch, backwards):
    listed = sorted((derived / "math").iterdir(), reverse=backwards)
    monkeypatch.setattr(Path, "glob", lambda folder, pattern: iter(listed))
    both = Entry("x()", "", "", "", "", ("1.e", "2.a", "3.a"))

    assert Results(derived, "page.md").linked(both) == (
        "[1.e](math/01.md#its-fall), [2.a](math/02.md#two), 3.a"
    )


def one(*, seeds):
    """In [0, 1]: 1 is best (1.a); see (1.b) and (1.a)."""


def other(Model, *, seeds, lag=4):
    """Another.

    Nats, in [0, ∞): 0 is best.
    """


class Bare:
    pass


def test_files_are_told_by_their_own_first_sentence_with_all_that_they_show(monkeypatch, tmp_path):
    package = ModuleType("tests_of_catalogue")
    first, second = (ModuleType(f"tests_of_catalogue.{name}") for name in ("first", "second"))
    first.__doc__, second.__doc__ = "What comes\nfirst? More.", "What is next."
    for module in (package, first, second):
        module.__file__ = str(tmp_path / f"{module.__name__}.py")
        monkeypatch.setitem(sys.modules, module.__name__, module)
    shown = {"one": first, "other": second, "Bare": first}
    for name, module in shown.items():
        value = globals()[name]
        monkeypatch.setattr(value, "__module__", module.__name__)
        setattr(package, name, value)
    package.number = 3
    found = gather({"A": ["tests_of_catalogue"], "B": []}, tmp_path)

    assert found["B"] == []
    assert [(q.asks, q.path) for q in found["A"]] == [
        ("What comes first? More.", "tests_of_catalogue.first.py"),
        ("What is next.", "tests_of_catalogue.second.py"),
    ]
    assert [[e.call for e in q.entries] for q in found["A"]] == [
        ["one()", "Bare()"],
        ["other(lag=4)"],
    ]


def test_a_package_that_is_not_there_is_an_import_error(tmp_path):
    with pytest.raises(ImportError):
        gather({"A": ["no_such_package_of_a_catalogue"]}, tmp_path)


def test_results_are_those_of_docstring_and_source_once_each():
    found = entry(one)

    assert found.results == ("1.a", "1.b")
    assert (found.unit, found.range) == ("", "[0, 1]")
    assert found.reading == "1 is best ; see  and"
    assert entry(other).unit == "nats"


def test_what_has_no_docstring_says_nothing():
    found = entry(Bare)

    assert (found.gives, found.unit, found.range, found.reading) == ("", "", "", "")
    assert found.results == ()
    assert not found.calibrated


@pytest.mark.parametrize(("range", "reading"), [("[0, 1]", ""), ("", "1 is best")])
def test_an_instrument_is_calibrated_that_says_both_range_and_meaning(range, reading):
    assert Entry("x()", "", "", "[0, 1]", "1 is best", ()).calibrated
    assert not Entry("x()", "", "", range, reading, ()).calibrated
