"""What a worker makes of an item, without a run around it."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.session import worker as room
from pytest_claims.session.items import case_name, claim_id
from pytest_claims.session.worker import ROW, SHOWN, Worker

FILE = Path("/p/claims/test_01_toy.py")


@pytest.fixture
def worker(monkeypatch):
    """One that has counted two cases of a test, and whose sources are all told."""
    made = object.__new__(Worker)
    made.declared = {"01_toy/a": Verdict.REFUTED}
    made.cases = {(FILE, "test_a"): ["test_a[1]", "test_a[2]"]}
    made.settings = SimpleNamespace(error=0.001, every=192, root="/p")
    made.told = []
    made.coverage = SimpleNamespace(of=lambda files: made.told.append(files) or made.covered)
    made.covered = True
    made.instrument = SimpleNamespace(
        sources=SimpleNamespace(followed={"toy.py"}),
        data=SimpleNamespace(files=lambda: ["a.csv"]),
        used={"k2": 2.0, "k1": 1.0},
    )
    made.implementations = SimpleNamespace(mutants={"m": []}, correct={"c": ()}, common=("base",))
    return made


def item(name="test_a[2]", **parameters):
    names = ("measure", *parameters)
    return SimpleNamespace(
        name=name,
        path=FILE,
        originalname="test_a",
        stash={},
        function=SimpleNamespace(claim_controls=["a control"]),
        _fixtureinfo=SimpleNamespace(argnames=names),
        callspec=SimpleNamespace(params={**parameters, "indirect": 0}),
    )


def test_a_row_tells_what_it_rests_on_where_that_is_all_known(worker):
    claim = item()
    assert worker.row(claim) is None
    claim.stash[ROW] = {"verdict": "HOLDS"}

    assert worker.row(claim) == {
        "verdict": "HOLDS",
        "records": ["k1", "k2"],
        "place": [1, 2],
    }
    assert worker.told == [{"toy.py", "a.csv"}]
    worker.covered = False
    assert worker.row(claim) == {"verdict": "HOLDS"}


def test_a_case_has_its_part_of_the_error_and_what_its_function_was_given(worker, monkeypatch):
    given = []
    monkeypatch.setattr(room, "run_named", lambda body, names: given.append(names) or {"s": 1})
    claim, named = item(gain=2.0), []
    claim.obj = "the body"
    asked = []
    claim.stash[SHOWN] = SimpleNamespace(require_all=asked.append)
    case = worker.case(claim, "a subject", named)
    measure = SimpleNamespace(body=SimpleNamespace(assertions=["one"]))
    case.declare(measure)

    assert given == [{"gain": 2.0, "measure": measure}]
    assert (named, asked) == ([{"s": 1}], [["one"]])
    assert (case.error, case.declared, case.until) == (0.0005, Verdict.REFUTED, 192)
    assert (case.controls, case.mutants, case.correct) == (["a control"], {"m": []}, {"c": ()})
    assert (case.subject, case.root, case.common) == ("a subject", "/p", ("base",))


def test_a_claim_that_takes_no_measure_is_given_none(worker, monkeypatch):
    given = []
    monkeypatch.setattr(room, "run_named", lambda body, names: given.append(names) or {})
    claim = item()
    claim.obj, claim._fixtureinfo.argnames = None, ()
    claim.stash[SHOWN] = SimpleNamespace(require_all=list)
    worker.case(claim, None, []).declare(SimpleNamespace(body=SimpleNamespace(assertions=())))

    assert given == [{}]


def test_what_no_note_declares_is_taken_to_hold(worker):
    other = item()
    other.originalname = "test_b_c"

    assert worker.verdict_declared(item()) is Verdict.REFUTED
    assert worker.verdict_declared(other) is Verdict.HOLDS
    assert claim_id(other) == "01_toy/b-c"


@pytest.mark.parametrize(("name", "case"), [("test_a[x-[1]]", "x-[1]"), ("test_a", "")])
def test_a_case_is_named_by_what_stands_in_its_brackets(name, case):
    assert case_name(item(name)) == case


@pytest.fixture
def items(worker, monkeypatch):
    """Two of a claim file and one of another test, which comes first."""
    monkeypatch.setattr(room.pytest, "Function", SimpleNamespace)
    worker.settings.is_claim_file = lambda path: path == FILE
    other = item()
    other.path = FILE.with_name("test_other.py")
    return [other, item("test_a[2]"), item("test_a[1]")]


def test_claims_come_first_and_keep_their_order(worker, items):
    step = worker.pytest_collection_modifyitems(items)
    next(step)
    assert items[0].path != FILE
    assert next(step, "ended") == "ended"

    assert [each.name for each in items[:2]] == ["test_a[2]", "test_a[1]"]
    assert items[2].path != FILE


def test_a_process_is_remembered_before_its_first_claim_and_for_no_other_test(worker, items):
    began = []
    worker.instrument.begin = lambda: began.append(True)
    for each, times in zip(items, (0, 1, 2), strict=True):
        assert worker.pytest_runtest_protocol(each) is None
        assert len(began) == times


def test_a_claim_is_held_to_its_source_before_it_runs(worker, items, monkeypatch):
    refused = []
    monkeypatch.setattr(room, "shown", lambda item, root: f"{item.name} below {root}")
    monkeypatch.setattr(room, "refuse_fixtures", lambda item, root: refused.append(item.name))
    for each in items:
        worker.pytest_runtest_setup(each)

    assert refused == ["test_a[2]", "test_a[1]"]
    assert [each.stash.get(SHOWN) for each in items] == [
        None,
        "test_a[2] below /p",
        "test_a[1] below /p",
    ]
    assert worker.claims_of(SimpleNamespace(items=items)) == items[1:]
    assert worker.pytest_pyfunc_call(items[0]) is None


def test_cases_are_counted_however_many_are_left(worker):
    step = worker.pytest_pycollect_makeitem(SimpleNamespace(path=FILE), "test_b")
    next(step)
    made = [item("test_b[1]"), item("test_b[2]")]
    with pytest.raises(StopIteration) as ended:
        step.send(made)
    assert ended.value.value is made
    step = worker.pytest_pycollect_makeitem(SimpleNamespace(path=FILE), "LIMIT")
    next(step)
    with pytest.raises(StopIteration):
        step.send(None)

    assert worker.cases == {
        (FILE, "test_a"): ["test_a[1]", "test_a[2]"],
        (FILE, "test_b"): ["test_b[1]", "test_b[2]"],
    }


def test_a_process_is_its_own_again_when_the_run_ends(worker):
    done = []
    worker.instrument.close = lambda: done.append("instrument")
    worker.confinement = SimpleNamespace(release=lambda: done.append("confinement"))
    worker.pytest_sessionstart(SimpleNamespace(exitstatus=6))
    worker.pytest_unconfigure()

    assert done == ["instrument", "confinement"]
    assert worker.confinement.status() == 6
