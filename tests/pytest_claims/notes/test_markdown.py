import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_claims.notes.markdown import MARKDOWN, flatten, headings, plain, slug


def lines(markdown):
    """The line at which each link of the last paragraph begins, by its text."""
    block = [token for token in MARKDOWN.parse(markdown) if token.type == "inline"][-1]
    inline = flatten(block.children, block.map[0] + 1)
    return {inline.text[a.start : a.end]: inline.line + a.row for a in inline.anchors}


@pytest.mark.parametrize(
    "before",
    [
        "words\n",
        "`code\nwrapped` ",
        "$a +\nb$ ",
        "$$a +\nb$$ ",
        '[other](y "a title\nwrapped") ',
        "[other](\ny) ",
        "![image\nwrapped](y) ",
        "hard  \nbreak ",
        "hard\\\nbreak ",
        "*stressed\nwords* ",
        "[other\nwrapped](y) ",
    ],
)
def test_a_link_knows_its_line_whatever_wraps_before_it(before):
    assert lines(f"# Title\n\n{before}[here](x)")["here"] == 4


def test_the_parser_still_has_the_rules_whose_rows_are_noted():
    code, _, link, *_ = MARKDOWN.parseInline("`a\nb` [c](d)")[0].children
    assert (code.meta["row"], code.meta["end"], link.meta["row"]) == (0, 1, 1)


def test_lists_and_quotations_keep_their_lines():
    assert lines("- a\n\n  > b\n  > [here](x)")["here"] == 4


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("A *plain* `sentence`.", "A plain sentence"),
        ("  over\n  two lines. ", "over two lines"),
        ("‖W‖ and √d", "‖W‖ and √d"),
        ("a [link](x) inside", "a link inside"),
        ("e\u0301", "\u00e9"),
        ("<b>html</b> is text", "<b>html</b> is text"),
        ("$5 and $6", "$5 and $6"),
        ("\\*escaped\\* &amp; coded", "*escaped* & coded"),
    ],
)
def test_plain_is_what_a_reader_sees(markdown, expected):
    assert plain(markdown) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("1.3 The linear memory bound", "13-the-linear-memory-bound"),
        ("Backpropagation – through `time`", "backpropagation--through-time"),
        ("What $h_t$ carries", "what-h_t-carries"),
        ("Größe ‖W‖²", "größe-w"),
        ("A [link](x) in-between?", "a-link-in-between"),
    ],
)
def test_slugs_are_those_of_github(heading, expected):
    assert slug(heading) == expected


def test_a_repeated_heading_is_numbered():
    assert headings("# A\n\n## B\n\n## B\n\n```\n# no\n```\n\nB\n-\n") == ["a", "b", "b-1", "b-2"]


@given(st.text(alphabet="/sdel-[](){}`$*_<>!\\\n\"' \tab.#&;:~é‖", max_size=60))
def test_nothing_makes_the_reader_stumble(text):
    for token in MARKDOWN.parse(text):
        if token.type == "inline":
            inline = flatten(token.children, token.map[0] + 1)
            assert len(inline.text) == len(inline.shape)
            assert all(1 <= inline.line + a.row <= text.count("\n") + 1 for a in inline.anchors)
            assert inline.line_at(len(inline.text)) <= text.count("\n") + 1
    assert plain(text) == plain(text + " ")
    assert isinstance(headings(text), list)
