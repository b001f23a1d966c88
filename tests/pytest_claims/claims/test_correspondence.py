"""Faults between notes, claims and derivations: each quotes both sides and says what to do."""

from functools import partial

import pytest
from clean_project import CLEAN, audit, faults_between
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pytest_claims.claims.correspondence import check
from pytest_claims.claims.grammar import read_claim_files
from pytest_claims.notes.note import read_notes


@pytest.fixture
def faults(tmp_path):
    return partial(faults_between, tmp_path)


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
            "Reword the one that is wrong, or let pytest-claims reword --write copy the note's.",
        ),
        (
            TESTS,
            "It is always so",
            "It is always",
            "notes/01_rnn.md:6: note and claim differ, “so” against “the end”:\n"
            "  notes/01_rnn.md:6 says “It is always so”\n"
            "  claims/test_01_rnn.py:13 says “It is always”. "
            "Reword the one that is wrong, or let pytest-claims reword --write copy the note's.",
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
            "Write it (pytest-claims reword shows what to paste) or correct the link; "
            "the nearest is test_it_holds.",
        ),
        (
            "notes/README.md",
            "test_01_rnn",
            "test_01_rmn",
            "notes/README.md:1: there is no claim file claims/test_01_rmn.py. "
            "Create it (pytest-claims reword shows what to paste) or correct the link; "
            "the nearest is claims/test_01_rnn.py.",
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


def test_a_renamed_test_is_missed_where_the_note_links_to_it(faults):
    (in_note,) = faults("claims/test_02_gru.py", "test_it_mends", "test_it_bends")
    assert in_note == (
        "notes/02_gru.md:5: claims/test_02_gru.py has no test test_it_mends. "
        "Write it (pytest-claims reword shows what to paste) or correct the link; "
        "the nearest is test_it_bends."
    )


def test_a_claim_file_needs_a_note(faults):
    claims = CLEAN["claims/test_02_gru.py"].replace("It mends", "It bends")
    (fault,) = faults(**{"claims/test_03_lstm.py": claims})
    assert fault == (
        "claims/test_03_lstm.py:5: no sentence of any note links to test_it_mends, "
        "“It bends that”. Link the sentence to it or remove the test."
    )


def test_of_two_notes_of_one_stem_the_first_makes_a_claim_that_both_state(faults, tmp_path):
    faults()
    (tmp_path / "more").mkdir()
    (tmp_path / "more/01_rnn.md").write_text(CLEAN[FIRST])
    notes, _ = read_notes(tmp_path, ["notes", "more"])
    files, _ = read_claim_files(tmp_path, "claims")
    assert [len(note.claims) for note in notes if note.stem == "01_rnn"] == [2, 0]
    assert check(notes, files, tmp_path) == []


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
