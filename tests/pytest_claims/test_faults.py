import pytest

from pytest_claims.faults import Fault


def test_a_fault_reads_as_place_problem_and_cure():
    fault = Fault("notes/03_lstm.md", 41, "it is wrong", "Mend it")
    assert str(fault) == "notes/03_lstm.md:41: it is wrong. Mend it."


@pytest.mark.parametrize("path", ["notes/03_lstm.md", "claims/test_03_lstm.py"])
def test_a_fault_belongs_to_the_note_of_its_file(path):
    assert Fault(path, 1, "problem", "cure").stem == "03_lstm"


def test_faults_are_sorted_by_place():
    faults = [Fault("b", 1, "", ""), Fault("a", 10, "", ""), Fault("a", 9, "", "")]
    assert [(fault.path, fault.line) for fault in sorted(faults)] == [("a", 9), ("a", 10), ("b", 1)]
