"""The ways past the first line of defence, to the second."""

import pytest
from carrying import AGAIN, STUB, TELLS, TRUE, told
from heard import controller_in

import pytest_claims.session.controller  # once here, and not again in every project's run
import pytest_claims.session.worker
from pytest_claims.claims import grammar


@pytest.fixture
def unread(monkeypatch):
    """Lets claim files through that the rules refuse, so that what guards the run is tested.

    Only in this process, so with ``project.inside``; and only where the rules do refuse.
    """
    rules, refused = grammar.rule_faults, []

    def let_through(*arguments):
        refused.extend(rules(*arguments))
        return ()

    monkeypatch.setattr(grammar, "rule_faults", let_through)
    yield
    assert refused, "no rule refuses this claim file: run it without unread"


@pytest.fixture
def carried(project):
    """A project of which one run has decided everything."""
    cases = '@control(High, Flat)\n@pytest.mark.parametrize("gain", [1.0, 2.0])'
    project.toy = STUB + project.toy
    project.claim(TRUE, name="a", how="@control(High, Flat)\n@pytest.mark.trained")
    over = "scored = measure(score, High, gain=gain)\nassert scored > measure(score, Low)"
    project.claim(over, name="b", how=cases, arguments="measure, gain")
    root = project.write()
    (root / "heavy.py").write_text("")
    (root / "conftest.py").write_text((root / "conftest.py").read_text() + TELLS)
    told(project.again("-n0"), AGAIN)
    return project


@pytest.fixture
def controller(tmp_path, monkeypatch):
    """Of a whole run of the one claim of a project, which holds."""
    room = pytest_claims.session.controller
    monkeypatch.setattr(room.prose, "thin", lambda notes, settings: [])
    monkeypatch.setattr(room.values, "findings", lambda notes, rows: [])
    monkeypatch.setattr(room, "perf_counter", lambda: 107.26)
    return controller_in(tmp_path)
