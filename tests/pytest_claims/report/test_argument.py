"""The graph has a line for what leads somewhere, and for nothing else."""

from types import SimpleNamespace

import pytest

from pytest_claims.report.argument import argument


def row(note, name):
    id = f"{note}/{name}"
    more = {"section": "", "sentence": "It is so.", "verdict": "HOLDS", "declared": "holds"}
    return {"id": id, "note": f"notes/{note}.md", "test": f"claims/test_{note}.py::x"} | more


ROWS = [row("a", "one"), row("b", "two")]
CHAPTERS = {
    f"notes/{name}.md": SimpleNamespace(
        id=name, title=name, starts=[(1, "")], section_at=lambda line: ""
    )
    for name in "ab"
}


def kinds(note, claim, need=""):
    cites = [{"line": 3, "claim": claim, "sentence": "So it is.", "supported": True}]
    found = argument(ROWS, [{"path": f"notes/{note}.md", "citations": cites}], CHAPTERS, need)
    return found and [edge.kind for edge in found.edges]


@pytest.mark.parametrize(
    ("note", "claim", "drawn"), [("b", "a/one", ["cited"]), ("a", "a/one", None)]
)
def test_notes_without_sections_are_joined_by_citations_alone(note, claim, drawn):
    assert kinds(note, claim) == drawn
