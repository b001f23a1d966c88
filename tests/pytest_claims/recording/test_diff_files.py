"""Two audits compared: the files, the seed and the numbers that differ are named."""

import pytest
from audit_rows import claim, ledger
from edited import another_seed

from pytest_claims.recording.causes import Cause
from pytest_claims.recording.dependencies import SourceTree
from pytest_claims.recording.diff import RENUMBERED, SAME, compare
from pytest_claims.recording.files import files_row, with_claim_file

NAMED = "claims_data:"


def audit(verdict="HOLDS", run=(), **case):
    """An audit of one claim, whose one case has this beside its verdict."""
    whole = {"case": "", "verdict": verdict, "comparisons": [], "controls": []} | case
    found = ledger([claim("01_rnn/a", "It is.", [whole], verdict=verdict)])
    found["run"] |= dict(run)
    return found


def median(value, replicas=96):
    return {"median": value, "low": value, "high": value, "replicas": replicas}


def only(difference):
    (change,) = difference.changes
    return change


@pytest.mark.parametrize(
    ("key", "path", "cause"),
    [("data", "data/x.txt", Cause.DATA), ("sources", "toy/flat.py", Cause.SOURCE)],
)
def test_a_file_that_says_something_else_is_the_cause_and_is_named(key, path, cause):
    old, new = (
        audit(**{key: {path: "1", "b": "1"}}),
        audit("REFUTED", **{key: {path: "2", "b": "1"}}),
    )

    difference = compare(old, new)

    assert only(difference).causes == (cause,)
    assert only(difference).group == f"{cause.capitalize()}, and with it the verdict"
    assert only(difference).detail == f"{key}: {path}"
    assert difference.between == (f"{key}: {path}",)


def test_all_that_differs_between_two_audits_is_told_before_their_claims():
    def rest(said, every, error, seed):
        run = {"seed": seed, "every": every, "error_per_claim": error}
        files = {"data": dict.fromkeys("cabd", said), "sources": dict.fromkeys("zxwy", said)}
        return audit(run=run | {"environment": {"torch": said}}, **files)

    assert compare(rest("1", 192, 0.001, 0), rest("2", 96, 0.01, 7)).between == (
        "seed 0 → 7",
        "error per claim 0.001 → 0.01",
        "replicas at most 192 → 96",
        "data: a, b, c, d",
        "sources: w, x, y, z",
        "torch 1 → 2",
    )


@pytest.mark.parametrize(("files", "said"), [(3, "0, 1, 2"), (4, "0, 1, 2 and 1 more")])
@pytest.mark.parametrize("of", ["data", "sources"])
def test_three_files_are_named_beside_a_verdict_and_the_others_counted(of, files, said):
    old, new = (
        audit(verdict, **{of: dict.fromkeys(map(str, range(files)), verdict)})
        for verdict in ("HOLDS", "REFUTED")
    )

    assert only(compare(old, new)).detail == f"{of}: {said}"


def measured(text, **evidence):
    return [{"text": text, "evidence": {"probe": "p", "architecture": "a"} | evidence}]


def test_a_source_of_an_implementation_that_changed_is_no_cause_beside_it():
    old = audit(sources={"toy.py": "1"}, measurements=measured("f(RNN)"))
    changed = measured("f(RNN)", architecture="b")
    new = audit("REFUTED", sources={"toy.py": "2"}, measurements=changed)

    assert only(compare(old, new)).causes == (Cause.IMPLEMENTATION,)


def test_a_probe_is_the_same_with_and_without_a_condition():
    old = audit(measurements=measured("f(RNN)"))
    new = audit("REFUTED", measurements=measured("f(RNN, lag=4)", probe="q"))

    assert only(compare(old, new)).causes == (Cause.PROBE,)


def test_an_edited_helper_of_the_probe_is_named():
    old, new = (
        audit(sources={"toy/help.py": said}, measurements=measured("f(RNN)", probe=said))
        for said in "12"
    )

    assert only(compare(old, new)).words == "HOLDS; the probe changed; sources: toy/help.py"


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ({"a": "1", "b": "1"}, {"a": "2", "b": "1"}, "a"),
        ({"a": "1"}, {"b": "1"}, "a, b"),
        ({"a": "1"}, {}, "claims_data"),
    ],
)
def test_what_the_ini_names_as_data_is_told_by_path_where_both_runs_list_it(then, now, said):
    old = audit(data={NAMED: "1"}, run={"data": then} if then else {})
    new = audit("REFUTED", data={NAMED: "2"}, run={"data": now} if now else {})

    assert only(compare(old, new)).detail == f"data: {said}"


def test_a_file_that_only_one_audit_read_is_no_cause():
    old, new = audit(data={"a": "1"}), audit("REFUTED", data={"b": "1"})

    for one in (old, audit()):
        assert only(compare(one, new)).causes == (Cause.NOTHING,)


def test_other_numbers_under_the_same_verdict_are_told():
    old, new = (audit(values={"rnn": v}) for v in (median(0.953), median(0.9712, 192)))

    assert only(compare(old, new)).group == RENUMBERED
    assert only(compare(old, new)).words == "HOLDS; rnn 0.953 → 0.971 in 96 → 192 replicas"
    assert not compare(old, new).flipped


def test_other_numbers_are_told_beside_a_changed_verdict_too():
    old, new = audit(values={"rnn": median(0.9)}), audit("REFUTED", values={"rnn": median(0.2)})

    assert only(compare(old, new)).words == "HOLDS → REFUTED; rnn 0.9 → 0.2"


def test_a_number_that_no_variable_holds_is_told_by_its_side():
    def compared(left):
        side = {"text": "f(RNN)", "median": left}
        return [{"text": "f(RNN) > 0", "replicas": 24, "left": side}]

    old, new = (audit(comparisons=compared(left)) for left in (1.0, "inf"))

    assert only(compare(old, new)).words == "HOLDS; f(RNN) 1 → ∞"


def test_a_difference_in_digits_that_are_not_shown_is_none():
    old, new = (audit(values={"rnn": median(v)}) for v in (0.95301, 0.95302))

    assert str(compare(old, new)) == SAME


def test_another_seed_is_told_though_no_number_differs():
    old, new = audit(), audit()
    another_seed(new)

    assert str(compare(old, new)) == f"seed 0 → 7\n\n{SAME}"


def test_another_rule_is_told_in_its_numbers():
    old, new = audit(run={"every": 192}), audit("INCONCLUSIVE", run={"every": 96})

    assert only(compare(old, new)).causes == (Cause.RULE,)
    assert compare(old, new).between == ("replicas at most 192 → 96",)


def test_a_case_keeps_short_digests_of_what_it_rests_on():
    assert files_row({"a.py": "0123456789abcdef0123"}, {"x.txt": None}) == {
        "sources": {"a.py": "0123456789abcdef"},
        "data": {"x.txt": None},
    }
    assert files_row({}, {}) == {}


def test_the_rest_of_a_claim_file_is_a_source_of_its_claims():
    tree = SourceTree(beside={"claims/test_a.py": "rest"})

    assert with_claim_file({}, "claims/test_a.py::test_b", tree) == {
        "sources": {"claims/test_a.py": "rest"}
    }
    assert with_claim_file({}, "claims/test_c.py::test_b", tree) == {}
