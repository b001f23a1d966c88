"""The table of VERDICTS.md, cell by cell."""

import pytest
from audit_rows import claim, ledger

from pytest_claims.recording.verdicts_file import HEAD, changes, render


def compared(text="a > b", left=0.123, right=2.0, **more):
    sides = {"left": {"median": left}, "right": {"median": right}}
    return {"text": text, "class": "sampled", "wins": 24, "replicas": 24} | sides | more


def case(*comparisons, name=""):
    return {"case": name, "comparisons": list(comparisons)}


def cells(row):
    """The cells of the one row of a table."""
    (line,) = [line for line in render(ledger([row])).splitlines() if line.startswith("| [")]
    return line.removeprefix("| ").removesuffix(" |").split(" | ")


def test_a_note_has_its_table():
    rows = [
        claim("01_rnn/a", "It is.", [case(compared())], test="checks/test_x.py::test_y"),
        claim("01_rnn/b-c", "It was.", [], verdict="REFUTED"),
    ]
    del rows[1]["test"]

    assert render(ledger(rows)) == HEAD + (
        "\n## [01_rnn](notes/01_rnn.md)\n\n"
        "1 of 2 claims came out as declared.\n\n"
        "| statement | verdict | evidence | replicas |\n"
        "| --- | --- | --- | --- |\n"
        "| [It is.](checks/test_x.py#test_y) | HOLDS | 0.12 \\> 2 | 24/24 |\n"
        "| [It was.](claims/test_01_rnn.py#test_b_c) | REFUTED |  | – |\n"
    )


def test_each_note_has_a_table_of_its_own_in_the_order_of_its_claims():
    rows = [claim(id, "x", []) for id in ("02_gru/a", "01_rnn/a", "02_gru/b")]
    lines = render(ledger(rows)).splitlines()

    assert [line for line in lines if line.startswith("#")] == [
        "# Verdicts",
        "## [02_gru](notes/02_gru.md)",
        "## [01_rnn](notes/01_rnn.md)",
    ]
    assert "2 of 2 claims came out as declared." in lines
    assert "1 of 1 claim came out as declared." in lines


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a > b", "0.12 \\> 2"),
        ("a >= b", "0.12 \\>= 2"),
        ("a < b", "0.12 \\< 2"),
        ("a <= b", "0.12 \\<= 2"),
        ("a == b", "0.12 == 2"),
        ("a is b", "0.12 against 2"),
    ],
)
def test_both_sides_stand_about_what_compares_them(text, written):
    assert cells(claim("01_rnn/a", "x", [case(compared(text))]))[2] == written


def test_what_is_checked_shows_its_bound_only():
    row = claim("01_rnn/a", "x", [case(compared("every(a < b)") | {"class": "checked"})])

    assert cells(row)[2] == "\\< 2"


@pytest.mark.parametrize("side", ["left", "right"])
def test_without_both_sides_the_text_is_told(side):
    comparison = compared("every(a < b)")
    del comparison[side]

    assert cells(claim("01_rnn/a", "x", [case(comparison)]))[2] == "every(a \\< b)"


def test_cases_are_told_by_name_and_those_without_a_comparison_are_not():
    cases = [
        case(compared(), compared(left=3.0), name="lag=4"),
        case(name="lag=16"),
        case(compared(left=5.0, wins=23), name="lag=64"),
    ]

    assert cells(claim("01_rnn/a", "x", cases))[2:] == [
        "lag=4: 0.12 \\> 2, 3 \\> 2; lag=64: 5 \\> 2",
        "24/24, 23/24",
    ]


def test_what_markdown_reads_is_escaped_and_a_sentence_is_one_line():
    row = claim("01_rnn/a", r"a `b` *c* _d_ [e] <f> \g" + "\n  h", [])

    assert cells(row)[0].startswith(r"[a \`b\` \*c\* \_d\_ \[e\] \<f\> \\g h](")


def test_a_table_that_an_editor_has_aligned_says_the_same():
    found = ledger([claim("01_rnn/a", "It | is.", []), claim("01_rnn/b", "x", [])])
    aligned = render(found).replace(" | ", "   |  ")

    assert aligned != render(found)
    assert changes(aligned, found) == []


def test_a_change_names_the_sentence_and_both_verdicts():
    row = claim("01_rnn/a", "It is.", [])
    before = render(ledger([row, claim("01_rnn/b", "x", [])]))
    now = ledger([row | {"verdict": "REFUTED"}, claim("01_rnn/b", "x", [])])

    place = f"[It is.]({row['test'].replace('::', '#')})"
    assert changes(before, now) == [f"{place}: HOLDS in the file, REFUTED now"]
