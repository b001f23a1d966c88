"""A run that finds everything as an earlier one left it decides nothing, and imports nothing."""

import shutil

import pytest
from carrying import AGAIN, NOTHING, cases, edit, told


def test_a_second_run_imports_neither_claims_nor_what_they_import_and_says_the_same(carried):
    first = cases(carried)

    told(carried.again("-n0"), NOTHING)

    second = cases(carried)
    for case in [*first.values(), *second.values()]:
        del case["cached"], case["seconds"]
    assert second == first
    told(carried.again("-n0"), NOTHING)


def test_a_reworded_sentence_imports_nothing_and_moves_the_lines_below_it(carried):
    edit(carried, "notes/01_toy.md", "the sentence of a", "a new sentence of a")
    edit(carried, "claims/test_01_toy.py", "the sentence of a", "a new\n    sentence of a")
    before = cases(carried)["01_toy/b", "2.0"]["measurements"][0]["asked_at"]

    told(carried.again("-n0"), NOTHING)

    assert "a new sentence" in carried.ledger()["a"]["sentence"]
    file, _, line = before.rpartition(":")
    after = cases(carried)["01_toy/b", "2.0"]["measurements"][0]["asked_at"]
    assert after == f"{file}:{int(line) + 1}"


def test_claims_are_listed_without_importing_them(carried):
    listed = carried.again("--collect-only", "-q", "-n0")

    told(listed, "claims/test_01_toy.py::test_a")
    listed.stdout.fnmatch_lines(["*::test_b?1.0?", "*::test_b?2.0?", NOTHING])


def test_claims_of_which_nothing_is_known_are_listed_too(carried):
    shutil.rmtree(carried.pytester.path / ".claims")

    listed = carried.again("--collect-only", "-q", "-n0")

    told(listed, AGAIN)
    listed.stdout.fnmatch_lines(["*::test_b?1.0?", "*::test_b?2.0?"])


@pytest.mark.parametrize(("option", "word"), [("-m", "trained"), ("-k", "test_a")])
def test_a_carried_claim_is_selected_by_mark_and_by_name(carried, option, word):
    chosen = told(carried.again("-n0", f"{option}={word}"), NOTHING)

    chosen.assert_outcomes(passed=1, deselected=2)


def test_a_carried_claim_is_run_by_its_node_id(carried):
    one = carried.again("-n0", "claims/test_01_toy.py::test_b[2.0]")

    told(one, NOTHING).assert_outcomes(passed=1)


def test_junit_reads_the_same_of_a_carried_claim(carried):
    read = []
    for flag in ("--claims-fresh", "-q"):
        carried.again("-n0", flag, "--junitxml=junit.xml")
        text = (carried.pytester.path / "junit.xml").read_text()
        read.append([part for part in text.split("<") if part.startswith("property ")])

    assert read[0] == read[1] != []


def test_nothing_is_handed_out_where_nothing_is_left_to_decide(carried):
    assert "workers [" not in told(carried.again("-nauto"), NOTHING).stdout.str()


def test_what_is_left_to_decide_is_handed_out(carried):
    edit(
        carried,
        "claims/test_01_toy.py",
        "assert measure(score, High)",
        "assert 0 + measure(other, High)",
    )
    edit(carried, "claims/test_01_toy.py", "assert scored", "assert 0 + scored")

    handed_out = carried.again("-nauto")

    assert handed_out.ret == 0
    assert "worker" in handed_out.stdout.str()


def test_workers_carry_too_and_import_only_what_must_run(carried):
    edit(carried, "claims/test_01_toy.py", "assert scored", "assert 0 + scored")

    told(carried.again("-n2"), NOTHING).assert_outcomes(passed=3)  # the workers import

    found = cases(carried)
    assert all(case["verdict"] == "HOLDS" for case in found.values())
    told(carried.again("-n2"), NOTHING).assert_outcomes(passed=3)


def test_the_claims_beside_an_edited_one_are_carried(carried):
    edit(carried, "claims/test_01_toy.py", "assert scored", "assert 0 + scored")

    beside = told(carried.again("-n0"), AGAIN)

    beside.assert_outcomes(passed=3)
    beside.stdout.fnmatch_lines(["run: test_b?1.0?, test_b?2.0?"])
