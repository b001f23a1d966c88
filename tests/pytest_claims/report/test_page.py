import re
from html import unescape
from random import Random
from time import process_time

import pytest
from audit_notes import write_notes
from audit_rows import case, claim, claims, ledger
from seen_page import Seen, read


@pytest.fixture
def project(tmp_path):
    write_notes(tmp_path, claims())
    return tmp_path


def test_every_claim_has_an_address_and_its_evidence(project):
    seen = Seen(read(project))

    ids = seen.values("id")
    assert len(ids) == len(set(ids))
    for row in claims():
        assert row["id"] in ids
        assert f"at:{row['id']}" in ids
        assert row["sentence"] in seen.text


def test_every_link_within_the_page_leads_somewhere(project):
    seen = Seen(read(project))

    inside = {v[1:] for t, k, v in seen.attributes if k == "href" and v.startswith("#")}
    assert inside <= set(seen.values("id"))


def test_the_page_asks_nobody_for_anything(project):
    seen = Seen(read(project))

    assert not {"iframe", "object", "embed", "form[action]", "base"} & set(seen.tags)
    assert all(v.startswith("data:") for v in seen.values("src"))
    links = [v for t, k, v in seen.attributes if (t, k) == ("link", "href")]
    assert links == ["data:,"]
    assert "url(http" not in read(project)


def test_only_the_pages_own_script_may_run(project):
    page = read(project)

    (policy,) = re.findall(r'content="(default-src[^"]*)"', page)
    assert "default-src 'none'" in policy
    assert re.search(r"script-src 'sha256-[\w+/]+=*'", policy.replace("&#39;", "'"))
    assert page.count("<script") == 1


def test_a_verdict_is_marked_by_a_sign_and_a_word(project):
    page = read(project)

    for row in claims():
        (link,) = re.findall(rf'<a [^>]*data-claim="{row["id"]}".*?</a>', page, re.DOTALL)
        assert 'href="#sign-' in link
        assert 'class="unseen"' in link


def test_the_front_page_accounts_for_everything(project):
    text = Seen(read(project)).text

    assert "9 of 14 claims came out as the notes declare; 1 was not tested." in text
    assert "probability at most 0.001" in text
    assert "any of the 15 claims with at most 0.015" in text
    assert "sequence_models.architectures.lstm:LSTM" in text
    for title in ("Beliefs that were refuted", "Claims without a control", "mutants"):
        assert title in text


def test_a_formula_that_cannot_be_set_is_listed(project):
    note = project / "notes" / "01_rnn.md"
    note.write_text(note.read_text() + "\n$\\begin{aligned}$\n")

    assert "Formulas that could not be set" in Seen(read(project)).text
    note.write_text(note.read_text().replace("$\\begin{aligned}$", ""))
    assert "Formulas that could not be set" not in Seen(read(project)).text


def test_an_interrupted_audit_gives_a_page_of_what_was_reached(project):
    rows = claims()
    for row in rows[4:]:
        row |= {"verdict": "not reached", "as_declared": False, "cases": []}

    text = Seen(read(project, ledger(rows))).text

    assert "4 of 4 claims came out as the notes declare; 11 were not tested." in text


def test_a_claim_whose_sentence_left_the_note_keeps_its_evidence(project):
    (project / "notes" / "02_gru.md").write_text("# Gru\n")

    assert "Claims without a sentence in these notes" in Seen(read(project)).text


def test_without_notes_or_claims_there_is_still_a_page(tmp_path):
    assert "Nothing was tested." in read(tmp_path, {"schema": 1})


def test_derivations_are_carried_along_and_linked(project):
    (project / "math").mkdir()
    heading = "## 1.1 Backpropagation through time"
    (project / "math" / "01_rnn.md").write_text(f"# Math\n\n{heading}\n\n```math\nx = y\n```\n")

    seen = Seen(read(project))

    assert "math/01_rnn:11-backpropagation-through-time" in seen.values("id")
    assert "#math/01_rnn:11-backpropagation-through-time" in seen.values("href")


def test_the_implementation_matrix_shows_each_verdict(project):
    rows = claims()
    for row in rows[:2]:
        row["cases"][0]["implementations"] = {
            "LSTM=torch.nn:LSTM": "HOLDS",
            "LSTM=my:LSTM": "REFUTED",
        }

    seen = Seen(read(project, ledger(rows)))

    assert "Claims against implementations" in seen.text
    assert "LSTM=my:LSTM: refuted" in seen.values("title")


def test_a_mutant_that_no_claim_catches_is_named(project):
    audit = ledger()
    audit["run"]["mutants"] = {"LSTM": ["sequence_models.ablations:LSTMSquashed"]}

    assert "No claim catches LSTM → LSTMSquashed." in Seen(read(project, audit)).text


def test_a_citation_can_be_found_from_the_claim_that_it_rests_on(project):
    audit = ledger()
    note = (project / "notes" / "02_gru.md").read_text().splitlines()
    line = next(n for n, text in enumerate(note, 1) if "As was found before" in text)
    for citation in audit["notes"][1]["citations"]:
        citation["line"] = line

    seen = Seen(read(project, audit))

    assert f"#02_gru:L{line}" in seen.values("href")
    assert f"02_gru:L{line}" in seen.values("id")


def test_five_hundred_claims_and_five_thousand_cases(tmp_path):
    random = Random(0)
    tested = [case(random, f"lag={n}", decades=True) for n in range(10)]
    rows = [
        claim(f"{n % 5 + 1:02}_note/claim-{n}", f"Claim {n} says one thing or another.", tested)
        for n in range(500)
    ]
    write_notes(tmp_path, rows)
    began = process_time()

    page = read(tmp_path, ledger(rows))

    assert process_time() - began < 10
    assert page.count("<aside") == 500
    assert len(page) < 20e6


def test_a_page_of_a_hundred_and_fifty_claims_is_under_five_megabytes(tmp_path):
    random = Random(0)
    tested = [case(random, f"lag={n}", decades=True) for n in range(4)]
    rows = [claim(f"01_note/claim-{n}", f"Claim {n} holds.", tested) for n in range(150)]
    write_notes(tmp_path, rows)

    assert len(read(tmp_path, ledger(rows)).encode()) < 5e6


def test_the_graph_tells_an_unsupported_premise_from_one_that_was_not_tested(project):
    supported = {"01_rnn/fails-sample-and-hold": False, "01_rnn/width-does-not-help": None}
    audit = ledger(claims())
    for citation in audit["notes"][1]["citations"]:
        citation["supported"] = supported[citation["claim"]]

    classes = Seen(read(project, audit)).values("class")

    assert classes.count("edge broken") == 1
    assert classes.count("edge open") == 1
    assert classes.count("edge spine") == 4


def test_the_command_repeats_what_was_measured_on_whichever_implementation(project):
    audit = ledger(claims())
    audit["run"]["options"] = ["--claims-seed", "3", "--claims-subject", "LSTM=my lstm.py:Mine"]

    page = unescape(read(project, audit))

    assert " --claims-fresh --claims-seed 3 --claims-subject 'LSTM=my lstm.py:Mine'" in page


def test_an_open_control_says_what_would_settle_it(project):
    rows = claims()
    row = next(row for row in rows if row["id"] == "01_rnn/width-does-not-help")
    open_control = {"name": "A → B", "result": "open", "wins": 110, "replicas": 192}
    row["cases"][0]["controls"] = [open_control | {"replicas_needed": 810}]
    row |= {"verdict": "INCONCLUSIVE", "as_declared": False}

    page = read(project, ledger(rows))

    assert "The control A → B does not settle it. At the share seen, about 810 replicas" in page
