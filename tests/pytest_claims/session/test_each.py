"""One line tells what a subject came to: what it failed by name, the rest by count."""

import pytest

from pytest_claims.session.each import each, idle, shortened

MINE = "LSTM=path/to/mine.py:Mine"


def claim(id, *verdicts, declared="holds", concerned=True, expected=""):
    """A claim with a case for each verdict of the one subject."""
    more = {"expected": expected} if expected else {}
    tried = [{"subject": MINE, "verdict": v, "concerned": concerned} | more for v in verdicts]
    return {"id": id, "declared": declared, "cases": [{"tried": [one]} for one in tried]}


GOOD = [claim("01/a", "HOLDS"), claim("01/b", "REFUTED", declared="refuted")]


@pytest.mark.parametrize(
    ("rows", "line", "failed"),
    [
        (GOOD, "2 of 2 claims as declared", False),
        ([*GOOD, claim("01/c", "HOLDS", concerned=False)], "2 of 2 claims as declared", False),
        (
            [*GOOD, claim("01/c", "NOT TESTED HERE")],
            "2 of 2 claims as declared; 1 not tested here",
            False,
        ),
        ([claim("01/c", "NOT TESTED HERE")], "no claim could be tested; 1 not tested here", True),
        ([claim("01/c", "HOLDS", concerned=False)], "no claim that ran measures it", True),
        (
            [*GOOD, claim("01/c", "HOLDS", "REFUTED"), claim("01/d", "REFUTED")],
            "2 of 4 claims as declared; REFUTED in 01: c, d",
            True,
        ),
        (
            [claim("01/c", "REFUTED", expected="known"), claim("01/d", "ERROR")],
            "0 of 2 claims as declared; REFUTED, expected in 01: c; ERROR in 01: d",
            True,
        ),
        (
            [*GOOD, claim("01/c", "REFUTED", expected="known")],
            "2 of 3 claims as declared; REFUTED, expected in 01: c",
            False,
        ),
    ],
)
def test_a_line_counts_what_was_tested_and_names_what_failed(rows, line, failed):
    assert list(each(rows)) == [(f"LSTM=mine.py:Mine: {line}", failed)]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([claim("01/c", "NOT TESTED HERE"), claim("01/d", "HOLDS", concerned=False)], [MINE]),
        ([claim("01/c", "NOT TESTED HERE"), claim("01/d", "HOLDS")], []),
        ([claim("01/c", "NOT TESTED HERE", "HOLDS")], [MINE]),
        ([claim("01/c", "ERROR")], []),
        ([{"id": "01/c", "declared": "holds", "cases": [{"case": "", "verdict": "HOLDS"}]}], []),
    ],
)
def test_a_subject_is_idle_of_which_no_claim_was_tested(rows, found):
    assert list(idle(rows)) == found


def test_a_control_that_was_measured_on_another_is_counted_with_the_subject():
    rows = [claim("01/a", "HOLDS", "HOLDS"), claim("01/b", "HOLDS"), claim("01/c", "HOLDS")]
    for row in rows[:2]:
        for case in row["cases"]:
            case["tried"][0]["controls on"] = "LSTM"

    ((line, _),) = each(rows)
    assert line.endswith("3 of 3 claims as declared; a control of 2 claims was measured on LSTM")


def broken(id, reason, verdict="ERROR"):
    found = claim(id, verdict)
    found["cases"][0]["tried"][0]["reason"] = f"--claims-subject {MINE}: {reason}"
    return found


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (["no file", "no file"], "ERROR in all 2 claims that measure it: no file"),
        (["no file", "no class"], "0 of 2 claims as declared; ERROR in 01: c0, c1"),
    ],
)
def test_one_error_that_every_claim_meets_is_told_in_place_of_the_claims(rows, line):
    found = [broken(f"01/c{n}", reason) for n, reason in enumerate(rows)]
    assert list(each(found)) == [(f"LSTM=mine.py:Mine: {line}", True)]
    ((told, _),) = each([*found, claim("01/a", "HOLDS")])

    assert told.startswith("LSTM=mine.py:Mine: 1 of 3 claims as declared; ERROR in 01: c0, c1")


def test_what_did_not_break_has_no_one_cause():
    assert list(each([broken("01/c", "so", "REFUTED")])) == [
        ("LSTM=mine.py:Mine: 0 of 1 claim as declared; REFUTED in 01: c", True)
    ]


def test_without_a_subject_there_is_no_line():
    assert list(each([{"id": "01/a", "declared": "holds", "cases": [{"verdict": "HOLDS"}]}])) == []


def test_folders_are_shown_only_where_they_tell_two_apart():
    a, b, c = (f"LSTM={place}:Mine" for place in ("one/m.py", "two/m.py", "two/n.py"))

    assert shortened([a, c]) == {a: "LSTM=m.py:Mine", c: "LSTM=n.py:Mine"}
    assert shortened([a, b, c]) == {a: a, b: b, c: "LSTM=n.py:Mine"}
    assert shortened(["LSTM=torch.nn:LSTM"]) == {"LSTM=torch.nn:LSTM": "LSTM=torch.nn:LSTM"}


SUBJECTS = """
from toy import High

class Twin(High):
    pass

class Same(High):
    pass

class Deaf(High):
    shift = 0.0

class Mute(High):
    shift = 0.0

class Raises(High):
    def __init__(self, inputs, outputs, *, seeds):
        raise RuntimeError("no weights today")
"""
FIVE = ["Twin", "Same", "Deaf", "Mute", "Raises"]


@pytest.mark.parametrize("targets", [FIVE[:1], FIVE[1:3], FIVE])
def test_the_terminal_ends_with_a_line_for_each_and_is_short(project, targets):
    for name in "abc":
        project.claim("assert measure(score, High) > measure(score, Low)", name=name)
    project.claim("assert measure(score, Low) < 9", name="d")
    root = project.write()
    (root / "mine.py").write_text(SUBJECTS)
    result = project.again(*(f"--claims-subject=High=mine.py:{t}" for t in targets), "--tb=no")
    text = result.stdout.str()
    last = [line for line in text.splitlines() if line.startswith("High=mine.py:")][-len(targets) :]

    assert [line.split(": ")[0] for line in last] == [f"High=mine.py:{t}" for t in targets]
    for target, line in zip(targets, last, strict=True):
        passed = target in ("Twin", "Same")
        rest = "" if passed else "; REFUTED in 01_toy: a, b, c"
        counted = f": {3 if passed else 0} of 3 claims as declared{rest}"
        cause = ": ERROR in all 3 claims that measure it: RuntimeError: no weights today"
        assert line.endswith(cause if target == "Raises" else counted)
    section = text.partition(" claims ====")[2].partition("= short test summary")[0]
    failing = len({*targets} - {"Twin", "Same"})
    assert len(section.splitlines()) <= 9 + 3 * (2 + failing) + len(targets)
