"""The argument as a graph: a column per note, claims by section, a line where one is cited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claimcheck.report.places import address
from claimcheck.report.typeset import Chapter
from claimcheck.standings import Row, Standing, standing_of, stem

COLUMN, GAP, ROW, TOP = 164, 34, 19, 46
LETTER = 6.1
"""Mean width of a label's letter."""
LONGEST = 24


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
        return self.x + 20 + LETTER * len(self.label)


@dataclass(frozen=True)
class Edge:
    """From a claim to the section that cites it."""

    path: str
    supported: bool
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
    rows: Sequence[Row], notes: Sequence[Mapping[str, Any]], chapters: Mapping[str, Chapter]
) -> Argument:
    """The graph of a ledger's claims and citations."""
    columns = {
        path: [r for r in rows if r["note"] == path] for path in dict.fromkeys(_paths(rows, notes))
    }
    nodes: dict[str, Node] = {}
    heads = []
    for n, (path, claims) in enumerate(columns.items()):
        x = n * (COLUMN + GAP)
        chapter = chapters.get(path)
        heads.append(
            Head(
                x, chapter.title if chapter else path, "#" + address(chapter.id) if chapter else ""
            )
        )
        nodes |= _column(x, path, claims, [name for _, name in chapter.starts] if chapter else [])
    edges = [edge for note in notes for edge in _edges(note, nodes, chapters.get(note["path"]))]
    height = max((node.y for node in nodes.values()), default=TOP) + ROW
    width = max(1, len(columns)) * (COLUMN + GAP)
    return Argument(
        width, round(height), tuple(heads), tuple(nodes.values()), tuple(dict.fromkeys(edges))
    )


def _paths(rows: Sequence[Row], notes: Sequence[Mapping[str, Any]]) -> list[str]:
    return [str(n["path"]) for n in notes] + [str(r["note"]) for r in rows]


def _column(x: float, path: str, claims: Sequence[Row], sections: Sequence[str]) -> dict[str, Node]:
    by_section: dict[str, list[Row]] = {}
    for row in claims:
        by_section.setdefault(str(row["section"]), []).append(row)
    nodes: dict[str, Node] = {}
    y = float(TOP)
    for name in dict.fromkeys([*sections, *by_section]):
        nodes[f"{path}:{name}"] = Node(x, y, name, "", name, None)
        for row in by_section.get(name, []):
            y += ROW
            nodes[row["id"]] = _node(x, y, row)
        y += 1.5 * ROW
    return nodes


def _node(x: float, y: float, row: Row) -> Node:
    name = str(row["id"]).removeprefix(stem(row) + "/").replace("-", " ")
    label = name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
    return Node(x, y, label, "#" + address(row["id"]), row["sentence"], standing_of(row))


def _edges(
    note: Mapping[str, Any], nodes: Mapping[str, Node], chapter: Chapter | None
) -> list[Edge]:
    edges = []
    for citation in note.get("citations") or ():
        section = chapter.section_at(int(citation["line"])) if chapter else ""
        start, end = nodes.get(citation["claim"]), nodes.get(f"{note['path']}:{section}")
        if start and end:
            supported = bool(citation.get("supported", True))
            edges.append(Edge(_curve(start, end), supported, str(citation["sentence"])))
    return edges


def _curve(start: Node, end: Node) -> str:
    if start.x == end.x:
        left = start.x - 16
        return f"M{start.x - 3} {start.y}C{left} {start.y} {left} {end.y} {end.x - 3} {end.y}"
    middle = (start.end + end.x) / 2
    first, last = f"{start.end + 4:.0f} {start.y}", f"{end.x - 5} {end.y}"
    return f"M{first}C{middle:.0f} {start.y} {middle:.0f} {end.y} {last}"
