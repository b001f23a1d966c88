"""Sentences that are not tested although all were asked for, and marks that come from elsewhere."""

from pathlib import Path

from corpus.tiny import CLAIMS, FALSE, NO_CONTROL, NOTE, TOY, TRUE, Tiny, edited
from toy_project import NOTE as NOTES

BOTH = {"body": TRUE, "b": TRUE}
ITEMS = "def pytest_collection_modifyitems(items):\n    "


def error(says: str, status: int = 1, **project: object) -> Tiny:
    """A claim that is an ERROR for this reason."""
    return Tiny(
        "what runs",
        status=status,
        verdict="ERROR",
        says=(f"*01_toy/a: ERROR*{says}*",),
        **project,  # type: ignore[arg-type]
    )


def refuted(**project: object) -> Tiny:
    """A false claim that something tries to make pass."""
    return Tiny(
        "what runs",
        body=FALSE,
        how=NO_CONTROL,
        status=1,
        verdict="REFUTED",
        says=("*01_toy/a: REFUTED*0 wins, 24 losses*",),
        **project,  # type: ignore[arg-type]
    )


def untested(says: str, verdict: str | None = "not reached", **project: object) -> Tiny:
    """A false claim, beside a true one, that is kept from being tested."""
    return Tiny(
        "what runs",
        body=FALSE,
        b=TRUE,
        how=NO_CONTROL,
        status=1,
        verdict=verdict,
        says=(f"*01_toy/a*{says}*",),
        **project,  # type: ignore[arg-type]
    )


def reworded(root: Path) -> None:
    """The sentence of b is another."""
    for file in (NOTE, CLAIMS):
        edited(file, "sentence of b", "contrary of b")(root)


PROJECTS = {
    "xfail added by conftest": refuted(
        conftest=f"import pytest\n{ITEMS}for item in items: item.add_marker(pytest.mark.xfail)"
    ),
    "an outcome rewritten by conftest": refuted(
        conftest="import pytest\n"
        "@pytest.hookimpl(wrapper=True, tryfirst=True)\n"
        "def pytest_runtest_makereport(item, call):\n"
        "    report = yield\n"
        "    report.outcome = 'passed'\n"
        "    return report"
    ),
    "an exit status rewritten by conftest": refuted(
        conftest="import pytest\n"
        "@pytest.hookimpl(tryfirst=True)\n"
        "def pytest_sessionfinish(session):\n"
        "    session.exitstatus = 0\n"
        "    session.testsfailed = 0"
    ),
    "skip added by conftest": untested(
        "skip",
        verdict="ERROR",
        conftest=f"import pytest\n{ITEMS}items[0].add_marker(pytest.mark.skip(reason='skipped'))",
    ),
    "deselected by conftest": untested("*", conftest=f"{ITEMS}del items[0]"),
    "a file that is not collected": Tiny(
        "what runs",
        status=1,
        says=("*02_toy/c*",),
        files={
            "notes/02_toy.md": NOTES.format(
                sentences="[Low is higher.][c]",
                definitions="[c]: ../claims/test_02_toy.py#test_c",
            ),
            "claims/test_02_toy.py": "from pytest_claims import no_control\nimport toy\n"
            "@no_control('a toy')\ndef test_c(measure):\n"
            "    '''Low is higher.'''\n"
            "    assert measure(toy.score, toy.Low) > measure(toy.score, toy.High)\n",
        },
        conftest="collect_ignore = ['claims/test_02_toy.py']",
    ),
    "functions of another name": Tiny(
        "what runs",
        body=TRUE,
        b=FALSE,
        verdict_of_b="not reached",
        status=1,
        says=("*01_toy/b*",),
        edits=(("pytest.ini", "claims_notes", "python_functions = test_a\nclaims_notes"),),
    ),
    "another function, put in by conftest": error(
        "*",
        body=FALSE,
        conftest=f"{ITEMS}items[0].obj = lambda measure: None",
    ),
    "a probe that skips": error(
        "skip",
        body="assert measure(toy.skips) > 0",
        how=NO_CONTROL,
        toy="def skips(*, seeds):\n    import pytest\n    pytest.skip('not today')",
    ),
    "a probe that exits": error(
        "SystemExit",
        body="assert measure(toy.exits) > 0",
        how=NO_CONTROL,
        toy="def exits(*, seeds):\n    raise SystemExit(0)",
    ),
    "a fixture of conftest that patches": error(
        "patch",
        conftest="import pytest\n@pytest.fixture(autouse=True)\n"
        "def patch(monkeypatch):\n    import toy\n    monkeypatch.setattr(toy.High, 'shift', 9.0)",
    ),
    "selected by name": Tiny(
        "what runs", TRUE, b=FALSE, verdict_of_b="not reached", flags=("-k", "test_a")
    ),
    "selected out": Tiny(
        "what runs",
        TRUE,
        b=FALSE,
        verdict_of_b="not reached",
        flags=("--deselect", f"{CLAIMS}::test_b"),
    ),
    "selected by mark": Tiny(
        "what runs",
        TRUE,
        b=FALSE,
        verdict_of_b="not reached",
        flags=("-m", "not trained", "-k", "test_a"),
    ),
    "in another order": Tiny("what runs", **BOTH, conftest=f"{ITEMS}items.reverse()"),
    "a fixture for other tests": Tiny(
        "what runs", conftest="import pytest\n@pytest.fixture\ndef other():\n    return 1"
    ),
    "an ordinary test beside the claims": Tiny(
        "what runs", files={"tests/test_x.py": "def test_x():\n    assert True\n"}
    ),
    "a warning": Tiny(
        "what runs", toy="import warnings\ndef warned():\n    warnings.warn('old', stacklevel=1)"
    ),
    "only looked at": Tiny(
        "what runs", verdict=None, flags=("--collect-only",), status=0, how=NO_CONTROL
    ),
    "only set up": Tiny("what runs", verdict=None, flags=("--setup-plan",), how=NO_CONTROL),
    "looked at after an audit": Tiny(
        "what runs",
        how=NO_CONTROL,
        says=(),
        then=lambda root: None,
        flags_then=("--collect-only",),
    ),
    "a verdict that is carried to another sentence": Tiny(
        "what is carried over",
        body=TRUE,
        b=TRUE,
        verdict_of_b="not reached",
        then=reworded,
        flags_then=("-k", "test_a"),
    ),
    "a verdict that is carried to another seed": Tiny(
        "what is carried over",
        **BOTH,
        verdict_of_b="not reached",
        then=lambda root: None,
        flags_then=("-k", "test_a", "--claims-seed=7"),
    ),
    "a verdict that is carried to other sources": Tiny(
        "what is carried over",
        **BOTH,
        verdict_of_b="not reached",
        then=edited(TOY, "shift = 5.0", "shift = 6.0"),
        flags_then=("-k", "test_a"),
    ),
    "a verdict that is forged": Tiny(
        "what is carried over",
        body=TRUE,
        b=FALSE,
        verdict_of_b="not reached",
        then=lambda root: forged(root),
        flags_then=("-k", "test_a"),
        says=("*",),
    ),
    "a verdict that is carried over": Tiny(
        "what is carried over", **BOTH, then=lambda root: None, flags_then=("-k", "test_a")
    ),
}


def forged(root: Path) -> None:
    """The refuted b is made to hold."""
    ledger = root / ".claims" / "audit.json"
    ledger.write_text(ledger.read_text().replace("REFUTED", "HOLDS"))
