"""Notes made up to go with a made-up ledger."""

from pathlib import Path
from typing import Any

SECTIONS = ("Context", "Core Assumptions", "What Failed", "Why the Next Model Was Needed")
SENTENCES = {
    "01_rnn/future-sees-past-only-through-state": (
        "Two histories that end in the same state have the same future, bit for bit."
    ),
    "01_rnn/norm-bounds-the-jacobian": (
        "The norm of the long Jacobian never exceeds the product of ‖W‖·max φ′ over the steps."
    ),
    "01_rnn/fails-sample-and-hold": (
        "With 8 units and 300 steps of training, a tanh RNN leaves more than four fifths of the "
        "error of ignorance when it is to hold four values."
    ),
    "01_rnn/width-does-not-help": "With four times the units the error stays above four fifths.",
    "01_rnn/lag-alone-needs-gates": "An RNN without gates cannot bridge 20 steps.",
    "02_gru/gates-hold-what-is-marked": (
        "With 8 units and 300 steps of training, a GRU holds four values, each until its own next "
        "mark, with less than a fifth of the error of ignorance."
    ),
    "02_gru/half-life-follows-the-gate": "At keep bias 1, 3 and 5 the half-life grows.",
    "02_gru/state-is-bounded": "No coordinate of the state leaves the interval from −1 to 1.",
    "03_lstm/gradient-outlives-rnn": (
        "At equal width and before any training, more of the gradient survives 4, 16, 64 and 256 "
        "steps in an LSTM with forget bias 3 than in an RNN."
    ),
    "03_lstm/counts-past-the-training-length": (
        "An LSTM with an open forget gate counts past the training length."
    ),
    "03_lstm/output-gate-is-needed": "The output gate is needed for counting.",
    "04_attention/recalls-any-of-n": "Attention recalls any of 4, 8, 16 and 32 symbols.",
    "04_attention/window-limits-recall": "A window of w positions recalls all n symbols.",
    "05_transformer/two-layers-find-by-key": "Two layers find a value by its key; one does not.",
    "05_transformer/depth-without-residual-fails": "Without the residual path two layers fail.",
}
CITES = {
    "02_gru": ["01_rnn/fails-sample-and-hold", "01_rnn/width-does-not-help"],
    "03_lstm": ["02_gru/state-is-bounded", "02_gru/gates-hold-what-is-marked"],
    "04_attention": ["03_lstm/counts-past-the-training-length"],
    "05_transformer": ["04_attention/window-limits-recall", "04_attention/recalls-any-of-n"],
}


def test_named(id: str) -> str:
    stem, _, name = id.partition("/")
    return f"claims/test_{stem}.py::test_{name.replace('-', '_')}"


def write_notes(root: Path, rows: list[dict[str, Any]]) -> None:
    (root / "notes").mkdir(parents=True, exist_ok=True)
    for stem in sorted({row["id"].partition("/")[0] for row in rows}):
        (root / "notes" / f"{stem}.md").write_text(
            note(stem, [r for r in rows if r["id"].startswith(stem)])
        )


ASSUMPTION = r"""A state of fixed size carries the past.
Its step is $h_t = \tanh(W h_{t-1} + U x_t)$, so along the road back the factors multiply.

```math
\frac{\partial h_t}{\partial h_k} = \prod_{i=k+1}^{t} \operatorname{diag}(\phi'(a_i)) W \qquad (1.a)
```

"""
NECESSITY = """What remains is selection: a factor between 0 and 1, computed from the input.
That is argued here, and measured in the next note.

"""
PARAGRAPH = """
Nothing in the cell is squashed and nothing is mixed, so a gate near one is a road kept open.
[{sentence}][{name}]
Along that road the derivative is [the product of the forget gates][eq].

[{name}]: ../{target}{title}
"""


def note(stem: str, rows: list[dict[str, Any]]) -> str:
    cited = CITES.get(stem, [])
    parts = [f"# {stem[3:].replace('_', ' ').title()}\n\n"]
    for section in SECTIONS:
        parts.append(f"## {section}\n\n")
        if section == "Context":
            parts += [f"[As was found before][{id}], its predecessor stops here.\n" for id in cited]
        parts.append({SECTIONS[1]: ASSUMPTION, SECTIONS[3]: NECESSITY}.get(section, ""))
        parts += [paragraph(row) for row in rows if row["section"] == section]
        parts.append("\n")
    parts += [f"[{id}]: ../{test_named(id).replace('::', '#')}\n" for id in cited]
    return "".join(parts) + "[eq]: ../math/01_rnn.md#11-backpropagation-through-time\n"


def paragraph(row: dict[str, Any]) -> str:
    return PARAGRAPH.format(
        sentence=row["sentence"],
        name=row["id"].partition("/")[2],
        target=row["test"].replace("::", "#"),
        title=' "refuted"' if row["declared"] == "refuted" else "",
    )
