"""The versions of what computes the numbers."""

from types import SimpleNamespace

import pytest

from pytest_claims.measuring import environment
from pytest_claims.measuring.environment import sources_of


def test_versions_are_told_in_the_order_of_their_names(monkeypatch, tmp_path):
    claims = SimpleNamespace(distributions={"zeta": "1.0", "alpha": "2.0"})
    followed, asked = {tmp_path / "claims" / "test_01_toy.py"}, set()
    (tmp_path / "claims").mkdir()
    for name in ("claims/test_01_toy.py", "other.py"):
        (tmp_path / name).write_text("")
    sources = SimpleNamespace(
        of_files=lambda files: asked.update(files) or claims, followed=followed
    )
    monkeypatch.setattr(environment, "sources_of", lambda settings: sources)
    found, files = environment.versions(SimpleNamespace(root=tmp_path, claims="claims"))

    assert [*found] == sorted(found)
    assert found == {"alpha": "2.0", "zeta": "1.0"}
    assert files == asked == followed


@pytest.fixture
def settings(bare, monkeypatch):
    """A project whose claims lie two folders deep, and a conftest.py wherever there may be one."""
    for folder in ("", "project/", "project/claims/", "project/claims/inner/", "project/other/"):
        bare.write(f"{folder}conftest.py", "")
    bare.write("builder.py", "def build(): pass\n")
    monkeypatch.setenv("TOY_LEVEL", "5")
    root = bare.root / "project"
    return SimpleNamespace(root=root, claims="claims/inner", environment=["TOY_LEVEL"])


@pytest.mark.parametrize(
    ("file", "counts"),
    [
        ("project/conftest.py", True),
        ("project/claims/conftest.py", True),
        ("project/claims/inner/conftest.py", True),
        ("builder.py", True),
        ("project/other/conftest.py", False),
        ("conftest.py", False),
    ],
)
def test_each_conftest_on_the_way_to_the_claims_counts_and_whoever_builds(
    bare, settings, file, counts
):
    builder = SimpleNamespace(function=bare.get("builder:build"))
    before = sources_of(settings, [builder]).digest()
    assert sources_of(settings, [builder]).digest() == before
    bare.edit(file)

    assert (sources_of(settings, [builder]).digest() != before) == counts


def test_a_folder_without_a_conftest_and_named_variables_are_of_its_sources(bare, settings):
    (settings.root / "claims" / "conftest.py").unlink()

    assert sources_of(settings).digest()
    assert sources_of(settings).environment == {"TOY_LEVEL": "5"}


def test_the_tests_of_a_claim_file_are_not_of_its_sources_and_its_helpers_are(bare, settings):
    file = settings.root / "claims" / "inner" / "test_01_toy.py"
    digests = []
    for text in (
        "X = 1\ndef test_a(): 1\n",
        "X = 1\ndef test_a(): 2\n",
        "X = 2\ndef test_a(): 2\n",
    ):
        file.write_text(text)
        digests.append(sources_of(settings).of_files([file]).digest)

    assert digests[0] == digests[1] != digests[2]
