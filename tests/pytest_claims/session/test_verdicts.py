"""Each verdict, its letter, its exit status and what it leaves in the ledger."""

import pytest

TRUE = "assert measure(score, High) > measure(score, Low)"
FALSE = "assert measure(score, High) < measure(score, Low)"
COIN = "assert measure(score, High) > 5.0"


def verdict(project, name="a"):
    return project.ledger()[name]["verdict"]


def test_true_claim_holds(project):
    result = project.claim(TRUE, how="@control(High, Flat)").audit()

    assert result.ret == 0
    assert verdict(project) == "HOLDS"
    result.stdout.fnmatch_lines(["*1 claims: 1 HOLDS*"])


def test_false_claim_is_refuted_and_explained(project):
    result = project.claim(FALSE, sentence="High is low").audit()

    assert result.ret == 1
    assert verdict(project) == "REFUTED"
    result.stdout.fnmatch_lines(
        [
            "*notes/01_toy.md:5 says:*",
            "*High is low*",
            "*measured REFUTED*",
            "*assert measure(score, High) < measure(score, Low)*",
            "*0 wins, 24 losses in 24 replicas*",
            "*pytest claims/test_01_toy.py::test_a",
        ]
    )


def test_belief_declared_refuted_passes_when_refuted(project):
    body = "assert measure(score, High, gain=1.0) < measure(score, Low)"
    result = project.claim(body, how="@control(gain=-1.0)", title="refuted").audit("-v")

    assert result.ret == 0
    result.stdout.fnmatch_lines(["*REFUTED as declared*"])


def test_belief_declared_refuted_fails_when_it_holds(project):
    result = project.claim(TRUE, title="refuted").audit("-v")

    assert result.ret == 1
    result.stdout.fnmatch_lines(["*HOLDS, declared refuted*"])


def test_coin_is_inconclusive_and_says_what_would_settle_it(project):
    result = project.claim(COIN).audit()

    assert result.ret == 6
    assert verdict(project) == "INCONCLUSIVE"
    result.stdout.fnmatch_lines(
        ["*could have told a share of wins of 0.*from 0.5*", "*1 inconclusive*"]
    )


def test_control_that_changes_nothing_makes_the_claim_vacuous(project):
    body = "assert measure(score, High, noise=0.5) > -100"
    result = project.claim(body, how="@control(High, Flat)").audit("-v")

    assert result.ret == 1
    assert verdict(project) == "VACUOUS"


def test_control_at_the_null_weakens(project):
    result = project.claim(
        "assert measure(score, High) > measure(other, Low)", how="@control(High, Flat)"
    ).audit()

    assert result.ret == 0
    (case,) = project.ledger()["a"]["cases"]
    assert case["controls"][0]["result"] == "weakened"
    result.stdout.fnmatch_lines(["only weakened by its controls: 01_toy/a: score(High) > *"])


def test_control_by_condition_turns(project):
    body = "assert measure(score, High, gain=1.0) > 0"
    assert project.claim(body, how="@control(gain=-1.0)").audit().ret == 0


def test_control_that_replaces_nothing_is_an_error(project):
    result = project.claim("assert measure(score, High) > 0", how="@control(gain=-1.0)").audit()

    assert result.ret == 1
    assert verdict(project) == "ERROR"
    result.stdout.fnmatch_lines(
        ["*the control gain=-1.0 replaces nothing that the claim measures*"]
    )


def test_control_that_errs_is_an_error(project):
    body = "assert measure(score, High, gain=1.0) > 0"
    result = project.claim(body, how='@control(gain="loud")').audit()

    assert result.ret == 1
    assert verdict(project) == "ERROR"
    result.stdout.fnmatch_lines(["*while trying the control gain='loud'*"])


def test_each_of_several_controls_must_turn(project):
    body = "assert measure(score, High, gain=1.0) > 0"
    result = project.claim(body, how="@control(gain=-1.0)\n@control(gain=2.0)").audit()

    assert result.ret == 1
    assert verdict(project) == "VACUOUS"


def test_control_of_a_refuted_belief_must_make_it_win_more(project):
    body = "assert measure(score, High, gain=1.0) < 2"
    assert project.claim(body, how="@control(gain=0.0)", title="refuted").audit().ret == 0


def test_order_of_asserts_does_not_matter(project):
    first = f"{TRUE}\n{FALSE}"
    second = f"{FALSE}\n{TRUE}"
    project.claim(first, name="first").claim(second, name="second").audit()

    assert verdict(project, "first") == verdict(project, "second") == "REFUTED"


def test_chain_outside_every_claims_both_ends(project):
    between = "assert 4 < measure(score, High, noise=0.1) < 6"
    beyond = "assert 4 < measure(score, High, noise=0.1) < 4.5"
    project.claim(between, name="between").claim(beyond, name="beyond").audit()

    assert verdict(project, "between") == "HOLDS"
    assert verdict(project, "beyond") == "REFUTED"


def test_chain_inside_every_is_a_fault(project):
    result = project.claim("assert every(4 < measure(score, High, noise=0.1) < 4.5)").audit()

    assert result.ret == 4
    result.stderr.fnmatch_lines(["*claims/test_01_toy.py:*chained comparison*"])


def test_every_is_refuted_by_one_loss(project):
    project.claim("assert every(measure(score, High) > 0)", name="all")
    project.claim("assert every(measure(score, Low) > -1.5)", name="most")
    project.claim("s = measure(score, High)\nassert every((0 < s) & (s < 10))", name="both").audit()

    assert verdict(project, "all") == verdict(project, "both") == "HOLDS"
    assert verdict(project, "most") == "REFUTED"
    row = project.ledger()["all"]["cases"][0]["comparisons"][0]
    assert (row["class"], row["replicas"]) == ("checked", 192)


def test_share_needs_its_replicas(project):
    project.claim("assert share(measure(score, High) > 0) >= 0.9", name="most")
    project.claim("assert share(measure(score, Low) > 0) <= 0.2", name="few")
    project.claim("assert share(measure(score, High) > 0) >= 0.99", name="nearly").audit()

    ledger = project.ledger()
    assert ledger["most"]["verdict"] == "HOLDS"
    assert ledger["most"]["cases"][0]["comparisons"][0]["replicas"] == 96
    assert ledger["few"]["verdict"] == "REFUTED"
    assert ledger["nearly"]["verdict"] == "ERROR"


def test_unreachable_share_says_what_it_needs(project):
    result = project.claim("assert share(measure(score, High) > 0) >= 0.99").audit()

    result.stdout.fnmatch_lines(
        ["*0.99 needs * replicas without a loss, and the last look has 192*"]
    )


def test_numpy_scalar_may_stand_on_the_left(project):
    body = "assert np.float64(1) < measure(score, High) * np.float32(2)"
    assert project.claim(body).audit().ret == 0


def test_ties_lose_strict_comparisons_and_win_weak_ones(project):
    project.claim("assert measure(constant) < measure(constant, value=0.0)", name="strict")
    project.claim("assert measure(constant) <= measure(constant, value=0.0)", name="weak").audit()

    ledger = project.ledger()
    assert ledger["strict"]["verdict"] == "REFUTED"
    assert ledger["weak"]["verdict"] == "HOLDS"
    assert ledger["weak"]["cases"][0]["comparisons"][0]["ties"] == 24


def test_error_is_divided_by_cases_comparisons_and_looks(project):
    body = "assert measure(score, High) > measure(constant)\nassert measure(score, High) < 9 + case"
    how = '@no_control("a toy")\n@pytest.mark.parametrize("case", [9, 99])'
    project.claim(body, how=how, arguments="measure, case").audit()

    rows = [row for case in project.ledger()["a"]["cases"] for row in case["comparisons"]]
    assert [row["error"] for row in rows] == pytest.approx([0.001 / 4] * 4)


def test_one_case_has_the_same_error_as_all_of_them(project):
    body = "assert measure(score, High) > case"
    how = '@no_control("a toy")\n@pytest.mark.parametrize("case", [0, 1])'
    project.claim(body, how=how, arguments="measure, case").write()
    project.at("claims/test_01_toy.py::test_a[1]")

    (case,) = [c for c in project.ledger()["a"]["cases"] if c["verdict"] == "HOLDS"]
    assert case["comparisons"][0]["error"] == pytest.approx(0.0005)


def test_worst_case_is_the_verdict_of_the_claim(project):
    body = "assert measure(score, High) > case"
    how = '@no_control("a toy")\n@pytest.mark.parametrize("case", [0, 50])'
    project.claim(body, how=how, arguments="measure, case").audit()

    assert verdict(project) == "REFUTED"
