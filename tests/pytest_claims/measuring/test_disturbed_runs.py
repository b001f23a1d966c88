"""Runs during which a probe does what no probe should: what is said of the others is still so."""

import pytest

EDITS = """
def edits(*, seeds):
    from pathlib import Path
    import shared
    path = Path(shared.__file__)
    path.write_text(path.read_text() + "edited = 1\\n")
    return np.full(len(seeds), 9.0)

def leaves(*, seeds):
    import tempfile
    os.chdir(tempfile.mkdtemp())
    os.rmdir(os.getcwd())
    return np.full(len(seeds), 9.0)
"""


@pytest.fixture
def two(project):
    """A claim that disturbs, and one after it."""
    project.toy += EDITS

    def run(probe):
        project.claim(f"assert measure(toy.{probe}) > 0", name="a")
        project.claim("assert measure(score, High) > 0", name="b")
        (project.write() / "shared.py").write_text("LEVEL = 1\n")
        result = project.again("-n0")
        return {name: row["cases"][0] for name, row in project.ledger().items()}, result

    return run


def test_a_source_that_is_edited_while_it_is_measured_gives_no_evidence(two, project):
    cases, result = two("edits")

    assert cases["a"]["verdict"] == "ERROR"
    result.stdout.fnmatch_lines(["*again: *shared.py was edited while the audit ran*"])
    assert not [
        f
        for f in project.pytester.path.rglob("*.json")
        if "edits" in f.read_text() and len(f.parent.name) == 2  # of its key
    ]


def test_a_claim_after_one_that_leaves_for_a_folder_that_is_gone_is_decided(two):
    cases, _ = two("leaves")

    assert cases["b"]["verdict"] == "HOLDS"
    (asked,) = cases["b"]["measurements"]
    assert asked["asked_at"].startswith("claims/test_01_toy.py:")
