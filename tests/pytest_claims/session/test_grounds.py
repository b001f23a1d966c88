"""What all verdicts of a run rest on together."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from pytest_claims.measuring import installation as module
from pytest_claims.measuring.installation import installation
from pytest_claims.recording.dependencies import LARGE, SourceTree
from pytest_claims.session.grounds import Coverage, grounds
from pytest_claims.settings import Settings


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of installed modules, first on the path."""
    info = tmp_path / "lib" / "package-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Version: 1.0")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "lib"), *sys.path])
    return tmp_path / "lib"


def update(folder):
    (folder / "package-1.0.dist-info" / "METADATA").write_text("Version: 1.1")


def add(folder):
    (folder / "other-1.0.dist-info").mkdir()


def lead_away(folder):
    (folder / "package.pth").write_text("/elsewhere")


@pytest.mark.parametrize("change", [update, add, lead_away])
def test_another_installation_is_other_grounds(folder, change):
    before = installation(Path.cwd())
    assert installation(Path.cwd()) == before

    change(folder)

    assert installation(Path.cwd()) != before


def test_a_link_that_leads_nowhere_among_loose_modules_is_no_error(folder):
    (folder / "loose").mkdir()
    (folder / "loose" / "gone.py").symlink_to(folder / "nowhere.py")

    assert installation(Path.cwd()) == installation(Path.cwd())


def test_another_path_is_other_grounds(folder, monkeypatch):
    before = installation(Path.cwd())

    monkeypatch.setattr(sys, "path", sys.path[1:])

    assert installation(Path.cwd()) != before


def test_another_variable_is_other_grounds_unless_it_is_the_shells_own(monkeypatch):
    before = installation(Path.cwd())
    monkeypatch.setenv("SHLVL", "77")
    assert installation(Path.cwd()) == before

    monkeypatch.setenv("LEVEL", "77")

    assert installation(Path.cwd()) != before


def test_another_audit_is_other_grounds(tmp_path, monkeypatch):
    before = installation(Path.cwd())

    monkeypatch.setattr(module, "OURS", str(tmp_path))

    assert installation(Path.cwd()) != before


def settings(root, **said):
    known = {
        "root": root,
        "notes": ["notes"],
        "claims": "claims",
        "error": 0.001,
        "every": 192,
        "accounted_for": 0.7,
        "repeat": 0.02,
        "environment": [],
        "seed": 0,
        "fresh": False,
        "junit": True,
        "ledger": root / "audit.json",
        "subjects": [],
        "mutants": False,
    }
    return Settings(**known | said)


def config(**options):
    return SimpleNamespace(getoption=lambda name, default: options.get(name, default))


OTHER = {
    "error": {"error": 0.01},
    "every": {"every": 96},
    "seed": {"seed": 1},
    "variables": {"environment": ["LEVEL"]},
    "data": {"data": ["data"]},
    "timeout": {"timeout": 1.0},
}


@pytest.mark.parametrize("said", OTHER.values(), ids=OTHER)
def test_other_settings_are_other_grounds(tmp_path, said):
    one, other = (grounds(config(), settings(tmp_path, **s), SourceTree()) for s in ({}, said))

    assert one != other


@pytest.mark.parametrize("option", ["override_ini", "pythonwarnings", "plugins", "assertmode"])
def test_another_way_to_run_tests_is_other_grounds(tmp_path, option):
    one, other = (
        grounds(config(**given), settings(tmp_path), SourceTree())
        for given in ({}, {option: ["x"]})
    )

    assert one != other


def test_other_sources_are_other_grounds(tmp_path):
    one, other = (
        grounds(config(), settings(tmp_path), SourceTree(rest=rest)) for rest in ("a", "b")
    )

    assert one != other


@pytest.mark.parametrize("said", [{"subjects": ["LSTM=torch.nn:LSTM"]}, {"mutants": True}])
def test_verdicts_of_other_implementations_have_no_grounds(tmp_path, said):
    assert grounds(config(), settings(tmp_path, **said), SourceTree()) == ""


@pytest.mark.parametrize(
    "name", ["probe.py", "inner/probe.py", ".hidden/probe.py", "env/probe.py", "large.so", "no.py"]
)
def test_a_source_is_covered_where_each_edit_of_it_is_told(tmp_path, name):
    for other in ("probe.py", "inner/probe.py", ".hidden/probe.py", "env/probe.py"):
        (tmp_path / other).parent.mkdir(exist_ok=True)
        (tmp_path / other).write_text("")
    (tmp_path / "env" / "pyvenv.cfg").write_text("")
    (tmp_path / "large.so").write_bytes(bytes(LARGE + 1))

    assert Coverage(tmp_path).of([tmp_path / name]) == (name in ("probe.py", "inner/probe.py"))


def test_what_was_once_not_covered_stays_so(tmp_path):
    (tmp_path / "probe.py").write_text("")
    coverage = Coverage(tmp_path)
    assert coverage.of([tmp_path / "probe.py"])
    assert not coverage.of([tmp_path.parent / "elsewhere.py"])

    assert not coverage.of([tmp_path / "probe.py"])


def test_a_source_behind_a_linked_folder_is_not_covered(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "probe.py").write_text("")
    (tmp_path / "linked").symlink_to("real")

    assert not Coverage(tmp_path).of([tmp_path / "linked" / "probe.py"])


def test_a_source_is_looked_at_once(tmp_path, monkeypatch):
    coverage, asked = Coverage(tmp_path), []
    monkeypatch.setattr(coverage, "_is_told", lambda file: asked.append(file.name) or True)
    for names in ("ab", "b", "ac"):
        assert coverage.of(tmp_path / name for name in names)

    assert sorted(asked) == ["a", "b", "c"]
