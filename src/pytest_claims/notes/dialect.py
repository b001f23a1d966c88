"""The Markdown of notes: CommonMark with tables, mathematics, struck text and comments.

The parser gives lines to blocks only, and code, mathematics and link titles hide the breaks
within them. So the rules that can span lines note where in the source they began and ended.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

SPANNING = ("comment", "link", "image", "autolink", "backticks", "math_inline")
STRUCK = re.compile(r"<(/?)(?:del|s|strike)(?:\s[^<>]*)?>", re.IGNORECASE)

Rule = Callable[[StateInline, bool], bool]


def _comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines from one that begins with ``<!--`` to one that holds ``-->``, or to the end."""
    opened = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith("<!--", opened):
        return False
    if silent:
        return True
    line, begin = start, opened + 2
    while not (closed := state.src.find("-->", begin, state.eMarks[line]) >= 0) and line + 1 < end:
        line += 1
        begin = state.bMarks[line]
    state.line = line + 1
    token = state.push("comment", "", 0)
    token.map, token.hidden, token.meta["closed"] = [start, state.line], True, closed
    return True


def _comment(state: StateInline, silent: bool) -> bool:
    """A comment within a line or a paragraph."""
    if not state.src.startswith("<!--", state.pos):
        return False
    if state.html_terminator_last("-->") < state.pos + 2:
        return False
    end = state.src.find("-->", state.pos + 2, state.posMax)
    if end < 0:
        return False
    if not silent:
        state.push("comment", "", 0).hidden = True
    state.pos = end + 3
    return True


def _struck(state: StateInline, silent: bool) -> bool:
    """The HTML tags that GitHub shows as struck text; any other tag is text."""
    tag = STRUCK.match(state.src, state.pos, state.posMax)
    if tag is None:
        return False
    if not silent:
        token = state.push("s_close" if tag[1] else "s_open", "s", 0)
        token.nesting, token.meta["html"] = (-1 if tag[1] else 1), True  # it may have no partner
    state.pos = tag.end()
    return True


@lru_cache(maxsize=1)
def _breaks(source: str) -> list[int]:
    return [found.start() for found in re.finditer("\n", source)]


def _noting_rows(parse: Rule) -> Rule:
    def rule(state: StateInline, silent: bool) -> bool:
        first, start = len(state.tokens) + bool(state.pending), state.pos
        found = parse(state, silent)
        if found and not silent and len(state.tokens) > first:
            breaks = _breaks(state.src)
            state.tokens[first].meta["row"] = bisect_left(breaks, start)
            state.tokens[-1].meta["end"] = bisect_left(breaks, state.pos)
        return found

    return rule


def dialect() -> MarkdownIt:
    """The parser; raw HTML stays text, but for comments and struck text."""
    options = {"html": False, "store_labels": True, "strikethrough_single_tilde": True}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    dollarmath_plugin(parser, allow_space=False, allow_digits=False, double_inline=True)
    front_matter_plugin(parser)
    interrupting: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    parser.block.ruler.before("html_block", "comment", _comment_block, interrupting)
    parser.inline.ruler.before("autolink", "comment", _comment)
    parser.inline.ruler.before("autolink", "struck", _struck)
    return parser


def _with_rows(parser: MarkdownIt) -> MarkdownIt:
    rules = parser.inline.ruler
    for name, parse in zip(rules.get_active_rules(), rules.getRules(""), strict=True):
        if name in SPANNING:
            rules.at(name, _noting_rows(parse))
    return parser


MARKDOWN = _with_rows(dialect())
BLOCKS = dialect().disable("inline")
