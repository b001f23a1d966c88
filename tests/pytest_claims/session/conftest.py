"""The ways past the first line of defence, to the second."""

import pytest

import pytest_claims.session.controller  # once here, and not again in every project's run
import pytest_claims.session.worker  # noqa: F401
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
