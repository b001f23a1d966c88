"""Audit the zoo untrained, and print what each of its subjects came to.

python -m tests.sequence_models.adapters.zoo --out docs/zoo.md
"""

import argparse
import json
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.sequence_models.adapters.zoo import (
    attention,
    broken_attention,
    broken_lstms,
    broken_recurrent,
    habits,
    habits_attention,
    libraries,
    lstms,
    recurrent,
    slips,
    slips_attention,
)

CLAIMS = {
    "RNN": "rnn",
    "GRU": "gru",
    "LSTM": "lstm",
    "Attention": "test_attention",
    "Transformer": "norm_layer",
}
"""Which claims of the sixth note measure an architecture, as pytest's -k has it."""
NEUTRAL = {"HOLDS", "NOT TESTED HERE"}
HEADING = """# Implementations, right and wrong, under audit

`python -m tests.sequence_models.adapters.zoo --out docs/zoo.md` writes this table: classes written
for the purpose, in many conventions, each put to the claims of the
[sixth note](../notes/06_implementation.md) about its architecture, as
`pytest claims/test_06_implementation.py --claims-subject` puts yours. Nothing is trained.

✓ claims hold, ✗ do not, – could not be tested; behind them those that do not.
A right one is accused where one does not hold; a wrong one is found where one does not hold.
What an audit cannot find stands [with what a pass shows][page].

[page]: pages/how-to/sequence-model.md#what-a-pass-shows
"""


HEADER = ["| subject | is | ✓ | ✗ | – | by |", "|---|---|--:|--:|--:|---|"]


def joined(*zoos):
    """Several zoos as one, architecture by architecture."""
    return {name: [t for zoo in zoos for t in zoo.get(name, ())] for name in CLAIMS}


CORRECT = joined(
    recurrent.CORRECT,
    attention.CORRECT,
    habits.CORRECT,
    habits_attention.CORRECT,
    libraries.CORRECT,
)
WRONG = joined(
    broken_recurrent.WRONG,
    broken_attention.WRONG,
    slips.WRONG,
    slips_attention.WRONG,
    libraries.WRONG,
)
MODULES = (
    lstms,
    recurrent,
    attention,
    habits,
    habits_attention,
    libraries,
    broken_lstms,
    broken_recurrent,
    broken_attention,
    slips,
    slips_attention,
)


def place(target):
    """Where a subject is, as ``--claims-subject`` has it."""
    if getattr(target, "__module__", "").startswith("torch.nn.") and hasattr(target, "__name__"):
        return f"torch.nn:{target.__name__}"
    for module in MODULES:
        for name, held in vars(module).items():
            if held is target:
                return f"{module.__name__}:{name}"
    raise LookupError(target)


def audit(name, subjects, folder):
    """For each subject its verdicts by claim, and the seconds of a processor that all took."""
    ledger = Path(folder) / f"{name}.json"
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "claims/test_06_implementation.py"]
    command += ["-k", CLAIMS[name], f"--claims-ledger={ledger}"]
    command += [f"--claims-subject={name}={place(target)}" for target in subjects]
    began = processor()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    found = {f"{name}={place(target)}": [] for target in subjects}
    for claim in json.loads(ledger.read_text())["claims"]:
        for case in claim["cases"]:
            for one in case.get("tried", ()):
                if one["concerned"] and not case.get("earlier"):
                    found[one["subject"]].append((claim["id"].partition("/")[2], one["verdict"]))
    return found, processor() - began


def processor():
    """Seconds that processes started here have taken, whatever else the machine does."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def line(subject, right, verdicts):
    """A row of the table, and whether the subject came out as it should."""
    against = list(dict.fromkeys(claim for claim, verdict in verdicts if verdict not in NEUTRAL))
    held, untested = (sum(v == w for _, v in verdicts) for w in ("HOLDS", "NOT TESTED HERE"))
    good = held > 0 and not against if right else bool(against)
    cells = [subject.rpartition(".")[2] if "zoo" in subject else subject]
    cells += ["correct" if right else "wrong", held, len(verdicts) - held - untested, untested]
    return f"| {' | '.join(map(str, cells))} | {', '.join(against)} |", good


def table(name, found):
    """The rows of an architecture, and for each subject whether it is right and came out so."""
    rights = [True] * len(CORRECT[name]) + [False] * len(WRONG[name])
    lines, results = [], []
    for right, (subject, verdicts) in zip(rights, found.items(), strict=True):
        text, good = line(subject, right, verdicts)
        lines.append(text)
        results.append((right, good))
    return lines, results


def summed(results, seconds):
    """How many were accused, how many were found, and how long that took."""
    accused, missed = (
        sum(r is right and not good for r, good in results) for right in (True, False)
    )
    correct = sum(right for right, _ in results)
    wrong = len(results) - correct
    return (
        f"{accused} of {correct} correct accused, {wrong - missed} of {wrong} wrong found, "
        f"{seconds / len(results):.0f} s of a processor a subject."
    )


def write(file, name, lines):
    """The section of one architecture; those of the others stay as they are."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    known = dict(part.split("\n\n", 1) for part in text.split("\n## ")[1:])
    known[name] = "\n".join(lines)
    parts = [f"## {n}\n\n{known[n].strip()}\n" for n in CLAIMS if n in known]
    file.write_text("\n".join([HEADING, *parts]), encoding="utf-8")


def main():
    """0 where no correct subject is accused and every wrong one is found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", help="architectures; all unless given")
    parser.add_argument("--out", type=Path, help="write the tables here, as Markdown")
    options = parser.parse_args()
    seconds, results = 0.0, []
    with TemporaryDirectory() as folder:
        for name in options.names or CLAIMS:
            found, took = audit(name, [*CORRECT[name], *WRONG[name]], folder)
            rows, came_out = table(name, found)
            results, seconds = results + came_out, seconds + took
            if options.out:
                write(options.out, name, [*HEADER, *rows, "", summed(came_out, took)])
            print(*rows, summed(came_out, took), sep="\n", flush=True)
    print(summed(results, seconds))
    return int(not all(good for _, good in results))


if __name__ == "__main__":
    sys.exit(main())
