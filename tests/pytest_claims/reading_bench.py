"""Measurements that read."""

import subprocess
import sys

import toy_bench as toy

from pytest_claims.measuring import opened


def reading(root, read, **given):
    """A measurement of a probe that reads; its store, from which another run may take it."""

    def probe(*, seeds):
        read(root / "data")
        return toy.normal(seeds=seeds)

    opened.READ.clear()  # as a new process begins
    opened.READERS.clear()
    instrument = toy.instrument(root, **given)
    instrument.repetition._done = Everything()
    instrument.draw(toy.of(probe), 0)
    return instrument


class Everything:
    def __contains__(self, name):
        return True


def is_measured(root, read, **given):
    return bool(reading(root, read, **given).measured)


IMPORTING = """
import sys
from pathlib import Path
from pytest_claims.measuring import opened
from pytest_claims.measuring.data import Data
root = Path(sys.argv[1])
sys.path[:0] = [str(root), str(root / "tests"), str(root / "claims")]
opened.install()
exec(sys.argv[2])
print(sorted(Data(root).read_so_far()))
"""


def seen(root, code):
    command = [sys.executable, "-c", IMPORTING, root, code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
