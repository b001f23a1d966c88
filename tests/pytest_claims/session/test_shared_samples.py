"""What several claims measure is measured once, whichever workers they run on."""

import json
from collections import Counter

import pytest

SLOW = """

import time
from pathlib import Path

def mark(word):
    with open({marks!r}, "a") as file:
        file.write(word + "\\n")

def counted(build, *, seeds, name="one", seconds=0.4):
    if len(seeds) > 3:  # and is not asked again, for a few
        mark(name)
    time.sleep(seconds)
    return score(build, seeds=seeds)

def killed_once(build, *, seeds):
    if len(seeds) > 3:
        mark("killed")
        time.sleep(0.4)
        with open({marks!r}) as file:
            if file.read().count("killed") == 1:
                os.kill(os.getpid(), 9)
    return score(build, seeds=seeds)
"""

SETS = """
LEVEL = 0

def sets(*, seeds):
    globals()["LEVEL"] = 9
    return constant(seeds=seeds)
"""


@pytest.fixture
def marks(tmp_path_factory, project):
    file = tmp_path_factory.mktemp("marks") / "marks"
    project.toy += SLOW.format(marks=str(file))
    return lambda: file.read_text().split()


@pytest.fixture
def two(project, marks):
    """Two claims of one sample, and each of one of its own."""
    for name in ("a", "b"):
        project.claim(
            f"""
            low = measure(toy.counted, Low, name={name!r}, seconds=0.1)
            assert measure(toy.counted, High) > low
            """,
            name=name,
        )
    return project


@pytest.mark.parametrize("flags", [(), ("--claims-fresh",)])
def test_two_workers_that_need_one_sample_do_not_both_make_it(two, marks, flags):
    result = two.run("-n2", *flags)

    result.assert_outcomes(passed=2)
    assert Counter(marks()) == {"one": 1, "a": 1, "b": 1}


def test_the_ledger_is_that_of_one_process(two):
    two.run("-n2")
    shared = two.ledger()
    two.again("-n0", "--claims-fresh")

    assert told(shared) == told(two.ledger())


def told(ledger):
    """What it says but for times and what was kept."""
    text = json.dumps(ledger, sort_keys=True)
    return json.loads(text, object_hook=lambda row: {k: v for k, v in row.items() if k not in LEFT})


LEFT = ("seconds", "depends", "evidence", "records", "grounds", "sources")


def test_a_fresh_run_makes_each_sample_once_more(two, marks):
    two.run("-n2")
    two.again("-n2", "--claims-fresh")

    assert Counter(marks()) == {"one": 2, "a": 2, "b": 2}


def test_the_sample_of_a_worker_that_is_killed_is_made_by_another(project, marks):
    for name in ("a", "b"):
        project.claim("assert measure(toy.killed_once, High) > -9", name=name)
    project.run("-n2")

    verdicts = sorted(row["verdict"] for row in project.ledger().values())
    assert verdicts == ["ERROR", "HOLDS"]
    assert marks() == ["killed"] * 2


def test_what_is_made_after_a_claim_has_changed_something_is_not_kept(project, marks):
    project.toy += SETS
    project.claim("assert measure(toy.sets) > measure(toy.counted, High)", name="a")
    project.claim("assert measure(toy.counted, High) > -9", name="b")
    result = project.run("-n0")

    ledger = project.ledger()
    assert [ledger[name]["verdict"] for name in "ab"] == ["ERROR", "HOLDS"]
    assert marks() == ["one"] * 2
    assert result.ret == 1


def test_a_later_run_starts_with_what_took_longest(project, marks):
    for name, seconds in (("a", 0.1), ("b", 0.2), ("c", 0.6)):
        project.claim(
            f"assert measure(toy.counted, High, name={name!r}, seconds={seconds}) > 0", name=name
        )
    project.run("-n1")
    project.again("-n1", "--claims-fresh")

    assert marks() == [*"abc", *"cab"]


REVERSED = """

def pytest_collection_modifyitems(items):
    items.reverse()
"""


def test_another_order_gives_the_same_verdicts(two):
    two.claim("assert measure(toy.counted, Low) > measure(toy.counted, High)", name="c")
    conftest = two.write() / "conftest.py"
    two.again("-n2")
    shared = two.ledger()
    conftest.write_text(conftest.read_text() + REVERSED)
    two.again("-n2", "--claims-fresh")

    assert [shared[name]["verdict"] for name in "abc"] == ["HOLDS", "HOLDS", "REFUTED"]
    assert told(shared) == told(two.ledger())
