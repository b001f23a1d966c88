import dataclasses
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strict_notes import STRICT

from pytest_claims.notes.note import read_note, read_notes

NOTE = """\
# Long short-term memory

A word before the first section.

## Context

Nothing in the cell is squashed and nothing is mixed.
[More of the gradient survives `16` steps in an LSTM
than in an RNN.][outlives]
Along that road the derivative is [the product of the gates][direct-path].
And, as [said before][outlives], it survives.

### Memory

- [It never forgets.][forgets]
- This is argued, e.g. by a reader.

| [The RNN forgets.][rnn] |
|---|
| Not a sentence. |

## What Failed

What [the RNN could not][rnn] is [here](https://example.org/test_02_gru.py#test_x).

```math
Not a sentence.
```

$$
Nor this.
$$

[outlives]: ../claims/test_03_lstm.py#test_outlives_rnn
[forgets]: ../claims/test_03_lstm.py#test_forgets "refuted"
[rnn]: ../claims/test_01_rnn.py#test_forgets
[direct-path]: ../math/03_lstm.md#37-the-direct-path
"""


@pytest.fixture
def read(tmp_path):
    def read(text, name="03_lstm"):
        file = tmp_path / "notes" / f"{name}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_note(file, tmp_path, rules=STRICT)

    return read


@pytest.fixture
def several(tmp_path):
    def several(**texts):
        for name, text in texts.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        return read_notes(tmp_path, ["notes"], rules=STRICT)

    return several


@pytest.fixture
def note(several):
    return several(**{"notes/01_rnn.md": "Words.", "notes/03_lstm.md": NOTE})[0][1]


def test_a_note_has_a_title_and_sections(note):
    assert (note.path, note.stem, note.title) == (
        "notes/03_lstm.md",
        "03_lstm",
        "Long short-term memory",
    )
    assert note.sections == (("Context", 5), ("What Failed", 22))


def test_every_sentence_has_its_line_section_and_kind(note):
    assert [(s.line, s.section, s.kind) for s in note.sentences] == [
        (3, "", "argued"),
        (7, "Context", "argued"),
        (8, "Context", "tested"),
        (10, "Context", "derived"),
        (11, "Context", "cited"),
        (15, "Context", "tested"),
        (16, "Context", "argued"),
        (24, "What Failed", "cited"),
    ]


def test_sentences_are_plain_text(note):
    assert (
        note.sentences[2].text
        == "More of the gradient survives 16 steps in an LSTM than in an RNN."
    )
    assert note.sentences[6].text == "This is argued, e.g. by a reader."


def test_the_first_link_to_an_own_test_is_the_claim(note):
    outlives, _ = note.claims
    assert dataclasses.asdict(outlives) == {
        "id": "03_lstm/outlives-rnn",
        "sentence": "More of the gradient survives 16 steps in an LSTM than in an RNN.",
        "path": "notes/03_lstm.md",
        "line": 8,
        "section": "Context",
        "declared": "holds",
        "file": "claims/test_03_lstm.py",
        "test": "test_outlives_rnn",
        "crossed": False,
        "beside": "\ufffc",  # nothing but its link
    }


def test_a_title_declares_a_claim_refuted(note):
    assert [(claim.id, claim.declared) for claim in note.claims] == [
        ("03_lstm/outlives-rnn", "holds"),
        ("03_lstm/forgets", "refuted"),
    ]


def test_every_further_link_to_a_claim_cites_it(note):
    assert [(c.claim, c.line, c.sentence) for c in note.citations] == [
        ("03_lstm/outlives-rnn", 11, "And, as said before, it survives."),
        ("01_rnn/forgets", 18, "The RNN forgets."),
        ("01_rnn/forgets", 24, "What the RNN could not is here."),
    ]


def test_links_lead_to_paths_from_the_root_or_outside(note):
    leads = {link.text: (link.path, link.fragment) for link in note.links}
    assert leads["the product of the gates"] == ("math/03_lstm.md", "37-the-direct-path")
    assert leads["here"] == (None, "test_x")


def test_one_sentence_makes_one_claim(read):
    text = "[A](../claims/test_03_lstm.py#test_a) and [b](../claims/test_03_lstm.py#test_b)."
    _, faults = read(text)
    parts = [fault.problem for fault in faults if "is a part of" in fault.problem]
    assert parts == [
        "the link “A” is a part of its sentence, “A and b.”",
        "the link “b” is a part of its sentence, “A and b.”",
    ]


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        ("01_rnn.md#context", "argued"),
        ("../claims/test_01_rnn.py", "argued"),
        ("../src/toy.py#test_a", "argued"),
        ("https://example.org", "argued"),
        ("../math/01_rnn.md", "derived"),
        ("../claims/test_01_rnn.py#test_a", "cited"),
    ],
)
def test_a_sentence_rests_on_claims_and_derivations_alone(read, link, kind):
    note, _ = read(f"So it [is]({link}) said.")
    assert [sentence.kind for sentence in note.sentences] == [kind]


def test_a_table_or_heading_makes_no_claim(read):
    link = "[A](../claims/test_03_lstm.py#test_a)"
    note, _ = read(f"## {link}\n\n| {link} |\n|---|\n")
    assert note.claims == ()
    assert len(note.citations) == 2


def test_windows_line_ends_change_nothing(read):
    assert read(NOTE.replace("\n", "\r\n")) == read(NOTE)


def test_a_note_that_is_not_utf8_is_named_with_its_line(read):
    note, faults = read(b"# Title\n\nGr\xf6\xdfe matters.\n", "README")
    (fault,) = faults
    assert str(fault) == (
        "notes/README.md:3: not UTF-8: “Gr\\xf6\\xdfe matters.”. Save it as UTF-8."
    )
    assert len(note.sentences) == 1


def test_a_note_that_cannot_be_opened_is_named(tmp_path):
    (tmp_path / "README.md").mkdir()
    _, (fault,) = read_note(tmp_path / "README.md", tmp_path)
    assert str(fault) == (
        "README.md:1: cannot be read: Is a directory. Make it a file that can be opened."
    )


def test_folders_are_read_in_their_order_and_notes_by_name(tmp_path):
    for path in ("b/02_b.md", "b/01_a.md", "a/03_c.md"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("Words.")
    notes, _ = read_notes(tmp_path, ["b", "a", "missing"])
    assert [note.path for note in notes] == ["b/01_a.md", "b/02_b.md", "a/03_c.md"]


def test_a_note_of_full_length_is_read_in_tens_of_milliseconds(read):
    claims = "".join(
        f"[Claim {i} holds.](../claims/test_03_lstm.py#test_{i})\n\n" for i in range(40)
    )
    text = claims + "This sentence has a dozen words and says nothing about memory at all.\n" * 200
    spent = []
    for _ in range(3):
        start = time.process_time()
        note, _ = read(text)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.2
    assert len(note.sentences) == 240


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.binary() | st.text(alphabet='[]()#-|>`$\\\n a.:/"'))
def test_any_bytes_can_be_read(read, content):
    note, faults = read(content.encode() if isinstance(content, str) else content)
    assert note.claims == ()
    assert all(fault.line >= 1 and str(fault) for fault in faults)
