"""Which claims a run was asked for, by its command line and by nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

import pytest

from pytest_claims.files import place
from pytest_claims.notes.outline import claim_stem, id_of
from pytest_claims.notes.pairing import Test
from pytest_claims.settings import Settings

NARROWING = {
    "keyword": r"-[vqxslh]*k",
    "markexpr": r"-[vqxslh]*m",
    "deselect": r"--deselect(=|$)",
    "ignore": r"--ignore(=|$)",
    "ignore_glob": r"--ignore-glob(=|$)",
}
"""pytest's options that leave tests out by name, each as a command line spells it."""
EARLIER_FAILURES = ("--lf", "--last-failed", "--sw", "--stepwise", "--sw-skip", "--stepwise-skip")


def asked(config: pytest.Config, settings: Settings, ids: list[str]) -> set[str]:
    """The ids of the claims that this run has to test.

    None where the user chose among them: what is selected then is what runs.
    """
    if narrowed(config):
        return set()
    stems = settings.asked_for(config)
    if stems is None:
        return set(ids)
    named = {id for argument in config.args if (id := _named(argument))}
    files = {stem for stem in stems if any(_is_file(a, stem) for a in config.args)}
    return {id for id in ids if id in named or id.partition("/")[0] in files}


def narrowed(config: pytest.Config) -> bool:
    """Whether the command line leaves tests out; what the ini or a plugin does is no choice."""
    said = [str(argument) for argument in config.invocation_params.args]
    return any(word in EARLIER_FAILURES for word in said) or any(
        config.getoption(option, None) and any(re.match(spelled, word) for word in said)
        for option, spelled in NARROWING.items()
    )


def picked(config: pytest.Config) -> bool:
    """Whether the command line picks claims by a keyword."""
    said = [str(argument) for argument in config.invocation_params.args]
    by_keyword = any(re.match(NARROWING["keyword"], word) for word in said)
    return bool(by_keyword and config.getoption("keyword", None))


def named_tests(config: pytest.Config, settings: Settings) -> set[Test] | None:
    """The tests that the command line names, where it names nothing else."""
    if not config.args or not all("::" in argument for argument in config.args):
        return None
    here = config.invocation_params.dir
    return {
        (place(here / path, settings.root), test.partition("[")[0])
        for path, _, test in (argument.partition("::") for argument in config.args)
    }


def tests_of(nodeids: Iterable[str]) -> set[Test]:
    """The tests whose cases these are."""
    parts = (nodeid.partition("::") for nodeid in nodeids)
    return {(path, test.partition("[")[0]) for path, _, test in parts}


def located(nodeid: str, folder: str) -> tuple[str, str] | None:
    """Claim and case of a node id; None where its file is not of this folder."""
    path, _, test = nodeid.partition("::")
    name, _, case = test.partition("[")
    if str(PurePosixPath(path).parent) != folder:
        return None
    return id_of(claim_stem(path), name), case.removesuffix("]")


def _named(argument: str) -> str:
    path, _, test = argument.partition("::")
    return id_of(_stem(path), test.partition("[")[0]) if test else ""


def _is_file(argument: str, stem: str) -> bool:
    return "::" not in argument and _stem(argument) == stem


def _stem(path: str) -> str:
    return claim_stem(path.replace("\\", "/"))
