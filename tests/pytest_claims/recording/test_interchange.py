import pytest
from audit_rows import claim, claims

from pytest_claims.faults import Fault
from pytest_claims.recording.interchange import annotation, fault_annotation, junit_properties


def test_only_what_did_not_come_out_as_declared_is_annotated():
    for row in claims():
        assert bool(annotation(row)) is not row["as_declared"]


@pytest.mark.parametrize(
    ("verdict", "level"),
    [("REFUTED", "error"), ("ERROR", "error"), ("VACUOUS", "error"), ("INCONCLUSIVE", "warning")],
)
def test_the_annotation_stands_on_the_notes_line(verdict, level):
    row = claim("01_rnn/a", "It is so.", [], line=41, verdict=verdict)

    place = f"::{level} file=notes/01_rnn.md,line=41,title={verdict}::It is so."
    assert annotation(row).startswith(place)


def test_a_fault_is_annotated_on_its_line():
    fault = Fault("notes/01_rnn.md", 7, "“0.2” is stale,\nby 10 %", "Write 0.1")

    assert fault_annotation(fault, "warning") == (
        "::warning file=notes/01_rnn.md,line=7::“0.2” is stale,%0Aby 10 %25. Write 0.1."
    )


def test_a_hostile_sentence_is_one_command_on_one_line():
    row = claim("01_rnn/a", "100 %\n::error file=x::boo", [], verdict="REFUTED")
    row["note"] = "notes/a,b:c\n.md"

    assert annotation(row).splitlines() == [annotation(row)]
    assert "file=notes/a%2Cb%3Ac%0A.md,line" in annotation(row)
    assert "100 %25%0A::error" in annotation(row)


def test_junit_gets_the_claim_its_statement_and_its_verdict():
    assert junit_properties("01_rnn/a", "An RNN forgets.", "HOLDS") == [
        ("claim", "01_rnn/a"),
        ("statement", "An RNN forgets."),
        ("verdict", "HOLDS"),
    ]


def test_an_annotation_shows_the_statement_where_there_is_one():
    row = claim("01_rnn/a", "It does.", [], verdict="REFUTED", statement="An RNN forgets.")

    assert "::An RNN forgets. (01_rnn/a" in annotation(row)
    assert "It does." not in annotation(row)


def test_of_several_reasons_the_first_is_told():
    cases = [{"reason": ""}, {"reason": "the first"}, {"reason": "the second"}]
    row = claim("01_rnn/a", "It is so.", cases, verdict="ERROR")

    assert annotation(row).endswith(".) the first")


@pytest.mark.parametrize(
    ("verdict", "level"), [("NOT TESTED HERE", "notice"), ("not reached", "notice")]
)
def test_what_was_not_tested_is_a_notice(verdict, level):
    assert annotation(claim("01_rnn/a", "x", [], verdict=verdict)).startswith(f"::{level} ")
