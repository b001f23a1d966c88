"""What a code scanner is told of a run, result by result."""

import pytest
from audit_rows import claim

from pytest_claims.faults import Fault
from pytest_claims.recording.sarif import render

FAULT = Fault("notes/02_gru.md", 7, "“0.2” is stale", "Write 0.1")


def results(rows, faults=()):
    return render(rows, faults)["runs"][0]["results"]


def refuted(id="01_rnn/a", cases=(), **more):
    return claim(id, "It is so.", list(cases), verdict="REFUTED", **more)


@pytest.mark.parametrize(
    "row",
    [
        claim("01_rnn/a", "It is.", []),
        claim("01_rnn/a", "It is.", [], verdict="REFUTED", declared="refuted"),
        refuted(earlier=True),
    ],
    ids=["it holds", "refuted as declared", "of an earlier run"],
)
def test_what_is_as_declared_or_was_not_tried_is_no_result(row):
    assert results([row]) == []


def test_a_claim_that_is_not_as_declared_is_told_at_its_line_with_its_first_reason():
    cases = [{"case": "a"}, {"case": "b", "reason": "so"}, {"case": "c", "reason": "otherwise"}]
    (result,) = results([refuted(cases=cases, line=41)])
    place = {"artifactLocation": {"uri": "notes/01_rnn.md"}, "region": {"startLine": 41}}

    assert result["message"]["text"].startswith("It is so. (01_rnn/a: ")
    assert result["message"]["text"].endswith(".) so")
    assert result["locations"] == [{"physicalLocation": place}]


@pytest.mark.parametrize(
    ("verdict", "level"),
    [("REFUTED", "error"), ("INCONCLUSIVE", "warning"), ("NOT TESTED HERE", "note")],
)
def test_how_bad_it_is_is_said_in_words_of_sarif(verdict, level):
    (result,) = results([claim("01_rnn/a", "It is.", [], verdict=verdict)])

    assert result["level"] == level


def test_a_fault_of_the_prose_is_told_behind_the_claims():
    first, second = results([refuted()], [FAULT])
    place = {"artifactLocation": {"uri": "notes/02_gru.md"}, "region": {"startLine": 7}}

    assert first["message"]["text"].startswith("It is so.")
    assert second == {
        "ruleId": "disagreement",
        "level": "error",
        "message": {"text": "“0.2” is stale. Write 0.1."},
        "locations": [{"physicalLocation": place}],
    }


def test_each_rule_is_named_once_in_the_order_of_the_results():
    found = render([refuted(), refuted("01_rnn/b")], [FAULT])
    (run,) = found["runs"]

    assert found["version"] == "2.1.0"
    assert found["$schema"] == "https://json.schemastore.org/sarif-2.1.0.json"
    assert run["tool"]["driver"]["name"] == "pytest-claims"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        run["results"][0]["ruleId"],
        "disagreement",
    ]
