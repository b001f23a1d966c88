"""What the project's ini and the command line ask of this run."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pytest_claims import ini


@dataclass(frozen=True)
class Settings:
    """Constants of the project (ini) and choices of this run (flags)."""

    root: Path
    notes: list[str]
    claims: str
    error: float
    every: int
    accounted_for: float
    repeat: float
    environment: list[str]
    seed: int
    fresh: bool
    junit: bool
    ledger: Path
    subjects: list[str]
    mutants: bool
    data: list[str] = field(default_factory=list)
    experiments: str = "experiments"
    timeout: float = 1800.0
    device: str = "cpu"
    sections: list[str] = field(default_factory=list)
    accounted_sections: list[str] = field(default_factory=list)
    argument: str = ""
    derivations: list[str] = field(default_factory=list)
    paired: bool = False
    seed_bits: int = 63

    @property
    def evidence(self) -> Path:
        """Where evidence is kept."""
        return self.root / ".claims" / "evidence"

    @property
    def options(self) -> list[str]:
        """The flags that a measurement depends on, for whoever repeats it."""
        drawn = ["--claims-seed", str(self.seed)] if self.seed else []
        placed = ["--claims-device", self.device] if self.device != "cpu" else []
        subjects = (word for s in self.subjects for word in ("--claims-subject", s))
        return [*drawn, *placed, *subjects]

    def is_claim_file(self, path: Path) -> bool:
        """Whether the file lies in the folder of claims."""
        return path.parent == self.root / self.claims

    def draws(self, config: pytest.Config) -> bool:
        """Whether there are experiments, and among what the command line names."""
        folder = self.root / self.experiments
        return folder.is_dir() and any(
            path in (folder, *folder.parents) or folder in path.parents
            for path in named_paths(config)
        )

    def asked_for(self, config: pytest.Config) -> set[str] | None:
        """Stems of the notes whose claims are named; None for all, empty for none."""
        stems: set[str] = set()
        folder = self.root / self.claims
        for path in named_paths(config):
            if path == folder or path in folder.parents:
                return None
            refuse_other_way(path, folder)
            if self.is_claim_file(path):
                stems.add(path.stem.removeprefix("test_"))
        return stems

    def only_claims(self, config: pytest.Config) -> bool:
        """Whether nothing is named on the command line but claims."""
        folder = self.root / self.claims
        return all(path.is_relative_to(folder) for path in named_paths(config))


def named_paths(config: pytest.Config) -> list[Path]:
    """Files and folders that the command line or the ini names, from where the run was started."""
    named = (argument.partition("::")[0] for argument in config.args)
    return [Path(os.path.abspath(config.invocation_params.dir / name)) for name in named]


def refuse_other_way(path: Path, folder: Path) -> None:
    """Refuse claims that are reached by a link, where they would be no claims."""
    real = folder.resolve()
    if not path.is_relative_to(folder) and path.resolve().is_relative_to(real):
        raise pytest.UsageError(f"{path} leads to the claims in {folder}: run pytest {folder}.")


LOOKING = ("collectonly", "setupplan", "setuponly", "showfixtures", "show_fixtures_per_test")
"""pytest's options under which no test runs; ``--markers`` ends before anything is configured."""


def only_looks(config: pytest.Config) -> bool:
    """Whether this run shows what there is and decides nothing."""
    return any(config.getoption(option, False) for option in LOOKING)


def read(config: pytest.Config) -> Settings | None:
    """The settings of this run; None in a project that has no notes to audit."""
    ini.refuse_unknown(config)
    notes = ini.notes(config)
    if not notes:
        return None
    ledger = config.getoption("claims_ledger")
    return Settings(
        root=config.rootpath,
        notes=notes,
        claims=ini.folder(config, "claims_tests"),
        error=ini.error(config, "claims_error"),
        every=ini.whole(config, "claims_every"),
        accounted_for=ini.share(config, "claims_accounted_for"),
        accounted_sections=config.getini("claims_accounted_sections"),
        sections=config.getini("claims_sections"),
        argument=config.getini("claims_argument"),
        derivations=ini.folders(config, "claims_derivations"),
        seed_bits=ini.bits(config, "claims_seed_bits"),
        paired=config.getini("claims_paired"),
        repeat=ini.share(config, "claims_repeat"),
        environment=config.getini("claims_environment"),
        seed=config.getoption("claims_seed"),
        fresh=config.getoption("claims_fresh"),
        junit=config.getini("claims_junit"),
        ledger=(
            config.invocation_params.dir / ledger
            if ledger
            else config.rootpath / ".claims" / "audit.json"
        ),
        subjects=config.getoption("claims_subject"),
        mutants=config.getoption("claims_mutants"),
        data=ini.data(config),
        experiments=ini.folder(config, "claims_experiments"),
        timeout=ini.seconds(config, "claims_timeout"),
        device=config.getoption("claims_device"),
    )


def marks_of(config: pytest.Config) -> set[str]:
    """The marks that the ini registers, and those of plugins."""
    return {re.split(r"[(:]", line)[0].strip() for line in config.getini("markers")}
