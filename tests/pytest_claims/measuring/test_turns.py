"""One process at a time makes a sample, and a turn ends with whoever has it."""

import errno
import os
import signal
import subprocess
import sys
from time import monotonic

import pytest

from pytest_claims.measuring import turns
from pytest_claims.measuring.turns import Turns
from pytest_claims.plain import digest

KEY, OTHER = digest("one sample"), digest("another")
HOLDER = """
import sys
from pathlib import Path
from pytest_claims.measuring.turns import Turns
with Turns(Path(sys.argv[1]), 60).turn(sys.argv[2]):
    print("mine", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def file(tmp_path):
    return tmp_path / ".claims" / "evidence" / "turns"


@pytest.fixture
def holder(file):
    """Another process that has the turn until its input ends."""
    command = [sys.executable, "-c", HOLDER, str(file), KEY]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"mine\n"
        yield process
        process.kill()


def waited(turn: Turns, key: str = KEY) -> float:
    began = monotonic()
    with turn.turn(key):
        return monotonic() - began


def test_a_turn_that_another_process_has_is_waited_for(file, holder, monkeypatch):
    looks = []

    def end_at_the_second(pause):
        looks.append(pause)
        if len(looks) == 2:
            holder.stdin.close()
            holder.wait()

    monkeypatch.setattr(turns, "sleep", end_at_the_second)
    waited(Turns(file, 60))

    assert looks == [turns.SHORT, 2 * turns.SHORT]


def test_a_turn_of_another_sample_is_not_waited_for(file, holder):
    assert waited(Turns(file, 60), OTHER) < 1


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_the_turn_of_a_killed_process_is_free_at_once(file, holder, end):
    holder.send_signal(end)
    holder.wait()

    assert waited(Turns(file, 60)) < 1


def test_a_turn_is_free_again_when_its_making_fails(file):
    mine = Turns(file, 60)
    with pytest.raises(ValueError, match="no number"), mine.turn(KEY):
        raise ValueError("no number")

    command = [sys.executable, "-c", HOLDER, str(file), KEY]
    assert subprocess.run(command, input=b"", capture_output=True, timeout=30).stdout == b"mine\n"


def test_a_process_that_is_stopped_is_waited_for_no_longer_than_patience(file, holder):
    holder.send_signal(signal.SIGSTOP)

    assert 0.3 <= waited(Turns(file, 0.3)) < 5


def test_a_child_that_the_holder_left_behind_has_no_turn(file, holder):
    mine = Turns(file, 60)
    waited(mine, OTHER)  # opens the file
    child = os.fork()
    if child == 0:
        os.close(mine._descriptor)
        os._exit(0)
    os.waitpid(child, 0)
    holder.kill()
    holder.wait()

    assert waited(mine) < 1


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_where_the_file_cannot_be_made_nobody_waits(file, holder, monkeypatch, number):
    def refuse(*arguments):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(turns.os, "open", refuse)
    assert waited(Turns(file, 60)) < 1


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP, errno.EIO])
def test_where_the_disk_knows_no_locks_nobody_waits(file, holder, monkeypatch, number):
    def refuse(*arguments):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(turns.fcntl, "lockf", refuse)
    assert waited(Turns(file, 60)) < 1


def test_where_the_platform_knows_no_locks_nobody_waits(file, holder, monkeypatch):
    monkeypatch.setattr(turns, "fcntl", None)
    assert waited(Turns(file, 60)) < 1


def test_a_turn_can_be_had_again_after_closing_and_no_file_stays_open(file):
    mine = Turns(file, 60)
    for _ in range(3):
        waited(mine)
        opened = mine._descriptor
        mine.close()
        mine.close()
        with pytest.raises(OSError, match="Bad file"):
            os.fstat(opened)


def test_a_folder_in_the_place_of_the_file_is_no_error(file):
    file.mkdir(parents=True)
    assert waited(Turns(file, 60)) < 1
