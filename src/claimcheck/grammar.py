"""Claim files read as source: what each test says, and what no claim may say."""

from dataclasses import dataclass
from pathlib import Path

from claimcheck.faults import Fault


@dataclass(frozen=True)
class ClaimTest:
    """One claim as its file states it; nothing of it has run."""

    name: str
    path: str  # of the claim file, relative to the root
    line: int
    docstring: str | None
    docstring_line: int
    controls: tuple[str, ...]  # source text of what each control replaces
    no_control: str | None  # the reason given
    marks: tuple[str, ...]
    cases: tuple[str, ...] | None  # ("lag=16", "lag=64"); () without cases, None when not literal
    body: tuple[str, ...]  # source text of each statement after the docstring

    @property
    def id(self) -> str:
        """``03_lstm/gradient-outlives-rnn``."""
        return id_of(Path(self.path).stem.removeprefix("test_"), self.name)


@dataclass(frozen=True)
class ClaimFile:
    """The claims of one note, in the file's order."""

    path: str  # relative to the root
    stem: str  # the note's
    tests: tuple[ClaimTest, ...]
    broken: bool = False  # no Python: its tests are unknown, not absent


def id_of(stem: str, test: str) -> str:
    """The claim's id: ``id_of("03_lstm", "test_a_b")`` is ``03_lstm/a-b``."""
    return f"{stem}/{test.removeprefix('test_').replace('_', '-')}"


def read_claim_files(root: Path, folder: str) -> tuple[list[ClaimFile], list[Fault]]:
    """The claim files of a folder, in order, and the faults that each shows by itself."""
    raise NotImplementedError
