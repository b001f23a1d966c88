"""Runs that are killed, that share a folder, that come in any order, that follow one another."""

from __future__ import annotations

import os
import resource
import signal
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from random import Random

from campaign.score import (
    TRACEBACK,
    TRUTH,
    Tally,
    audit,
    finish,
    rounds,
    settled,
    start,
    toy,
    verdicts,
)

ENDING = (signal.SIGKILL, signal.SIGTERM)
"""Who gets one of these says nothing more."""
SIGNALS = (*ENDING, signal.SIGINT, signal.SIGSTOP)
FRESH = ("-n2", "--claims-fresh")

BEGUN = """
import os, pathlib
def pytest_configure():
    pathlib.Path(os.environ["CAMPAIGN_BEGUN"], str(os.getpid())).touch()
"""


def kills(times: int, random: Random) -> Tally:
    """A signal to the controller or to a worker at a random moment of a run with workers.

    A traceback by a process that had not yet begun with its plugins is Python's, and is counted
    apart.
    """
    tally = Tally("controller or worker, killed or stopped at a random moment")
    apart = 0
    with toy() as root, tempfile.TemporaryDirectory() as place:
        os.environ["CAMPAIGN_BEGUN"] = place
        conftest = root / "conftest.py"
        conftest.write_text(conftest.read_text() + BEGUN)
        before = time.perf_counter()
        audit(tally, root, *FRESH)
        lasts = time.perf_counter() - before
        for _ in rounds(times):
            apart += kill(tally, root, random, random.uniform(0.1, lasts))
            time.sleep(0.2)
        settled(tally, root)
        left = [path.name for path in (root / ".claims").rglob("*.tmp")]
    tally.notes += [f"{len(left)} temporary files left"] if left else []
    tally.notes += [f"{apart} tracebacks by Python, before any plugin began"] if apart else []
    return tally


def kill(tally: Tally, root: Path, random: Random, moment: float) -> bool:
    """Start a run and disturb it after so many seconds; whether Python printed a traceback that
    no plugin could have prevented.
    """
    before = tally.tracebacks
    run = start(root, *FRESH)
    time.sleep(moment)
    number, workers = random.choice(SIGNALS), children(run.pid)
    victim = random.choice([run.pid, *workers])
    begun = {int(path.name) for path in Path(os.environ["CAMPAIGN_BEGUN"]).iterdir()}
    speaks = workers if victim == run.pid and number in ENDING else [victim]
    unarmed = not begun.issuperset(speaks)
    send(victim, number)
    if number == signal.SIGSTOP:
        time.sleep(1)
        send(victim, signal.SIGCONT)
    output = finish(tally, root, run, ended=False, unarmed=unarmed)
    if tally.tracebacks > before:
        who = "controller" if victim == run.pid else "a worker"
        tally.notes.append(f"{number.name} to {who} after {moment:.2f} s: {output[-300:]!r}")
    return unarmed and TRACEBACK in output and tally.tracebacks == before


def send(process: int, number: signal.Signals) -> None:
    """A signal, to whom is still there."""
    with suppress(ProcessLookupError):
        os.kill(process, number)


def children(process: int) -> list[int]:
    """The processes that this one started; none where the system does not say."""
    try:
        text = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in text.split()]


def crowd(times: int, random: Random) -> Tally:
    """Ten audits of one folder at once."""
    tally = Tally("ten audits at once in one folder")
    for _ in rounds(times):
        with toy() as root:
            runs = [start(root, "-n0") for _ in range(10)]
            for run in runs:  # the ledger is whoever's wrote it last
                output = finish(tally, root, run, ended=False)
                tally.lost += "2 HOLDS, 1 REFUTED, 1 REFUTED as declared" not in output
            settled(tally, root)
    return tally


ORDER = """
import os, random
def pytest_collection_modifyitems(items):
    random.Random(int(os.environ["CAMPAIGN_ORDER"])).shuffle(items)
"""


def orders(times: int, random: Random) -> Tally:
    """The claims in a random order, with and without workers."""
    tally = Tally("a random order of the claims")
    with toy() as root:
        conftest = root / "conftest.py"
        conftest.write_text(conftest.read_text() + ORDER)
        for _ in rounds(times):
            os.environ["CAMPAIGN_ORDER"] = str(random.randrange(10**6))
            audit(tally, root, random.choice(["-n0", "-n2"]), "--claims-fresh")
            tally.lost += verdicts(root) != TRUTH
    return tally


def in_a_row(times: int, random: Random) -> Tally:
    """Audits one after another: neither files nor time nor memory grow."""
    tally = Tally("audits in a row")
    took, files = [], []
    with toy() as root:
        for _ in rounds(times):
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            audit(tally, root, "-n0")
            took.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)
            files.append(sum(1 for _ in (root / ".claims").rglob("*")))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    third = max(1, len(took) // 3)
    early, late = sorted(took[1 : 1 + third]), sorted(took[-third:])
    tally.lost += files[-1] > files[min(1, len(files) - 1)]
    tally.notes.append(
        f"{files[0]} files at first and {files[-1]} at last; "
        f"median of user time {early[len(early) // 2]:.2f} s early, {late[len(late) // 2]:.2f} s "
        f"late; at most {memory} MiB"
    )
    return tally
