"""The argument as a graph: a column per note, claims by section, a line where one is cited."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pytest_claims.recording.standings import Row, Standing, standing_of, statement, stem
from pytest_claims.report.places import address
from pytest_claims.report.typeset import Chapter

WIDTH, WIDEST, GAP, ROW, TOP = 990, 300, 34, 19, 46
LETTER = 6.1
"""Mean width of a label's letter."""
SIGN = 18
KINDS = {True: "cited", False: "broken", None: "open"}
"""What a line is, by whether the claim it starts from supports what rests on it."""


@dataclass(frozen=True)
class Node:
    """A claim, or the heading of a section where ``standing`` is None."""

    x: float
    y: float
    label: str
    href: str
    title: str
    standing: Standing | None

    @property
    def end(self) -> float:
        """Where its label ends."""
        return self.x + LETTER * len(self.label) + (SIGN if self.standing else 0)


@dataclass(frozen=True)
class Edge:
    """From a claim to the section that cites it, or (``spine``) from a need to the note it led to.

    ``cited``; ``broken`` where the claim is not as declared; ``open`` where it was not tested.
    """

    path: str
    kind: str
    title: str


@dataclass(frozen=True)
class Head:
    """A note at the top of its column."""

    x: float
    label: str
    href: str


@dataclass(frozen=True)
class Argument:
    """The graph, laid out."""

    width: int
    height: int
    heads: tuple[Head, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def argument(
    rows: Sequence[Row],
    notes: Sequence[Mapping[str, Any]],
    chapters: Mapping[str, Chapter],
    need: str = "",
) -> Argument | None:
    """The graph of a ledger's claims and citations; None where nothing leads anywhere, but within
    a note that has no sections.

    ``need`` is the section in which a note says what the next one is for.
    """
    columns: dict[str, list[Row]] = {}
    for row in rows:
        columns.setdefault(str(row["note"]), []).append(row)
    width = min(WIDEST, WIDTH // max(1, len(columns)))
    heads: list[Head] = []
    nodes: dict[str, Node] = {}
    for n, (path, claims) in enumerate(columns.items()):
        chapter = chapters.get(path)
        heads.append(_head(n * width, width - GAP, path, chapter))
        kept = _cited(path, notes, chapter) | {need} - {""}
        nodes |= _column(n * width, width - GAP, path, claims, chapter, kept)
    edges = [edge for note in notes for edge in _edges(note, nodes, chapters.get(note["path"]))]
    edges += _spine(list(columns), nodes, heads, need)
    if not edges:
        return None
    height = max((node.y for node in nodes.values()), default=TOP) + ROW
    return Argument(
        width=max(1, len(columns)) * width,
        height=round(height),
        heads=tuple(heads),
        nodes=tuple(nodes.values()),
        edges=tuple(dict.fromkeys(edges)),
    )


def _head(x: float, width: float, path: str, chapter: Chapter | None) -> Head:
    if chapter is None:
        return Head(x, path, "")
    return Head(x, _cut(chapter.title, 0.75 * width), "#" + address(chapter.id))


def _cited(path: str, notes: Sequence[Mapping[str, Any]], chapter: Chapter | None) -> set[str]:
    """The sections of a note that rest on a claim elsewhere."""
    lines = [int(c["line"]) for n in notes if n["path"] == path for c in n.get("citations") or ()]
    return {chapter.section_at(line) for line in lines} if chapter else set()


def _column(
    x: float,
    width: float,
    path: str,
    claims: Sequence[Row],
    chapter: Chapter | None,
    kept: Collection[str],
) -> dict[str, Node]:
    """A note's sections with the claims below them; without claims only those that are kept."""
    by_section: dict[str, list[Row]] = {name: [] for _, name in chapter.starts} if chapter else {}
    for row in claims:
        by_section.setdefault(str(row["section"]), []).append(row)
    nodes: dict[str, Node] = {}
    y = float(TOP)
    for name, group in by_section.items():
        if not group and name not in kept:
            continue
        nodes[f"{path}:{name}"] = Node(x, y, _cut(name, width + GAP / 2), "", name, None)
        for row in group:
            y += ROW
            nodes[row["id"]] = _node(x, y, width, row)
        y += 1.5 * ROW
    return nodes


def _node(x: float, y: float, width: float, row: Row) -> Node:
    name = str(row["id"]).removeprefix(stem(row) + "/").replace("-", " ")
    label, href = _cut(name, width - SIGN), "#" + address(row["id"])
    return Node(x, y, label, href, statement(row), standing_of(row))


def _cut(text: str, width: float) -> str:
    """As much of a text as fits."""
    letters = int(width / LETTER)
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def _edges(
    note: Mapping[str, Any], nodes: Mapping[str, Node], chapter: Chapter | None
) -> list[Edge]:
    edges = []
    for citation in note.get("citations") or ():
        section = chapter.section_at(int(citation["line"])) if chapter else ""
        start, end = nodes.get(citation["claim"]), nodes.get(f"{note['path']}:{section}")
        if start and end and (end.label or start.x != end.x):
            kind = KINDS[citation.get("supported")]
            edges.append(Edge(_curve(start, end), kind, str(citation["sentence"])))
    return edges


def _spine(
    paths: Sequence[str], nodes: Mapping[str, Node], heads: Sequence[Head], name: str
) -> list[Edge]:
    """From the section of this name, where a note has it, to the next note."""
    edges = []
    for path, following in zip(paths, heads[1:] if name else (), strict=False):
        if need := nodes.get(f"{path}:{name}"):
            head = Node(following.x, 13, following.label, following.href, "", None)
            edges.append(Edge(_curve(need, head), "spine", name))
    return edges


def _curve(start: Node, end: Node) -> str:
    if start.x == end.x:
        left = start.x - 16
        return f"M{start.x - 3} {start.y}C{left} {start.y} {left} {end.y} {end.x - 3} {end.y}"
    middle = (start.end + end.x) / 2
    first, last = f"{start.end + 4:.0f} {start.y}", f"{end.x - 5} {end.y}"
    return f"M{first}C{middle:.0f} {start.y} {middle:.0f} {end.y} {last}"
