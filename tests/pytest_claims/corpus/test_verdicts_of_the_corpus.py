"""A corpus of tiny projects, most of them wrong in one way: each must get its finding and no other.

A project is a note, a claim and two architectures. What the terminal says of it, line by line,
its verdict in the ledger and the exit status must be what is expected.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase

import pytest

import pytest_claims.session.controller  # once here, and not again in every project's run
import pytest_claims.session.worker  # noqa: F401

TRUE = "assert measure(score, High) > measure(score, Low)"
FALSE = "assert measure(score, High) < measure(score, Low)"
FLAT = "@control(High, Flat)"

TOY = """
calls = []

def unseeded(build, *, seeds):
    return score(build, seeds=seeds) + np.random.default_rng().normal(size=len(seeds))

def drifting(build, *, seeds):
    calls.append(1)
    return score(build, seeds=seeds) + len(calls)

def centred(build, *, seeds):
    found = score(build, seeds=seeds)
    return found - found.mean() + 3 * build(inputs=1, outputs=1).shift

def cumulative(build, *, seeds):
    return score(build, seeds=seeds).cumsum()

def by_index(build, *, seeds):
    return score(build, seeds=seeds) + np.arange(len(seeds))

def pairs(build, *, seeds):
    return np.zeros((len(seeds), 2))

def asserting(build, *, seeds):
    assert False, "a bug"

class Broken(High):
    shift = -5.0

class Silent(High):
    def __init__(self, inputs, outputs, *, seeds):
        raise LookupError("Silent hides its score")
"""
HOOKS = """
def pytest_claims_not_exposed(problem):
    return str(problem) if isinstance(problem, LookupError) else None
"""


ORDINARY = {
    "HOLDS": (".", 0),
    "REFUTED": ("R", 1),
    "INCONCLUSIVE": ("?", 6),
    "VACUOUS": ("V", 1),
    "ERROR": ("E", 1),
    "NOT TESTED HERE": ("s", 5),
}


@dataclass(frozen=True)
class Case:
    """A claim on the toy, what is changed beside it, and everything that must be said of it.

    ``says`` is the reason that stands under the claim; ``beside`` are all other lines.
    """

    verdict: str
    body: str
    says: str = ""
    beside: tuple[str, ...] = ()
    how: str = FLAT
    title: str = ""
    sentence: str = "High is higher"
    flags: tuple[str, ...] = ()
    outcome: tuple[str, int] | None = None

    @property
    def lines(self) -> list[str]:
        declared = ", declared refuted" if self.title else ""
        own = [f"notes/01_toy.md:5 01_toy/a: {self.verdict}{declared}", f"    {self.says}"]
        return (own if self.says else []) + list(self.beside)


def bug(body: str, says: str, how: str = FLAT) -> Case:
    return Case("ERROR", body, says, how=how)


def untrue(probe: str, says: str) -> Case:
    return Case("ERROR", f"assert measure(toy.{probe}, High) > 9", says, flags=TWICE)


TWICE = ("-o", "claims_repeat=1")
NO_CONTROL = '@no_control("a toy")'
NOT_AGAIN = "*is not reproducible: asked twice with the same seeds, *"
LEAKS = "*leaks from replica to replica: asked again for half of them, *"
POSITIVE = "assert measure(score, High, gain=1.0) > 0"
SETTLED = "*at the observed share about * replicas would settle it"

AUDITED = {
    "true": Case("HOLDS", TRUE),
    "true, and asked twice": Case("HOLDS", TRUE, flags=TWICE),
    "true of all": Case(
        "HOLDS", "assert every(measure(score, High) > 0)", sentence="Every high score is positive"
    ),
    "control at the null": Case("HOLDS", "assert measure(score, High) > measure(other, Low)"),
    "without control": Case("HOLDS", TRUE, beside=("no control: 01_toy/a: a toy",), how=NO_CONTROL),
    "false": Case("REFUTED", FALSE, "*0 wins, 24 losses in 24 replicas*"),
    "false of some": Case(
        "REFUTED",
        "assert every(measure(score, Low) > -1.5)",
        "*19 wins, 5 losses in 24 replicas*",
        how="@control(Low, High)",
    ),
    "tied": Case(
        "REFUTED",
        "assert measure(score, High, noise=0.0) > 5.0",
        "*0 wins, 24 losses (24 by a tie) in 24 replicas*",
    ),
    "belief": Case(
        "REFUTED",
        "assert measure(score, High, gain=1.0) < 0",
        how="@control(gain=-1.0)",
        title="refuted",
        outcome=(".", 0),
    ),
    "belief that is true": Case(
        "HOLDS", TRUE, "*24 wins, no loss in 24 replicas*", title="refuted", outcome=("H", 1)
    ),
    "coin": Case(
        "INCONCLUSIVE",
        "assert measure(score, High) > 5.0",
        "*could have told a share of wins of 0.* from 0.5*",
    ),
    "underpowered": Case("INCONCLUSIVE", "assert measure(score, High) > 4.8", SETTLED),
    "underpowered share": Case(
        "INCONCLUSIVE", "assert share(measure(score, High) > 3.5) >= 0.9", SETTLED
    ),
    "vacuous": Case(
        "VACUOUS",
        "assert measure(score, High) > -100",
        "the control High → Flat did not turn it (same)",
    ),
    "vacuous by condition": Case(
        "VACUOUS", POSITIVE, "the control gain=2.0 did not turn it (same)", how="@control(gain=2.0)"
    ),
    "vacuous for one of two controls": Case(
        "VACUOUS",
        POSITIVE,
        "the control gain=2.0 did not turn it (same)",
        how="@control(gain=-1.0)\n@control(gain=2.0)",
    ),
    "control that hardly changes it": Case(
        "INCONCLUSIVE",
        "assert measure(score, High, gain=1.0) > 4.6",
        "the control gain=0.99 did not turn it (open): 120 wins, 72 losses in 192 replicas; "
        "at the observed shares about 230 replicas would settle it",
        how="@control(gain=0.99)",
    ),
    "control that errs": bug(POSITIVE, "*", how='@control(gain="loud")'),
    "control that replaces nothing": bug(
        TRUE, "*the control gain=-1.0 replaces nothing*", how="@control(gain=-1.0)"
    ),
    "not a number": bug(
        "assert measure(score, High, noise=float('nan')) > 0", "*NaN in 24 of 24 replicas*"
    ),
    "not one number": bug(
        "assert measure(toy.pairs, High) > 0",
        "*returned shape (24, 2) for 24 replicas*",
    ),
    "probe that asserts": bug("assert measure(toy.asserting, High) > 0", "*: a bug*"),
    "unknown condition": bug("assert measure(score, High, volume=1) > 0", "*condition volume=1*"),
    "never asserted": bug("measure(score, High) > 0", "*compared but never asserted*"),
    "unreachable share": bug(
        "assert share(measure(score, High) > 0) >= 0.99", "*needs * replicas without a loss*"
    ),
    "unseeded": untrue("unseeded", NOT_AGAIN),
    "remembers calls": untrue("drifting", NOT_AGAIN),
    "leaks the mean": untrue("centred", LEAKS),
    "leaks to the next": untrue("cumulative", LEAKS),
    "depends on its place": untrue("by_index", LEAKS),
    "overstated": Case(
        "HOLDS",
        TRUE,
        beside=("wording: notes/01_toy.md:5 01_toy/a says “always” of what was sampled*",),
        sentence="High is always higher",
    ),
    "broken subject": Case(
        "REFUTED",
        TRUE,
        "*0 wins, 24 losses in 24 replicas*",
        flags=("--claims-subject=High=toy:Broken",),
    ),
    "subject that hides": Case(
        "NOT TESTED HERE",
        TRUE,
        "Silent hides its score",
        flags=("--claims-subject=High=toy:Silent",),
    ),
    "mutant that is turned": Case(
        "HOLDS",
        TRUE,
        beside=("mutant High → Flat turns 1 of 1 claims: 01_toy/a",),
        flags=("--claims-mutants",),
    ),
    "mutant that survives": Case(
        "HOLDS",
        "assert measure(score, High) > -100",
        beside=(
            "mutant High → Flat survives all 1 claims that measure it",
            "no control: 01_toy/a: a toy",
        ),
        how=NO_CONTROL,
        flags=("--claims-mutants",),
        outcome=(".", 1),
    ),
}


def written(project, case):
    project.toy += TOY
    project.claim(case.body, how=case.how, title=case.title, sentence=case.sentence)
    root = project.write()
    (root / "conftest.py").write_text((root / "conftest.py").read_text() + HOOKS)
    return root


@pytest.mark.parametrize("name", AUDITED)
def test_project_gets_its_verdict_and_no_other_finding(project, name):
    case = AUDITED[name]
    letter, status = case.outcome or ORDINARY[case.verdict]
    written(project, case)
    result = project.inside(*case.flags)

    assert result.ret == status
    assert project.ledger()["a"]["verdict"] == case.verdict
    assert f"claims/test_01_toy.py {letter} " in result.stdout.str()
    said = findings(result.outlines)
    assert len(said) == len(case.lines), said
    for line, pattern in zip(said, case.lines, strict=True):
        assert fnmatchcase(line, pattern.replace("[", "[[]")), line


def findings(lines: list[str]) -> list[str]:
    """What the summary says beyond the counts of each note and the error of the audit."""
    start = next(i for i, line in enumerate(lines) if line.strip("= ") == "claims")
    end = next(i for i, line in enumerate(lines) if i > start and line.startswith("="))
    counts = ("01_toy ", "error at most")
    return [line for line in lines[start + 1 : end] if line and not line.startswith(counts)]
