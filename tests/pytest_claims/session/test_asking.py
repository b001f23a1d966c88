"""What a project's configuration answers, and what is said where it cannot."""

from types import SimpleNamespace

import pytest

from pytest_claims.faults import ClaimError
from pytest_claims.session import asking as room
from pytest_claims.session.asking import Asking, ask


@pytest.fixture
def pytest_main(monkeypatch):
    """Stands for pytest; ``configures`` is whether it comes to ask its plugins."""
    made = SimpleNamespace(configures=True, given=[])

    def main(arguments, plugins):
        made.given.append(arguments)
        if made.configures:
            assert plugins[0].pytest_cmdline_main("a config") == 0

    monkeypatch.setattr(room.pytest, "main", main)
    return made


def test_the_first_answer_is_what_was_asked_for(pytest_main, tmp_path):
    assert ask(tmp_path, lambda config: f"asked of {config}", "-x") == "asked of a config"
    assert pytest_main.given == [[str(tmp_path), "--assert=plain", "-x"]]
    assert ask(tmp_path, lambda config: None) is None


@pytest.mark.parametrize("problem", [ClaimError, pytest.UsageError])
def test_what_a_project_lacks_is_told_in_its_words(pytest_main, tmp_path, problem):
    def refuse(config):
        raise problem("add a hook")

    with pytest.raises(ClaimError, match=r"^add a hook$"):
        ask(tmp_path, refuse)


def test_a_project_that_pytest_cannot_start_is_told_by_its_folder(pytest_main, tmp_path):
    pytest_main.configures = False

    with pytest.raises(ClaimError, match=f"pytest cannot start in {tmp_path}: see above"):
        ask(tmp_path, list)


def test_another_error_is_none_of_the_projects(pytest_main, tmp_path):
    with pytest.raises(KeyError):
        Asking({}.__getitem__).pytest_cmdline_main("a config")
