"""A controller without a run, for tests of what it does with what it hears."""

from types import SimpleNamespace

from pytest_claims.measuring.implementations import MADE
from pytest_claims.session.controller import Controller

NODE = "claims/test_01_toy.py::test_"


class Ledger(SimpleNamespace):
    """Remembers what it is asked to do, in order."""

    def __getattr__(self, name):
        return lambda *given: self.done.append((name, *given))


def row(verdict="HOLDS", **more):
    case = {"case": "", "verdict": verdict}
    found = {"id": "01_toy/a", "note": "notes/01_toy.md", "line": 3, "declared": "holds"}
    return found | {"earlier": False, "cases": [case]} | more


def controller_in(root):
    """Of a whole run of the one claim of a project, which holds."""
    made = object.__new__(Controller)
    options = {"claims_check_verdicts": False}
    made.config = SimpleNamespace(
        getoption=lambda name, default=None: options.get(name, default),
        options=options,
        rootpath=root,
        stash={MADE: SimpleNamespace(refused={"High=mine.py:Slow": "it took too long"})},
        invocation_params=SimpleNamespace(args=(), dir=root),
    )
    made.settings = SimpleNamespace(
        root=root,
        claims="claims",
        subjects=[],
        seed=0,
        data=["x.txt"],
        timeout=60.0,
        options=["--claims-seed", "7"],
        accounted_sections=("Context",),
        asked_for=lambda config: None,
    )
    mutants, correct = {"High → Flat": {"01_toy/a": "turned"}}, {}
    made.ledger = Ledger(
        done=[],
        rows={"01_toy/a": row()},
        run={"environment": {"device": "cuda Toy 1"}},
        sources="as they were",
        mutants=lambda: mutants,
        correct=lambda: correct,
        told=mutants,
        right=correct,
        document=lambda: {"claims": []},
    )
    made.disagreements = SimpleNamespace(aside=[], told=list, asked=[])
    made.disagreements.refuse_of_files = lambda stems: made.disagreements.asked.append(stems)
    made.disagreements.refuse_of_claims = lambda tests: made.disagreements.asked.append(tests)
    made.expecting = SimpleNamespace(unexpected=lambda rows: iter(()))
    made.notes, made.declared, made.carried = [], {"01_toy/a": "holds"}, {"a file": {}}
    made.asked, made.expected, made.reported = (
        {"01_toy/a"},
        {f"{NODE}a"},
        {f"{NODE}a": {"case": "", "verdict": "HOLDS"}},
    )
    made.began, made.since, made.started = {}, 5.0, 100.0
    made.broken_inside = made.begun = False
    made.unwritten, made.uncollected = [], []
    return made
