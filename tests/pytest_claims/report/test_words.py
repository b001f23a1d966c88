"""What the page makes of a statement, of the mark of a belief, and of a measured number."""

import re
from random import Random

import pytest
from audit_rows import case, claim, ledger
from seen_page import Seen, read

ID = "01_rnn/lag-alone-needs-gates"
STATEMENT = "An RNN of 16 units without gates cannot bridge 20 steps."
NOTE = """# RNN

## What Failed

[✗ It cannot bridge 20 steps][a] ([0.11][v], [0.2][w]).

| what | left |
|---|---|
| an RNN | [0.11][v] |

[a]: ../claims/test_01_rnn.py#test_lag_alone_needs_gates "refuted"
[v]: ../claims/test_01_rnn.py#test_lag_alone_needs_gates "value rnn"
[w]: ../claims/test_01_rnn.py#test_lag_alone_needs_gates[8] "value rnn"
"""
VALUES = {"rnn": {"median": 0.112, "low": 0.091, "high": 0.128, "replicas": 24}}


@pytest.fixture
def page(tmp_path):

    measured = case(Random(0), "8", verdict="REFUTED") | {"values": VALUES}
    row = claim(
        ID,
        "It cannot bridge 20 steps",
        [measured],
        line=5,
        declared="refuted",
        verdict="REFUTED",
        statement=STATEMENT,
    )
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "01_rnn.md").write_text(NOTE)
    return read(tmp_path, ledger([row]))


def test_the_evidence_and_the_lists_show_the_statement(page):
    assert page.count(STATEMENT) == 3  # evidence, two lists; there is no argument to stand in


def test_the_mark_of_a_belief_stands_in_the_prose(page):
    (link,) = re.findall(rf'<a [^>]*data-claim="{ID}".*?</a>', page, re.DOTALL)
    assert re.search(r">✗ It cannot bridge 20 steps", link)


def test_a_measured_number_opens_the_evidence_of_its_claim(page):
    numbers = re.findall(r'<a class="value" href="#([^"]+)">([^<]+)</a>', page)

    assert numbers == [(ID, "0.11"), (ID, "0.2"), (ID, "0.11")]
    assert ID in Seen(page).values("id")


def test_a_measured_number_is_no_premise(page):
    assert "Premises" not in Seen(page).text


def test_the_evidence_lists_the_medians_of_the_test(page):
    assert "rnn [8] 0.112, between 0.091 and 0.128 in 24 replicas" in Seen(page).text


def test_two_intervals_of_one_sample_say_which_is_which(page):
    text = Seen(page).text

    assert "95 %: " in text
    assert "as rarely as a verdict errs, not once in twenty" in text
