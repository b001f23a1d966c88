"""What a verdict rests on beside sources and records: a change of it, and nothing is carried."""

import pytest
from carrying import TELLS, edit

READS = "from pathlib import Path\nLIMIT = float(Path({file!r}).read_text())\n"


@pytest.fixture
def limited(project):
    """A project whose evidence is older than the constant that its claim sets a limit by."""
    root = project.claim("assert measure(score, High) > 1").write()
    (root / "conftest.py").write_text((root / "conftest.py").read_text() + TELLS)
    assert project.again("-n0").ret == 0
    edit(project, "claims/test_01_toy.py", "import toy\n", "import toy\nfrom limits import LIMIT\n")
    edit(project, "claims/test_01_toy.py", "> 1", "> LIMIT")
    return project


@pytest.mark.parametrize("file", ["limits.md", "limits.xml", ".limits.json", ".kept/limits.txt"])
def test_a_constant_that_is_read_from_a_file_which_is_not_watched_is_read_again(limited, file):
    root = limited.pytester.path
    (root / file).parent.mkdir(exist_ok=True)
    (root / file).write_text("1.0")
    (root / "limits.py").write_text(READS.format(file=str(root / file)))
    assert limited.again("-n0").ret == 0
    (root / file).write_text("100.0")

    assert limited.again("-n0").ret == 1


def test_a_verdict_is_not_carried_from_a_run_in_which_a_constant_was_another(limited):
    """The file says 1 while the audit runs, and 100 before and after."""
    root = limited.pytester.path
    file = root / "limits.json"
    file.write_text("100.0")
    (root / "limits.py").write_text(READS.format(file=str(file)))
    elsewhere = root.parent / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    (elsewhere / "meanwhile").write_text("1.0")
    (root / "conftest.py").write_text(
        (root / "conftest.py").read_text()
        + f"""
from pathlib import Path
def pytest_collection(session):
    meanwhile = Path({str(elsewhere / "meanwhile")!r})
    if meanwhile.exists():
        Path({str(file)!r}).write_text("1.0")
        meanwhile.unlink()
def pytest_unconfigure():
    Path({str(file)!r}).write_text("100.0")
"""
    )
    limited.again("-n0")

    assert limited.again("-n0").ret == 1


def test_a_module_that_comes_before_pythons_own_is_noticed(project, monkeypatch):
    project.toy = "import colorsys\n" + project.toy.replace("5.0", "15 * colorsys.ONE_THIRD")
    root = project.claim("assert measure(score, High) > 1").write()
    first = root.parent / "first"
    first.mkdir(exist_ok=True)
    monkeypatch.setenv("PYTHONPATH", f"{first}:{root}")
    assert project.again("-n0").ret == 0
    (first / "colorsys.py").write_text("ONE_THIRD = -5.0\n")

    assert project.again("-n0").ret == 1


def test_a_limit_that_is_the_length_of_a_docstring_is_another_when_that_is_reworded(project):
    project.claim("assert measure(score, High) > 1")
    project.claim("assert measure(score, High) > len(test_a.__doc__) / 100", name="b")
    project.write()
    first = project.again("-n0").ret
    edit(
        project,
        "claims/test_01_toy.py",
        '"""This is the sentence of a."""',
        f'"""This is the sentence of a.\n\n    {"A long statement of the same. " * 60}\n    """',
    )

    assert first != 0 or project.again("-n0").ret != 0


BESIDE = {
    "a limit": (
        "assert measure(score, High) > aside.tested()",
        "def tested():\n    return 5.0 - 4\n",
    ),
    "a probe": (
        "assert measure(aside.tested, High) > 0",
        "import numpy as np\n\ndef tested(build, *, seeds):\n"
        "    build(inputs=1, outputs=1)\n    return np.full(len(seeds), 5.0)\n",
    ),
}


@pytest.mark.parametrize(("body", "aside"), BESIDE.values(), ids=BESIDE)
def test_what_is_called_test_in_a_file_that_is_no_claim_file_is_a_source(project, body, aside):
    root = project.claim(body).write()
    edit(project, "claims/test_01_toy.py", "import toy\n", "import toy\nfrom claims import aside\n")
    (root / "claims" / "aside.py").write_text(aside)
    (root / "pytest.ini").write_text((root / "pytest.ini").read_text() + "pythonpath = .\n")
    assert project.again("-n0").ret == 0
    edit(project, "claims/aside.py", "5.0", "-5.0" if "seeds" in aside else "500.0")

    assert project.again("-n0").ret == 1
