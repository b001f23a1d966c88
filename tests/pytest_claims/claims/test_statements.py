"""A docstring has a sentence and may have a statement, which no other claim shares."""

from functools import partial

import pytest
from claim_source import HEAD, TRUE, written
from clean_project import faults_between

from pytest_claims.claims.docstring import sentence_of, statement_of
from pytest_claims.claims.grammar import read_claim_file

TESTS = "claims/test_01_rnn.py"
TWO = '"""It counts.\n\n    A GRU of 8 units\n    counts to *12*.\n    """'


@pytest.fixture
def faults(tmp_path):
    return partial(faults_between, tmp_path)


def read(root, docstring):
    body = f"@control(A, B)\ndef test_a(measure):\n    {docstring}\n    {TRUE}\n"
    ((test,), _) = (read_claim_file(written(root, HEAD + body), root)[0].tests, None)
    return test


def test_the_second_paragraph_is_the_statement(tmp_path):
    test = read(tmp_path, TWO)

    assert test.sentence == "It counts"
    assert test.statement == "A GRU of 8 units counts to 12."


def test_without_a_second_paragraph_the_sentence_is_the_statement(tmp_path):
    test = read(tmp_path, '"""It\n    counts."""')

    assert (test.sentence, test.statement) == ("It counts", "It counts.")


@pytest.mark.parametrize("docstring", [None, "", " \n\n "])
def test_without_a_docstring_nothing_is_said(docstring):
    assert (sentence_of(docstring), statement_of(docstring)) == ("", "")


def test_a_statement_is_no_part_of_the_sentence(faults):
    assert faults(TESTS, "It is always so.", "It is always so.\n\n    It was so in 1997.") == []


def test_a_statement_of_two_claims_is_a_fault_that_quotes_both_places(faults):
    (fault,) = faults(
        TESTS, "It is always so.", "It is always so.\n\n    it holds for 3 and 4  steps."
    )

    assert fault == (
        "claims/test_01_rnn.py:13: two claims state “it holds for 3 and 4 steps.”\n"
        "  claims/test_01_rnn.py:6 test_it_holds\n"
        "  claims/test_01_rnn.py:13 test_it_is_so. Tell them apart in a second paragraph of the "
        "docstring, by model, task, sizes and budget."
    )


def test_two_claims_may_share_a_sentence_where_their_statements_differ(tmp_path):
    first = read(tmp_path, '"""It counts.\n\n    A GRU counts."""')
    other = read(tmp_path, '"""It counts.\n\n    An LSTM counts."""')

    assert first.sentence == other.sentence
    assert first.statement != other.statement


def test_a_third_paragraph_is_a_fault(faults):
    (fault,) = faults(TESTS, "It is always so.", "It is always so.\n\n    More.\n\n    And more.")

    assert "test_it_is_so has more than two paragraphs. Keep the note's sentence, and one" in fault
