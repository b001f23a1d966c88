"""How an attack on the audit is scored: the truth is known, and every deviation is counted."""

from __future__ import annotations

import gc
import json
import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from toy_project import Project

import pytest_claims.report
import pytest_claims.session.publish
import pytest_claims.session.worker  # noqa: F401
from pytest_claims.measuring.distributions import distributions_of
from pytest_claims.measuring.modules import Module
from pytest_claims.recording.ledger import UNKEPT

for plugin in entry_points(group="pytest11"):  # here, and not again in every fork
    plugin.load()
distributions_of(Module("numpy", None))

TRUTH = {"a": "HOLDS", "b": "REFUTED", "c": "HOLDS", "d": "REFUTED"}
"""``d`` is declared refuted, so it comes out as declared; ``b`` is not, so no status may be 0."""

UNDECIDED = ("ERROR", "not reached", "NOT TESTED HERE")
QUICK = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest")
TRACEBACK = "Traceback (most recent"
LIMIT = 120
"""Seconds after which a run counts as hung."""


class Clock:
    """When every attack ends, by ``perf_counter``; what was not tried by then is not counted."""

    until = math.inf


def rounds(times: int) -> Iterator[int]:
    """So many rounds of an attack, at least one, fewer where time runs out."""
    for number in range(times):
        if number and time.perf_counter() > Clock.until:
            return
        yield number


@dataclass
class Tally:
    """What one kind of attack found."""

    what: str
    times: int = 0
    false: int = 0  # a verdict that is not the truth
    lost: int = 0  # no verdict, in a run that says that it ended as it should
    tracebacks: int = 0
    green: int = 0  # exit status 0 although b is false
    hung: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether the audit withstood."""
        return not (self.false or self.lost or self.tracebacks or self.green or self.hung)

    def row(self) -> str:
        """A line of the table."""
        counts = (self.times, self.false, self.lost, self.tracebacks, self.green, self.hung)
        return f"| {self.what} | {' | '.join(map(str, counts))} | {'; '.join(self.notes) or '–'} |"


HEAD = """| attack | times | false verdicts | lost | tracebacks | green | hung | remarks |
| --- | --- | --- | --- | --- | --- | --- | --- |"""


@contextmanager
def toy() -> Iterator[Path]:
    """A project with a claim that is true, one that is false, an identity and a belief."""
    root = Path(tempfile.mkdtemp(prefix="campaign-"))
    try:
        project = Project(SimpleNamespace(path=root))  # type: ignore[arg-type]
        project.claim("assert measure(score, High) > measure(score, Low)", name="a")
        project.claim("assert measure(score, High) < measure(score, Low)", name="b")
        project.claim("assert every(measure(score, High) > -100)", name="c")
        project.claim(
            "assert measure(other, High) < measure(other, Low)", name="d", title="refuted"
        )
        project.write()
        yield root
    finally:
        for path in [root, *root.rglob("*")]:
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)
        shutil.rmtree(root, ignore_errors=True)


def command(*flags: str) -> list[str]:
    """The audit of a toy."""
    return [sys.executable, "-m", "pytest", "claims", "-q", "-p", "no:cacheprovider", *flags]


def start(root: Path, *flags: str, **more: Any) -> subprocess.Popen[str]:
    """An audit that runs."""
    return subprocess.Popen(
        command(*flags),
        cwd=root,
        env=environment(root),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
        **more,
    )


def environment(root: Path) -> dict[str, str]:
    """With the toy on the path."""
    path = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}


def finish(
    tally: Tally,
    root: Path,
    run: subprocess.Popen[str],
    *,
    ended: bool = True,
    unarmed: bool = False,
) -> str:
    """Wait for an audit and score it; ``ended`` is false where it was cut short on purpose, and
    ``unarmed`` is true where that met a process before any plugin could act.
    """
    tally.times += 1
    try:
        output, _ = run.communicate(timeout=LIMIT)
    except subprocess.TimeoutExpired:
        tally.hung += 1
        end(run)
        output, _ = run.communicate()
    judge(tally, root, run.returncode, output, ended=ended, unarmed=unarmed)
    return output


def end(run: subprocess.Popen[str]) -> None:
    """End a run with its workers."""
    with suppress(ProcessLookupError):
        os.killpg(run.pid, signal.SIGKILL)


def judge(
    tally: Tally,
    root: Path,
    status: int,
    output: str,
    *,
    ended: bool = True,
    unarmed: bool = False,
) -> None:
    """Count what is wrong about an audit that has ended."""
    tally.tracebacks += "INTERNALERROR" in output or (TRACEBACK in output and not unarmed)
    tally.green += status == 0
    said = verdicts(root)
    tally.false += any(v not in (TRUTH[n], *UNDECIDED) for n, v in said.items())
    silent = UNKEPT not in output  # what a full disk does not hold is said, and not lost
    tally.lost += ended and status == 1 and silent and set(said.values()) == {"not reached"}


def audit(tally: Tally, root: Path, *flags: str) -> str:
    """Run one audit to its end, and score it."""
    return finish(tally, root, start(root, *flags))


def forked(tally: Tally, root: Path, *flags: str) -> str:
    """The same in a fork of this process, which saves the start; without workers."""
    tally.times += 1
    arguments = ["claims", "-q", "-n0", *QUICK, *flags]
    status, output = in_a_fork(tally, root, lambda: pytest.main(arguments))
    judge(tally, root, status, output)
    return output


def in_a_fork(tally: Tally, root: Path, call: Callable[[], int]) -> tuple[int, str]:
    """The status and the output of what is called in that folder; killed where it hangs."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as file:
        pid = os.fork()
        if pid == 0:
            _run(root, file.fileno(), call)
        until = time.perf_counter() + LIMIT
        while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            if time.perf_counter() > until:
                tally.hung += 1
                os.kill(pid, signal.SIGKILL)
            time.sleep(0.01)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        file.seek(0)
        return status, file.read()


def _run(root: Path, output: int, call: Callable[[], int]) -> None:
    """Call it, and end this process."""
    status = 3
    gc.freeze()  # what the parent made is not collected here
    try:
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.chdir(root)
        sys.path.insert(0, str(root))
        sys.dont_write_bytecode = True
        status = int(call())
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def verdicts(root: Path) -> dict[str, str]:
    """What the ledger says; nothing where there is none."""
    try:
        document = json.loads((root / ".claims" / "audit.json").read_text(encoding="utf-8"))
        return {row["id"].partition("/")[2]: row["verdict"] for row in document["claims"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def settled(tally: Tally, root: Path) -> None:
    """An undisturbed run afterwards finds the whole truth."""
    output = audit(tally, root)
    if verdicts(root) != TRUTH:
        tally.lost += 1
        tally.notes.append(f"afterwards {verdicts(root)}: {output[-300:]!r}")
