"""Classes of strangers put to the claims themselves, as their authors would."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ZOO = "tests/sequence_models/adapters/zoo"
STRANGERS = """
import torch
from torch import nn


class NaNs(nn.RNN):
    def forward(self, x, state=None):
        y, h = super().forward(x, state)
        return y * float("nan"), h


class Deaf(nn.RNN):
    def forward(self, x, state=None):
        return super().forward(0 * x, state)


class Random(nn.RNN):
    def forward(self, x, state=None):
        y, h = super().forward(x, state)
        return y + 0.01 * torch.randn_like(y), h


class Mutates(nn.RNN):
    def forward(self, x, state=None):
        with torch.no_grad():
            self.weight_ih_l0.mul_(0.9)
        return super().forward(x, state)
"""


def audited(folder, wanted, subjects, *flags):
    """The run, and what each subject came to by claim."""
    ledger = folder / "audit.json"
    command = [sys.executable, "-m", "pytest", "-n0", "claims/test_06_implementation.py"]
    command += ["-k", wanted, f"--claims-ledger={ledger}", *flags]
    command += [f"--claims-subject={subject}" for subject in subjects]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if not ledger.exists():
        return run, {}
    found = {}
    for claim in json.loads(ledger.read_text())["claims"]:
        for case in claim["cases"]:
            for one in case.get("tried", ()):
                found.setdefault(one["subject"], {}).setdefault(claim["id"], []).append(one)
    return run, found


@pytest.fixture(scope="module")
def strangers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("strangers")
    (folder / "strangers.py").write_text(STRANGERS)
    (folder / "raises.py").write_text('raise RuntimeError("no licence")')
    names = ["NaNs", "Deaf", "Random", "Mutates"]
    subjects = ["RNN=torch.nn:RNN", f"RNN={folder}/raises.py:Mine"]
    subjects += [f"RNN={folder}/strangers.py:{name}" for name in names]
    run, found = audited(folder, "rnn_computes or rnn_begins", subjects)
    assert run.returncode == 1, run.stdout + run.stderr
    return {name.rpartition(":")[2]: claims for name, claims in found.items()}


def told(claims):
    return {(one["verdict"], one.get("reason", "")) for ones in claims.values() for one in ones}


def test_the_right_one_among_strangers_is_untouched(strangers):
    assert {verdict for verdict, _ in told(strangers["RNN"])} == {"HOLDS"}


@pytest.mark.parametrize(
    ("name", "verdict", "says"),
    [
        ("Mine", "ERROR", "cannot be imported: RuntimeError: no licence"),
        ("NaNs", "REFUTED", "output_error"),
        ("Deaf", "REFUTED", "output_error"),
        ("Random", "ERROR", "Let it draw nothing while it runs"),
        ("Mutates", "REFUTED", "repetition_error"),
    ],
)
def test_each_stranger_gets_a_clear_answer(strangers, name, verdict, says):
    answers = told(strangers[name])
    assert any(found == verdict and says in reason for found, reason in answers), answers


CONVENTIONS = [
    "Linears",
    "Scratch",
    "Keras",
    "Config",
    "Layered",
    "Silent",
    "Cell",
    "make_lstm",
    "Named",
    "BatchFirst",
]
"""Classes and functions of the zoo's file of LSTMs, each in a convention of its own."""


@pytest.fixture(scope="module")
def conventions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("conventions")
    subjects = [f"LSTM={ZOO}/lstms.py:{name}" for name in CONVENTIONS]
    table = folder / "table.md"
    wanted = "lstm_computes or rnn_computes"
    run, found = audited(folder, wanted, subjects, f"--claims-table={table}")
    assert run.returncode == 0, run.stdout + run.stderr
    return run, found, table.read_text()


@pytest.mark.parametrize("name", CONVENTIONS)
def test_a_class_in_its_own_convention_is_audited_as_the_page_says(conventions, name):
    run, found, _ = conventions
    subject = f"LSTM={ZOO}/lstms.py:{name}"
    of_lstms = [o for id, ones in found[subject].items() if "lstm" in id for o in ones]

    assert of_lstms[0]["verdict"] == "HOLDS"
    assert {one["verdict"] for one in of_lstms} <= {"HOLDS", "NOT TESTED HERE"}
    assert all(one["concerned"] for one in of_lstms)
    assert f"\n  {subject}: " in run.stdout


def test_the_table_has_a_column_for_each_and_leaves_out_what_measures_none(conventions):
    _, _, table = conventions
    (header,) = [line for line in table.splitlines() if line.startswith("| sentence")]
    one, two = (
        next(line for line in table.splitlines() if line.startswith(f"| An LSTM of {number}"))
        for number in ("one layer", "two layers")
    )

    assert header.count("|") == len(CONVENTIONS) + 2
    assert one.count("✓") == len(CONVENTIONS)
    assert two.count("✓") == len(["Layered", "make_lstm", "BatchFirst"])  # the others have no
    assert two.count("–") == len(CONVENTIONS) - 3  # second layer
    assert "cannot be given layers=2" in table
    assert "An RNN of one layer" not in table
