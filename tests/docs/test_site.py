"""The pages build without a warning, say what the source says, and lead where they say."""

import re
import shutil
import subprocess
import sys
from importlib import util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "pages"
SOURCE = ROOT / "src" / "pytest_claims"


@pytest.fixture
def site(tmp_path):
    """A copy of what the site is built from."""
    pytest.importorskip("zensical", reason="the extra docs is not installed")
    shutil.copytree(PAGES, tmp_path / "docs" / "pages")
    shutil.copy(ROOT / "zensical.toml", tmp_path)
    return tmp_path


def build(site):
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    return subprocess.run(command, cwd=site, capture_output=True, text=True)


def test_the_pages_build_without_a_warning(site):
    built = build(site)

    assert built.returncode == 0, built.stdout + built.stderr
    assert "No issues found" in built.stdout + built.stderr
    assert (site / "site" / "tutorial.html").is_file()


def test_a_link_that_leads_nowhere_stops_the_build(site):
    (site / "docs" / "pages" / "faq.md").write_text("# Questions\n\n[gone](gone.md)\n")

    assert build(site).returncode != 0


def test_every_page_is_in_the_navigation():
    named = set(re.findall(r'"([\w/-]+\.md)"', (ROOT / "zensical.toml").read_text()))

    assert named == {page.relative_to(PAGES).as_posix() for page in PAGES.rglob("*.md")}


def test_the_reference_is_that_of_the_docstrings():
    found = util.spec_from_file_location("write_reference", ROOT / "docs" / "write_reference.py")
    written = util.module_from_spec(found)
    found.loader.exec_module(written)

    cure = "run python docs/write_reference.py"
    assert written.PAGE.read_text(encoding="utf-8") == written.reference(), cure


MET = ("is stale", "note and claim differ", "no sentence of", "is said in two ways")
MET += ("was put back", "it was not collected", "there is no file", "There is none of this name")
"""What who begins with notes of their own meets."""


def test_every_message_of_the_troubleshooting_page_is_one_of_the_audit():
    page = (PAGES / "troubleshooting.md").read_text(encoding="utf-8")
    messages = re.findall(r"^\| `([^`]+)` \|", page, re.M)
    said = "".join(file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.py"))
    said = re.sub(r'"\s*\n\s*f?"', "", said)  # strings that go on in the next line

    assert len(messages) > 40
    assert {*MET} <= {*messages}
    assert [message for message in messages if message not in said] == []


def test_the_commands_that_install_are_run_in_an_empty_environment():
    tutorial = (PAGES / "tutorial.md").read_text(encoding="utf-8")
    alone = (ROOT / ".ci" / "alone").read_text(encoding="utf-8")
    bare = alone.replace(" --quiet --disable-pip-version-check", "").replace(
        "./packages", "packages"
    )

    assert "pip install 'packages/pytest-claims[report]'" in tutorial
    assert "pip install 'packages/pytest-claims[report]'" in bare
    assert "python3 -m venv" in tutorial
    assert "python3 -m venv" in bare
    assert "tests/docs/test_pages.py -k tutorial" in bare
