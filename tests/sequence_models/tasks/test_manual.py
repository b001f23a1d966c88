"""The text that Python brings: folded, without repetitions, and dealt to parts by topic."""

import sys

import pytest
import torch

from sequence_models.tasks import manual


@pytest.fixture(autouse=True)
def fresh():
    """No text that another test has put in the place of Python's."""
    yield
    manual.manual.cache_clear()
    manual.symbols.cache_clear()


def test_letters_are_lowered_and_all_else_is_one_space():
    assert manual.fold('  The "or_test"\n\n  of 3 THINGS. ') == "the or test of things"


def test_a_paragraph_that_stands_twice_stays_in_the_longer_topic():
    texts = {"a": "One.\n\nTwo two.", "b": "Two, two!\n\nThree.\n\nOne more."}
    assert manual.unrepeated(texts) == {"b": "two two three one more", "a": "one"}


def test_a_topic_of_nothing_new_is_left_out():
    assert manual.unrepeated({"a": "One.\n\nOne.", "b": "one"}) == {"a": "one"}


def test_no_part_has_a_paragraph_of_another():
    parts = {part: f" {text} " for part, text in manual.manual().items()}
    paragraphs = {
        folded
        for text in manual.topics().values()
        for paragraph in text.split("\n\n")
        if len(folded := manual.fold(paragraph)) > 200
    }
    homes = [[part for part in parts if f" {p} " in parts[part]] for p in paragraphs]
    assert len(paragraphs) > 200
    assert {len(found) for found in homes} == {1}


def test_every_word_is_in_some_part_and_no_part_is_larger_than_its_share():
    texts = {f"topic {n}": "ab" * (n + 1) for n in range(40)}
    parts = manual.dealt(texts)
    whole = sum(map(len, texts.values()))
    assert sorted(" ".join(parts.values()).split()) == sorted(texts.values())
    for part, share in manual.SHARES.items():
        assert 0.8 * share * whole < len(parts[part].replace(" ", "")) <= share * whole


def test_symbols_spell_the_text():
    text = "".join(manual.ALPHABET[place] for place in manual.symbols("tuning").tolist())
    assert text == manual.manual()["tuning"]
    assert set(text) == set(manual.ALPHABET)
    assert "  " not in text


def test_a_part_that_there_is_not_is_named_beside_those_that_there_are():
    with pytest.raises(Exception, match=r"(?s)'test'.*'held out'"):
        manual.symbols("test")


def test_another_text_has_another_fingerprint(monkeypatch):
    before = manual.fingerprint()
    monkeypatch.setattr(manual, "topics", lambda: {"a": "something else"})
    manual.manual.cache_clear()
    assert manual.fingerprint() != before


def test_a_python_without_the_text_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pydoc_data.topics", None)
    with pytest.raises(RuntimeError, match="Install Python with its library whole"):
        manual.topics()


def test_the_text_does_not_depend_on_what_was_asked_before():
    first = manual.symbols("held out").clone()
    manual.manual.cache_clear()
    manual.symbols.cache_clear()
    assert torch.equal(first, manual.symbols("held out"))
