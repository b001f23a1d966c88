"""Disks that are full, folders that may not be written, files where folders should be."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from campaign.score import Tally, audit, finish, rounds, start, toy


def small_files() -> None:
    """No file of this process may grow beyond 600 bytes, as on a disk that is nearly full."""
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))


def no_store(root: Path) -> None:
    """A file stands where the folder should be."""
    shutil.rmtree(root / ".claims", ignore_errors=True)
    (root / ".claims").write_text("no folder")


def no_evidence(root: Path) -> None:
    """The same, for the evidence."""
    (root / ".claims").mkdir(exist_ok=True)
    shutil.rmtree(root / ".claims" / "evidence", ignore_errors=True)
    (root / ".claims" / "evidence").write_text("no folder")


def ledger_folder(root: Path) -> None:
    """A folder stands where the ledger should be."""
    (root / ".claims" / "audit.json").unlink(missing_ok=True)
    (root / ".claims" / "audit.json").mkdir(parents=True)


def locked(root: Path) -> None:
    """Nothing may be written, evidence being there."""
    for path in [root, *root.rglob("*")]:
        if path.is_dir():
            path.chmod(0o555)


OBSTACLES: tuple[Callable[[Path], None], ...] = (no_store, no_evidence, ledger_folder, locked)


def disks(times: int, random: Random) -> Tally:
    """Each obstacle before and after a first audit; each time the words tell the truth."""
    tally = Tally("a disk that is full, or may not be written")
    for number in rounds(times):
        with toy() as root:
            if number % 2:
                audit(tally, root, "-n0")
            if number % 5 == 4:
                output = finish(tally, root, start(root, "-n0", preexec_fn=small_files))
            else:
                OBSTACLES[number % 5](root)
                output = audit(tally, root, "-n0")
            tally.lost += "R" not in output or "1 REFUTED" not in output
    return tally


def mounted(times: int, random: Random) -> Tally:
    """A file system without space, and one that is read-only; who may not mount leaves it out."""
    tally = Tally("a file system without space, and a read-only one")
    for number in rounds(times):
        with toy() as root, tempfile.TemporaryDirectory() as place:
            size = random.choice(["64k", "96k", "160k"])
            if mount(place, "-t", "tmpfs", "-o", f"size={size}", "tmpfs"):
                tally.notes.append("no right to mount: left out")
                return tally
            try:
                shutil.copytree(root, place, dirs_exist_ok=True)
                if number % 2:
                    mount(place, "-o", "remount,ro", "tmpfs")
                audit(tally, Path(place), "-n0")
            finally:
                subprocess.run(["umount", place], check=False, capture_output=True)
    return tally


def mount(place: str, *options: str) -> int:
    """The status of the command; not 0 where one may not."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        return 1
    return subprocess.run(["mount", *options, place], check=False, capture_output=True).returncode
