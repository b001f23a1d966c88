"""What a docstring says of an instrument, read as it is written."""

import sys
from abc import ABC, abstractmethod
from types import ModuleType

import pytest

from pytest_claims.recording.catalogue import call, entry, first_sentence, gather, public
from pytest_claims.recording.catalogue_page import as_markdown, as_text


def probe(build, *, seeds, lag, width=4, name="x"):
    """Decades by which it falls: a ratio of norms (E‖v‖² = 1)
    after ``lag`` steps, (1.e) says. More of it is

    Another paragraph.
    Decades, in (−∞, ∞): 0 is a perfect carry, −3 a thousandth (1.f).
    """


class Task:
    """Name the first. Then rest."""

    def __init__(self, *, delay, batch=16, dtype=None):
        pass


class Interface(ABC):
    @abstractmethod
    def run(self):
        """Run."""


def says(doc):
    def one(*, seeds):
        pass

    one.__doc__ = doc
    found = entry(one)
    return found.unit, found.range, found.reading


@pytest.mark.parametrize(
    ("doc", "found"),
    [
        ("In [0, 1]; 1 is perfect.", ("", "[0, 1]", "1 is perfect")),
        ("A share. In [0, 1]: 1 keeps all, 0 none.", ("", "[0, 1]", "1 keeps all, 0 none")),
        ("X.\n\nNats per symbol, in [0, ∞); 0 is.", ("nats per symbol", "[0, ∞)", "0 is")),
        ("X.\n\nMultiply-adds, in [0, ∞); few.", ("multiply-adds", "[0, ∞)", "few")),
        ("Bits, in (−∞, log₂(n)], which is it.", ("bits", "(−∞, log₂(n)]", "which is it")),
        ("Inputs, in (−∞, size] (1.p); all.", ("inputs", "(−∞, size]", "all")),
        ("In [1/n, 1]; 1.", ("", "[1/n, 1]", "1")),
        ("Of numbers in [0, 1), the least.", ("", "", "")),
        ("", ("", "", "")),
    ],
)
def test_unit_range_and_perfect_value_are_read_as_they_are_written(doc, found):
    assert says(doc) == found


def test_entry_has_the_call_the_first_sentence_and_the_results():
    found = entry(probe)

    assert found.call == "probe(Model, lag, width=4, name='x')"
    assert found.gives == (
        "Decades by which it falls: a ratio of norms (E‖v‖² = 1) after ``lag`` steps, (1.e) says."
    )
    assert found.results == ("1.e", "1.f")
    assert found.calibrated
    assert call(Task) == "Task(delay, batch=16)"
    assert first_sentence(Task) == "Name the first."
    assert not entry(Task).calibrated


@pytest.fixture
def package(monkeypatch):
    """A package of this file's own, which shows what it has and what is others'."""
    own = ModuleType(__name__)
    vars(own).update(probe=probe, Task=Task, Interface=Interface, first=first_sentence, _p=probe)
    own.__file__, own.__doc__ = __file__, "What falls."
    monkeypatch.setitem(sys.modules, __name__, own)
    return own


def test_interfaces_private_names_and_what_is_of_others_are_left_out(package):
    assert list(public(package)) == [probe, Task]


def test_catalogue_is_the_same_on_the_page_and_in_the_terminal(package, tmp_path):
    (tmp_path / "math").mkdir()
    (tmp_path / "math" / "01.md").write_text("# One\n\n## 1.2 Its fall\n\n$x \\qquad (1.e)$\n")
    catalogue = gather({"Probes": [package.__name__]}, tmp_path)
    page, text = as_markdown(catalogue, tmp_path, "docs/page.md"), as_text(catalogue)

    assert "### What falls\n" in page
    assert "`probe(Model, lag, width=4, name='x')` | Decades by which" in page
    assert "| decades | (−∞, ∞) | 0 is a perfect carry, −3 a thousandth |" in page
    assert "[1.e](../math/01.md#12-its-fall), 1.f |" in page
    assert "What falls." in text
    assert "decades, in (−∞, ∞): 0 is a perfect carry, −3 a thousandth" in text
