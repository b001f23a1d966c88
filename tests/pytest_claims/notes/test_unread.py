"""A link to a test that no sentence could claim by is told, wherever it stands."""

import pytest

from pytest_claims.claims.correspondence import check
from pytest_claims.claims.grammar import read_claim_files
from pytest_claims.notes.note import read_note, read_notes

TEST = "../claims/test_a.py#test_b"


@pytest.fixture
def told(tmp_path):
    """The faults that a note with this text shows by itself."""

    def told(text):
        (tmp_path / "notes").mkdir(exist_ok=True)
        (tmp_path / "notes" / "a.md").write_text(text)
        return [str(fault) for fault in read_note(tmp_path / "notes" / "a.md", tmp_path)[1]]

    return told


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f'It <a href="{TEST}">holds</a>.', 'HTML, “<a href="../claims/test_a.py#test_b”,'),
        (f"It <A class=x HREF='{TEST}'>holds</A>.", "HTML, "),
        (f"<p>\n<a href={TEST}>It holds.</a>\n</p>", "HTML, "),
        (f"![It holds.]({TEST})", "a picture"),
        (f"[![It holds.](x.svg)]({TEST})", "a link without words"),
        (f"[→]({TEST})", "a link without words"),
    ],
)
def test_what_is_no_link_in_words_claims_nothing_and_says_so(told, text, what):
    (fault,) = told(f"# A\n\n{text}\n")

    assert what in fault
    assert f"leads to {TEST} and claims nothing. Link the sentence in Markdown" in fault


@pytest.mark.parametrize(
    "text",
    [
        f'`<a href="{TEST}">` is how HTML does it.',
        f'<!-- <a href="{TEST}">it holds</a> -->',
        '<a href="https://example.org/">it</a> <a href="../src/test_a.py">holds</a>',
        "![It holds.](test_a.svg)",
    ],
)
def test_what_leads_elsewhere_or_is_shown_only_is_let_be(told, text):
    assert told(f"# A\n\n{text}\n") == []


@pytest.fixture
def between(tmp_path):
    """The faults between a note with this text and a claim file of one test."""

    def between(text):
        for name, said in {"notes/a.md": text, "claims/test_a.py": CLAIM}.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(said)
        files, _ = read_claim_files(tmp_path, "claims")
        notes, alone = read_notes(tmp_path, ["notes"])
        return [str(fault) for fault in [*alone, *check(notes, files, tmp_path)]]

    return between


CLAIM = '''\
from pytest_claims import control


@control(size=1)
def test_b(measure):
    """It holds."""
    assert measure(size, size=3) > 2
'''
MADE = f"[It holds.]({TEST})"


def test_an_address_outside_that_leads_to_a_test_of_the_project_is_refused(between):
    address = "https://example.org/blob/main/claims/test_a.py#test_b"

    assert between(f"{MADE}\n\n[It holds.]({address})\n") == [
        f"notes/a.md:3: “It holds.” leads to {address}, and so is not tested. Write {TEST}."
    ]
    assert between(f"{MADE}\n\nSee [its source]({address.partition('#')[0]}#L7).\n") == []
    assert between(f"{MADE}\n\n[It holds.](https://x.org/claims/test_z.py#test_b)\n") == []


@pytest.mark.parametrize("place", ["# {}", "> {}", "| {} | x |\n|---|---|\n| y | z |"])
def test_a_heading_a_cell_and_a_quotation_claim_nothing_and_the_test_says_so(between, place):
    (fault,) = between(place.format(MADE) + "\n")

    assert fault.startswith("claims/test_a.py:5: no sentence of notes/a.md links to test_b")
    assert "notes/a.md:1 says it in a heading, cell or quotation, which makes no claim. " in fault
    assert "Link a whole sentence of a paragraph or list" in fault


@pytest.mark.parametrize("place", ["# {}", "> As {} has it."])
def test_a_few_linked_words_only_cite(between, place):
    (fault,) = between(place.format(f"[it holds]({TEST})") + "\n")

    assert "notes/a.md:1 only cites it. Link a whole sentence of a paragraph or list" in fault


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f"[It holds.]({TEST}s)",
            "notes/a.md:1: claims/test_a.py has no test test_bs. Write it (pytest-claims reword "
            "shows what to paste) or correct the link; the nearest is test_b.",
        ),
        (
            f"[It holds.]({TEST.replace('_a', '_aa')})",
            "notes/a.md:1: there is no claim file claims/test_aa.py. Create it (pytest-claims "
            "reword shows what to paste) or correct the link; the nearest is claims/test_a.py.",
        ),
        (
            f"[It holds.][hold]\n\n[holds]: {TEST}",
            "notes/a.md:1: a link whose label is not defined: “[It holds.][hold]”. Define the "
            "label at the foot of the note, after an empty line, or correct it; the nearest is "
            "[holds].",
        ),
        (
            f'[✗ It holds.][holds]\n\n[holds]: {TEST} "refutd"',
            f"notes/a.md:1: unknown title “refutd” of the link to {TEST}. "
            'Write "refuted" for a belief reported as false, "value NAME" for a number.',
        ),
        (
            f"It holds.\n\n[holds]: {TEST}",
            "notes/a.md:3: [holds] is defined and never used. Link a sentence to it or remove it.",
        ),
    ],
)
def test_a_slip_of_the_pen_is_told_once_and_by_its_cause(between, text, told):
    assert between(f"{text}\n") == [told]
