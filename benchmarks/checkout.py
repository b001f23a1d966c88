"""Commits in folders of their own, commands that run there, and what each command took."""

import os
import signal
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import Timer
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
A_RUN_S_OWN = ("PYTEST_", "COV_")
"""How variables begin that belong to a run of pytest around this one."""


@dataclass(frozen=True)
class Spent:
    """What a command took: seconds of the clock, seconds of user time with all processes that it
    waited for, the MiB of the largest of them, or of this process where that is larger; its exit
    status, and what it printed.

    One that was stopped at its limit has no status.
    """

    wall: float
    user: float
    peak: float
    status: int | None
    output: str


@dataclass(frozen=True)
class Checkout:
    """A commit's tracked files in a folder, imported from there in place of what is installed."""

    root: Path

    @classmethod
    def of(cls, commit: str, place: Path) -> "Checkout":
        """Write a commit of this project to a new folder. SystemExit where there is no such."""
        found = subprocess.run(
            ["git", "-C", str(ROOT), "archive", commit], capture_output=True, check=False
        )
        if found.returncode:
            raise SystemExit(
                f"Name a commit: {commit!r} is none ({found.stderr.decode().strip()})."
            )
        with tarfile.open(fileobj=BytesIO(found.stdout)) as archive:
            archive.extractall(place, filter="data")
        return cls(place)

    def audit(self, *arguments: str, workers: int, seconds: float, at: Path | None = None) -> Spent:
        """Run pytest on these, in the root or another folder, with at most so many workers."""
        command = [sys.executable, "-m", "pytest", "-n", "auto", *arguments]
        more = {"PYTEST_XDIST_AUTO_NUM_WORKERS": str(workers)}
        return spent(command, at or self.root, self.environment | more, seconds)

    def python(self, *arguments: str) -> str:
        """What the present interpreter prints of these. SystemExit where it fails."""
        command = [sys.executable, *arguments]
        ran = spent(command, self.root, self.environment, 3600)
        if ran.status:
            raise SystemExit(f"{' '.join(command)} in {self.root} failed:\n{ran.output}")
        return ran.output

    @property
    def environment(self) -> dict[str, str]:
        """The present one, but for where modules are found."""
        own = {name: v for name, v in os.environ.items() if not name.startswith(A_RUN_S_OWN)}
        return own | {"PYTHONPATH": str(self.root / "src")}

    def append(self, file: str, text: str) -> None:
        """Add to the end of a file."""
        with (self.root / file).open("a", encoding="utf-8") as open_file:
            open_file.write(text)


def spent(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], seconds: float
) -> Spent:
    """Run a command to its end, or to this many seconds."""
    with tempfile.TemporaryFile() as output:
        began = perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        limit = Timer(seconds, stop, [process.pid])
        limit.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - began
        limit.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)  # it was waited for here
        output.seek(0)
        said = output.read().decode("utf-8", "replace")
    ended = process.returncode if process.returncode >= 0 else None
    return Spent(wall, used.ru_utime, used.ru_maxrss / 1024, ended, said)


def stop(leader: int) -> None:
    """End a command and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)
