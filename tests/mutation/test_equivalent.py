from dataclasses import fields
from pathlib import Path

import pytest
from tests.mutation.equivalent import FILE, Equivalent, read, stale
from tests.mutation.mutants import mutants_of

ROOT = Path(__file__).parents[2]

TEXT = "def f(a):\n    return a + b\n"
ENTRY = Equivalent("a.py", "f", "return a  +  b", "return a - b", "b is zero")


def test_an_entry_fits_its_mutant_when_lines_and_blanks_have_moved():
    (mutant,) = mutants_of("a.py", "\n\nx = y\n" + TEXT.replace("    ", "        "))
    assert mutant.key == ENTRY.key


@pytest.mark.parametrize(
    "text", [TEXT.replace("f(", "g("), TEXT.replace("+", "*"), TEXT.replace("a + b", "b + a")]
)
def test_an_entry_whose_place_has_changed_is_stale(text):
    assert stale([ENTRY], mutants_of("a.py", text)) == [ENTRY]


def test_an_entry_that_fits_or_belongs_to_a_file_not_tried_is_not_stale():
    assert stale([ENTRY], mutants_of("a.py", TEXT)) == []
    assert stale([ENTRY], mutants_of("b.py", TEXT)) == []


def test_an_entry_without_a_reason_or_a_field_is_refused():
    lines = {f.name: f'{f.name} = "x"' for f in fields(Equivalent)}
    assert read("\n".join(["[[equivalent]]", *lines.values()]))[0].reason == "x"
    with pytest.raises(ValueError, match="Give a reason to entry 1"):
        read("\n".join(["[[equivalent]]", *(lines | {"reason": "reason = ' '"}).values()]))
    with pytest.raises(ValueError, match=r"Give entry 1 .* the fields file, function"):
        read("\n".join(["[[equivalent]]", lines["file"]]))


def test_every_entry_of_the_list_fits_a_mutant():
    entries = read(FILE.read_text())
    for file in {entry.file for entry in entries}:
        keys = {m.key for m in mutants_of(file, (ROOT / file).read_text())}
        assert [e for e in entries if e.file == file and e.key not in keys] == []
