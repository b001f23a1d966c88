"""Notes and a ledger made up from the schema: every verdict, several cases, controls, mutants."""

from pathlib import Path
from random import Random
from typing import Any

from claimcheck.wording import standing_of

STEMS = ("01_rnn", "02_gru", "03_lstm", "04_attention", "05_transformer")
SECTIONS = ("Context", "Core Assumptions", "What Failed", "Why the Next Model Was Needed")
VERDICTS = ("REFUTED", "VACUOUS", "INCONCLUSIVE", "ERROR", "NOT TESTED HERE", "not reached")
DOC = """Decades by which the gradient of the last output is smaller than that of the first.

log₁₀ of a ratio of Frobenius norms, under standard normal inputs.
Decades, in (−∞, ∞): 0 is a perfect carry, −3 a thousandth."""

SENTENCES = {
    "01_rnn/future-sees-past-only-through-state": "Two histories that end in the same state have the same future, bit for bit.",
    "01_rnn/norm-bounds-the-jacobian": "The norm of the long Jacobian never exceeds the product of ‖W‖·max φ′ over the steps.",
    "01_rnn/fails-sample-and-hold": "With 8 units and 300 steps of training, a tanh RNN leaves more than four fifths of the error of ignorance when it is to hold four values.",
    "01_rnn/width-does-not-help": "Four times the units do not help: the error stays above four fifths.",
    "01_rnn/lag-alone-needs-gates": "An RNN without gates cannot bridge 20 steps.",
    "02_gru/gates-hold-what-is-marked": "With 8 units and 300 steps of training, a GRU holds four values, each until its own next mark, with less than a fifth of the error of ignorance.",
    "02_gru/half-life-follows-the-gate": "At keep bias 1, 3 and 5 the half-life grows with the bias.",
    "02_gru/state-is-bounded": "No coordinate of the state leaves the interval from −1 to 1.",
    "03_lstm/gradient-outlives-rnn": "At equal width and before any training, more of the gradient survives 4, 16, 64 and 256 steps in an LSTM with forget bias 3 than in an RNN.",
    "03_lstm/counts-past-the-training-length": "An LSTM with an open forget gate counts past the training length.",
    "03_lstm/output-gate-is-needed": "The output gate is needed for counting.",
    "04_attention/recalls-any-of-n": "Attention recalls any of 4, 8, 16 and 32 symbols.",
    "04_attention/window-limits-recall": "A window of w positions recalls w of n symbols, and guesses the rest.",
    "05_transformer/two-layers-find-by-key": "Two layers find a value by its key; one layer does not.",
    "05_transformer/depth-without-residual-fails": "Without the residual path two layers fail.",
}
CITES = {
    "02_gru": ["01_rnn/fails-sample-and-hold", "01_rnn/width-does-not-help"],
    "03_lstm": ["02_gru/state-is-bounded", "02_gru/gates-hold-what-is-marked"],
    "04_attention": ["03_lstm/counts-past-the-training-length"],
    "05_transformer": ["04_attention/window-limits-recall", "04_attention/recalls-any-of-n"],
}


def test_of(id: str) -> str:
    stem, _, name = id.partition("/")
    return f"claims/test_{stem}.py::test_{name.replace('-', '_')}"


def side(text: str, values: list[float]) -> dict[str, Any]:
    ordered = sorted(values)
    n = len(ordered)
    return {
        "text": text,
        "median": ordered[n // 2],
        "low": ordered[n // 3],
        "high": ordered[2 * n // 3],
        "values": [float(f"{v:.6g}") for v in values],
    }


def comparison(
    random: Random, *, wins: int = 24, replicas: int = 24, limit: float | None = None, decades: bool = False, checked: bool = False
) -> dict[str, Any]:
    def draw(centre: float) -> list[float]:
        if decades:
            return [10 ** random.gauss(centre, 0.5) for _ in range(replicas)]
        return [random.gauss(centre, 0.1) for _ in range(replicas)]

    left = side("gradient_retention(LSTM, forget_bias=3.0, lag=16)", draw(-0.4))
    if checked:
        left = side("abs(chunked - whole)", [0.0] * 4 + [10 ** random.gauss(-15, 0.5) for _ in range(replicas - 4)])
        limit = 1e-10
    right = (
        side("gradient_retention(RNN, lag=16)", draw(-2.4))
        if limit is None
        else {**side(f"{limit:g}", [limit] * replicas), "low": limit, "high": limit}
    )
    share = wins / replicas
    return {
        "text": f"every({left['text']} <= 1e-10)" if checked else "lstm > rnn" if limit is None else f"error < {limit:g}",
        "class": "checked" if checked else "sampled",
        "verdict": "HOLDS",
        "wins": wins,
        "ties": 0,
        "replicas": replicas,
        "interval": [round(max(0.0, share - 0.3), 6), round(min(1.0, share + 0.3), 6)],
        "threshold": 1.0 if checked else 0.5,
        "upward": True,
        "error": 0.001,
        "left": left,
        "right": right,
    }


def case(random: Random, name: str = "", verdict: str = "HOLDS", **kinds: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"case": name, "verdict": verdict, "seconds": 0.4, "cached": False}
    if verdict in ("ERROR", "NOT TESTED HERE", "not reached"):
        return row | {"reason": {"ERROR": "ValueError: the probe met a shape (24, 2)", "NOT TESTED HERE": "torch.nn.LSTM shows no gate"}.get(verdict, "")}
    replicas = 192 if verdict == "INCONCLUSIVE" else 24
    wins = {"HOLDS": replicas, "REFUTED": 0, "INCONCLUSIVE": 108}.get(verdict, replicas)
    found = comparison(random, wins=wins, replicas=replicas, **kinds)
    if verdict == "INCONCLUSIVE":
        found["settle"] = {"smallest_telling_share": 0.64, "replicas_needed": 1200.0}
    turned = "same" if verdict == "VACUOUS" else "turned"
    return row | {
        "comparisons": [found],
        "controls": [{"name": "forget_bias=-3.0", "result": turned, "wins": wins if turned == "same" else 0, "replicas": replicas}],
        "mutants": [],
        "measurements": [
            {
                "text": "gradient_retention(LSTM, forget_bias=3.0, lag=16)",
                "asked_at": "claims/test_03_lstm.py:12",
                "doc": DOC,
                "conditions": {"forget_bias": 3.0, "lag": 16},
                "evidence": {"probe": "p0", "architecture": "a0"},
            }
        ],
    }


def claim(id: str, sentence: str, cases: list[dict[str, Any]], *, line: int = 9, section: str = "What Failed", declared: str = "holds", verdict: str = "HOLDS", **more: Any) -> dict[str, Any]:
    row = {
        "id": id,
        "note": f"notes/{id.partition('/')[0]}.md",
        "line": line,
        "section": section,
        "sentence": sentence,
        "declared": declared,
        "test": test_of(id),
        "test_line": 12,
        "source": ["lstm = measure(gradient_retention, LSTM, forget_bias=3.0, lag=lag)", "rnn = measure(gradient_retention, RNN, lag=lag)", "assert lstm > rnn"],
        "marks": [],
        "no_control": None,
        "verdict": verdict,
        "earlier": False,
        "cases": cases,
    } | more
    return row | {"as_declared": standing_of(row).supported}


def claims() -> list[dict[str, Any]]:
    random = Random(0)
    rows = []
    for n, (id, sentence) in enumerate(SENTENCES.items()):
        rows.append(claim(id, sentence, [case(random, decades=n % 2 == 0, limit=0.2 if n % 3 == 1 else None)], section=SECTIONS[n % 3]))
    by_id = {row["id"]: row for row in rows}

    def put(id: str, verdict: str, cases: list[dict[str, Any]] | None = None, **more: Any) -> None:
        row = by_id[id]
        row |= {"verdict": verdict, "cases": cases or [case(random, verdict=verdict)]} | more
        row["as_declared"] = standing_of(row).supported

    put("01_rnn/future-sees-past-only-through-state", "HOLDS", [case(random, checked=True)])
    put("01_rnn/lag-alone-needs-gates", "REFUTED", declared="refuted", marks=["trained"])
    put("02_gru/half-life-follows-the-gate", "HOLDS", [case(random, f"keep_bias={b}") for b in (1, 3, 5)])
    put("03_lstm/gradient-outlives-rnn", "HOLDS", [case(random, f"lag={lag}", decades=True) for lag in (4, 16, 64, 256)])
    put("03_lstm/output-gate-is-needed", "REFUTED")
    put("02_gru/state-is-bounded", "HOLDS", [case(random, checked=True)], no_control="the bound holds for any weights; nothing to remove")
    put("03_lstm/counts-past-the-training-length", "INCONCLUSIVE", marks=["trained"])
    put("04_attention/recalls-any-of-n", "VACUOUS")
    put("04_attention/window-limits-recall", "HOLDS", declared="refuted")
    put("05_transformer/two-layers-find-by-key", "ERROR")
    put("05_transformer/depth-without-residual-fails", "not reached", [])
    for row in rows[:12]:
        if row["cases"] and row["verdict"] == "HOLDS":
            row["cases"][0]["mutants"] = [{"name": "LSTM → LSTMWithoutForgetGate", "result": "turned"}, {"name": "LSTM → LSTMCoupled", "result": "same" if row["id"].endswith("n") else "turned"}]
    return rows


def ledger(rows: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    rows = claims() if rows is None else rows
    stems = sorted({row["id"].partition("/")[0] for row in rows})
    return {
        "schema": 1,
        "run": {
            "started": "2026-11-22T20:00:00Z",
            "seconds": 61.2,
            "seed": 0,
            "error_per_claim": 0.001,
            "error_of_audit": 0.015,
            "subjects": {"LSTM": "sequence_models.architectures.lstm:LSTM"},
            "environment": {"python": "3.11.7", "torch": "2.13.0", "numpy": "2.4.6", "cpu": "x86_64", "device": "cpu", "git": "cfa3607"},
        },
        "notes": [
            {
                "path": f"notes/{stem}.md",
                "sentences": {"tested": 9, "derived": 3, "cited": 2, "argued": 14},
                "citations": [
                    {"line": 9, "sentence": "The predecessor fails here, as measured.", "claim": id, "supported": True}
                    for id in CITES.get(stem, [])
                ],
            }
            for stem in stems
        ],
        "claims": rows,
    }


def write_notes(root: Path, rows: list[dict[str, Any]] | None = None) -> None:
    rows = claims() if rows is None else rows
    (root / "notes").mkdir(parents=True, exist_ok=True)
    for stem in sorted({row["id"].partition("/")[0] for row in rows}):
        (root / "notes" / f"{stem}.md").write_text(note(stem, [r for r in rows if r["id"].startswith(stem)]))


def note(stem: str, rows: list[dict[str, Any]]) -> str:
    text = f"# {stem[3:].replace('_', ' ').title()}\n\n"
    links = []
    for section in SECTIONS:
        text += f"## {section}\n\n"
        if section == "Core Assumptions":
            text += "A state of fixed size carries the past.\nIts step is $h_t = \\tanh(W h_{t-1} + U x_t)$, so along the road back the factors multiply.\n\n```math\n\\frac{\\partial h_t}{\\partial h_k} = \\prod_{i=k+1}^{t} \\operatorname{diag}(\\phi'(a_i)) W \\qquad (1.a)\n```\n\n"
        if section == "Why the Next Model Was Needed":
            text += "What remains is selection: a factor between 0 and 1, computed from the input.\nThat is argued here, and measured in the next note.\n\n"
        for id in CITES.get(stem, []) if section == "Context" else []:
            text += f"[As the note before found][{id}], this is where its predecessor stops.\n"
            links.append(id)
        for row in (r for r in rows if r["section"] == section):
            short = row["id"].partition("/")[2]
            title = ' "refuted"' if row["declared"] == "refuted" else ""
            text += f"\nNothing in the cell is squashed and nothing is mixed, so a gate near one is a road kept open.\n[{row['sentence']}][{short}]\nAlong that road the derivative is [the product of the forget gates][eq].\n"
            text += f"\n[{short}]: ../{row['test'].replace('::', '#')}{title}\n"
        text += "\n"
    for id in links:
        text += f"[{id}]: ../{test_of(id).replace('::', '#')}\n"
    return text + "[eq]: ../math/01_rnn.md#11-backpropagation-through-time\n"
