"""Faults between notes, claims and derivations: each quotes both sides and says what to do."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pytest_claims.claims.correspondence import check
from pytest_claims.claims.grammar import read_claim_files
from pytest_claims.notes.note import read_notes

SECTIONS = """
## Core Assumptions

## What Failed

## Why the Next Model Was Needed

## Mathematical References
"""

CLEAN = {
    "notes/README.md": "See [a claim][a] and [the first note](01_rnn.md#context).\n\n"
    "[a]: ../claims/test_01_rnn.py#test_it_holds\n",
    "notes/01_rnn.md": f"""\
# One

## Context

[It *holds* for 3 and 4 steps.][holds]
[It is always so.][so]
That follows from [the bound][bound].
{SECTIONS}
[holds]: ../claims/test_01_rnn.py#test_it_holds
[so]: ../claims/test_01_rnn.py#test_it_is_so "refuted"
[bound]: ../math/01_rnn.md#11-the-bound
""",
    "notes/02_gru.md": f"""\
# Two

## Context

[It mends that.][mends]
That [it holds][holds] was seen, but it [is not always so][so].
{SECTIONS}
[mends]: ../claims/test_02_gru.py#test_it_mends
[holds]: ../claims/test_01_rnn.py#test_it_holds
[so]: ../claims/test_01_rnn.py#test_it_is_so "refuted"
""",
    "math/01_rnn.md": "# Derivations\n\n## 1.1 The bound\n",
    "claims/test_01_rnn.py": '''\
from pytest_claims import control


@control(RNN, Broken)
def test_it_holds(measure):
    """It *holds* for 3 and
    4 steps."""
    assert measure(memory, RNN) > 1


@control(RNN, Broken)
def test_it_is_so(measure):
    """It is always so."""
    assert measure(memory, RNN) > 2
''',
    "claims/test_02_gru.py": '''\
from pytest_claims import control


@control(GRU, Broken)
def test_it_mends(measure):
    """It mends that"""
    assert measure(memory, GRU) > 1
''',
}


def audit(root):
    notes, alone = read_notes(root, ["notes"])
    files, rules = read_claim_files(root, "claims")
    return alone, rules, check(notes, files, root)


@pytest.fixture
def faults(tmp_path):
    def faults(path=None, old="", new="", **more):
        files = CLEAN | more
        if path:
            assert old in files[path]
            files[path] = files[path].replace(old, new) if old else files[path] + new
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text)
        alone, rules, between = audit(tmp_path)
        assert not alone
        assert not rules
        return [str(fault) for fault in between]

    return faults


def test_a_clean_project_has_no_faults(faults):
    assert faults() == []


FIRST = "notes/01_rnn.md"
TESTS = "claims/test_01_rnn.py"


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (
            FIRST,
            "for 3 and 4 steps",
            "for 3 or 4 steps",
            "notes/01_rnn.md:5: note and claim differ, “or” against “and”:\n"
            "  notes/01_rnn.md:5 says “It holds for 3 or 4 steps”\n"
            "  claims/test_01_rnn.py:6 says “It holds for 3 and 4 steps”. "
            "Reword the one that is wrong.",
        ),
        (
            TESTS,
            "It is always so",
            "It is always",
            "notes/01_rnn.md:6: note and claim differ, “so” against “the end”:\n"
            "  notes/01_rnn.md:6 says “It is always so”\n"
            "  claims/test_01_rnn.py:13 says “It is always”. "
            "Reword the one that is wrong.",
        ),
        (
            FIRST,
            "#11-the-bound",
            "#12-the-bound",
            "notes/01_rnn.md:7: math/01_rnn.md has no heading #12-the-bound. "
            "Correct the link; the nearest is 11-the-bound.",
        ),
        (
            FIRST,
            "math/01_rnn.md",
            "math/02_rnn.md",
            "notes/01_rnn.md:7: there is no file math/02_rnn.md. Correct the link.",
        ),
        (
            "notes/README.md",
            "#context",
            "#contexts",
            "notes/README.md:1: notes/01_rnn.md has no heading #contexts. "
            "Correct the link; the nearest is context.",
        ),
        (
            "notes/02_gru.md",
            "#test_it_holds",
            "#test_it_folds",
            "notes/02_gru.md:6: claims/test_01_rnn.py has no test test_it_folds. "
            "Write it or correct the link; the nearest is test_it_holds.",
        ),
        (
            "notes/README.md",
            "test_01_rnn",
            "test_01_rmn",
            "notes/README.md:1: there is no claim file claims/test_01_rmn.py. "
            "Create it or correct the link; the nearest is claims/test_01_rnn.py.",
        ),
        (
            "notes/02_gru.md",
            "test_it_holds",
            'test_it_holds "refuted"',
            "notes/02_gru.md:6: the title says that 01_rnn/it-holds is refuted, "
            "but notes/01_rnn.md:5 declares that it holds. Make the two titles agree.",
        ),
        (
            TESTS,
            "",
            '\n\n@control(a=1)\ndef test_more(measure):\n    """More."""\n',
            "claims/test_01_rnn.py:18: no sentence of notes/01_rnn.md links to test_more, “More”. "
            "Link the sentence to it or remove the test.",
        ),
    ],
)
def test_a_fault_is_found_where_it_stands_and_says_what_to_do(faults, path, old, new, expected):
    assert faults(path, old, new) == [expected]


def test_a_renamed_test_is_missed_from_both_sides(faults):
    in_note, in_file = sorted(faults("claims/test_02_gru.py", "test_it_mends", "test_it_bends"))[
        ::-1
    ]
    assert in_note == (
        "notes/02_gru.md:5: claims/test_02_gru.py has no test test_it_mends. "
        "Write it or correct the link; the nearest is test_it_bends."
    )
    assert in_file.startswith("claims/test_02_gru.py:5: no sentence of notes/02_gru.md links to")


def test_a_claim_file_needs_a_note(faults):
    claims = CLEAN["claims/test_02_gru.py"]
    (fault,) = faults(**{"claims/test_03_lstm.py": claims})
    assert fault == (
        "claims/test_03_lstm.py:5: no sentence of any note links to test_it_mends, "
        "“It mends that”. Link the sentence to it or remove the test."
    )


def test_two_notes_of_one_stem_would_share_ids(faults, tmp_path):
    faults()
    (tmp_path / "more").mkdir()
    (tmp_path / "more/01_rnn.md").write_text(CLEAN[FIRST])
    notes, _ = read_notes(tmp_path, ["notes", "more"])
    files, _ = read_claim_files(tmp_path, "claims")
    assert [str(fault) for fault in check(notes, files, tmp_path)] == [
        "more/01_rnn.md:1: its claims would have the same ids as those of notes/01_rnn.md. "
        "Rename one of the two files."
    ]


def test_a_claim_file_that_is_no_python_hides_no_other_fault_and_makes_none(faults, tmp_path):
    faults()
    (tmp_path / TESTS).write_text("def test_it_holds(:\n")
    alone, (syntax,), between = audit(tmp_path)
    assert (syntax.path, syntax.line) == (TESTS, 1)
    assert alone == between == []


def test_all_faults_are_found_at_once_in_order(faults):
    found = faults(
        "notes/01_rnn.md", "steps.", "paces.", **{"math/01_rnn.md": "", "claims/test_02_gru.py": ""}
    )
    assert [fault.split(": ")[0] for fault in found] == [
        "notes/01_rnn.md:5",
        "notes/01_rnn.md:7",
        "notes/02_gru.md:5",
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.lists(st.sampled_from([*CLEAN[FIRST].split(), "\n\n", "[", "](", ")", "#", "`"])))
def test_any_note_can_be_checked(tmp_path, words):
    (tmp_path / "notes").mkdir(exist_ok=True)
    (tmp_path / FIRST).write_text(" ".join(words))
    assert all(str(fault) for found in audit(tmp_path) for fault in found)


def test_note_and_docstring_that_differ_in_case_alone_differ(faults):
    (fault,) = faults(TESTS, "It is always so", "It is Always so")
    assert "note and claim differ, “always” against “Always”" in fault


def test_a_missing_claim_file_is_to_be_created(faults):
    link = "\n[It is new.](../claims/test_new.py#test_a)\n"
    (fault,) = faults(FIRST, "", link)
    assert "there is no claim file claims/test_new.py. Create it or correct the link" in fault


@pytest.mark.parametrize(
    ("path", "line", "before"),
    [
        (FIRST, 8, "\n## Core Assumptions"),
        ("notes/02_gru.md", 7, "\n## Core Assumptions"),
        ("notes/README.md", 1, "See [a claim]"),
    ],
)
def test_one_test_has_one_wording(faults, path, line, before):
    link = "[It never holds.](../claims/test_01_rnn.py#test_it_holds)\n"
    (fault,) = faults(path, before, link + before)
    assert fault == (
        f"{path}:{line}: two sentences claim 01_rnn/it-holds, “never” against “holds”:\n"
        f"  {path}:{line} says “It never holds”\n"
        "  notes/01_rnn.md:5 says “It holds for 3 and 4 steps”. "
        "Say the same in both, or link a few words of the first to cite the other."
    )


@pytest.mark.parametrize(
    "citation",
    [
        "[It holds for 3 and 4 steps.](../claims/test_01_rnn.py#test_it_holds)",
        "That [it never holds](../claims/test_01_rnn.py#test_it_holds) was said.",
        "| [RNN](../claims/test_01_rnn.py#test_it_holds) |\n|---|\n",
    ],
)
def test_the_same_words_or_a_part_of_a_sentence_cite(faults, citation):
    assert faults("notes/README.md", "", f"\n{citation}\n") == []


def test_another_wording_in_a_table_is_refused_as_well(faults):
    cell = "| [It never holds.](../claims/test_01_rnn.py#test_it_holds) |\n|---|\n"
    assert len(faults("notes/README.md", "", f"\n{cell}\n")) == 1


def test_who_cites_a_refuted_belief_says_so(faults):
    (fault,) = faults("notes/02_gru.md", ' "refuted"', "")
    assert fault == (
        "notes/02_gru.md:6: no title says that 01_rnn/it-is-so is refuted, "
        'as notes/01_rnn.md:6 declares. Give this link the title "refuted" as well.'
    )


@pytest.mark.parametrize("hidden", ["<!-- {} -->", "~~{}~~", "<del>{}</del>", "`{}`"])
def test_a_sentence_that_is_hidden_links_to_nothing(faults, hidden):
    whole = "[It mends that.](../claims/test_02_gru.py#test_it_mends)"
    text = CLEAN["notes/02_gru.md"].replace(
        "[It mends that.][mends]\n", hidden.format(whole) + "\n"
    )
    text = text.replace("[mends]: ../claims/test_02_gru.py#test_it_mends\n", "")
    (fault,) = faults(**{"notes/02_gru.md": text})
    assert "no sentence of notes/02_gru.md links to test_it_mends" in fault


def test_a_sentence_that_is_only_cited_is_named(faults):
    text = CLEAN["notes/02_gru.md"].replace(
        "[It mends that.][mends]\n", "> [It mends that.][mends]\n\n"
    )
    (fault,) = faults(**{"notes/02_gru.md": text})
    assert "links to test_it_mends, “It mends that”; notes/02_gru.md:5 only cites it." in fault


def test_a_note_of_any_name_is_held_to_its_claims(faults):
    claims = CLEAN["claims/test_02_gru.py"].replace("It mends that", "It mends this")
    link = "[It mends it.](../claims/test_hash-it.py#test_it_mends)"
    note = f"# Deep\n\n## Context\n\n{link}\n{SECTIONS}"
    (fault,) = faults(**{"notes/x-y.markdown": note, "claims/test_hash-it.py": claims})
    assert fault.startswith("notes/x-y.markdown:5: note and claim differ, “it” against “this”:")


def test_two_tests_of_one_id_are_a_fault(faults):
    one = CLEAN["claims/test_02_gru.py"].replace("test_it_mends", "testa")
    claims = one + "\n\n" + one[one.index("@control") :].replace("testa", "test_testa")
    link = "[It mends that.](../claims/test_02_gru.py#test_testa)\n"
    note = CLEAN["notes/02_gru.md"].replace("test_it_mends", "testa")
    note = note.replace("[It mends that.]", f"{link}[It mends that.]")
    found = faults(**{"notes/02_gru.md": note, "claims/test_02_gru.py": claims})
    assert any(
        "test_testa has the same id, 02_gru/testa, as claims/test_02_gru.py::testa" in f
        for f in found
    )


def test_a_claim_file_that_cannot_be_opened_is_named_and_blocks_nothing(faults, tmp_path):
    faults()
    (tmp_path / TESTS).unlink()
    os.mkfifo(tmp_path / TESTS)
    (tmp_path / "claims/loop").symlink_to(tmp_path / "claims")
    alone, (fault,), between = audit(tmp_path)
    assert str(fault) == (
        f"{TESTS}:1: cannot be read: Is a pipe, a socket or a device. "
        "Make it a file that can be opened."
    )
    assert alone == between == []
