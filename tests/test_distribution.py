"""The plugin is a distribution of its own, which needs neither torch nor much else."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from importlib.metadata import requires
from pathlib import Path

import pytest
from tests.alone import audit

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "packages" / "pytest-claims"
SOURCES = ROOT / "src" / "pytest_claims"
NEEDED = {"pytest", "numpy", "markdown-it-py", "mdit-py-plugins"}
ABSENT = (
    "torch",
    "jaxtyping",
    "scipy",
    "matplotlib",
    "jinja2",
    "fontTools",
    "markupsafe",
    "xdist",
    "sequence_models",
)
EXTRA = {"report": {"jinja2", "markupsafe", "matplotlib", "fontTools"}, "figures": {"matplotlib"}}
EXTRA |= {"cluster": {"distributed"}}
EVERYWHERE = {"pytest", "pluggy", "numpy", "markdown_it", "mdit_py_plugins", "pytest_claims"}
EVERYWHERE |= {"_pytest"}  # pytest's own, for what it shows of an exception


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The plugin's wheel, built from a copy of the sources."""
    folder = tmp_path_factory.mktemp("wheel")
    left_out = shutil.ignore_patterns("*.egg-info", "build", "__pycache__", "sequence_models")
    shutil.copytree(PACKAGE, folder / "source", ignore=left_out)
    build = "from setuptools.build_meta import build_wheel; build_wheel('..')"
    command = [sys.executable, "-c", build]
    subprocess.run(command, cwd=folder / "source", check=True, capture_output=True)
    (file,) = folder.glob("*.whl")
    with zipfile.ZipFile(file) as opened:
        yield opened


def metadata(wheel):
    (name,) = (n for n in wheel.namelist() if n.endswith(".dist-info/METADATA"))
    return Parser().parsestr(wheel.read(name).decode())


def test_its_wheel_asks_for_what_it_needs_and_no_more(wheel):
    said = metadata(wheel)
    asked = said.get_all("Requires-Dist")
    plain = {re.match(r"[\w-]+", line)[0] for line in asked if "extra ==" not in line}

    assert said["Name"] == "pytest-claims"
    assert plain == NEEDED
    assert set(said.get_all("Provides-Extra")) == {"report", "parallel", "cluster"}
    assert not any("torch" in line or "scipy" in line for line in asked)
    assert "claims_notes = README.md" in said.get_payload()


@pytest.mark.parametrize("file", [PACKAGE / "README.md", ROOT / "README.md"])
def test_who_begins_sees_on_the_first_screen_what_to_type_first(file):
    screen = "\n".join(file.read_text().splitlines()[:25])

    assert "\npip install ./packages/pytest-claims" in screen
    assert "\npytest-claims init my-notes && cd my-notes && pytest claims/\n" in screen


def test_its_wheel_has_the_plugin_whole_and_nothing_of_the_models(wheel):
    names = wheel.namelist()
    (entry,) = (n for n in names if n.endswith("entry_points.txt"))
    sources = {p.relative_to(SOURCES.parent).as_posix() for p in SOURCES.rglob("*.py")}

    assert sources <= set(names)
    assert "pytest_claims/py.typed" in names
    assert "pytest_claims/report/templates/page.css" in names
    assert all(n.startswith(("pytest_claims/", "pytest_claims-")) for n in names)
    assert "pytest-claims = pytest_claims.cli:main" in wheel.read(entry).decode()
    assert "pytest_claims = pytest_claims.plugin" in wheel.read(entry).decode()


def test_both_distributions_give_the_plugin_the_same_version_and_commands():
    ours, root = (
        tomllib.loads((folder / "pyproject.toml").read_text())["project"]
        for folder in (PACKAGE, ROOT)
    )

    for key in ("version", "scripts", "entry-points", "requires-python", "license"):
        assert ours[key] == root[key], key


def test_the_oldest_versions_that_are_tested_are_those_that_are_promised():
    project = tomllib.loads((PACKAGE / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    asked = [*project["dependencies"], *(one for extra in extras for one in extra)]
    promised = {line.partition(">=")[0]: re.search(r">=([\d.]+)", line)[1] for line in asked}
    lines = (PACKAGE / "oldest.txt").read_text().splitlines()
    tested = dict(line.split("==") for line in lines if "==" in line)

    for name, version in promised.items():
        assert tested[name].startswith(version), name


def test_the_root_asks_for_all_that_the_plugin_does():
    root = " ".join(requires("sequence-model-claims") or ())

    assert all(name in root for name in NEEDED)


def imported(file):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def test_only_the_rooms_that_draw_import_what_draws():
    scaffold = SOURCES / "commands" / "scaffold"  # which is written, and not imported
    for file in (f for f in SOURCES.rglob("*.py") if not f.is_relative_to(scaffold)):
        room = file.relative_to(SOURCES).parts[0]
        foreign = set(imported(file)) - EVERYWHERE - sys.stdlib_module_names
        allowed = EXTRA.get(room, set()) | ({"xdist"} if file.name == "dealing.py" else set())
        assert foreign <= allowed, file


BLOCK = f"""
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {ABSENT!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
"""


def blocked(code):
    """A command that runs this code where nothing but what is needed can be imported."""
    return [sys.executable, "-c", BLOCK + code]


def test_importing_it_imports_no_torch():
    code = "import pytest_claims, pytest_claims.plugin, pytest_claims.cli; "
    code += "import pytest_claims.session.controller, pytest_claims.session.worker"

    subprocess.run(blocked(code), check=True)


def test_a_readme_is_audited_without_torch_scipy_or_anything_that_draws(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    run = "import pytest; sys.exit(pytest.main(['-p', 'pytest_claims.plugin', *sys.argv[1:]]))"
    found = audit(tmp_path, *blocked(run))

    assert found.returncode == 0, found.stdout + found.stderr
    assert "README            1 claims: 1 HOLDS" in found.stdout


@pytest.mark.parametrize("flag", ["--claims-report=page", "--claims-write-figures"])
def test_a_page_or_figure_without_its_extra_is_refused_in_a_sentence(tmp_path, monkeypatch, flag):
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    hide = "import pytest_claims.extras as e; e.find_spec = lambda name: None; import pytest; "
    run = "sys.exit(pytest.main(['-p', 'pytest_claims.plugin', *sys.argv[1:]]))"
    (tmp_path / "experiments").mkdir()
    more = [flag] if "report" in flag else [flag, "experiments"]
    found = audit(tmp_path, *blocked(hide + run), *more)

    assert found.returncode == 4
    assert 'Run pip install "pytest-claims[report]": ' in found.stderr
    assert "Traceback" not in found.stderr


def test_the_citation_names_the_version_that_is_built():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]

    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text()


def test_only_notes_that_no_model_follows_end_in_what_remains_open():
    """The ini lets a note end either way; the argument asks which."""
    notes = sorted((ROOT / "notes").glob("[0-9]*.md"))
    ends = [note.stem for note in notes if "## What Remains Open" in note.read_text()]

    assert ends == ["05_transformer", "06_implementation"]


@pytest.mark.parametrize("name", ["ci.yml", "pages.yml"])
def test_no_workflow_gives_a_stranger_more_than_reading(name):
    text = (ROOT / ".github" / "workflows" / name).read_text()

    assert "pull_request_target" not in text
    assert "secrets." not in text
    assert "contents: read" in text
    assert "pull_request" not in text or "write" not in text
