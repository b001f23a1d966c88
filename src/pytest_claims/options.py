"""The flags of the command line and the keys of the ini, as pytest lists them."""

from __future__ import annotations

from argparse import ArgumentTypeError

import pytest


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
        help="Audit module:attribute or file.py:attribute in place of the subject NAME, as in "
        "Quicksort=mine.py:Sort. Repeat it: several targets for one name are compared, each alone.",
    )
    group.addoption(
        "--claims-device",
        default="cpu",
        metavar="DEVICE",
        help="Measure on cpu, cuda, cuda:1 or mps (default: cpu). Evidence of another device is "
        "not used.",
    )
    group.addoption(
        "--claims-dask",
        metavar="ADDRESS",
        help="Have everything that claims, mutants, experiments or a regime need measured by the "
        "workers of the Dask scheduler at this address, or, with local, of this machine; the same "
        "numbers as without.",
    )
    group.addoption(
        "--claims-expect",
        metavar="FILE",
        help="Failures of subjects that are expected: a TOML table for each subject, with a "
        "reason for each claim.",
    )
    group.addoption(
        "--claims-table",
        metavar="FILE.md",
        help="Write what each subject made of each sentence, fit for its README.",
    )
    group.addoption(
        "--claims-mutants",
        action="store_true",
        help="Try every ablation of the subjects that a claim measures, which must turn one, "
        "and every correct implementation of them, which must turn none.",
    )
    group.addoption(
        "--claims-plan",
        action="store_true",
        help="Measure nothing: show what would be measured, about how long that would take, and "
        "what could not be decided.",
    )
    group.addoption(
        "--claims-over",
        action="append",
        default=[],
        metavar="NAME=VALUES",
        help="Decide the one claim that is named again for each of these values of a condition, "
        "as in hidden=8,16,32, and show where it holds. Say it twice for a map over two.",
    )
    group.addoption(
        "--claims-report",
        metavar="DIR",
        help="Write DIR/index.html: the notes with the evidence for each sentence.",
    )
    group.addoption(
        "--claims-sarif",
        metavar="FILE",
        help="Write what did not come out as declared as SARIF, for code scanners.",
    )
    group.addoption(
        "--claims-write-verdicts",
        action="store_true",
        help="Write VERDICTS.md: every sentence with its verdict and what was measured; and "
        "VERDICTS.svg, a badge.",
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
    parser.addini(
        "claims_notes", "Notes to audit, or folders of notes.", type="linelist", default=[]
    )
    _add_rules_of_notes(parser)
    parser.addini(
        "claims_tests",
        "Folder of the claim files, which lie in it and in no folder below it.",
        default="claims",
    )
    parser.addini("claims_experiments", "Folder of the experiments.", default="experiments")
    parser.addini("claims_error", "Error of one claim's verdict, two-sided.", default="0.001")
    parser.addini(
        "claims_every",
        "Replicas without a loss after which every(...) holds: 24, 48, 96 or 192.",
        default="192",
    )
    parser.addini(
        "claims_repeat",
        "Share of fresh measurements that are made twice, to catch a probe that is not seeded; "
        "the first of each probe and subject is, for a few replicas, whatever this says.",
        default="0.02",
    )
    parser.addini(
        "claims_seed_bits",
        "Bits of a replica's seed: 63, or 32 where what is measured takes no larger ones.",
        default="63",
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


def _add_rules_of_notes(parser: pytest.Parser) -> None:
    """What a project asks of its notes; by default nothing."""
    parser.addini(
        "claims_sections",
        "Headings of level 2 of a note that makes claims, in order; one of two as A | B.",
        type="linelist",
        default=[],
    )
    parser.addini(
        "claims_accounted_for",
        "Least share of a note's sentences that are not merely argued.",
        default="0",
    )
    parser.addini(
        "claims_accounted_sections",
        "Sections whose sentences are counted for it, and warned of where argument says too much.",
        type="linelist",
        default=[],
    )
    parser.addini(
        "claims_argument",
        "The section that leads to the next note; the page draws a line from it.",
        default="",
    )
    parser.addini(
        "claims_derivations",
        "Folders of derivations: a sentence that links there is derived and not merely argued.",
        type="linelist",
        default=[],
    )
    parser.addini(
        "claims_paired",
        "Whether the claims of test_x.py are made in the note x alone; else any note makes them.",
        type="bool",
        default=False,
    )


def _seed(text: str) -> int:
    if not text.strip().isdecimal():
        raise ArgumentTypeError(f"{text!r} is no seed: write a whole number from 0.")
    return int(text)
