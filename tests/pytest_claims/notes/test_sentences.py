import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_claims.notes.markdown import MARKDOWN, flatten, fold
from pytest_claims.notes.sentences import sentences


def split(markdown):
    (block,) = MARKDOWN.parseInline(markdown)
    inline = flatten(block.children)
    return [fold(inline.text[start:end]) for start, end in sentences(inline.shape)]


@pytest.mark.parametrize(
    "whole",
    [
        "A gate, e.g. the forget gate, is 0.5 or so.",
        "A gate, i.e. Something between zero and one, is learned.",
        "See cf. Elman for that.",
        "It was shown by Bengio et al. (1994) and by Pascanu et al. in another way.",
        "So said J. Elman and S. Hochreiter.",
        "It is seen in Fig. 3 and in Eq. (7).",
        "The share is 99.5 percent vs. 3.5 percent.",
        "It waits ... and then it goes on.",
        "Does it hold? asked nobody.",
        "The code `a. B` is one atom.",
        "So is $a. B$ here.",
        "a line without an end",
    ],
)
def test_one_sentence_stays_whole(whole):
    assert split(whole) == [whole.replace("`", "").replace("$", "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One! Two? Three…\nFour", ["One!", "Two?", "Three…", "Four"]),
        ("(One.) Two.", ["(One.)", "Two."]),
        ("“One.” Two.", ["“One.”", "Two."]),
        ("It is 0.5. It was 3. Then it fell.", ["It is 0.5.", "It was 3.", "Then it fell."]),
        ("It holds. $x$ grows. `y` falls.", ["It holds.", "x grows.", "y falls."]),
        ("It holds. σ is flat.", ["It holds.", "σ is flat."]),
        ("It holds for $W$. Then it fails.", ["It holds for W.", "Then it fails."]),
        (
            "It was shown by Cho et al.\nThen it fell.",
            ["It was shown by Cho et al.", "Then it fell."],
        ),
        ("One is wrapped\nover lines. Two.", ["One is wrapped over lines.", "Two."]),
        ("一つ。二つ！x か？\n四", ["一つ。", "二つ！", "x か？", "四"]),
        ("「一つ。」二つ。", ["「一つ。」", "二つ。"]),
        ("[一つ。二つ。](x)三つ。", ["一つ。二つ。", "三つ。"]),
        ("It is so.\nd is the width.", ["It is so.", "d is the width."]),
    ],
)
def test_sentences_are_told_apart(text, expected):
    assert split(text) == expected


def test_a_link_is_never_divided_and_may_end_a_sentence():
    assert split("[One. Two.](x) Three.") == ["One. Two.", "Three."]


@given(st.text())
def test_every_character_but_white_space_is_in_one_sentence(text):
    spans = list(sentences(text))
    assert all(start <= end for start, end in spans)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
