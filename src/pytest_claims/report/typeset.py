"""Markdown as typeset prose: claims coloured by verdict, formulas set, nothing trusted."""

import re
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import PurePosixPath
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup, escape

from pytest_claims.notes.dialect import MARKDOWN
from pytest_claims.notes.markdown import flatten, fold, slug
from pytest_claims.notes.outline import VALUE
from pytest_claims.recording.standings import Standing
from pytest_claims.report.formulas import Formulas
from pytest_claims.report.places import Places, Target, anchor
from pytest_claims.report.templating import sign

NUMBER = re.compile(r"\\q?quad\s*\((\w+\.\w+)\)\s*([.,]?)\s*$")
"""An equation's number, at the end of its formula."""


@dataclass
class Grounds:
    """What a paragraph rests on: the claims it cites and the derivations it links to."""

    claims: list[str] = field(default_factory=list)
    premises: list[str] = field(default_factory=list)
    derivations: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Chapter:
    """A note or a derivation, typeset."""

    path: str
    id: str
    title: str
    html: Markup
    sections: list[tuple[str, str]]
    claims: set[str]
    starts: list[tuple[int, str]]
    lines: set[str]

    def section_at(self, line: int) -> str:
        """The name of the level-2 section in which a line stands."""
        names = [name for start, name in self.starts if start <= line]
        return names[-1] if names else ""


@dataclass
class Desk:
    """What typesetting needs to know of the rest of the page."""

    places: Places
    formulas: Formulas
    standing: Callable[[str], Standing]
    said: Callable[[str], str]
    made: Callable[[str], tuple[object, object]]
    evidence: Callable[[str, Grounds], Markup]


def typeset(source: str, path: str, desk: Desk) -> Chapter:
    """One file as a chapter."""
    tokens = MARKDOWN.parse(source, {})
    renderer = Prose(path, desk)
    html = Markup(renderer.render(tokens, MARKDOWN.options, {}))
    return Chapter(
        path=path,
        id=anchor(path),
        title=renderer.title or PurePosixPath(path).stem,
        html=html,
        sections=renderer.sections,
        claims=renderer.placed,
        starts=renderer.starts,
        lines=renderer.lines,
    )


class Prose(RendererHTML):
    """Renders the tokens of one file; every string in them ends as text."""

    def __init__(self, path: str, desk: Desk) -> None:
        super().__init__()
        self.path, self.desk = path, desk
        self.title = ""
        self.sections: list[tuple[str, str]] = []
        self.starts: list[tuple[int, str]] = []
        self.placed: set[str] = set()
        self.lines: set[str] = set()
        self._line = 0
        self._grounds = Grounds()
        self._closing: list[Markup] = []

    def heading_open(self, tokens: Sequence[Token], i: int, *_: object) -> str:
        """A heading with an address; the first of level 1 names the chapter."""
        token, inline = tokens[i], tokens[i + 1]
        self._line = (token.map or [0])[0] + 1
        name = fold(flatten(inline.children or []).text)
        if token.tag == "h1" and not self.title:
            self.title = name
            return "<h1>"
        id = anchor(self.path, slug(inline.content))
        if token.tag == "h2":
            self.sections.append((id, name))
            self.starts.append((self._line, name))
        return Markup('<{} id="{}">').format(token.tag, id)

    def paragraph_open(self, tokens: Sequence[Token], i: int, *_: object) -> str:
        """A paragraph that a line of the file can be found by."""
        self._line = (tokens[i].map or [0])[0] + 1
        return Markup("") if tokens[i].hidden else Markup("<p{}>").format(self._at(self._line))

    def paragraph_close(self, tokens: Sequence[Token], i: int, *_: object) -> str:
        """The evidence of a paragraph's claims follows it."""
        return Markup("" if tokens[i].hidden else "</p>\n") + self._evidence()

    def heading_close(self, tokens: Sequence[Token], i: int, *_: object) -> str:
        """As for a paragraph."""
        return Markup("</{}>\n").format(tokens[i].tag) + self._evidence()

    def table_open(self, *_: object) -> str:
        """A table may be wider than a phone."""
        return '<div class="wide"><table>\n'

    def table_close(self, *_: object) -> str:
        """As for a paragraph."""
        return Markup("</table></div>\n") + self._evidence()

    def link_open(self, tokens: Sequence[Token], i: int, *_: object) -> str:
        """A claim, a citation, a measured number, a derivation, or a plain link; one that leads
        nowhere is text."""
        target = self.desk.places.target(str(tokens[i].attrGet("href") or ""), self.path)
        if target.kind == "claim" and VALUE.fullmatch(str(tokens[i].attrGet("title") or "")):
            self._closing.append(Markup("</a>"))
            return Markup('<a class="value" href="{}">').format(target.address)
        text = "".join(t.content for t in takewhile(lambda t: t.type != "link_close", tokens[i:]))
        opening, closing = self._link(target, text, self._line + tokens[i].meta.get("row", 0))
        self._closing.append(closing)
        return opening

    def link_close(self, *_: object) -> str:
        """Whatever its opening asked for."""
        return self._closing.pop()

    def _at(self, line: int) -> Markup:
        """An id for a line of the file, the first time that it is asked for."""
        id = f"{anchor(self.path)}:L{line}"
        if id in self.lines:
            return Markup("")
        self.lines.add(id)
        return Markup(' id="{}"').format(id)

    def _link(self, target: Target, text: str, line: int) -> tuple[Markup, Markup]:
        match target.kind:
            case "claim" if self._makes(target.name, line):
                return self._claim(target)
            case "claim":
                self._grounds.premises.append(target.name)
                standing = self.desk.standing(target.name)
                opening = Markup('<a{} class="cites {}" href="{}" title="{}">').format(
                    self._at(line), standing.key, target.address, self.desk.said(target.name)
                )
                return opening, sign(standing) + Markup("</a>")
            case "derivation":
                self._grounds.derivations.append((text, target.address))
                return Markup('<a class="derived" href="{}">').format(target.address), Markup(
                    "</a>"
                )
            case "outside":
                opening = Markup('<a rel="noopener noreferrer" href="{}">').format(target.address)
                return opening, Markup("</a>")
            case "place":
                return Markup('<a href="{}">').format(target.address), Markup("</a>")
            case _:
                return Markup("<span>"), Markup("</span>")

    def _makes(self, claim: str, line: int) -> bool:
        """Whether the link in this line is the one by which the note makes the claim."""
        return claim not in self.placed and self.desk.made(claim) == (self.path, line)

    def _claim(self, target: Target) -> tuple[Markup, Markup]:
        self.placed.add(target.name)
        self._grounds.claims.append(target.name)
        standing = self.desk.standing(target.name)
        opening = Markup(
            '<a class="claim {}" id="at:{}" href="{}" data-claim="{}" aria-expanded="false">'
        ).format(standing.key, target.name, target.address, target.name)
        return opening, sign(standing) + Markup("</a>")

    def _evidence(self) -> Markup:
        grounds, self._grounds = self._grounds, Grounds()
        return Markup("").join(self.desk.evidence(id, grounds) for id in grounds.claims)

    def image(
        self, tokens: Sequence[Token], i: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        """A picture of the project is carried along; any other is its description."""
        token = tokens[i]
        text = self.renderInlineAsText(token.children or [], options, env)
        data = self.desk.places.picture(str(token.attrGet("src") or ""), self.path)
        if data is None:
            return Markup('<span class="absent">[{}]</span>').format(text)
        return Markup('<img src="{}" alt="{}">').format(data, text)

    def math_inline(self, tokens: Sequence[Token], i: int, *_: object) -> str:
        """A formula in the line."""
        return self.desk.formulas.render(tokens[i].content)

    def math_block(self, tokens: Sequence[Token], i: int, *_: object) -> str:
        """A formula of its own, its number at the margin."""
        source = tokens[i].content.strip()
        number = NUMBER.search(source)
        formula = self.desk.formulas.render(NUMBER.sub(r"\2", source), display=True)
        label = Markup('<span class="number">({})</span>').format(number[1]) if number else ""
        return Markup('<div class="equation"><div class="wide">{}</div>{}</div>\n').format(
            formula, label
        )

    math_inline_double = math_block_label = math_block

    def fence(self, tokens: Sequence[Token], i: int, *_: object) -> str:
        """A formula where its language is math, else code."""
        if tokens[i].info.strip() == "math":
            return self.math_block(tokens, i)
        return Markup('<pre class="wide"><code>{}</code></pre>\n').format(tokens[i].content)

    def softbreak(self, *_: object) -> str:
        """Notes have a sentence per line; prose has none."""
        return "\n"

    def text(self, tokens: Sequence[Token], i: int, *_: object) -> str:
        """Text as it stands."""
        return escape(tokens[i].content)
