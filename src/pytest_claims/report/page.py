"""The page: a ledger and the notes that it audits, as one file that asks nobody for anything."""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from markupsafe import Markup

from pytest_claims.files import write_source
from pytest_claims.notes.note import is_note
from pytest_claims.recording.diff import Difference
from pytest_claims.recording.standings import BY_KEY, STANDINGS, Row, Standing, statement, stem
from pytest_claims.report import front
from pytest_claims.report.argument import argument
from pytest_claims.report.evidence import evidence, kind
from pytest_claims.report.fonts import font_faces
from pytest_claims.report.formulas import Formulas
from pytest_claims.report.places import Places, anchor
from pytest_claims.report.templating import TEMPLATES
from pytest_claims.report.typeset import Chapter, Desk, Grounds, typeset


def write_report(
    ledger: Mapping[str, Any], root: Path, out: Path, *, since: Difference | None = None
) -> Path:
    """Write ``out/index.html``: the notes under ``root`` with the ledger's evidence in place.

    Raises ``NotWritten`` where something else stands there, or the disk does not allow it.
    """
    page = out / "index.html"
    write_source(page, render(ledger, root, out, since=since))
    return page


def render(
    ledger: Mapping[str, Any], root: Path, out: Path, *, since: Difference | None = None
) -> str:
    """The page as text."""
    book = Book(ledger, root, out)
    chapters = book.typeset()
    run, rows, notes = book.run, book.rows, ledger.get("notes") or []
    body = TEMPLATES.get_template("body.html").render(
        front=front,
        run=run,
        rows=rows,
        notes=notes,
        standings=STANDINGS,
        chapters=[c for c in chapters if c.path in book.note_paths],
        derivations=[c for c in chapters if c.path not in book.note_paths],
        unplaced=book.unplaced(chapters),
        evidence=book.evidence,
        argument=argument(
            rows, notes, {c.path: c for c in chapters}, str(run.get("argument") or "")
        ),
        unrendered=book.formulas.unrendered,
        since=since,
        stem=stem,
        kind=kind,
    )
    return _inlined(body, book.formulas.glyphs())


class Book:
    """The chapters of one page and the evidence that stands in them."""

    def __init__(self, ledger: Mapping[str, Any], root: Path, out: Path) -> None:
        self.root = root
        self.run: Mapping[str, Any] = ledger.get("run") or {}
        self.rows: Sequence[Row] = ledger.get("claims") or []
        self.note_paths = _paths(ledger, root)
        self.math_paths = sorted(
            p.relative_to(root).as_posix()
            for folder in self.run.get("derivations") or ()
            for p in root.glob(f"{folder}/*.md")
            if p.stem[:1].isdigit()
        )
        self.formulas = Formulas()
        self.places = Places(root, out, {*self.note_paths, *self.math_paths}, {*self.math_paths})
        self._evidence = {row["id"]: evidence(row, self.run) for row in self.rows}
        self._resting: dict[str, list[tuple[str, str, str]]] = {}
        for note in ledger.get("notes") or ():
            for c in note.get("citations") or ():
                place, id = f"{note['path']}:{c['line']}", anchor(note["path"], f"L{c['line']}")
                self._resting.setdefault(c["claim"], []).append((c["sentence"], place, id))
        self._lines: set[str] = set()

    def typeset(self) -> list[Chapter]:
        """Notes, then derivations; twice, for the first reading finds what may be linked to."""
        desk = Desk(
            self.places,
            self.formulas,
            self._standing,
            self._said,
            self._made,
            lambda id, grounds: Markup(""),
        )
        self._lines = set().union(*(chapter.lines for chapter in self._chapters(desk)))
        return self._chapters(replace(desk, evidence=self.evidence))

    def _chapters(self, desk: Desk) -> list[Chapter]:
        return [
            typeset((self.root / path).read_text(encoding="utf-8", errors="replace"), path, desk)
            for path in [*self.note_paths, *self.math_paths]
            if (self.root / path).is_file()
        ]

    def evidence(self, id: str, grounds: Grounds | None = None) -> Markup:
        """A claim's evidence, with the grounds of the paragraph in which it stands."""
        found = self._evidence.get(id)
        if found is None:
            return Markup("")
        grounds = grounds or Grounds()
        return Markup(
            TEMPLATES.get_template("evidence.html").render(
                e=found,
                premises=[self._evidence[p].row for p in grounds.premises if p in self._evidence],
                derivations=grounds.derivations,
                resting=self._resting.get(id, []),
                lines=self._lines,
                several=len(grounds.claims) > 1,
                note_file=self.places.file(found.row["note"]),
                test_file=self.places.file(found.test_path),
            )
        )

    def unplaced(self, chapters: Sequence[Chapter]) -> list[Row]:
        """Claims of the ledger whose sentence the notes no longer hold."""
        placed = set().union(*(c.claims for c in chapters))
        return [row for row in self.rows if row["id"] not in placed]

    def _made(self, id: str) -> tuple[object, object]:
        """The note and the line that make a claim."""
        row: Row = self._evidence[id].row if id in self._evidence else {}
        return row.get("note"), row.get("line")

    def _said(self, id: str) -> str:
        """What a claim says to whoever meets a citation of it."""
        return f"The claim: {statement(self._evidence[id].row)}" if id in self._evidence else ""

    def _standing(self, id: str) -> Standing:
        found = self._evidence.get(id)
        return found.standing if found else BY_KEY["unreached"]


def _paths(ledger: Mapping[str, Any], root: Path) -> list[str]:
    """The notes of the ledger that lie below the root, those without claims before the others."""
    claimed = [str(r["note"]) for r in ledger.get("claims") or ()]
    others = [str(n["path"]) for n in ledger.get("notes") or () if n["path"] not in claimed]
    named = others + claimed
    inside = [
        p for p in dict.fromkeys(named) if (root / p).resolve().is_relative_to(root.resolve())
    ]
    return [p for p in inside if is_note(p)]


def _inlined(body: str, glyphs: Markup) -> str:
    """The body with style, typeface and script beside it, and a policy that allows nothing else."""
    files = {name: TEMPLATES.get_template(name).render() for name in ("page.css", "page.js")}
    letters = re.sub(r"<[^>]*>", "", body)
    digest = b64encode(sha256(files["page.js"].encode()).digest()).decode()
    return TEMPLATES.get_template("page.html").render(
        body=Markup(body),
        glyphs=glyphs,
        style=font_faces(letters) + Markup(files["page.css"]),
        script=Markup(files["page.js"]),
        digest=f"sha256-{digest}",
    )
