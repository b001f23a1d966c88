"""A claim's link takes in its sentence, so that the note says what is tested and no less."""

import pytest

from pytest_claims.notes.note import read_note

SECTIONS = """
## Core Assumptions

## What Failed

## Why the Next Model Was Needed

## Mathematical References

[a]: ../claims/test_toy.py#test_a
[b]: ../claims/test_toy.py#test_b "refuted"
[v]: https://example.org/value
"""


@pytest.fixture
def read(tmp_path):
    def read(prose):
        file = tmp_path / "notes/toy.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"## Context\n\n{prose}\n{SECTIONS}")
        note, faults = read_note(file, tmp_path)
        return note, [str(f) for f in faults if "never used" not in f.problem]

    return read


@pytest.mark.parametrize(
    "prose",
    [
        "[High is higher.][a]",
        "[High is higher][a].",
        "**[High is higher.][a]**",
        "“[High is higher][a].”",
        "[High is higher][a]¹.",
        "[High is higher][a] (Elman, 1990).",
        "[High is higher][a] ([0.11][v] against [0.94][v]).",
        "[High is higher][a] [[0.11][v]].",
        "[High is higher][a]: [0.11][v] against [0.94][v].",
        "(So [1][v]) [High is higher.][a]",
        "The bound is met: [High is higher.][a]",
        "The bound is met: [High is higher][a] ([0.11][v]).",
        "Words. [High is higher.][a] Words.",
        "- [High is higher.][a]",
        "It is false: [High is higher.][b]",
        "A belief that is a myth: [High is higher.][b]",
    ],
)
def test_a_sentence_within_its_link_is_a_claim(read, prose):
    note, faults = read(prose)
    assert faults == []
    assert [claim.sentence.removesuffix(".") for claim in note.claims] == ["High is higher"]


@pytest.mark.parametrize(
    "prose",
    [
        "It is false that [High is higher][a].",
        "The statement that [High is higher][a] is a myth.",
        "[High is higher][a], or so it was believed.",
        "[High is higher][a] never.",
        "[High is higher][a]: not at all.",
        "[High is higher][a]: not in [most][v] cases.",
        "It is false: [high is higher][a].",
        "Never is [High][a] higher.",
        "<div>[High is higher.][a]</div>",
        f"[High is higher.][a] and {'more ' * 500}.",
    ],
)
def test_a_link_that_is_part_of_its_sentence_is_a_fault(read, prose):
    (fault,) = read(prose)[1]
    assert "is a part of its sentence, “" in fault
    assert "Take the whole sentence into the link" in fault


@pytest.mark.parametrize(
    ("prose", "word"),
    [
        ("It is false: [High is higher.][a]", "false"),
        ("This is not true: [High is higher.][a]", "not true"),
        ("A myth: [High is higher.][a]", "myth"),
        ("[High is higher][a] (wrong).", "wrong"),
        ("The opposite of this is true: [High is higher.][a]", "The opposite"),
        ("It isn't true: [High is higher.][a]", "n't true"),
        ("This is hardly the case: [High is higher.][a]", "hardly the case"),
    ],
)
def test_a_claim_that_is_declared_to_hold_is_not_denied_beside_its_link(read, prose, word):
    (fault,) = read(prose)[1]
    assert fault == (
        f"notes/toy.md:3: “{word}” is said of “{'High is higher' + '.' * (word != 'wrong')}”, "
        "which is declared to hold. "
        'Say it of another sentence, or give the link the title "refuted".'
    )


@pytest.mark.parametrize(
    ("prose", "argued"),
    [
        ("[High is higher][a] (Elman, 1990).", []),
        (
            "[High is higher][a] ([0.3][v] against [0.9][v], at the best of three rates and more).",
            [],
        ),
        ("It is valid and says little: [High is higher.][a]", []),
        (
            "[High is higher][a] (in 100 % of all draws, never below two).",
            ["(in 100 % of all draws, never below two)"],
        ),
        (
            "Most of the loss is a matter of writing: [High is higher][a] ([0.3][v]).",
            ["Most of the loss is a matter of writing"],
        ),
    ],
)
def test_more_than_a_few_words_beside_a_claim_are_argued(read, prose, argued):
    note, faults = read(prose)
    assert faults == []
    assert [s.kind for s in note.sentences] == ["tested"] + ["argued"] * len(argued)
    assert [s.text for s in note.sentences if s.part] == argued


@pytest.mark.parametrize("prose", ["### [Low is lower][a]", "> As [said][a], low is lower."])
def test_a_heading_or_quotation_in_words_of_its_own_counts_as_citing(read, prose):
    note, _ = read(f"[High is higher.][a]\n\n{prose}")
    assert [s.kind for s in note.sentences] == ["tested", "cited"]
    assert len(note.citing) == 1


def test_the_whole_sentence_makes_the_claim_and_a_part_before_it_cites(read):
    note, faults = read("As [seen below][a], it mends that.\n[High is higher.][a]")
    assert faults == []
    assert [(claim.line, claim.sentence) for claim in note.claims] == [(4, "High is higher.")]
    assert [(c.line, c.whole) for c in note.citations] == [(3, False)]


SILENT = {
    "comment": "<!-- [High is higher.][a] -->",
    "comment over lines": "<!--\n\n[High is higher.][a]\n\n-->",
    "comment in a sentence": "Words <!-- [High is higher.][a] --> are words.",
    "comment over lines of a paragraph": "Words <!-- [High is\nhigher.][a] --> are words.",
    "comment after a paragraph": "Words.\n<!-- [High is higher.][a]\n-->",
    "comment that never ends": "Words.\n\n<!-- [High is higher.][a]\n\nWords.",
    "comment in a list": "- Words.\n  <!-- [High is higher.][a] -->",
    "shortest comments": "<!--> <!---> <!-- [High is higher.][a] -->",
    "struck": "~~[High is higher.][a]~~",
    "struck with one tilde": "~[High is higher.][a]~",
    "struck within": "[~~High is higher.~~][a]",
    "struck and more": "~~It is so: [High is higher.][a]~~ Words.",
    "del": "<del>[High is higher.][a]</del>",
    "DEL": "<DEL datetime='now'>[High is higher.][a]</DEL>",
    "s": "<s>[High is higher.][a]</s>",
    "strike": "<strike>[High is higher.][a]</strike>",
    "del over paragraphs": "<del>\n\n[High is higher.][a]\n\n</del>",
    "del that never ends": "<del>Words.\n\n[High is higher.][a]",
    "fence": "```\n[High is higher.][a]\n```",
    "indented": "    [High is higher.][a]",
    "quotation": "> [High is higher.][a]",
    "quotation in a list": "- > [High is higher.][a]",
    "heading": "### [High is higher.][a]",
}


@pytest.mark.parametrize("name", SILENT)
def test_what_is_hidden_struck_or_quoted_claims_nothing(read, name):
    note, _ = read(SILENT[name])
    assert note.claims == ()
    assert not any("High" in sentence.text for sentence in note.sentences)


def test_code_in_a_sentence_claims_nothing(read):
    assert read("Write `[High is higher.][a]`.")[0].claims == ()


@pytest.mark.parametrize("after", ["~~old~~", "<!-- x\ny -->", "<del>old</del>", "~~[old][v]~~"])
def test_what_follows_keeps_its_text_and_its_line(read, after):
    note, faults = read(f"Words {after}\nare words.\n[High is higher.][a]")
    assert faults == []
    assert note.claims[0].line == 5 + after.count("\n")
    assert [sentence.text for sentence in note.sentences] == ["Words are words.", "High is higher."]


def test_struck_words_are_no_part_of_a_claim(read):
    note, _ = read("[High is ~~lower~~ higher.][a]")
    assert note.claims[0].sentence == "High is higher."


def test_a_tilde_by_itself_strikes_nothing(read):
    note, _ = read("[High is ~5 and ~6 and <b> higher.][a]")
    assert note.claims[0].sentence == "High is ~5 and ~6 and <b> higher."


def test_a_quotation_is_neither_a_sentence_nor_a_section(read):
    note, _ = read("> ## Memory\n>\n> It is so.\n\nIt is not so.")
    assert [section.name for section in note.sections][1] == "Core Assumptions"
    assert [sentence.text for sentence in note.sentences] == ["It is not so."]


def test_a_quotation_cites(read):
    note, _ = read("> [High is higher.][a]")
    assert [(citation.test, citation.whole) for citation in note.citations] == [("test_a", True)]


@pytest.mark.parametrize(
    ("opened", "what"),
    [
        ("<!-- Words.", "comment"),
        ("<del>Words.", "struck text"),
        ("Words <s>and\n\nwords.", "struck text"),
    ],
)
def test_what_hides_the_rest_of_a_note_is_named(read, opened, what):
    _, (fault, *_) = read(f"{opened}\n\n[High is higher.][a]")
    assert fault == (
        f"notes/toy.md:3: the {what} that begins here never ends, and hides what follows. "
        "End it, or write it as code."
    )


def test_front_matter_is_neither_heading_nor_prose(tmp_path):
    file = tmp_path / "notes/toy.md"
    file.parent.mkdir()
    file.write_text("---\ntitle: A note\ntags: [a, b]\n---\n\n# Toy\n\nIt is so.\n")
    note, faults = read_note(file, tmp_path)
    assert faults == []
    assert (note.title, note.sections) == ("Toy", ())
    assert [(s.text, s.line) for s in note.sentences] == [("It is so.", 8)]
