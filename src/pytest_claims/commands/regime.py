"""``pytest-claims regime``: where a claim holds, as conditions change that it sets."""

from __future__ import annotations

import argparse
import re
from typing import Any

from pytest_claims.commands.given import Failure, add_root


def add(commands: Any) -> None:
    """Its part of the command line."""
    command = commands.add_parser(
        "regime",
        help="try one claim over a grid of its conditions",
        description="Decide one claim for each value of one of its conditions, or of two, and show "
        "where it holds, where it is refuted and where that stays open. What is measured is kept "
        "as evidence; the picture is drawn below .claims/regimes.",
    )
    command.add_argument("claim", help="its id, as in 01_rnn/adding-plateau, or its node id")
    command.add_argument(
        "--over",
        action="append",
        required=True,
        metavar="NAME=VALUES",
        help="a condition and values for it, as its file would write them: hidden=8,16,32",
    )
    command.add_argument("--seed", default="0", metavar="N", help="seed of the replicas")
    command.add_argument(
        "--dask", metavar="ADDRESS", help="a Dask scheduler whose workers measure, or local"
    )
    add_root(command)
    command.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """pytest on that one claim; its exit status."""
    import pytest

    if not re.fullmatch(r"[^/:]+/[^/:]+|.+::.+", asked.claim):
        raise Failure(f"name the claim as NOTE/CLAIM or by its node id, not as {asked.claim}.")
    root = asked.root.resolve()
    over = [word for text in asked.over for word in ("--claims-over", text)]
    found = [str(root), "--rootdir", str(root), "-qq", "--assert=plain"]
    found += ["--claims-seed", asked.seed, *over]
    found += ["--claims-dask", asked.dask] if asked.dask else []
    return int(pytest.main(found, [Naming(asked.claim)]))


class Naming:
    """Lets pytest collect the one claim that is meant, wherever the ini says that claims are."""

    def __init__(self, claim: str) -> None:
        self.claim = claim

    def pytest_configure(self, config: Any) -> None:
        """What the command line would name."""
        from pytest_claims import ini

        node = self.claim
        if "::" not in node:
            stem, _, name = node.partition("/")
            folder = ini.folder(config, "claims_tests")
            node = f"{folder}/test_{stem}.py::test_{name.replace('-', '_')}"
        config.args = [f"{config.rootpath}/{node}"]
