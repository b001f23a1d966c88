"""The summary of an audit, in its order and colours."""

from types import SimpleNamespace

import pytest
from said import Said

from pytest_claims.session import terminal


def row(id, verdict, declared="holds", **more):
    return {
        "id": id,
        "note": "notes/01_toy.md",
        "line": 3,
        "verdict": verdict,
        "declared": declared,
        "as_declared": verdict == declared.upper(),
        "earlier": False,
        "no_control": None,
        "sentence": "It is so.",
        "statement": "A model is so.",
        "marks": [],
        "test": "claims/test_01_toy.py::test_a",
        "test_line": 5,
        "cases": [],
    } | more


CITED = [SimpleNamespace(line=8, claim=id, sentence=f"It rests on {id}.") for id in "bcdx"]


def note(stem, ids, citations=()):
    claims = [SimpleNamespace(id=id, declared="holds", beside="") for id in ids]
    path = f"notes/{stem}.md"
    found = SimpleNamespace(stem=stem, path=path, claims=claims, sentences=[], citations=citations)
    found.citing = {(c.line, c.sentence): [c.claim] for c in citations}
    return found


@pytest.fixture
def ledger():
    """Four claims of one note, of which one was not reached; another note cites them."""
    rows = {
        "a": row("a", "HOLDS", no_control="a bound", cases=[{"unreadable": 1}]),
        "b": row("b", "ERROR", cases=[{"case": "", "reason": "it broke"}]),
        "c": row("c", "HOLDS", declared="refuted"),
        "d": row("d", "NOT TESTED HERE"),
        "e": row("e", "not reached"),
    }
    known = {"a": True, "b": False, "c": False}
    return SimpleNamespace(
        run={"error_per_claim": 0.001, "error_of_audit": 0.005},
        notes=[note("01_toy", "abcde"), note("02_empty", "", CITED)],
        rows=rows,
        supported=known.get,
        troubles=["the ledger counts as absent"],
        mutants=lambda: {"A → B": {}},
        correct=dict,
    )


def summary(ledger, verbosity=0, thin=()):
    reporter = Said()
    reporter.verbosity = verbosity
    terminal.summary(reporter, ledger, thin)
    return reporter


def test_a_summary_has_notes_then_faults_then_what_weakens_the_rest(ledger):
    assert summary(ledger) == [
        ("claims", "section"),
        (terminal.note_line(ledger.notes[0], list(ledger.rows.values())),),
        ("notes/01_toy.md:3 b: ERROR", "red"),
        ("    A model is so.",),
        ("    it broke",),
        ("notes/01_toy.md:3 c: HOLDS, declared refuted", "red"),
        ("    A model is so.",),
        ("    ",),
        ("notes/01_toy.md:3 d: NOT TESTED HERE", "red"),
        ("    A model is so.",),
        ("    ",),
        *((line, "red") for line in terminal.premises(ledger, supported=False)),
        *((line, "yellow") for line in terminal.premises(ledger, supported=None)),
        ("the ledger counts as absent", "red"),
        ("mutant A → B survives all 0 claims that measure it", "red"),
        ("1 pieces of evidence could not be read and were measured again", "yellow"),
        (
            "4 sentences cite claims in words of their own, which nothing tests: "
            "pytest-claims check --citations shows what each claim says",
        ),
        ("no control: a: a bound",),
        (terminal.bound(ledger.run),),
    ]
    assert len(terminal.premises(ledger, supported=False)) == 2
    assert len(terminal.premises(ledger, supported=None)) == 1


@pytest.mark.parametrize(("verbosity", "said"), [(-1, False), (0, True), (1, True)])
def test_a_quiet_run_says_nothing_of_what_is_no_fault(ledger, verbosity, said):
    lines = [line for line, *_ in summary(ledger, verbosity)]

    assert (terminal.bound(ledger.run) in lines) is said
    assert ("no control: a: a bound" in lines) is said
    assert "notes/01_toy.md:3 b: ERROR" in lines


@pytest.mark.parametrize(("verbosity", "said"), [(-1, False), (0, False), (1, True)])
def test_arms_that_no_control_changes_are_told_where_more_is_asked_for(ledger, verbosity, said):
    ledger.rows["a"]["cases"][0]["untouched"] = ["score(Low)"]
    lines = [line for line, *_ in summary(ledger, verbosity)]
    told = terminal.listed(list(ledger.rows.values()), "untouched", terminal.UNTOUCHED)

    assert len(told) == 1
    assert "score(Low)" in told[0]
    assert (told[0] in lines) is said


def test_an_audit_of_a_subject_tells_what_concerns_the_subject_alone(ledger):
    failed = {"subject": "High=dir/mine.py:Mine", "verdict": "REFUTED", "concerned": True}
    case = {"case": "", "verdict": "REFUTED", "reason": "it lost", "tried": [failed]}
    ledger.rows["b"] = row("b", "REFUTED", cases=[case])
    ledger.run["understood"] = {"High=dir/mine.py:Mine": "batch first"}
    lines = [line for line, *_ in summary(ledger, verbosity=1)]

    assert "High=mine.py:Mine: notes/01_toy.md:3 b: REFUTED" in lines
    (counted,) = [line for line in lines if line.startswith("01_toy")]
    assert "not reached" not in counted
    assert "more measure no subject" not in counted
    assert "sentences" not in counted
    words = ("wording", "no control", "rests on", "weakened", "error at most")
    assert not [line for line in lines if line.startswith(words) or "rests on" in line]


def test_notes_that_argue_too_much_are_told_in_red_behind_the_claims(ledger):
    lines = summary(ledger, thin=["a note", "another"])

    i = lines.index(("a note", "red"))
    assert lines[i + 1] == ("another", "red")
    assert lines[i - 3] == ("notes/01_toy.md:3 d: NOT TESTED HERE", "red")


@pytest.mark.parametrize(
    ("reached", "subjects", "told"),
    [(True, False, True), (False, False, True), (True, True, True), (False, True, False)],
)
def test_a_note_that_an_audit_of_subjects_did_not_reach_is_not_told(
    ledger, reached, subjects, told
):
    ledger.run |= {"understood": {}} if subjects else {}
    if not reached:
        ledger.rows = {id: row(id, "not reached") for id in ledger.rows}
    line = terminal.note_line(ledger.notes[0], list(ledger.rows.values()), subjects)

    assert ((line,) in summary(ledger)) is told
