"""What is said of a claim that broke."""

from types import SimpleNamespace

import pluggy
import pytest

from pytest_claims.faults import ASKED, ASSERTED, TRYING, ClaimError
from pytest_claims.session.confined import Stopped
from pytest_claims.session.failures import died, ended, ending, reason, shown


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (pytest.skip.Exception("no GPU"), "skipped by pytest.skip: no GPU"),
        (pytest.xfail.Exception(""), "skipped by pytest.xfail"),
        (pytest.exit.Exception("enough"), "ended by pytest.exit: enough"),
    ],
)
def test_a_claim_that_takes_itself_out_is_told_by_its_call(problem, said):
    assert ending(problem) == said
    assert str(ended(problem)) == f"{said}. A claim is measured or it is an error; remove the call."


def caught(problem):
    with pytest.raises(type(problem)) as excinfo:
        raise problem
    return excinfo


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (pytest.skip.Exception("no GPU"), "skipped by pytest.skip: no GPU"),
        (ClaimError("it has no control"), "it has no control"),
        (Stopped("it took too long"), "it took too long"),
        (KeyError("x"), "KeyError: 'x'"),
    ],
)
def test_the_ledger_keeps_the_reason(problem, said):
    assert reason(caught(problem).value) == said


def test_a_claim_that_raised_nothing_was_run_by_another():
    assert reason(None) == "another plugin ran its function, so nothing was decided"


def item(path, line=7):
    """A claim of this file; what pytest would show of it is known by its traceback."""
    return SimpleNamespace(
        path=path,
        location=("x", line, "test_a"),
        repr_failure=lambda excinfo: [entry.path.name for entry in excinfo.traceback],
    )


def test_a_fault_of_the_claim_is_shown_in_a_line_and_its_notes(tmp_path):
    problem = ClaimError("measure less")
    problem.add_note("asked for at x:1")

    said = shown(item(tmp_path / "claims" / "test_a.py"), caught(problem), tmp_path)
    assert said == "claims/test_a.py:8: measure less\nasked for at x:1"
    unplaced = shown(item(tmp_path / "test_a.py", None), caught(Stopped("late")), tmp_path)
    assert unplaced == "test_a.py:1: late"


def test_notes_that_the_line_and_the_reason_say_already_are_not_said_again(tmp_path):
    problem = ClaimError("measure less")
    for note in (f"{ASSERTED}12", f"{TRYING}the control a → b", "asked for at x:1"):
        problem.add_note(note)

    assert shown(item(tmp_path / "test_a.py"), caught(problem), tmp_path) == (
        f"test_a.py:12: {TRYING}the control a → b: measure less\nasked for at x:1"
    )


def test_the_line_is_the_last_of_the_claim_that_was_reached(request):
    def inner():
        raise ClaimError("measure less")

    with pytest.raises(ClaimError) as excinfo:
        inner()
    last = excinfo.traceback[-1].lineno + 1

    assert shown(item(request.path), excinfo, request.path.parent) == (
        f"test_failures.py:{last}: measure less"
    )


class Measures:
    @pluggy.HookimplMarker("t")(specname="measured")
    def measured(self):
        raise KeyError("x")


def through_pluggy():
    manager = pluggy.PluginManager("t")
    manager.register(Measures())
    manager.hook.measured()


def through_pytest():
    pytest.MonkeyPatch().delitem({}, "x")


@pytest.mark.parametrize("called", [through_pluggy, through_pytest])
def test_frames_of_pytest_and_of_pluggy_are_not_shown(called, request):
    with pytest.raises(KeyError) as excinfo:
        called()
    own = [entry.path.name for entry in excinfo.traceback if entry.path == request.path]
    assert len(own) < len(excinfo.traceback)

    said = shown(item(request.path), excinfo, request.path.parent)
    assert said.endswith(f"\n\n{own}")


def test_an_error_without_words_of_its_own_is_told_by_its_kind_and_line(request):
    with pytest.raises(StopIteration) as excinfo:
        ending(KeyError())
    said = shown(item(request.path), excinfo, request.path.parent)

    assert said.startswith("test_failures.py:")
    assert "StopIteration" in said


@pytest.mark.parametrize(
    ("said", "took", "limit", "forked", "words"),
    [
        ("gw0 crashed", 1.0, 60.0, False, "gw0 crashed"),
        ("", 1.0, 60.0, False, "its process died"),
        ("", 60.0, 60.0, False, "its process died; it was not decided within claims_timeout = 60"),
        ("", 60.0, 0.0, False, "its process died"),
        ("", 60.0, 60.0, True, "its process died: run claims without --forked"),
    ],
)
def test_a_process_that_died_is_told_by_what_is_known(said, took, limit, forked, words):
    options = {"forked": forked}
    config = SimpleNamespace(getoption=lambda name, default: options.get(name, default))
    found = died(said, took, limit, config)

    assert found.startswith(words)
    assert ("claims_timeout" in found) == ("claims_timeout" in words)


@pytest.mark.parametrize(
    ("notes", "place"),
    [
        ([f"{ASKED}claims/other.py:21: score()", f"{ASSERTED}9"], "claims/other.py:21"),
        ([f"{ASSERTED}9"], "x.py:9"),
        ([f"it was {ASKED}nowhere:1:"], "x.py:8"),
        ([], "x.py:8"),
    ],
)
def test_what_no_line_of_the_claim_raised_is_told_where_it_was_asked_or_asserted(
    tmp_path, notes, place
):
    problem = ClaimError("measure less")
    for note in notes:
        problem.add_note(note)

    said = shown(item(tmp_path / "x.py"), caught(problem), tmp_path)
    assert said.startswith(f"{place}: measure less")
