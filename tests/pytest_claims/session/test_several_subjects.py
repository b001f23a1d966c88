"""What breaks one subject is that one's alone, and every one gets a clear answer."""

import json

import pytest

TRUE = "assert measure(score, High) > measure(score, Low)"

SUBJECTS = """
import os
import time
import numpy as np
import toy
from toy import High

class Twin(High):
    pass

class Better(High):
    shift = 5.5

class Deaf(High):
    shift = 0.0

class Nan(High):
    shift = float("nan")

class Raises(High):
    def __init__(self, inputs, outputs, *, seeds):
        raise RuntimeError("no weights today")

class Slow(High):
    def __init__(self, inputs, outputs, *, seeds):
        time.sleep(30)

class Unsteady(High):
    @property
    def shift(self):
        return float.fromhex(os.urandom(6).hex())

class Meddles(High):
    def __init__(self, inputs, outputs, *, seeds):
        toy.Low.shift = 9.0
        super().__init__(inputs, outputs, seeds=seeds)

class Exits(High):
    def __init__(self, inputs, outputs, *, seeds):
        os._exit(1)
"""

HOOKS = """
import time

def pytest_claims_adapt(target, architecture):
    if target.__name__ == "Stuck":
        time.sleep(30)
    return target

def pytest_claims_understood(adapted):
    return f"called as {adapted.__name__}"
"""

WRONG = {
    "mine.py:Deaf": (
        "REFUTED",
        "score(Deaf) > score(Low): 0 wins, 24 losses (24 by a tie) in 24 replicas, "
        "medians −0.198 against −0.198",
    ),
    "mine.py:Nan": ("ERROR", "score(Nan) is NaN in 24 of 24 replicas*"),
    "mine.py:Raises": ("ERROR", "RuntimeError: no weights today"),
    "mine.py:Slow": ("ERROR", "not decided within claims_timeout = 2 seconds*"),
    "mine.py:Unsteady": ("ERROR", "score(Unsteady) is not reproducible*"),
    "mine.py:Meddles": ("ERROR", "left toy.Low.shift changed from 0.0 to 9.0*"),
    "mine.py:Exits": ("ERROR", "the claim called os._exit(1)*"),
    "raises.py:Mine": ("ERROR", "*raises.py:Mine cannot be imported: ZeroDivisionError*"),
    "stuck.py:Stuck": ("ERROR", "*let it be made and called in less time*more than 2 seconds*"),
}
"""Subjects with the verdict that each gets, and what is said first."""


@pytest.fixture
def several(project):
    project.claim(TRUE)
    project.claim("assert measure(score, Low) < 9", name="b")
    root = project.write()
    (root / "mine.py").write_text(SUBJECTS)
    (root / "raises.py").write_text("1 / 0")
    (root / "stuck.py").write_text("class Stuck: ...")
    (root / "conftest.py").write_text((root / "conftest.py").read_text() + HOOKS)
    ini = root / "pytest.ini"
    ini.write_text(ini.read_text() + "claims_timeout = 2\n")
    return project


def audited(project, *targets, flags=(), **how):
    return project.again(*(f"--claims-subject=High={target}" for target in targets), *flags)


def case(project, name="a"):
    return project.ledger()[name]["cases"][0]


def document(project):
    return json.loads((project.pytester.path / ".claims" / "audit.json").read_text())


def test_each_of_many_that_are_wrong_gets_its_own_answer_and_the_right_one_keeps_its_own(several):
    result = audited(several, *WRONG, "mine.py:Twin")
    tried = {one["subject"].removeprefix("High="): one for one in case(several)["tried"]}

    assert result.ret == 1
    assert tried.pop("mine.py:Twin") == {
        "subject": "High=mine.py:Twin",
        "verdict": "HOLDS",
        "concerned": True,
    }
    assert {name: one["verdict"] for name, one in tried.items()} == {
        name: verdict for name, (verdict, _) in WRONG.items()
    }
    pytest.LineMatcher([one["reason"] for one in tried.values()]).fnmatch_lines(
        [said for _, said in WRONG.values()]
    )
    assert {one["verdict"] for one in case(several, "b")["tried"]} == {"HOLDS"}
    assert not any(one["concerned"] for one in case(several, "b")["tried"])
    result.stdout.fnmatch_lines(
        ["*High=raises.py:Mine: refused: *", "*≠ 01_toy/a: *HOLDS for High=mine.py:Twin*"]
    )


@pytest.mark.parametrize("target", ["raises.py:Mine", "stuck.py:Stuck"])
def test_one_that_is_refused_and_stands_alone_ends_the_run_before_it_begins(several, target):
    result = audited(several, target)

    assert result.ret == 4
    assert f"{target}" in result.stderr.str()
    assert "INTERNALERROR" not in result.stdout.str() + result.stderr.str()


def test_one_that_is_refused_leaves_the_subject_of_another_architecture_to_its_audit(several):
    result = several.again("--claims-subject=High=raises.py:Mine", "--claims-subject=Low=toy:Low")

    assert result.ret == 1
    assert [one["verdict"] for one in case(several)["tried"]] == ["ERROR"]
    assert [one["verdict"] for one in case(several, "b")["tried"]] == ["HOLDS"]


def test_an_error_of_one_subject_alone_shows_where_it_arose(several):
    result = audited(several, "mine.py:Raises")

    assert result.ret == 1
    result.stdout.fnmatch_lines(["claims/test_01_toy.py:*: RuntimeError: no weights today"])
    result.stdout.fnmatch_lines(["*mine.py:*: RuntimeError"])


def test_numbers_tell_two_apart_whose_verdicts_are_the_same(several):
    result = audited(several, "mine.py:Twin", "mine.py:Better")
    (apart,) = case(several)["apart"]

    assert result.ret == 0
    assert apart["text"] == "score(Twin)"
    assert apart["subjects"] == ["High=mine.py:Twin", "High=mine.py:Better"]
    assert (apart["more"], apart["less"], apart["replicas"]) == (0, 24, 24)
    result.stdout.fnmatch_lines(
        ["≠ 01_toy/a: *", "    score(Twin): * of High=mine.py:Twin, *more in 0 of 24 replicas*"]
    )
    assert "apart" not in case(several, "b")


def test_what_was_found_out_is_in_the_header_the_ledger_and_on_the_page(several):
    result = audited(several, "mine.py:Twin", flags=("--claims-report=out",))
    page = (several.pytester.path / "out" / "index.html").read_text()

    assert document(several)["run"]["understood"] == {"High=mine.py:Twin": "called as Twin"}
    result.stdout.fnmatch_lines(["  High=mine.py:Twin: called as Twin"])
    assert "<dt>High=mine.py:Twin</dt><dd>called as Twin</dd>" in page


def test_the_page_marks_what_numbers_tell_apart(several):
    audited(several, "mine.py:Twin", "mine.py:Better", flags=("--claims-report=out",))
    page = (several.pytester.path / "out" / "index.html").read_text()

    assert "Claims against implementations" in page
    assert page.count("≠</span>") == 1
