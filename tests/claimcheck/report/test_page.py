import json
import re
from html.parser import HTMLParser
from random import Random
from time import process_time

import pytest
from audit_notes import write_notes
from audit_rows import case, claim, claims, ledger

from claimcheck.report import write_report


class Seen(HTMLParser):
    """Tags, attributes and text of a page, as a browser reads them."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())

    def values(self, name):
        return [value for _, key, value in self.attributes if key == name]


@pytest.fixture
def project(tmp_path):
    write_notes(tmp_path, claims())
    return tmp_path


def read(root, audit=None, **kinds):
    return write_report(
        ledger() if audit is None else audit, root, root / "out", **kinds
    ).read_text()


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


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe src='https://evil.example'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>*{display:none}</style>",
    "<!-- --><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](//evil.example/a)",
    '[x](a.md "\\"><script>alert(1)</script>")',
    '[x](<a.md"onmouseover=alert(1)>)',
    "![x](https://evil.example/track.png)",
    "![x](../../../../etc/passwd)",
    '![x"onerror=alert(1)](data:image/svg+xml,<svg/onload=alert(1)>)',
    '<https://evil.example/"onclick=alert(1)>',
    "`<script>alert(1)</script>`",
    "```<script>\nalert(1)\n```",
    "```math\n\\text{</svg><script>alert(1)</script>}\n```",
    "$\\href{javascript:alert(1)}{x}$",
    "$</svg><script>alert(1)</script>$",
    "| <script>alert(1)</script> |\n|---|\n| <b onclick=alert(1)> |",
    "## <script>alert(1)</script>",
    "# {{ 7 * 7 }} {% include 'page.js' %} /*script*/ /*style*/",
    "[<script>alert(1)</script>](../claims/test_01_rnn.py#test_<script>)",
    "</article></main></body><script>alert(1)</script>",
]
KNOWN_TAGS = """
html head meta title link style script body nav main header section article aside figure figcaption
h1 h2 h3 h4 p div span a ul ol li dl dt dd table thead tbody tfoot tr th td pre code small strong em
i br hr blockquote img form label input select option button
svg defs symbol use path circle rect g text
"""


def harmless(page):
    seen = Seen(page)
    assert set(seen.tags) <= set(KNOWN_TAGS.split())
    assert seen.tags.count("script") == seen.tags.count("style") == 1
    assert not [k for _, k, _ in seen.attributes if k.startswith("on")]
    schemes = {re.match(r"([a-z]+):|", v.lower())[1] for v in seen.values("href")}
    assert schemes <= {None, "https", "http", "mailto", "data"}
    assert all(v.startswith("data:image/") for v in seen.values("src"))
    assert [v for v in seen.values("href") if v.startswith("data:")] == ["data:,"]
    assert not [v for v in seen.values("href") if v.startswith("//")]
    return seen


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_notes_end_as_text(tmp_path, text):
    write_notes(tmp_path, claims()[:1])
    note = tmp_path / "notes" / "01_rnn.md"
    note.write_text(f"{text}\n\n{note.read_text()}\n\n{text}\n")

    harmless(read(tmp_path, ledger(claims()[:1])))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_ledgers_end_as_text(tmp_path, text):
    def spoil(value):
        if isinstance(value, dict):
            return {k: spoil(v) for k, v in value.items()} | {text: text}
        if isinstance(value, list):
            return [spoil(v) for v in value]
        return text if isinstance(value, str) and value not in KEPT else value

    rows = claims()
    audit = ledger(rows[:1])
    write_notes(tmp_path, rows[:1])
    spoiled = json.loads(json.dumps({k: spoil(v) for k, v in audit.items()}))

    harmless(read(tmp_path, spoiled))


KEPT = {"HOLDS", "holds", "checked", "sampled", "turned", "same"}


@pytest.mark.parametrize("path", ["../secret.md", "/etc/passwd", "notes/../../secret.md"])
def test_no_file_outside_the_project_is_read(tmp_path, path):
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "secret.md").write_text("SECRET")
    row = claim("01_rnn/a", "A sentence.", []) | {"note": path}

    assert "SECRET" not in read(root, ledger([row]))


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
