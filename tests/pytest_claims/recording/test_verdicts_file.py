from copy import deepcopy

from audit_rows import claims, ledger
from markdown_it import MarkdownIt

from pytest_claims.recording.verdicts_file import changes, render


def test_every_claim_has_a_line_with_its_verdict():
    text = render(ledger())

    for row in claims():
        (line,) = [line for line in text.splitlines() if row["sentence"] in line]
        assert row["test"].replace("::", "#") in line
    assert "| REFUTED as declared |" in text
    assert "| HOLDS, declared refuted |" in text


def test_it_shows_statements_in_place_of_sentences():
    document = ledger()
    row = document["claims"][0] | {"statement": "An RNN of 8 units forgets."}
    document["claims"][0] = row

    text = render(document)

    assert "| [An RNN of 8 units forgets.](" in text
    assert row["sentence"] not in text
    assert "| statement | verdict |" in text


def test_it_tells_neither_times_nor_versions():
    one = ledger()
    other = deepcopy(one)
    other["run"]["started"] = "2031-01-01T00:00:00Z"
    other["run"]["environment"] = {"torch": "9.9", "cpu": "another"}
    for row in other["claims"]:
        for case in row["cases"]:
            case |= {"seconds": 1234.5, "cached": True}
            for comparison in case.get("comparisons", []):
                comparison["left"]["median"] *= 1 + 1e-6

    assert render(one) == render(other)


def test_it_is_a_table_that_hostile_sentences_do_not_break():
    (row, *_) = claims()
    row["sentence"] = "a | b <script>alert(1)</script> [x](y) `c` *d*\nnext"
    html = MarkdownIt("commonmark").enable("table").render(render(ledger([row])))

    assert html.count("<tr>") == 2
    assert html.count("<td>") == 4
    assert "<script>" not in html
    assert html.count("<a ") == 2


def test_an_audit_without_claims_has_only_a_heading():
    assert render(ledger([])).count("|") == 0


def test_numbers_of_another_machine_are_no_change():
    one = ledger()
    other = deepcopy(one)
    for row in other["claims"]:
        for case in row["cases"]:
            for comparison in case.get("comparisons", []):
                comparison["left"]["median"] *= 1.2
                comparison["replicas"] = 48

    assert render(one) != render(other)
    assert changes(render(one), other) == []


def test_another_verdict_and_another_sentence_are_changes():
    one = ledger()
    other = deepcopy(one)
    fell, reworded = other["claims"][:2]
    fell["verdict"] = "REFUTED"
    reworded["sentence"] = "It is | otherwise."

    said = changes(render(one), other)

    assert len(said) == 3
    assert "HOLDS in the file, REFUTED now" in said[0]
    assert {line.rpartition(": ")[2] for line in said[1:]} == {
        "HOLDS in the file, absent now",
        "absent in the file, HOLDS now",
    }


def test_wins_of_replicas_are_told_and_a_dash_where_there_are_none():
    tested, *_, unreached = claims()

    assert "| 24/24 |" in render(ledger([tested]))
    assert "| – |" in render(ledger([unreached]))


def test_an_assertion_without_sides_is_told_as_it_is_written():
    (row, *_) = claims()
    comparison = row["cases"][0]["comparisons"][0]
    del comparison["left"], comparison["right"]
    comparison["text"] = "every((a < b) & (b < c))"

    assert "every((a \\< b) & (b \\< c))" in render(ledger([row]))
