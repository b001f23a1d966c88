"""Workers that never come to life."""

import pytest

DEAD = """
def pytest_xdist_setupnodes(specs):
    for spec in specs:
        spec.python = "{python}"
"""


@pytest.mark.parametrize("python", ["false", "no-such-program"])
def test_a_worker_that_does_not_start_is_told_in_one_sentence(project, python):
    root = project.claim("assert measure(score, High) > measure(score, Low)").write()
    conftest = root / "conftest.py"
    conftest.write_text(conftest.read_text() + DEAD.format(python=python))

    result = project.again("-n1")

    assert result.ret == 3
    assert "Traceback" not in result.stdout.str() + result.stderr.str()
    result.stderr.fnmatch_lines(["Exit: no worker could be started (*). Run the audit again, *"])


def test_what_else_breaks_the_start_keeps_its_own_words(project):
    root = project.claim("assert measure(score, High) > measure(score, Low)").write()
    conftest = root / "conftest.py"
    broken = "\ndef pytest_sessionstart():\n    raise OSError('my own disk')\n"
    conftest.write_text(conftest.read_text() + broken)

    result = project.again("-n0")

    assert result.ret == 3
    assert "OSError: my own disk" in result.stdout.str()
