"""Audit the zoo untrained, and print what each of its subjects came to.

python -m tests.sequence_models.adapters.zoo --out zoo.md
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from . import attention, broken_attention, broken_lstms, broken_recurrent, lstms, recurrent

CORRECT = {**recurrent.CORRECT, **attention.CORRECT}
WRONG = {**broken_recurrent.WRONG, **broken_attention.WRONG}
CLAIMS = {
    "RNN": "rnn",
    "GRU": "gru",
    "LSTM": "lstm",
    "Attention": "test_attention",
    "Transformer": "norm_layer",
}
"""Which claims of the sixth note measure an architecture, as pytest's -k has it."""
NEUTRAL = {"HOLDS", "NOT TESTED HERE"}


def place(target):
    """Where a subject is, as ``--claims-subject`` has it."""
    if getattr(target, "__module__", "").startswith("torch.nn.") and hasattr(target, "__name__"):
        return f"torch.nn:{target.__name__}"
    for module in (lstms, recurrent, attention, broken_lstms, broken_recurrent, broken_attention):
        for name, held in vars(module).items():
            if held is target:
                return f"{module.__name__}:{name}"
    raise LookupError(target)


def audit(name, subjects, folder):
    """For each subject its verdicts by claim, and the seconds that all took together."""
    ledger = Path(folder) / f"{name}.json"
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "claims/test_06_implementation.py"]
    command += ["-k", CLAIMS[name], f"--claims-ledger={ledger}"]
    command += [f"--claims-subject={name}={place(target)}" for target in subjects]
    began = perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    found = {f"{name}={place(target)}": [] for target in subjects}
    for claim in json.loads(ledger.read_text())["claims"]:
        for case in claim["cases"]:
            for one in case.get("tried", ()):
                if one["concerned"] and not case.get("earlier"):
                    found[one["subject"]].append((claim["id"].partition("/")[2], one["verdict"]))
    return found, perf_counter() - began


def line(subject, right, verdicts):
    """A row of the table, and whether the subject came out as it should."""
    against = list(dict.fromkeys(claim for claim, verdict in verdicts if verdict not in NEUTRAL))
    held, untested = (sum(v == w for _, v in verdicts) for w in ("HOLDS", "NOT TESTED HERE"))
    good = held > 0 and not against if right else bool(against)
    cells = [subject.rpartition(".")[2] if "zoo" in subject else subject]
    cells += ["correct" if right else "wrong", held, len(verdicts) - held - untested, untested]
    return f"| {' | '.join(map(str, cells))} | {', '.join(against)} |", good


def main():
    """0 where no correct subject is accused and every wrong one is found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, help="write the table here, as Markdown")
    options = parser.parse_args()
    lines = ["| subject | is | ✓ | ✗ | – | by |", "|---|---|--:|--:|--:|---|"]
    seconds, results = 0.0, []
    with TemporaryDirectory() as folder:
        for name in CLAIMS:
            found, took = audit(name, [*CORRECT[name], *WRONG[name]], folder)
            seconds += took
            for place_, (subject, verdicts) in enumerate(found.items()):
                right = place_ < len(CORRECT[name])
                text, good = line(subject, right, verdicts)
                lines.append(text)
                results.append((right, good))
    clean = sum(good for right, good in results if right)
    caught = sum(good for right, good in results if not right)
    of = [sum(right is kind for right, _ in results) for kind in (True, False)]
    lines += ["", f"{of[0] - clean} of {of[0]} correct accused, {caught} of {of[1]} wrong found, "]
    lines[-1] += f"{seconds / len(results):.1f} s a subject"
    text = "\n".join(lines) + "\n"
    print(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    return int(not all(good for _, good in results))


if __name__ == "__main__":
    sys.exit(main())
