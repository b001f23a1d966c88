import os
import re
import signal
from pathlib import Path

import pytest
from tests.mutation import server
from tests.mutation.__main__ import main
from tests.mutation.again import Again
from tests.mutation.campaign import Campaign, Trials
from tests.mutation.mutants import mutants_of
from tests.mutation.rooms import Room
from tests.mutation.trees import Tree

DOUBLE = "def double(x):\n    return x + x\n"
DOWN = "def down(n):\n    while n > 0:\n        n -= 1\n    return n\n"
WEAK = "from toy.room.it import double\n\ndef test_it():\n    assert double(0) == 0\n"
GOOD = WEAK.replace("double(0) == 0", "double(2) == 4")
QUICK = "[pytest]\naddopts = -p no:claimcheck -p no:pytest_claims\n"

OUTSIDE = """
import subprocess
import sys

def test_it():
    program = "from toy.room.it import double; assert double(2) == 4"
    subprocess.run([sys.executable, "-c", program], check=True)
"""

GREEDY = """
import pytest
from toy.room.it import double

def test_it():
    with pytest.raises(MemoryError):
        bytearray(9 << 30)
    assert double(2) == 4
"""


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """Write a room and its tests; the server starts quickly, and patience is short."""
    monkeypatch.syspath_prepend(Path(__file__).parents[2])
    monkeypatch.setattr(server, "PRELOADED", ["pytest", "hypothesis", "beartype", "numpy"])
    monkeypatch.setattr(server, "SLACK", 3.0)
    monkeypatch.setattr(server, "PATIENCE", 2.0)

    def write(source, tests):
        room, twin = tmp_path / "src" / "toy" / "room", tmp_path / "tests" / "toy" / "room"
        room.mkdir(parents=True)
        twin.mkdir(parents=True)
        (tmp_path / "src" / "toy" / "__init__.py").touch()
        (room / "__init__.py").touch()
        (tmp_path / "pytest.ini").write_text(QUICK)
        (room / "it.py").write_text(source)
        (twin / "test_it.py").write_text(tests)
        return tmp_path

    return write


def row(text):
    """The counts of the one room, by column."""
    head, _, cells = (line.split("|") for line in re.findall(r"^\|.*\|$", text, re.M))
    return {k.strip(): v.strip() for k, v in zip(head, cells, strict=True) if k.strip()}


def test_a_weak_test_leaves_a_survivor(toy, capsys, tmp_path):
    root = toy(DOUBLE, WEAK)
    assert main(["room", "--out", str(tmp_path / "out.md")], root) == 1
    out = (tmp_path / "out.md").read_text()
    assert out in capsys.readouterr().out
    assert row(out)["survived"] == row(out)["tried"] == "1"
    assert "- src/toy/room/it.py:2 (arithmetic) `return x + x` → `return x - x`" in out
    assert (root / "src/toy/room/it.py").read_text() == DOUBLE


@pytest.mark.parametrize("tests", [GOOD, OUTSIDE], ids=["here", "in a process"])
def test_a_good_test_leaves_none_in_its_own_process_or_another(toy, capsys, tests):
    assert main(["room"], toy(DOUBLE, tests)) == 0
    assert row(capsys.readouterr().out)["noticed"] == "1"


def test_a_room_may_be_left_to_its_own_tests(toy, capsys):
    root = toy(DOUBLE, WEAK)
    (root / "tests" / "toy" / "test_all.py").write_text(GOOD)
    assert main(["room"], root) == 0
    assert main(["room", "--own"], root) == 1
    (root / "tests" / "toy" / "room" / "test_it.py").unlink()
    assert main(["room", "--own"], root) == 2
    assert "Write tests/toy/room first" in capsys.readouterr().err


def test_a_change_of_the_same_size_and_second_is_not_taken_for_what_was_compiled(toy, tmp_path):
    tree = Tree.copy(toy(DOUBLE, GOOD), tmp_path / "copy")
    path = tree.root / "src/toy/room/it.py"
    before = path.stat()
    with tree.changed("src/toy/room/it.py", DOUBLE.replace("+", "-")):
        assert path.stat().st_size == before.st_size
        assert int(path.stat().st_mtime) > int(before.st_mtime)
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_memory_has_a_bound(toy, capsys):
    assert main(["room"], toy(DOUBLE, GREEDY)) == 0
    assert row(capsys.readouterr().out)["noticed"] == "1"


def test_tests_that_fail_on_the_sources_as_they_are_judge_nothing(toy, capsys):
    assert main(["room"], toy(DOUBLE, WEAK.replace("== 0", "== 1"))) == 2
    assert re.search("Mend this first: .*fail at .*test_it", capsys.readouterr().err)


def test_what_hangs_is_noticed_and_what_cannot_be_imported_is_void(toy, tmp_path):
    source = f"KEYS = {{'a': b'k'}}['a']\n\n{DOWN}"
    root = toy(source, "from toy.room.it import down\n\ndef test_it():\n    assert down(5) == 0\n")
    tree = Tree.copy(root, tmp_path / "copy")
    kept = {
        ("text", "KEYS = {'a': b'k'}['a?']"),
        ("arithmetic", "n += 1"),
        ("condition", "while False:"),
    }
    mutants = [m for m in mutants_of("src/toy/room/it.py", source) if (m.operator, m.after) in kept]
    trials = Trials(Room(tree.root, "toy/room"), 3, mutants)
    Campaign([trials], 1, 60).run(tree, tmp_path)
    assert [ending for _, ending in trials.endings] == ["void", "noticed", "hang"]


def test_an_interrupted_run_keeps_what_it_has_and_what_it_was_given(toy, tmp_path):
    source = "\n".join(DOUBLE.replace("double", f"double{i or ''}") for i in range(20))
    tree = Tree.copy(toy(source, GOOD), tmp_path / "copy")
    mutants = mutants_of("src/toy/room/it.py", source)
    trials = Trials(Room(tree.root, "toy/room"), 20, mutants)

    def interrupt(line):
        if line.startswith("   1 "):
            os.kill(os.getpid(), signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's & ignores it
    try:
        with pytest.raises(KeyboardInterrupt):
            Campaign([trials], 1, 60, interrupt).run(tree, tmp_path)
    finally:
        signal.signal(signal.SIGINT, before)
    assert 1 <= len(trials.endings) < 20
    assert (tree.root / "src/toy/room/it.py").read_text() == source
    assert not server.RUNNING


def test_what_there_is_no_time_for_is_not_tried(toy, tmp_path):
    tree = Tree.copy(toy(DOUBLE, GOOD), tmp_path / "copy")
    trials = Trials(Room(tree.root, "toy/room"), 1, mutants_of("src/toy/room/it.py", DOUBLE))
    Campaign([trials], 1, 0).run(tree, tmp_path)
    assert trials.endings == []


COUNTED = "def test_it():\n    with open('ran', 'a') as file:\n        file.write('x')\n"


def test_tests_named_after_the_changed_file_run_before_all_others(toy, tmp_path):
    root = toy(DOUBLE, GOOD)
    (root / "tests" / "toy" / "room" / "test_a.py").write_text(COUNTED)
    tree = Tree.copy(root, tmp_path / "copy")
    trials = Trials(Room(tree.root, "toy/room"), 1, mutants_of("src/toy/room/it.py", DOUBLE))
    Campaign([trials], 1, 60).run(tree, tmp_path)

    assert [ending for _, ending in trials.endings] == ["noticed"]
    assert (tree.root / "ran").read_text() == "x"  # by the sources as they are


def test_slow_tests_come_last_the_likely_ones_first_and_then_the_quicker():
    usual = {"a": 9.0, "b": 0.2, "c": 1.0, "d": 0.1, "f": 8.0}
    pace = server.Pace(60, usual, likely={"b": 9.0, "f": 0.5})
    assert sorted("abcdef", key=pace.turn) == ["b", "d", "e", "f", "c", "a"]


def test_a_test_that_takes_long_for_itself_hangs():
    pace = server.Pace(600, {"a": 1.0})
    assert pace.patience("a") == server.SLACK + server.PATIENCE < pace.patience("b") == 600


ALARMED = """
import signal

def test_alarm():
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)

def test_copied():
    assert "as it is" in open("src/toy/room/it.py").read()
"""


def test_what_fails_on_the_sources_as_well_judges_nothing_and_the_others_do(toy, tmp_path):
    root = toy(DOUBLE, f"{GOOD}{ALARMED}")
    again = Again(Room(root, "toy/room"), Tree(root), {}, bound=60.0)
    mutant = next(m for m in mutants_of("src/toy/room/it.py", DOUBLE) if "x - x" in m.after)
    unsound = "tests/toy/room/test_it.py::test_copied"
    reads = Again(Room(root, "toy/room"), Tree(root), {}, bound=60.0, unsound={unsound})
    assert reads.ending(mutant) == "noticed tests/toy/room/test_it.py::test_it"

    (root / "tests/toy/room/test_it.py").write_text(ALARMED + GOOD)
    assert again.ending(mutant) == "noticed tests/toy/room/test_it.py::test_it"
    assert again.unsound == {unsound}


def test_no_test_starts_after_the_bound(toy, capsys):
    root = toy(DOUBLE, GOOD)
    assert main(["room", "--bound", "0"], root) == 1
    assert row(capsys.readouterr().out)["survived"] == "1"
