"""What is said of a run before it begins."""

import json
import subprocess
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from pytest_claims.faults import ClaimError
from pytest_claims.session import description
from pytest_claims.session.description import ablations, found, kept, of_notes, revision

TRUE = "assert measure(score, High) > measure(score, Low)"


def run_of(project):
    return json.loads((project.pytester.path / ".claims" / "audit.json").read_text())["run"]


def test_a_run_says_when_and_with_what_it_was_made(project):
    project.claim(TRUE).claim(TRUE, name="b").claim(TRUE, name="c").write()
    began = datetime.now(UTC).replace(microsecond=0)
    project.inside("-o", "claims_error=0.0002", "--claims-seed=7")
    run = run_of(project)

    assert began <= datetime.fromisoformat(run["started"]) <= began + timedelta(minutes=5)
    assert run["started"].endswith("Z")
    assert 0 < run["seconds"] < 300
    assert run["seconds"] == round(run["seconds"], 1)
    assert (run["seed"], run["options"]) == (7, ["--claims-seed", "7"])
    assert (run["error_per_claim"], run["error_of_audit"]) == (0.0002, 0.0006)
    assert run["every"] == 192
    assert run["subjects"] == {"High": "toy:High", "Low": "toy:Low"}
    assert {"python", "numpy", "cpu", "device", "git"} <= run["environment"].keys()


def test_the_error_of_an_audit_is_at_most_1(project):
    for name in "abc":
        project.claim(TRUE, name=name)
    project.audit("-o", "claims_error=0.4")

    assert run_of(project)["error_of_audit"] == 1.0


def test_the_commit_of_the_sources_is_told_where_there_is_one(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert revision(tmp_path) is None

    (tmp_path / "file").write_text("1")
    who = ["-c", "user.name=x", "-c", "user.email=x"]
    for words in (["init", "-q"], ["add", "file"], [*who, "commit", "-qm", "x"]):
        subprocess.run(["git", "-C", tmp_path, *words], check=True)
    clean = revision(tmp_path)
    (tmp_path / "file").write_text("2")

    assert clean.isalnum()
    assert revision(tmp_path) == f"{clean}-dirty"


def test_without_git_there_is_no_commit(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert revision(tmp_path) is None


def config(known, mutants):
    hook = SimpleNamespace(
        pytest_claims_architectures=lambda: None,
        pytest_claims_subjects=lambda: known,
        pytest_claims_ablations=lambda: mutants,
    )
    return SimpleNamespace(hook=hook)


@pytest.mark.parametrize("tried", [True, False])
def test_mutants_are_told_where_they_are_tried(tried):
    mutants = {"Counter": ["collections:Counter"]}
    found = ablations(
        config({"Counter": "collections:Counter", "Other": "x:Y"}, mutants),
        SimpleNamespace(mutants=tried),
    )

    assert found == (mutants if tried else None)


def test_no_mutants_are_none_to_try():
    assert ablations(config(None, None), SimpleNamespace(mutants=True)) == {}


@pytest.mark.parametrize(
    ("known", "names"), [({"A": "x:A", "B": "x:B"}, "A, B"), (None, "nothing")]
)
def test_mutants_of_what_there_is_not_are_refused(known, names):
    mutants = {name: ["collections:Counter"] for name in ("D", "C")}

    with pytest.raises(pytest.UsageError, match=f"names C, D, and .* names {names}: correct"):
        ablations(config(known, mutants), SimpleNamespace(mutants=True))


def test_a_hook_that_gives_a_list_is_told_what_to_give():
    with pytest.raises(pytest.UsageError, match=r"gives \['a:B'\]: write \{\"NAME\": \[\"module"):
        ablations(config(None, ["a:B"]), SimpleNamespace(mutants=True))


def test_a_source_that_is_edited_as_the_run_begins_ends_it_in_words(project, monkeypatch):
    def edited(settings):
        raise ClaimError("Run the audit again: toy.py was edited while the audit ran")

    monkeypatch.setattr("pytest_claims.session.description.versions", edited)
    project.claim("assert measure(score, High) > 0")
    result = project.audit()

    assert result.ret == 4
    assert "ERROR: Run the audit again: toy.py was edited" in result.stderr.str()
    assert "INTERNALERROR" not in result.stdout.str() + result.stderr.str()


def test_marks_are_told_with_what_the_ini_says_of_them():
    marks = ["trained: fits a model ", " slow :takes long", "plain", "takes(n): no name"]
    ini = SimpleNamespace(getini=lambda name: {"markers": marks}[name])
    settings = SimpleNamespace(argument=("Context",), derivations=[])

    assert of_notes(ini, settings) == {
        "argument": ("Context",),
        "marks": {"trained": "fits a model", "plain": ""},
    }


@pytest.mark.parametrize(("here", "known"), [("g", True), ("h", False), ("", False)])
def test_what_an_earlier_run_found_on_the_same_grounds_is_kept_with_the_commit_of_now(
    monkeypatch, here, known
):
    monkeypatch.setattr(description, "revision", lambda root: f"the commit of {root}")
    earlier = {"environment": {"python": "3.11.7", "git": "old"}, "grounds": "g" if here else ""}
    environment = {"python": "3.11.7", "git": "the commit of here"}

    assert kept(SimpleNamespace(root="here"), here, earlier) == (
        {"environment": environment, "grounds": here} if known else {}
    )


@pytest.mark.parametrize(("covered", "grounds"), [(True, "g"), (False, "")])
def test_a_run_is_described_by_what_it_imports_and_where_it_runs(monkeypatch, covered, grounds):
    monkeypatch.setattr(description, "versions", lambda settings: ({"numpy": "2.0"}, {"a file"}))
    monkeypatch.setattr(description, "revision", lambda root: "a commit")
    monkeypatch.setattr(description, "device_of", lambda config, settings: "cpu")
    coverage = SimpleNamespace(of=lambda files: files == {"a file"} and covered)
    monkeypatch.setattr(description, "Coverage", lambda root: coverage)
    said = found("a config", SimpleNamespace(root="here"), "g")

    assert said["grounds"] == grounds
    assert list(said["environment"]) == ["python", "numpy", "cpu", "device", "git"]
    assert said["environment"]["cpu"]
    assert [said["environment"][name] for name in ("numpy", "device", "git")] == [
        *("2.0", "cpu", "a commit"),
    ]
