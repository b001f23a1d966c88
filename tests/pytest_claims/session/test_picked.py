"""With a keyword or a node id only the faults of what is picked stop a run."""

import pytest

TRUE = "assert measure(score, High) > 0"
NODE = "claims/test_01_toy.py::test_a"


@pytest.fixture
def half(project):
    """One claim that can be tried, and a link to another whose test is not written yet."""
    project.claim(TRUE).claim(TRUE, name="b").claim(TRUE, name="c").write()
    file = project.pytester.path / "claims/test_01_toy.py"
    parts = file.read_text().replace("of c.", "of d.").split("\n\n@")
    file.write_text("\n\n@".join(part for part in parts if "test_b" not in part))
    return project


@pytest.mark.parametrize("flags", [("claims", "-k", "test_a"), (NODE,), ("claims", "-ktest_a")])
def test_the_claim_that_is_picked_is_tried_and_the_rest_is_told(half, flags):
    result = half.at(*flags)

    assert result.ret == 0
    result.stdout.fnmatch_lines(
        [
            "notes and claims disagree elsewhere in 2 places:",
            "  notes/01_toy.md:6: claims/test_01_toy.py has no test test_b.*",
            "  notes/01_toy.md:7: note and claim differ, *",
        ],
        consecutive=False,
    )
    assert half.ledger()["a"]["verdict"] == "HOLDS"


@pytest.mark.parametrize("flags", [("claims", "-k", "test_c"), (NODE.replace("_a", "_c"),)])
def test_its_own_fault_stops_it(half, flags):
    result = half.at(*flags)

    assert result.ret == 4
    told = result.stdout.str() + result.stderr.str()
    assert "notes and claims disagree in 1 place:" in told
    assert "notes/01_toy.md:7: note and claim differ" in told
    assert "has no test" not in result.stderr.str()


@pytest.mark.parametrize("flags", [("claims",), ("claims", "-m", "not trained")])
def test_any_fault_stops_a_run_of_all(half, flags):
    assert half.at(*flags).ret == 4


def test_a_test_that_is_named_and_not_written_is_told_as_ever(half):
    result = half.at("claims/test_01_toy.py::test_b")

    assert result.ret == 4
    assert "has no test test_b" in result.stdout.str() + result.stderr.str()


def test_a_keyword_that_picks_all_writes_no_verdicts_while_anything_is_wrong(half):
    half.write()
    file = half.pytester.path / "notes/01_toy.md"
    file.write_text(file.read_text() + "\n[x]: y\n")

    result = half.at("claims", "-k", "test", "--claims-write-verdicts")

    assert result.ret == 0
    assert not (half.pytester.path / "VERDICTS.md").exists()


def test_with_workers_it_is_the_same(half):
    good = half.again("claims", "-k", "test_a", "-n1")
    bad = half.again("claims", "-k", "test_c", "-n1")

    assert (good.ret, bad.ret) == (0, 4)
    assert "Traceback" not in bad.stdout.str() + bad.stderr.str()
