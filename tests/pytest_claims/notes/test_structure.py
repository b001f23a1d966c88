"""The faults that a note shows by itself, each with its place and cure."""

import pytest
from strict_notes import STRICT

from pytest_claims.notes.note import read_note
from pytest_claims.notes.rules import Rules

CLEAN = """\
# A note

## Context

[It holds.][holds]

## Core Assumptions

## What Failed

## Why the Next Model Was Needed

## Mathematical References

[holds]: claims/test_03_lstm.py#test_holds
"""


@pytest.fixture
def faults(tmp_path):
    def faults(old="", new="", name="03_lstm", rules=STRICT):
        assert old in CLEAN
        file = tmp_path / f"{name}.md"
        file.write_text(CLEAN.replace(old, new) if old else CLEAN + new)
        return [str(fault) for fault in read_note(file, tmp_path, rules=rules)[1]]

    return faults


def test_a_clean_note_has_no_faults(faults):
    assert faults() == []


def test_prose_needs_no_sections(faults):
    assert faults("## Context\n\n[It holds.]", "It is so that [it holds]", name="README") == []


ORDER = (
    "claims_sections has these headings of level 2, in this order: Context, Core Assumptions, "
    "What Failed, Why the Next Model Was Needed or What Remains Open, Mathematical References."
)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("## What Failed\n", "", f"03_lstm.md:14: no section “What Failed”. {ORDER}"),
        (
            "## What Failed\n",
            "## What Failed\n\n## Memory\n",
            f"03_lstm.md:11: section “Memory” has no place in a note. {ORDER}",
        ),
        (
            "## What Failed\n",
            "## What Failed\n\n## What Failed\n",
            f"03_lstm.md:11: a second section “What Failed”. {ORDER}",
        ),
        (
            "## Core Assumptions\n\n## What Failed\n",
            "## What Failed\n\n## Core Assumptions\n",
            f"03_lstm.md:9: section “Core Assumptions” stands after “What Failed”. {ORDER}",
        ),
        (
            "",
            "[holds]: x\n",
            "03_lstm.md:16: [holds] is defined twice, first in line 15, which counts. "
            "Remove or rename one of them.",
        ),
        (
            "",
            "[more]: x\n",
            "03_lstm.md:16: [more] is defined and never used. Link a sentence to it or remove it.",
        ),
        (
            "[It holds.][holds]",
            "[It holds.][holds]\n[It\nfails.][fails]",
            "03_lstm.md:7: a link whose label is not defined: “It holds. [It fails.][fails]”. "
            "Define the label at the foot of the note, after an empty line, or correct it.",
        ),
        (
            "test_holds\n",
            'test_holds "maybe"\n',
            "03_lstm.md:5: unknown title “maybe” of the link to "
            "claims/test_03_lstm.py#test_holds. "
            'Write "refuted" for a belief reported as false, "value NAME" for a number.',
        ),
        (
            "#test_holds\n",
            "\n",
            "03_lstm.md:5: the link “It holds.” leads to claims/test_03_lstm.py "
            "and names no test. End its address with #test_name.",
        ),
    ],
)
def test_a_fault_is_found_where_it_stands_and_says_what_to_do(faults, old, new, fault):
    assert faults(old, new) == [fault]


def test_a_section_may_bear_either_of_two_names(faults):
    asked, answered = "Why the Next Model Was Needed", "What Remains Open"
    both = f"{asked}\n\n## {answered}"

    assert faults(asked, answered) == []
    assert faults(asked, both) == [f"03_lstm.md:13: a second section “{answered}”. {ORDER}"]


@pytest.mark.parametrize("old", ["## What Failed\n", "## Context\n"])
def test_any_section_goes_where_none_is_asked_for(faults, old):
    assert faults(old, "", rules=Rules()) == []
    assert faults(old, "## Memory\n\n## Memory\n", rules=Rules()) == []


def test_a_label_in_code_or_mathematics_is_not_dead(faults):
    assert faults("[It holds.][holds]", "[It holds.][holds] `a[1][2]` $x[1][2]$") == []
