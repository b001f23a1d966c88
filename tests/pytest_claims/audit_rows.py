"""A ledger made up from the schema: every verdict, several cases, controls, mutants."""

from copy import deepcopy
from random import Random
from typing import Any

from audit_notes import CITES, SECTIONS, SENTENCES, test_named

from pytest_claims.recording.standings import standing_of

DOC = """Decades by which the gradient of the last output is smaller than that of the first.

log₁₀ of a ratio of Frobenius norms, under standard normal inputs.
Decades, in (−∞, ∞): 0 is a perfect carry, −3 a thousandth."""


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
    random: Random,
    *,
    wins: int = 24,
    replicas: int = 24,
    limit: float | None = None,
    decades: bool = False,
    checked: bool = False,
) -> dict[str, Any]:
    def draw(centre: float, spread: float = 0.1) -> list[float]:
        return [random.gauss(centre, spread) for _ in range(replicas)]

    def powers(centre: float) -> list[float]:
        return [10**exponent for exponent in draw(centre, 0.5)]

    left = side("gradient_retention(LSTM, forget_bias=3.0, lag=16)", draw(-0.4))
    right = side("gradient_retention(RNN, lag=16)", draw(-2.4))
    if decades:
        left, right = side(left["text"], powers(-0.4)), side(right["text"], powers(-2.4))
    if checked:
        left = side("abs(chunked - whole)", [0.0] * 4 + powers(-15)[4:])
        limit = 1e-10
    if limit is not None:
        right = side(f"{limit:g}", [limit] * replicas)
    text = "lstm > rnn" if limit is None else f"error < {limit:g}"
    share = wins / replicas
    certain: dict[str, Any] = {
        "interval": [round(max(0.0, share - 0.3), 6), round(min(1.0, share + 0.3), 6)],
        "error": 0.001,
    }
    if checked:
        certain = {"error": 0.0, "excluded": {"loss_rate": 0.250106, "at_error": 0.001}}
    return certain | {
        "text": f"every({text})" if checked else text,
        "class": "checked" if checked else "sampled",
        "verdict": "HOLDS",
        "wins": wins,
        "ties": 0,
        "ties_won": 0,
        "replicas": replicas,
        "threshold": 1.0 if checked else 0.5,
        "upward": True,
        "left": left,
        "right": right,
    }


REASONS = {
    "ERROR": "ValueError: the probe met a shape (24, 2)",
    "NOT TESTED HERE": "torch.nn.LSTM shows no gate",
}
MEASUREMENT = {
    "text": "gradient_retention(LSTM, forget_bias=3.0, lag=16)",
    "asked_at": "claims/test_03_lstm.py:12",
    "doc": DOC,
    "conditions": {"forget_bias": 3.0, "lag": 16},
    "settings": {"forget_bias": 3.0, "lag": 16, "hidden": 16, "chrono": None},
    "evidence": {"probe": "p0", "architecture": "a0"},
}


def case(random: Random, name: str = "", verdict: str = "HOLDS", **kinds: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"case": name, "verdict": verdict, "seconds": 0.4, "cached": False}
    if verdict in ("ERROR", "NOT TESTED HERE", "not reached"):
        return row | {"reason": REASONS.get(verdict, "")}
    replicas = 192 if verdict == "INCONCLUSIVE" else 24
    wins = {"REFUTED": 0, "INCONCLUSIVE": 108}.get(verdict, replicas)
    found = comparison(random, wins=wins, replicas=replicas, **kinds)
    if verdict == "INCONCLUSIVE":
        found["settle"] = {"smallest_telling_share": 0.64, "replicas_needed": 1200.0}
    control = {"name": "forget_bias=-3.0", "result": "turned", "wins": 0, "replicas": replicas}
    if verdict == "VACUOUS":
        control |= {"result": "same", "wins": wins}
    return row | {
        "comparisons": [found],
        "controls": [control],
        "mutants": [],
        "measurements": [deepcopy(MEASUREMENT)],
    }


SOURCE = [
    "lstm = measure(gradient_retention, LSTM, forget_bias=3.0, lag=lag)",
    "rnn = measure(gradient_retention, RNN, lag=lag)",
    "assert lstm > rnn",
]


def claim(
    id: str,
    sentence: str,
    cases: list[dict[str, Any]],
    *,
    line: int = 9,
    section: str = "What Failed",
    declared: str = "holds",
    verdict: str = "HOLDS",
    **more: Any,
) -> dict[str, Any]:
    row = {
        "id": id,
        "note": f"notes/{id.partition('/')[0]}.md",
        "line": line,
        "section": section,
        "sentence": sentence,
        "declared": declared,
        "test": test_named(id),
        "test_line": 12,
        "source": SOURCE,
        "marks": [],
        "no_control": None,
        "verdict": verdict,
        "earlier": False,
        "cases": cases,
    } | more
    return row | {"as_declared": standing_of(row).supported}


def claims() -> list[dict[str, Any]]:
    random = Random(0)
    by_id = {
        id: claim(
            id,
            sentence,
            [case(random, decades=n % 2 == 0, limit=0.2 if n % 3 == 1 else None)],
            section=SECTIONS[n % 3],
        )
        for n, (id, sentence) in enumerate(SENTENCES.items())
    }

    def put(id: str, verdict: str, cases: list[dict[str, Any]] | None = None, **more: Any) -> None:
        row = by_id[id]
        found = [case(random, verdict=verdict)] if cases is None else cases
        row |= {"verdict": verdict, "cases": found} | more
        row["as_declared"] = standing_of(row).supported

    checked, lags, biases = [case(random, checked=True)], (4, 16, 64, 256), (1, 3, 5)
    put("01_rnn/future-sees-past-only-through-state", "HOLDS", checked)
    put("01_rnn/lag-alone-needs-gates", "REFUTED", declared="refuted", marks=["trained"])
    keeping = [case(random, f"keep_bias={b}") for b in biases]
    put("02_gru/half-life-follows-the-gate", "HOLDS", keeping)
    surviving = [case(random, f"lag={lag}", decades=True) for lag in lags]
    put("03_lstm/gradient-outlives-rnn", "HOLDS", surviving)
    put("03_lstm/output-gate-is-needed", "REFUTED")
    put("02_gru/state-is-bounded", "HOLDS", checked, no_control="the bound holds for any weights")
    put("03_lstm/counts-past-the-training-length", "INCONCLUSIVE", marks=["trained"])
    put("04_attention/recalls-any-of-n", "VACUOUS")
    put("04_attention/window-limits-recall", "HOLDS", declared="refuted")
    put("05_transformer/two-layers-find-by-key", "ERROR")
    put("05_transformer/depth-without-residual-fails", "not reached", [])
    tried = [row for row in by_id.values() if row["verdict"] == "HOLDS"]
    for n, row in enumerate(tried):
        row["cases"][0]["mutants"] = [
            {"name": "LSTM → LSTMWithoutForgetGate", "result": "turned"},
            {"name": "LSTM → LSTMCoupled", "result": "turned" if n % 3 else "same"},
        ]
    return list(by_id.values())


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
            "argument": "Why the Next Model Was Needed",
            "derivations": ["math"],
            "marks": {"trained": "the claim trains networks"},
            "subjects": {"LSTM": "sequence_models.architectures.lstm:LSTM"},
            "environment": {
                "python": "3.11.7",
                "torch": "2.13.0",
                "numpy": "2.4.6",
                "cpu": "x86_64",
                "device": "cpu",
                "git": "cfa3607",
            },
        },
        "notes": [
            {
                "path": f"notes/{stem}.md",
                "sentences": {"tested": 9, "derived": 3, "cited": 2, "argued": 14},
                "citations": [
                    {
                        "line": 9,
                        "sentence": "The predecessor fails here, as measured.",
                        "claim": id,
                        "supported": True,
                    }
                    for id in CITES.get(stem, [])
                ],
            }
            for stem in stems
        ],
        "claims": rows,
    }
