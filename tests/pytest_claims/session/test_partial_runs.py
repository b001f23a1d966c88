"""A run of some claims: what it keeps of the last one, and what it does not write."""

import pytest

TRUE = "assert measure(score, High) > 0"


@pytest.fixture
def two(project):
    project.claim(TRUE, name="a").claim("assert measure(score, Low) > -9", name="b").write()
    project.inside("-p", "no:cacheprovider")
    return project


def partial(project, *arguments):
    """A run of the first claim; what is then said of the second."""
    result = project.inside("-k", "test_a", "-p", "no:cacheprovider", *arguments)
    return result, project.ledger()["b"]["verdict"]


def test_the_other_claim_keeps_its_verdict(two):
    _, verdict = partial(two)

    assert verdict == "HOLDS"


def test_a_verdict_of_another_seed_is_not_kept(two):
    _, verdict = partial(two, "--claims-seed=7")

    assert verdict == "not reached"


def test_a_sentence_that_was_never_judged_has_no_verdict(two):
    for file in ("notes/01_toy.md", "claims/test_01_toy.py"):
        path = two.pytester.path / file
        text = path.read_text().replace("the sentence of b", "another sentence of b")
        path.write_text(text)

    _, verdict = partial(two)

    assert verdict == "not reached"


def test_verdicts_are_not_written_by_a_run_of_some_claims(two):
    result, _ = partial(two, "--claims-write-verdicts")

    assert not (two.pytester.path / "VERDICTS.md").exists()
    result.stdout.fnmatch_lines(
        ["VERDICTS.md was not written: this run tried 1 of 2 claims, and it tells of whole*"]
    )


def test_verdicts_are_not_checked_by_a_run_of_some_claims(two):
    assert partial(two, "--claims-check-verdicts")[0].ret == 0
    assert two.inside("--claims-check-verdicts").ret == 1


def test_verdicts_are_not_written_by_a_run_of_some_cases(project):
    how = '@no_control("a toy")\n@pytest.mark.parametrize("x", [1, 2])'
    body = "assert measure(score, High) > -x"
    project.claim(body, how=how, arguments="measure, x").write()

    result = project.inside("-k", "2", "--claims-write-verdicts")

    assert not (project.pytester.path / "VERDICTS.md").exists()
    result.stdout.fnmatch_lines(["VERDICTS.md was not written: this run left out cases of claims*"])


def test_a_damaged_ledger_is_told_and_replaced(two):
    (two.pytester.path / ".claims" / "audit.json").write_text("null")

    result, verdict = partial(two)

    assert result.ret == 0
    assert verdict == "not reached"
    result.stdout.fnmatch_lines(["*audit.json counts as absent: it is no ledger of schema 1.*"])


def test_a_ledger_that_cannot_be_written_leaves_verdicts_and_status(two):
    ledger = two.pytester.path / ".claims" / "audit.json"
    ledger.unlink()
    ledger.mkdir()

    result = two.inside("-p", "no:cacheprovider")

    assert result.ret == 0
    result.stdout.fnmatch_lines(["*2 claims: 2 HOLDS*", "*audit.json cannot be written: *"])


def test_every_may_be_looked_at_less_often_but_only_where_the_audit_looks(project):
    project.claim("assert every(measure(score, High) > 0)").write()

    assert project.inside("-o", "claims_every=24").ret == 0
    row = project.ledger()["a"]["cases"][0]["comparisons"][0]
    assert (row["replicas"], row["excluded"]["loss_rate"]) == (24, pytest.approx(0.2501, abs=1e-4))
    for wrong in ("30", "x", "-1"):
        refused = project.inside("-o", f"claims_every={wrong}")
        assert refused.ret == 4
        refused.stderr.fnmatch_lines([f"*claims_every = *{wrong}*write*"])


def test_a_claim_that_was_never_tried_is_not_from_an_earlier_run(project):
    project.claim("assert measure(score, High) > 0").claim(
        "assert measure(score, Low) < 9", name="b"
    )
    project.write()
    never = project.at("claims/test_01_toy.py::test_a").stdout.str()
    then = project.at("claims/test_01_toy.py::test_b").stdout.str()

    assert "1 HOLDS, 1 not reached; sentences" in never
    assert "2 HOLDS (1 from an earlier run); sentences" in then


@pytest.mark.parametrize(("where", "named"), [(".", "claims"), ("notes", "../claims")])
def test_the_command_that_repeats_a_claim_is_told_from_where_the_run_began(
    project, monkeypatch, where, named
):
    project.claim("assert measure(score, High) < 0").write()
    monkeypatch.chdir(project.pytester.path / where)

    project.at(named).stdout.fnmatch_lines([f"  pytest {named}/test_01_toy.py::test_a"])
