"""The catalogue of instruments: complete, up to date, and linked to where its results are."""

import re
from pathlib import Path

import pytest

from pytest_claims.recording.catalogue import gather
from pytest_claims.recording.catalogue_page import as_markdown

ROOT = Path(__file__).parents[1]
PAGE = "docs/probes.md"


@pytest.fixture(scope="module")
def catalogue(request):
    return gather(request.config.hook.pytest_claims_catalogue(), ROOT)


def entries(catalogue, *headings):
    return [e for h in headings for question in catalogue[h] for e in question.entries]


def test_page_says_what_the_docstrings_say(catalogue):
    written = (ROOT / PAGE).read_text(encoding="utf-8")

    assert written == as_markdown(catalogue, ROOT, PAGE), (
        f"run pytest-claims probes --markdown {PAGE}"
    )


def test_every_probe_says_its_range_and_what_is_perfect(catalogue):
    found = entries(catalogue, "Probes", "Probes that train")

    assert len(found) > 50
    assert [entry.call for entry in found if not entry.calibrated] == []


def test_everything_says_what_it_is_and_every_file_what_it_answers(catalogue):
    questions = [question for found in catalogue.values() for question in found]

    assert [q.path for q in questions if not q.asks.endswith(".")] == []
    assert [
        e.call for e in entries(catalogue, *catalogue) if not e.gives.endswith((".", ":"))
    ] == []


def test_every_result_that_an_instrument_names_is_derived_in_math():
    unlinked = re.findall(r"\| (?:\[[^]]*\]\([^)]*\), )*(\d\.[a-z]+)", (ROOT / PAGE).read_text())

    assert "[1.p](../math/01_rnn.md#16-memory-capacity)" in (ROOT / PAGE).read_text()
    assert unlinked == []


@pytest.mark.parametrize("file", ["README.md", "CONTRIBUTING.md"])
def test_page_is_linked(file):
    assert f"]({PAGE})" in (ROOT / file).read_text(encoding="utf-8")
