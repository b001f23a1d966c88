"""Claims run before other tests, which may leave the process changed."""

import pytest
from audit_errors import add, conftest

POISON = "import toy\n\ndef test_x():\n    toy.Low.shift = 50\n"
BACKWARDS = "def pytest_collection_modifyitems(items):\n    items.reverse()\n"


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("workers", [[], ["-n1"]])
def test_what_other_tests_change_reaches_no_claim(project, backwards, workers):
    project.claim("assert measure(score, High) > measure(score, Low)").write()
    add(project, "tests/test_x.py", POISON)
    if backwards:
        conftest(project, BACKWARDS)
    run = project.again if workers else project.at

    assert run("tests", "claims", *workers).ret == 0
    assert project.ledger()["a"]["verdict"] == "HOLDS"


def test_other_tests_keep_their_order(project):
    project.claim("assert measure(score, High) > measure(score, Low)").write()
    for name in "zyx":
        add(project, f"tests/test_{name}.py", "def test_it():\n    pass\n")
    result = project.at("tests/test_z.py", "tests/test_x.py", "claims", "tests/test_y.py", "-v")

    ran = [line.split("::")[0] for line in result.outlines if "::" in line and "%" in line]
    assert ran == ["claims/test_01_toy.py", *(f"tests/test_{n}.py" for n in "zxy")]
