"""A source that is edited or gone while the audit runs is refused."""

import os

import pytest

from pytest_claims.faults import ClaimError

SCORE, FLAT = "lab.probes:score", "flat_probes:probe"


def test_a_source_that_is_touched_but_says_the_same_is_no_edit(folder):
    sources, score = folder.sources(), folder.get(SCORE)
    digest = sources.digest(score)
    os.utime(folder.root / "lab" / "deep.py")

    assert sources.digest(score) == digest


@pytest.mark.parametrize("read_before", [True, False])
def test_a_source_that_is_edited_while_the_audit_runs_is_refused(folder, read_before):
    sources, score = folder.sources(), folder.get(SCORE)
    if read_before:
        sources.digest(score)
    folder.edit("lab/deep.py")

    with pytest.raises(ClaimError, match=r"Run the audit again: .*deep\.py was edited"):
        sources.digest(score)
    assert sources.digest(folder.get(FLAT))


def test_a_source_that_is_removed_while_the_audit_runs_is_refused(folder):
    sources, score = folder.sources(), folder.get(SCORE)
    sources.digest(score)
    (folder.root / "beside.py").unlink()

    with pytest.raises(ClaimError, match=r"Restore .*beside\.py"):
        sources.digest(score)


def test_a_conftest_that_is_edited_before_anything_is_asked_is_refused(folder):
    sources = folder.sources()
    folder.edit("conftest.py")

    with pytest.raises(ClaimError, match=r"conftest\.py was edited"):
        sources.digest(folder.get(FLAT))
