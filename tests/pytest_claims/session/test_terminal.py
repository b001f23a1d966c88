"""What the terminal shows of an audit, line by line."""

from types import SimpleNamespace

import pytest

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.session import explained, terminal

COMPARISON = {
    "text": "a > b",
    "class": "sampled",
    "verdict": "REFUTED",
    "wins": 6,
    "ties": 0,
    "ties_won": 0,
    "replicas": 192,
    "threshold": 0.5,
    "interval": [0.01, 0.09],
    "left": {"text": "a()", "median": 1.5, "low": 1.0, "high": 2.0, "values": [1.0, 2.0]},
    "right": {"text": "b()", "median": 3.0, "low": 3.0, "high": 3.0, "values": [3.0, 3.0]},
}
COUNTED = "a > b: 6 wins, 186 losses in 192 replicas; P(win) in [0.010, 0.090], threshold 0.5"
SETTLE = {"smallest_telling_share": 0.6354, "replicas_needed": 1200}
BESIDE = {"result": "same", "wins": 6, "replicas": 192}
CONTROL = {"name": "x", "assertions": [BESIDE], **BESIDE}
CASE = {"case": "16", "verdict": "REFUTED", "comparisons": [COMPARISON], "controls": [CONTROL]}


def claim(verdict="HOLDS", id="01_toy/a", declared="holds", **more):
    row = {"id": id, "note": "notes/01_toy.md", "line": 3, "verdict": verdict}
    as_declared = verdict == declared.upper()
    row |= {"declared": declared, "as_declared": as_declared, "earlier": False, "cases": []}
    return row | {"no_control": None, "sentence": "It is so.", "source": []} | more


@pytest.mark.parametrize(
    ("verdict", "as_declared", "shown"),
    [
        ("HOLDS", True, ("passed", ".", ("HOLDS", {"green": True}))),
        ("REFUTED", True, ("passed", ".", ("REFUTED as declared", {"green": True}))),
        ("REFUTED", False, ("failed", "R", ("REFUTED", {"red": True}))),
        ("HOLDS", False, ("failed", "H", ("HOLDS, declared refuted", {"red": True}))),
        ("VACUOUS", False, ("failed", "V", ("VACUOUS", {"red": True}))),
        ("INCONCLUSIVE", False, ("inconclusive", "?", ("INCONCLUSIVE", {"yellow": True}))),
        ("NOT TESTED HERE", False, ("skipped", "s", ("not tested here", {"yellow": True}))),
        ("ERROR", False, ("error", "E", ("ERROR", {"red": True}))),
    ],
)
def test_every_verdict_has_a_letter_and_a_word(verdict, as_declared, shown):
    assert terminal.status({"row": {"verdict": verdict}, "as_declared": as_declared}) == shown


def test_a_failure_that_is_expected_has_a_letter_of_its_own():
    row = {"verdict": "REFUTED", "expected": "it is known"}
    shown = ("xfailed", "x", ("REFUTED, expected", {"yellow": True}))

    assert terminal.status({"row": row, "as_declared": False}) == shown


def test_the_header_counts_claims_and_the_notes_that_have_any():
    run = {"seed": 7, "error_per_claim": 0.001, "error_of_audit": 0.002, "subjects": {}}
    run["environment"] = {"device": "cpu"}
    notes = [SimpleNamespace(claims=claims) for claims in (["a"], [], ["b"])]
    ledger = SimpleNamespace(run=run, notes=notes, rows={"a": claim(), "b": claim()})
    first = f"claims: 2 in 2 notes, seed 7, {terminal.bound(run)}"

    assert terminal.header(ledger) == [first]
    run["subjects"] = {"High": "toy:High"}
    assert terminal.header(ledger) == [first, "under test:", "  High of toy"]
    run["understood"] = {"High=mine.py:Mine": "batch first"}
    assert terminal.header(ledger)[2:] == ["  High=mine.py:Mine: batch first"]
    run["environment"] = {"device": "cuda Toy 1"}
    assert terminal.header(ledger)[0] == first.replace("seed 7", "seed 7, on cuda Toy 1")


def test_what_stands_in_for_another_is_told_alone_and_with_how_it_is_read():
    own = {"High": "toy:High", "Flat": "toy:Flat", "Deep": "net:Deep"}
    named = own | {"Low": "mine.py:Better"}

    assert terminal.subjects(own, {}) == ["High, Flat of toy", "Deep of net"]
    assert terminal.subjects(named, {}) == ["Low is mine.py:Better"]
    told = {"Low=mine.py:Better": "batch first"}
    assert terminal.subjects(named, told) == ["Low=mine.py:Better: batch first"]


def test_a_failure_shows_the_sentence_the_source_the_numbers_and_the_command():
    row = claim(
        "REFUTED",
        test="claims/test_01_toy.py::test_a",
        source=["assert (\n    a > b)"],
        sentence=" ".join(["word"] * 30),
        declared="refuted",
    )

    assert explained.explain(row, CASE, "pytest x").splitlines() == [
        "notes/01_toy.md:3 says (declared refuted):",
        "  " + " ".join(["word"] * 18),
        "  " + " ".join(["word"] * 12),
        "claims/test_01_toy.py::test_a[16] measured REFUTED:",
        "  assert (",
        "      a > b)",
        f"  REFUTED: {COUNTED}",
        "    a(): median 1.5 [1.0, 2.0]",
        "    b(): 3.0 in each replica",
        "  control x: same",
        "    same: a > b: 6 wins, 186 losses in 192 replicas",
        "  pytest x",
    ]
    plain = explained.explain(row | {"declared": "holds"}, CASE | {"case": ""}, "pytest x")
    assert plain.startswith("Write what is true, or report it as a false belief: ✗ and the title ")
    assert plain.splitlines()[1] == "notes/01_toy.md:3 says:"
    assert "test_a measured REFUTED:" in plain


def test_an_open_comparison_says_what_would_settle_it():
    told = "this run could have told a share of wins of 0.64 from 0.5"
    later = f"{told}; at the observed share about 1,200 replicas would settle it"

    assert explained.settle(COMPARISON | {"settle": SETTLE}) == later
    assert explained.comparison(COMPARISON | {"settle": SETTLE})[-1] == f"    {later}"
    assert explained.settle(COMPARISON | {"settle": SETTLE | {"replicas_needed": "inf"}}) == (
        f"{told}; the observed share is the threshold, which no number of replicas can tell"
    )


OTHER = {"case": "4", "comparisons": [COMPARISON | {"verdict": "HOLDS"}], "controls": []}
IDLE = {"reason": "the control x, which turns no assertion"}
TURNED = {"case": "", "controls": [CONTROL | {"result": "turned"}]}


@pytest.mark.parametrize(
    ("verdict", "cases", "said"),
    [
        ("REFUTED", [OTHER, CASE], f"[16] {COUNTED}"),
        ("REFUTED", [CASE | {"case": ""}], COUNTED),
        ("VACUOUS", [OTHER, CASE | IDLE], f"[16] {IDLE['reason']}"),
        ("ERROR", [TURNED, {"case": "", "reason": "one\ntwo"}], "one"),
        ("ERROR", [{"case": "16", "reason": "one"}], "[16] one"),
        ("ERROR", [TURNED], ""),
    ],
)
def test_the_reason_is_the_first_that_there_is(verdict, cases, said):
    assert explained.reason({"verdict": verdict, "cases": cases}) == said


def test_the_reason_of_an_open_claim_says_what_would_settle_it():
    row = COMPARISON | {"verdict": "INCONCLUSIVE", "settle": SETTLE}
    said = explained.reason(claim("INCONCLUSIVE", cases=[{"case": "", "comparisons": [row]}]))

    assert said == f"{COUNTED}; {explained.settle(row)}"


def cited(verdict):
    """A ledger whose one note cites claims of this verdict and of another note's."""
    citations = [
        SimpleNamespace(line=9, claim="01_toy/a", sentence="It rests on a. " * 9),
        SimpleNamespace(line=9, claim="07/gone", sentence="It rests on what is gone."),
    ]
    note = SimpleNamespace(path="notes/02_toy.md", citations=citations)
    row = claim(verdict)
    untested = verdict in ("NOT TESTED HERE", "not reached")
    known = {"01_toy/a": None if untested else row["as_declared"]}
    return SimpleNamespace(notes=[note], rows={row["id"]: row}, supported=known.get)


@pytest.mark.parametrize(
    ("verdict", "supported", "kind"),
    [
        ("REFUTED", False, "an unsupported"),
        ("NOT TESTED HERE", None, "an untested"),
        ("HOLDS", False, ""),
        ("REFUTED", None, ""),
        ("not reached", None, ""),
    ],
)
def test_a_sentence_on_a_premise_that_does_not_stand_is_named(verdict, supported, kind):
    lines = terminal.premises(cited(verdict), supported=supported)

    place = f"notes/02_toy.md:9 rests on {kind} premise, 01_toy/a ({verdict}): It rests on a."
    assert [line[: len(place)] for line in lines] == [place] * bool(kind)
    assert all(line.endswith("a.…") for line in lines)


def test_what_happened_to_evidence_is_told_in_sums_and_of_this_run_only():
    cases = [
        {"unreadable": 1, "not repeated": 2},
        {"unreadable": 2, "not kept": "the disk is full"},
        {"not kept": "another reason"},
        {"unreadable": 9, "earlier": True},
    ]
    found = terminal.evidence([claim(cases=cases[:1]), claim(cases=cases[1:])])

    assert found == [
        "3 pieces of evidence could not be read and were measured again",
        "some evidence was not kept: the disk is full",
        f"2 new measurements were not repeated: {terminal.TOO_LONG}",
    ]
    assert terminal.evidence([claim(cases=[{"case": ""}])]) == []


def test_a_claim_without_a_control_says_why():
    rows = [claim(), claim(id="01_toy/b", no_control="a bound")]

    assert terminal.without_control(rows) == ["no control: 01_toy/b: a bound"]


def test_a_note_is_told_in_counts():
    kinds = ["tested", "tested", "derived", "cited", "argued", "heading"]
    note = SimpleNamespace(stem="01_toy", sentences=[SimpleNamespace(kind=k) for k in kinds])
    rows = [
        claim(),
        claim(earlier=True),
        claim("REFUTED", declared="refuted", earlier=True),
        claim("REFUTED"),
        claim("HOLDS", declared="refuted"),
        claim(Verdict.NOT_REACHED.value, earlier=True),
    ]

    assert terminal.note_line(note, rows) == (
        "01_toy            6 claims: 3 HOLDS, 1 REFUTED as declared, 1 REFUTED, 1 not reached "
        "(2 from an earlier run); sentences: 2 tested, 1 derived, 1 cited, 1 argued"
    )
    assert "earlier" not in terminal.note_line(note, rows[:1])


def test_an_assertion_in_which_infinity_met_itself_is_told_with_its_control():
    met = {"result": "same", "infinite": 20, "replicas": 24}
    assertions = [met, None, {"result": "same", "replicas": 24}, met | {"infinite": 0}]
    comparisons = [{"text": text} for text in ("a > b", "c > d", "e > f", "g > h")]
    control = {"name": "gain=0", "assertions": assertions}
    cases = [
        {"comparisons": comparisons, "controls": [control, {"name": "x", "assertions": None}]},
        {"comparisons": []},
    ]

    assert terminal.infinite_under_a_control([claim(cases=cases), claim()]) == [
        "inf meets inf: 01_toy/a: a > b: in 20 of 24 replicas under the control gain=0"
    ]


def test_what_controls_leave_open_is_told_once_of_each_claim():
    cases = [{"weakened": ["x", "y"]}, {"weakened": ["x"]}, {"case": ""}]
    found = terminal.listed([claim(cases=cases), claim()], "weakened", terminal.WEAKENED)

    assert found == ["only weakened by its controls: 01_toy/a: x; y"]
