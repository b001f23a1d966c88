"""A note of any name, anywhere below the folder of notes, is audited as any other."""

import pytest

TRUE = "assert measure(score, High) > measure(score, Low)"


@pytest.fixture
def renamed(project):
    """The toy's note as notes/sub/x-y.markdown, its claims in test_hashing.py."""
    root = project.claim(TRUE, sentence="High is higher").write()
    (root / "notes/sub").mkdir()
    note = (root / "notes/01_toy.md").read_text()
    note = note.replace("../claims/test_01_toy.py", "../../claims/test_hashing.py")
    (root / "notes/sub/x-y.markdown").write_text(note)
    (root / "notes/01_toy.md").unlink()
    (root / "claims/test_01_toy.py").rename(root / "claims/test_hashing.py")
    return project


def test_its_claims_get_their_verdicts(renamed):
    result = renamed.inside("--claims-report=page", "--claims-write-verdicts")

    assert result.ret == 0
    assert "x-y               1 claims: 1 HOLDS" in result.stdout.str()
    assert [*renamed.ledger()] == ["hashing/a"]
    page = (renamed.pytester.path / "page/index.html").read_text()
    assert 'data-claim="hashing/a"' in page
    assert "hashing/a" not in page.partition("unplaced")[2][:200]


def test_its_faults_stop_a_run_of_its_claim_file(renamed):
    note = renamed.pytester.path / "notes/sub/x-y.markdown"
    note.write_text(note.read_text().replace("is higher", "is lower"))
    renamed.pytester.syspathinsert()
    result = renamed.pytester.runpytest_inprocess("claims/test_hashing.py")

    assert result.ret == 4
    assert any("notes/sub/x-y.markdown:5: note and claim differ" in x for x in result.errlines)
