"""A failure that is expected has a reason in a file; a pass that is not is told."""

import pytest

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.session.expected import Expected

TRUE = "assert measure(score, High) > measure(score, Low)"
SUBJECTS = """
from toy import High

class Twin(High):
    pass

class Deaf(High):
    shift = 0.0
"""
EXPECTED = """
["High=mine.py:Deaf"]
"01_toy/a" = "it hears nothing"
"""


@pytest.fixture
def expecting(project):
    project.claim(TRUE)
    project.claim("assert measure(score, Low) < 9", name="b")
    root = project.write()
    (root / "mine.py").write_text(SUBJECTS)

    def audited(*targets, said=EXPECTED):
        (root / "known.toml").write_text(said)
        subjects = [f"--claims-subject=High=mine.py:{target}" for target in targets]
        return project.inside(*subjects, "--claims-expect=known.toml")

    return audited


def test_a_failure_that_is_expected_is_green_and_says_why(expecting, project):
    result = expecting("Deaf")
    (case,) = project.ledger()["a"]["cases"]

    assert result.ret == 0
    assert (case["verdict"], case["expected"]) == ("REFUTED", "it hears nothing")
    result.assert_outcomes(passed=1, xfailed=1)
    result.stdout.fnmatch_lines(["*01_toy/a: REFUTED, expected: it hears nothing"])


def test_what_one_subject_is_expected_to_fail_is_not_expected_of_another(expecting, project):
    said = EXPECTED.replace("Deaf", "Twin")
    assert expecting("Deaf", said=said).ret == 1
    assert "expected" not in project.ledger()["a"]["cases"][0]


def test_of_two_the_expected_failure_is_kept_and_the_pass_is_the_verdict(expecting, project):
    assert expecting("Deaf", "Twin").ret == 0
    (case,) = project.ledger()["a"]["cases"]

    assert case["verdict"] == "HOLDS"
    assert [(one["verdict"], one.get("expected")) for one in case["tried"]] == [
        ("REFUTED", "it hears nothing"),
        ("HOLDS", None),
    ]


def test_a_pass_where_a_failure_was_expected_is_told_and_is_no_green(expecting):
    result = expecting("Twin", said=EXPECTED.replace("Deaf", "Twin"))

    assert result.ret == 1
    result.stdout.fnmatch_lines(
        [
            "01_toy/a came out as declared for High=mine.py:Twin, and known.toml expects it to "
            "fail (it hears nothing): take it out there"
        ]
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", None),
        ("High = 3", "High stands outside a table"),
        ('["High=mine.py:Deaf"]\n"01_toy/a" = " "', "01_toy/a of ['High=mine.py:Deaf'] has no"),
        ('["High=mine.py:Deaf"]\n"01_toy/c" = "so"', "names 01_toy/c, and the notes make no"),
        ("[", "it cannot be read"),
    ],
)
def test_a_file_that_says_anything_else_is_refused_with_an_example(expecting, said, words):
    result = expecting("Twin", said=said)

    assert result.ret == (4 if words else 0)
    assert (words or "") in result.stderr.str()
    assert "INTERNALERROR" not in result.stderr.str()


def test_a_file_beside_no_subject_is_refused(expecting):
    result = expecting()

    assert result.ret == 4
    assert "Name a subject with --claims-subject" in result.stderr.str()


@pytest.mark.parametrize("verdict", list(Verdict))
def test_whatever_is_no_pass_can_be_expected_but_an_error_and_what_was_not_tested(verdict):
    known = Expected({"High=a:B": {"01/a": "known"}})
    row = {"verdict": verdict.value, "subject": "High=a:B"}
    neutral = verdict in (Verdict.HOLDS, Verdict.NOT_TESTED, Verdict.ERROR)

    assert known.of(row, "01/a", Verdict.HOLDS) == ({} if neutral else {"expected": "known"})
    assert known.of(row, "01/b", Verdict.HOLDS) == {}


@pytest.mark.parametrize("place", ["claims/test_01_toy.py::test_a", "01_toy/a"])
def test_one_case_can_be_expected_to_fail_and_no_other_is_excused(project, place):
    how = "@no_control('a toy')\n@pytest.mark.parametrize('x', [-3.0, 2.0, 3.0])"
    project.claim("assert measure(score, High) > x", how=how, arguments="measure, x")
    root = project.write()
    (root / "mine.py").write_text(SUBJECTS)
    (root / "known.toml").write_text(f'["High=mine.py:Deaf"]\n"{place}[2.0]" = "it is deaf"\n')
    result = project.inside("--claims-subject=High=mine.py:Deaf", "--claims-expect=known.toml")
    cases = {case["case"]: case for case in project.ledger()["a"]["cases"]}

    assert result.ret == 1
    assert {name: case["verdict"] for name, case in cases.items()} == {
        "-3.0": "HOLDS",
        "2.0": "REFUTED",
        "3.0": "REFUTED",
    }
    assert [name for name, case in cases.items() if "expected" in case] == ["2.0"]


@pytest.mark.parametrize(
    ("expected", "verdicts", "told"),
    [
        ({"01/a[x]": "known"}, {"x": "HOLDS", "y": "REFUTED"}, ["01/a[x]"]),
        ({"01/a[x]": "known"}, {"x": "REFUTED", "y": "HOLDS"}, []),
        ({"01/a": "known", "01/a[x]": "so"}, {"x": "HOLDS", "y": "REFUTED"}, ["01/a[x]"]),
        ({"01/a": "known"}, {"x": "HOLDS", "y": "HOLDS"}, ["01/a"]),
    ],
)
def test_a_case_that_passes_unexpectedly_is_told_by_its_name(expected, verdicts, told):
    cases = [
        {"case": name, "tried": [{"subject": "High=a:B", "verdict": verdict}]}
        for name, verdict in verdicts.items()
    ]
    rows = [{"id": "01/a", "declared": "holds", "cases": cases}]
    lines = Expected({"High=a:B": expected}, "known.toml").unexpected(rows)

    assert [line.partition(" came out")[0] for line in lines] == told


@pytest.mark.parametrize(
    ("cases", "told"),
    [(["HOLDS"], 1), (["HOLDS", "HOLDS"], 1), (["HOLDS", "REFUTED"], 0), (["NOT TESTED HERE"], 0)],
)
def test_a_claim_passes_unexpectedly_where_all_its_cases_do(cases, told):
    known = Expected({"High=a:B": {"01/a": "known"}}, "known.toml")
    rows = [
        {
            "id": "01/a",
            "declared": "holds",
            "cases": [{"tried": [{"subject": "High=a:B", "verdict": v}]} for v in cases],
        }
    ]

    assert len([*known.unexpected(rows)]) == told


def test_claims_that_there_are_not_are_named_in_order_and_cases_by_their_claim():
    known = Expected({"A=x:A": {"01/z": "so", "01/a[1]": "so", "01/b": "so", "01/y[2]": "so"}}, "f")
    with pytest.raises(pytest.UsageError, match=r"names 01/y\[2\], 01/z, and the notes make no"):
        known.refuse_unknown({"01/a", "01/b"}, ["A=x:A"])
    known.refuse_unknown({"01/a", "01/b", "01/y", "01/z"}, ["A=x:A"])
    Expected({}).refuse_unknown(set(), [])


def test_a_claim_is_named_by_its_id_or_by_its_test():
    node = "claims/test_01_toy.py::test_a_b"
    known = Expected({"A=x:A": {f"{node}[3]": "so", "01_toy/c[x]": "so", node: "why"}})

    assert known.reasons == {
        "A=x:A": {"01_toy/a-b[3]": "so", "01_toy/c[x]": "so", "01_toy/a-b": "why"}
    }
