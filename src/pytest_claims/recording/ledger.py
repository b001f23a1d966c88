"""The ledger: one row per claim of the notes, written as the audit goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from pytest_claims.claims.grammar import ClaimFile, ClaimTest
from pytest_claims.deciding.verdict import Verdict
from pytest_claims.files import NotWritten, write_atomically
from pytest_claims.notes.note import Note, NoteClaim
from pytest_claims.plain import digest
from pytest_claims.recording import carried, dependencies, journal, ledger_file, matrix
from pytest_claims.recording.dependencies import SourceTree
from pytest_claims.recording.files import with_claim_file
from pytest_claims.recording.shapes import legible

Row = dict[str, Any]
UNKEPT = "The verdicts of this run stand, but no later run or report can read them."


class Ledger:
    """What is known of every claim, from this run and, where it did not run, from the last."""

    def __init__(
        self,
        path: Path,
        run: Row,
        notes: Sequence[Note],
        files: Sequence[ClaimFile],
        sources: SourceTree,
    ) -> None:
        self.path = path
        self.run = run
        self.notes = notes
        self.sources = sources
        self.troubles: list[str] = []
        tests = {test.id: test for file in files for test in file.tests}
        self.rows = {
            claim.id: blank(claim, tests.get(claim.id)) for note in notes for claim in note.claims
        }
        self._cases: dict[str, dict[str, Row]] = {id: {} for id in self.rows}
        self._seal = ""

    def select(self, cases: Iterable[tuple[str, str]]) -> None:
        """These (claim, case) pairs will be tried, in this order; all others keep what the last
        run found, where all that it depends on is still the same.
        """
        selected: dict[str, list[str]] = {}
        for claim, name in cases:
            selected.setdefault(claim, []).append(name)
        earlier = {row["id"]: row["cases"] for row in self.earlier.get("claims", [])}
        for id, row in self.rows.items():
            mine = selected.get(id, [])
            depends = self.depends(id)
            kept = {
                c["case"]: c | {"earlier": True}
                for c in earlier.get(id, [])
                if c.get("depends") == depends
            }
            open_ = {c: {"case": c, "verdict": Verdict.NOT_REACHED.value} for c in mine}
            self._cases[id] = open_ | {name: c for name, c in kept.items() if name not in open_}
            row["earlier"] = not mine
            journal.settle(row, self._cases[id])
        self.begin()

    def record(self, id: str, case: Row) -> None:
        """A case came home."""
        case = with_claim_file(case, self.rows[id]["test"], self.sources)
        self._cases[id][case["case"]] = legible(case) | {"depends": self.depends(id)}
        self.rows[id]["earlier"] = False
        journal.settle(self.rows[id], self._cases[id])
        try:
            journal.append(self.path, self._seal, id, self._cases[id][case["case"]])
        except NotWritten as problem:
            self._tell_unkept(problem)

    def supported(self, id: str) -> bool | None:
        """Whether a sentence may rest on this claim; None where the claim was not tested."""
        row = self.rows.get(id, {"verdict": Verdict.NOT_REACHED})
        untested = row["verdict"] in (Verdict.NOT_TESTED, Verdict.NOT_REACHED)
        return None if untested else row["as_declared"]

    def depends(self, id: str) -> str:
        """A digest of all that the claim's verdicts depend on."""
        return dependencies.of_claim(self.rows[id], self.run, self.sources)

    @cached_property
    def earlier(self) -> Row:
        """The ledger that the last run left; nothing where it is damaged or was changed by hand."""
        try:
            found = ledger_file.read(self.path)
        except FileNotFoundError:
            return {}
        except ledger_file.NoLedger as problem:
            self.troubles.append(f"{self.path} counts as absent: {problem}. This run replaces it.")
            return {}
        if not found.sealed:
            self.troubles.append(
                f"{self.path} counts as absent: it has no digest. This run replaces it."
            )
            return {}
        self._seal = found.seal
        return found.document

    def begin(self) -> None:
        """Write what is known before anything is tried; from here on a journal is kept."""
        before, written = self._seal, self._write(indent=None)
        if written and before not in ("", written):
            journal.remove(self.path, before)
        self._seal = written or before

    def sign(self) -> None:
        """Say of all that this run found on which grounds, so that the next one may carry it."""
        for row in self.rows.values():
            signed = carried.signature(row, self.sources, self.run["grounds"])
            for case in row["cases"]:
                case |= {} if case.get("earlier") else signed

    def write(self) -> None:
        """Write the whole, which ends the journal."""
        if self._write(indent=1):
            journal.remove(self.path, self._seal)

    def _write(self, *, indent: int | None) -> str:
        """Replace the file as a whole, and give its digest; where that is impossible the run goes
        on and says so."""
        sealed = ledger_file.seal(self.document())
        try:
            write_atomically(self.path, sealed, indent=indent)
        except NotWritten as problem:
            self._tell_unkept(problem)
            return ""
        return str(sealed["digest"])

    def _tell_unkept(self, problem: NotWritten) -> None:
        """Ledger or journal: once is enough."""
        if not any(trouble.endswith(UNKEPT) for trouble in self.troubles):
            self.troubles.append(f"{problem}. {UNKEPT}")

    def mutants(self) -> matrix.Matrix:
        """What each mutant did to each claim, where this run tried them."""
        ablations = self.run.get("mutants")
        return {} if ablations is None else matrix.mutants(list(self.rows.values()), ablations)

    def correct(self) -> matrix.Matrix:
        """What each correct implementation made of each claim, where this run tried them."""
        named = self.run.get("correct")
        return {} if named is None else matrix.correct(list(self.rows.values()), named)

    def document(self) -> Row:
        """The ledger as plain data."""
        return {
            "schema": ledger_file.SCHEMA,
            "run": self.run,
            "notes": [self._note(note) for note in self.notes],
            "claims": [self.rows[claim.id] for note in self.notes for claim in note.claims],
        }

    def _note(self, note: Note) -> Row:
        kinds = [sentence.kind for sentence in note.sentences]
        return {
            "path": note.path,
            "sentences": {k: kinds.count(k) for k in ("tested", "derived", "cited", "argued")},
            "citations": [
                {
                    "line": citation.line,
                    "sentence": citation.sentence,
                    "claim": citation.claim,
                    "supported": self.supported(citation.claim),
                }
                for citation in note.citations
            ],
        }


def blank(claim: NoteClaim, test: ClaimTest | None) -> Row:
    """The row of a claim of which nothing is known yet."""
    return {
        "id": claim.id,
        "note": claim.path,
        "line": claim.line,
        "section": claim.section,
        "sentence": claim.sentence,
        "statement": (test.statement if test else "") or claim.sentence,
        "declared": claim.declared,
        "test": f"{claim.file}::{claim.test}",
        "test_line": test.line if test else None,
        "source": list(test.body) if test else [],
        "test_digest": digest([test.body, test.controls, test.cases, test.marks]) if test else None,
        "marks": list(test.marks) if test else [],
        "no_control": test.no_control if test else None,
        "verdict": Verdict.NOT_REACHED.value,
        "as_declared": False,
        "earlier": False,
        "cases": [],
    }
