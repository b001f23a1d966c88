"""``pytest-claims init``: what it writes passes, and what was there stays."""

import subprocess
import sys
import tomllib
from glob import glob
from pathlib import Path

import pytest

import pytest_claims
from pytest_claims.cli import main
from pytest_claims.commands.scaffolding import templates

HOME = Path(pytest_claims.__file__).parents[2]
NO_TORCH = 'raise ImportError("torch is not installed here")\n'


def run(root, *command, **environment):
    """A command in a folder, where torch cannot be imported."""
    (blocked := root / ".blocked").mkdir(exist_ok=True)
    (blocked / "torch.py").write_text(NO_TORCH)
    env = {"PATH": "", "HOME": str(root), "PYTHONPATH": str(blocked), **environment}
    return subprocess.run(
        [sys.executable, *command], cwd=root, env=env, capture_output=True, text=True, timeout=120
    )


def pytest_claims_command(root, *arguments):
    return run(root, "-m", "pytest_claims.cli", *arguments)


def test_a_new_project_is_green_within_two_minutes_and_without_torch(tmp_path):
    begun = pytest_claims_command(tmp_path, "init")
    checked = pytest_claims_command(tmp_path, "check")
    audit = run(tmp_path, "-m", "pytest", "claims/", "-n0", "-p", "no:cacheprovider")

    assert (begun.returncode, checked.returncode, audit.returncode) == (0, 0, 0), audit.stdout
    assert "3 claims: 2 HOLDS, 1 REFUTED as declared" in audit.stdout
    assert "Write " not in audit.stdout  # of a number that is not the median


def test_what_it_writes_is_edited_and_says_what_to_change(tmp_path, capsys):
    main(["init", str(tmp_path)])
    note = tmp_path / "notes" / "summation.md"
    note.write_text(note.read_text().replace("less than a third", "at most a third"))
    capsys.readouterr()

    assert main(["check", "--root", str(tmp_path)]) == 1
    assert "let pytest-claims reword --write copy the note's" in capsys.readouterr().out
    assert main(["reword", "--write", "--root", str(tmp_path)]) == 0
    assert main(["check", "--root", str(tmp_path)]) == 0


def test_files_that_are_there_are_kept_and_named(tmp_path, capsys):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "summation.md").write_text("mine")
    (tmp_path / "summation.py").symlink_to(tmp_path / "nowhere.py")

    assert main(["init", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert f"kept {tmp_path / 'notes/summation.md'}, which was there" in said
    assert f"kept {tmp_path / 'summation.py'}, which was there" in said
    assert f"wrote {tmp_path / 'claims/test_summation.py'}" in said
    assert (tmp_path / "notes" / "summation.md").read_text() == "mine"
    assert not (tmp_path / "nowhere.py").exists()


def test_a_second_time_nothing_is_changed(tmp_path, capsys):
    main(["init", str(tmp_path)])
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    capsys.readouterr()

    assert main(["init", str(tmp_path)]) == 1
    assert before == {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert "add to" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("pyproject.toml", '[project]\nname = "x"\n', "at its end"),
        ("pyproject.toml", "[tool.pytest.ini_options]\n", "below [tool.pytest.ini_options]"),
        ("pyproject.toml", "[tool.pytest]\nstrict = false\n", "below [tool.pytest]"),
        ("pytest.toml", "", "at its end"),
        ("pytest.ini", "[pytest]\n", "below [pytest]"),
        ("pytest.ini", "", "at its end"),
        ("tox.ini", "[pytest]\n", "below [pytest]"),
        ("setup.cfg", "[tool:pytest]\n", "below [tool:pytest]"),
    ],
)
def test_the_file_that_pytest_reads_is_kept_and_its_addition_is_right(
    tmp_path, capsys, name, text, where
):
    (tmp_path / name).write_text(text)

    assert main(["init", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert f"add to {name}, {where}:" in said
    assert (tmp_path / name).read_text() == text
    assert name == "pyproject.toml" or not (tmp_path / "pyproject.toml").exists()
    addition = said.partition(":\n\n")[2].partition("\n\n")[0]
    (tmp_path / name).write_text(f"{text}{addition}\n")
    assert main(["check", "--root", str(tmp_path)]) == 0


def test_the_workflow_says_how_to_install_what_is_not_yet_published():
    workflow = templates()[".github/workflows/claims.yml"]

    assert (
        "# pip install PATH/packages/pytest-claims\n      - run: pip install pytest-claims\n"
        in workflow
    )


@pytest.mark.parametrize("folder", ["taken", "taken/below"])
def test_a_folder_that_is_a_file_exits_2_with_a_sentence(tmp_path, capsys, folder):
    (tmp_path / "taken").write_text("")

    assert main(["init", str(tmp_path / folder)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("pytest-claims init: ")
    assert "taken" in line


def test_the_scaffold_is_typed_and_in_order(tmp_path):
    main(["init", str(tmp_path)])
    cache = f"--cache-dir={HOME / '.mypy_cache' / 'strict'}"
    typed = run(tmp_path, "-m", "mypy", "--strict", cache, "claims", MYPYPATH=str(tmp_path))
    linted = run(tmp_path, "-m", "ruff", "check", "--isolated", "--select=E,F,I,UP,B", ".")
    formatted = run(tmp_path, "-m", "ruff", "format", "--isolated", "--check", ".")

    assert typed.returncode == 0, typed.stdout + typed.stderr
    assert linted.returncode == 0, linted.stdout + linted.stderr
    assert formatted.returncode == 0, formatted.stdout


@pytest.mark.parametrize("distribution", [".", "packages/pytest-claims"])
def test_every_file_of_the_scaffold_is_packaged(distribution):
    project = tomllib.loads((HOME / distribution / "pyproject.toml").read_text())
    globs = project["tool"]["setuptools"]["package-data"]["pytest_claims"]
    package = Path(pytest_claims.__file__).parent
    packaged = {
        path for pattern in globs for path in glob(pattern, root_dir=package, recursive=True)
    }
    scaffold = package / "commands" / "scaffold"
    files = {p for p in scaffold.rglob("*") if p.is_file() and "__pycache__" not in p.parts}

    assert len(files) == len(templates())
    assert {file.relative_to(package).as_posix() for file in files} <= packaged
