"""What the project's ini and the command line ask of this run."""

from __future__ import annotations

import os
import re
from argparse import ArgumentTypeError
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

    @property
    def evidence(self) -> Path:
        """Where evidence is kept."""
        return self.root / ".claims" / "evidence"

    @property
    def options(self) -> list[str]:
        """The flags that a measurement depends on, for whoever repeats it."""
        drawn = ["--claims-seed", str(self.seed)] if self.seed else []
        return [*drawn, *(word for s in self.subjects for word in ("--claims-subject", s))]

    def is_claim_file(self, path: Path) -> bool:
        """Whether the file lies in the folder of claims."""
        return path.parent == self.root / self.claims

    def draws(self, config: pytest.Config) -> bool:
        """Whether experiments are among what the command line names."""
        folder = self.root / self.experiments
        named = (argument.partition("::")[0] for argument in config.args)
        paths = [Path(os.path.abspath(config.invocation_params.dir / name)) for name in named]
        return any(path in (folder, *folder.parents) or folder in path.parents for path in paths)

    def asked_for(self, config: pytest.Config) -> set[str] | None:
        """Stems of the notes whose claims are named; None for all, empty for none."""
        stems: set[str] = set()
        folder = self.root / self.claims
        for argument in config.args:
            named, _, _ = argument.partition("::")
            path = Path(os.path.abspath(config.invocation_params.dir / named))
            if path == folder or path in folder.parents:
                return None
            refuse_other_way(path, folder)
            if self.is_claim_file(path):
                stems.add(path.stem.removeprefix("test_"))
        return stems


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


def add_options(parser: pytest.Parser) -> None:
    """Register flags and ini keys; all begin with claims."""
    group = parser.getgroup("claims", "auditing notes against claims")
    group.addoption(
        "--claims-seed",
        type=_seed,
        default=0,
        metavar="N",
        help="Draw all replicas afresh from this seed (default: 0).",
    )
    group.addoption(
        "--claims-fresh",
        action="store_true",
        help="Measure everything again, whatever evidence is kept.",
    )
    group.addoption(
        "--claims-ledger",
        metavar="FILE",
        help="Where to write the ledger of the audit (default: .claims/audit.json).",
    )
    group.addoption(
        "--claims-subject",
        action="append",
        default=[],
        metavar="NAME=TARGET",
        help="Audit module:attribute or file.py:attribute in place of the architecture NAME, "
        "as in LSTM=torch.nn:LSTM. Repeat it; several targets for one name are compared.",
    )
    group.addoption(
        "--claims-mutants",
        action="store_true",
        help="Try every ablation of the architectures that a claim measures, which must turn one, "
        "and every correct implementation of them, which must turn none.",
    )
    group.addoption(
        "--claims-plan",
        action="store_true",
        help="Measure nothing: show what would be measured, about how long that would take, and "
        "what could not be decided.",
    )
    group.addoption(
        "--claims-report",
        metavar="DIR",
        help="Write DIR/index.html: the notes with the evidence for each sentence.",
    )
    group.addoption(
        "--claims-write-verdicts",
        action="store_true",
        help="Write VERDICTS.md: every sentence with its verdict and what was measured.",
    )
    group.addoption(
        "--claims-check-verdicts",
        action="store_true",
        help="Fail a whole audit whose sentences or verdicts are not those of VERDICTS.md; "
        "its numbers may come from another machine.",
    )
    group.addoption(
        "--claims-scale",
        choices=("ci", "laptop", "full"),
        help="How much an experiment measures: replicas and grid, never the question (default: "
        "ci; with --claims-write-figures that of the figure, or laptop).",
    )
    group.addoption(
        "--claims-write-figures",
        action="store_true",
        help="Draw the experiments' figures where they are kept; without it they are drawn below "
        ".claims/figures, and those that are kept have to be of the present sources.",
    )
    parser.addini(
        "claims_junit",
        "Give each test case of a JUnit report the properties claim and verdict.",
        type="bool",
        default=True,
    )
    parser.addini("claims_notes", "Folders of the notes to audit.", type="linelist", default=[])
    parser.addini("claims_tests", "Folder of the claim files.", default="claims")
    parser.addini("claims_experiments", "Folder of the experiments.", default="experiments")
    parser.addini("claims_error", "Error of one claim's verdict, two-sided.", default="0.001")
    parser.addini(
        "claims_every",
        "Replicas without a loss after which every(...) holds: 24, 48, 96 or 192.",
        default="192",
    )
    parser.addini(
        "claims_accounted_for",
        "Least share of sentences in Core Assumptions and What Failed that are not merely argued.",
        default="0.7",
    )
    parser.addini(
        "claims_repeat",
        "Share of fresh measurements that are made twice, to catch a probe that is not seeded; "
        "the first of each probe and architecture is, for a few replicas, whatever this says.",
        default="0.02",
    )
    parser.addini(
        "claims_environment",
        "Names of environment variables on whose values measurements depend.",
        type="args",
        default=[],
    )
    parser.addini(
        "claims_data",
        "Files, folders or globs that every measurement depends on and that Python does not open "
        "itself.",
        type="linelist",
        default=[],
    )
    parser.addini(
        "claims_timeout",
        "Seconds after which a claim that is not decided is an error; 0 for no limit.",
        default="1800",
    )


def read(config: pytest.Config) -> Settings | None:
    """The settings of this run; None in a project that has no notes to audit."""
    notes = ini.folders(config, "claims_notes")
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
    )


def _seed(text: str) -> int:
    if not text.strip().isdecimal():
        raise ArgumentTypeError(f"{text!r} is no seed: write a whole number from 0.")
    return int(text)


def marks_of(config: pytest.Config) -> set[str]:
    """The marks that the ini registers, and those of plugins."""
    return {re.split(r"[(:]", line)[0].strip() for line in config.getini("markers")}
