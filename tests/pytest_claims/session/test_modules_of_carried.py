"""How claims whose verdicts are carried stand in for what their file would give."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from pytest_claims.session import modules
from pytest_claims.session.modules import CarriedClaim, Carrying, ClaimModule

A = {"first": 7, "marks": ["trained"], "statement": "It is so.", "rows": [{"case": ""}]}
B = {"first": 9, "marks": [], "statement": "B is so.", "rows": [{"case": "1"}, {"case": "2"}]}
RUNS = {"first": 20, "marks": [], "statement": "", "rows": []}


class Item(SimpleNamespace):
    """Takes the place of a carried claim, which needs a session."""

    def add_marker(self, mark):
        self.marks = [*getattr(self, "marks", ()), mark]


@pytest.fixture
def module(monkeypatch):
    monkeypatch.setattr(CarriedClaim, "from_parent", lambda parent, name: Item(name=name))
    made = object.__new__(ClaimModule)
    made.carried = {"test_a": A, "test_b": B}
    return made


def function(name, original=None):
    return SimpleNamespace(name=name, originalname=original or name.partition("[")[0])


def test_a_file_of_which_all_is_carried_is_not_imported(module):
    a, one, two = module.collect()

    assert (a.name, a.originalname, a.row) == ("test_a", "test_a", {"case": ""})
    assert (a.line, a.statement, a.marks) == (6, "It is so.", ["trained"])
    assert [(b.name, b.originalname, b.line) for b in (one, two)] == [
        ("test_b[1]", "test_b", 8),
        ("test_b[2]", "test_b", 8),
    ]
    assert [b.marks for b in (one, two)] == [["parametrize"]] * 2
    assert (one.row, two.statement) == ({"case": "1"}, "B is so.")


def test_of_a_file_that_is_imported_what_is_carried_takes_the_place_of_the_same(
    module, monkeypatch
):
    helper = SimpleNamespace(name="Helper")
    functions = [function(n) for n in ("test_a", "test_b[1]", "test_b[2]", "test_c")]
    found = [functions[0], helper, *functions[1:]]
    monkeypatch.setattr(modules.pytest.Module, "collect", lambda self: found)
    module.carried["test_c"] = RUNS
    made = module.collect()

    assert [each.name for each in made] == [each.name for each in found]
    assert [hasattr(each, "row") for each in made] == [True, False, True, True, False]
    assert made[1] is helper
    assert made[4] is functions[3]


def test_cases_that_are_others_now_run(module, monkeypatch):
    found = [function("test_a"), function("test_b[1]"), function("test_b[3]")]
    monkeypatch.setattr(modules.pytest.Module, "collect", lambda self: found)
    module.carried["test_c"] = RUNS

    assert module.collect()[1:] == found[1:]


def test_a_carried_claim_runs_nothing_and_stands_at_its_line():
    item = SimpleNamespace(path=Path("/p/x.py"), line=6, name="test_a")

    assert CarriedClaim.runtest(item) is None
    assert CarriedClaim.reportinfo(item) == (Path("/p/x.py"), 6, "test_a")


@pytest.mark.parametrize(
    ("file", "tests", "ours"),
    [
        ("claims/test_x.py", {"test_a": A, "test_c": RUNS}, True),
        ("claims/test_x.py", {"test_c": RUNS}, False),
        ("tests/test_x.py", {"test_a": A}, False),
    ],
)
def test_only_a_file_that_holds_a_carried_claim_is_collected_otherwise(
    tmp_path, monkeypatch, file, tests, ours
):
    made = SimpleNamespace()
    monkeypatch.setattr(ClaimModule, "from_parent", lambda parent, path: made)
    carrying = Carrying(SimpleNamespace(root=tmp_path), {"claims/test_x.py": tests})
    found = carrying.pytest_pycollect_makemodule(tmp_path / file, "a folder")

    assert found is (made if ours else None)
    assert getattr(made, "carried", None) == (tests if ours else None)
