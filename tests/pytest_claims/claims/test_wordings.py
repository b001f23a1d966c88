"""One sentence, one test, one wording; whatever else links to a test cites it."""

import os
from functools import partial

import pytest
from clean_project import CLEAN, SECTIONS, audit, faults_between

FIRST, SECOND = "notes/01_rnn.md", CLEAN["notes/02_gru.md"]
TESTS = "claims/test_01_rnn.py"


@pytest.fixture
def faults(tmp_path):
    return partial(faults_between, tmp_path)


def test_note_and_docstring_that_differ_in_case_alone_differ(faults):
    (fault,) = faults(TESTS, "It is always so", "It is Always so")
    assert "note and claim differ, “always” against “Always”" in fault


def test_a_missing_claim_file_is_to_be_created(faults):
    link = "\n[It is new.](../claims/test_new.py#test_a)\n"
    (fault,) = faults(FIRST, "", link)
    assert "there is no claim file claims/test_new.py. Create it" in fault


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
        f"{path}:{line}: 01_rnn/it-holds is said in two ways, “never” against “holds”:\n"
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
    assert "links to test_it_mends, “It mends that”; notes/02_gru.md:5 says it in a head" in fault


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
