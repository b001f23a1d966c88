"""No note takes longer than its length deserves: twice the text, less than three times as long."""

import gc
import time

import pytest

from pytest_claims.notes.note import read_note
from pytest_claims.notes.sentences import sentences

LINK = "../claims/test_n.py#test_"

SHAPES = {
    "dots": lambda n: "." * n,
    "dots and closing marks": lambda n: '.")' * (n // 3),
    "spaces": lambda n: "a." + " " * n + "b",
    "lines of one paragraph": lambda n: "words of a line\n" * (n // 16),
    "sentences of one line": lambda n: "One more. " * (n // 10),
    "links of one sentence": lambda n: f"[a]({LINK}a) " * (n // 28),
    "links of one paragraph": lambda n: f"[Words.]({LINK}a)\n" * (n // 33),
    "claims": lambda n: "".join(f"[W {i}.]({LINK}{i})\n\n" for i in range(n // 36)),
    "definitions": lambda n: "".join(f"[a{i}]: {LINK}{i}\n" for i in range(n // 36)),
    "dead labels": lambda n: "[a][b] " * (n // 7),
    "open brackets": lambda n: "[" * n,
    "nested brackets": lambda n: "[" * (n // 2) + "]" * (n // 2),
    "backticks": lambda n: "` `` " * (n // 5),
    "emphasis": lambda n: "a**b" * (n // 4),
    "tildes": lambda n: "~a ~~b " * (n // 7),
    "dollars": lambda n: "a$" * (n // 2),
    "open comments": lambda n: "a <!-- " * (n // 7),
    "comments": lambda n: "a <!-- b --> " * (n // 13),
    "comment lines": lambda n: "<!--\n" * (n // 5),
    "open tags": lambda n: "<del " * (n // 5),
    "tags": lambda n: "<del>a" * (n // 6),
    "table": lambda n: "|a|\n|-|\n" + "|a|\n" * (n // 4),
    "wide table": lambda n: "|a" * (n // 4) + "|\n" + "|-" * (n // 4) + "|\n",
    "list": lambda n: "- a\n" * (n // 4),
    "deep list": lambda n: "".join("  " * i + "- a\n" for i in range(int(n**0.5))),
    "quotations": lambda n: "> a\n\n" * (n // 5),
    "deep quotation": lambda n: ">" * n + "a",
    "headings": lambda n: f"[W]({LINK}a)\n\n" + "## a\n" * (n // 5),
    "brackets around a claim": lambda n: "(" * n + f"[W]({LINK}a)" + ")" * n,
}


@pytest.fixture
def spent(tmp_path):
    def spent(text):
        file = tmp_path / "notes/n.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
        times = []
        for _ in range(2):
            start = time.process_time()
            read_note(file, tmp_path)
            times.append(time.process_time() - start)
        return min(times)

    gc.disable()  # what else the process holds is no matter of the note
    yield spent
    gc.enable()


@pytest.mark.parametrize("name", SHAPES)
def test_a_note_takes_no_longer_than_its_length_deserves(spent, name):
    shape, n = SHAPES[name], 4_000
    while (short := spent(shape(n))) < 0.02 and n < 256_000:
        n *= 4  # below that, the clock is too coarse
    assert spent(shape(2 * n)) < 3 * short + 0.02


def test_fifty_thousand_dots_take_less_than_a_second():
    start = time.process_time()
    assert [*sentences("." * 50_000)] == [(0, 50_000)]
    assert time.process_time() - start < 1
