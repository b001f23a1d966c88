"""A ledger with every key that one may have, and the ways to its values."""

import json

SIDE = {"text": "a()", "median": 1.0, "low": 0.5, "high": "inf", "values": [1.0], "unit": "steps"}
STRATUM = {"condition": "width", "value": "8", "wins": 6, "replicas": 12}
COMPARISON = {
    "text": "a() > 0",
    "class": "sampled",
    "verdict": "HOLDS",
    "wins": 24,
    "replicas": 24,
    "threshold": 0.5,
    "ties": 0,
    "ties_won": None,
    "upward": True,
    "error": 0.001,
    "interval": [0.7, 1.0],
    "excluded": {"loss_rate": 0.04, "at_error": 0.001},
    "settle": {"smallest_telling_share": 0.9, "replicas_needed": 300},
    "strata": [STRATUM],
    "behind": ["width=8"],
    "map": [[[3, 4]]],
    "left": SIDE,
    "right": SIDE,
}
BESIDE = {"result": "open", "wins": 20, "replicas": 24, "infinite": 1}
TRIED = {
    "name": "a → b",
    "result": "open",
    "wins": 20,
    "replicas": 24,
    "replicas_needed": "inf",
    "reason": "",
    "because": "it is idle",
    "on": "Ours",
    "assertions": [BESIDE, None],
}
VALUE = {"median": 1.0, "low": "-inf", "high": 2.0, "replicas": 24}
CORRECT = {"name": "toy:C", "verdict": "HOLDS", "reason": ""}
MEASUREMENT = {
    "text": "a()",
    "asked_at": "claims/test_01_toy.py:3",
    "doc": "A probe.",
    "conditions": {"gain": 1.0},
    "settings": {"gain": 1.0},
    "seconds": 0.5,
    "evidence": {"probe": "p"},
}
ATTEMPT = {
    "subject": "A=toy:A",
    "verdict": "REFUTED",
    "reason": "a() > 0: 3 wins",
    "concerned": True,
    "controls on": "Ours",
    "expected": "it is known",
}
APART = {
    "subjects": ["A=toy:A", "A=toy:B"],
    "text": "a()",
    "medians": [1.0, "inf"],
    "more": 24,
    "less": 0,
    "replicas": 24,
}
CASE = {
    "case": "",
    "verdict": "HOLDS",
    "seconds": None,
    "cached": None,
    "earlier": False,
    "reason": "",
    "weakened": ["a → b"],
    "untouched": ["a → c"],
    "depends": "d",
    "grounds": "d",
    "records": ["d"],
    "sources": {"toy/__init__.py": "d"},
    "data": {"x.txt": None},
    "place": [0, 1],
    "lines": {"file": "claims/test_01_toy.py", "body": [3, 4]},
    "subject": "ours",
    "concerned": True,
    "expected": "it is known",
    "implementations": {"ours": "HOLDS"},
    "tried": [ATTEMPT],
    "apart": [APART],
    "comparisons": [COMPARISON],
    "controls": [TRIED],
    "mutants": [TRIED],
    "correct": [CORRECT],
    "measurements": [MEASUREMENT],
    "values": {"score": VALUE},
}
CLAIM = {
    "id": "01_toy/a",
    "note": "notes/01_toy.md",
    "line": 3,
    "section": "What Failed",
    "sentence": "It is so.",
    "declared": "holds",
    "verdict": "HOLDS",
    "cases": [CASE],
    "statement": "It is so of a toy.",
    "test": "claims/test_01_toy.py::test_a",
    "test_line": None,
    "source": ["assert a > 0"],
    "test_digest": None,
    "marks": ["trained"],
    "no_control": None,
    "as_declared": True,
    "earlier": False,
}
NOTE = {
    "path": "notes/01_toy.md",
    "sentences": {"tested": 1},
    "citations": [{"line": 4, "sentence": "It is.", "claim": "01_toy/a", "supported": None}],
}
RUN = {
    "started": "2026-11-22T20:00:00Z",
    "seconds": None,
    "seed": 0,
    "options": ["--claims-seed", "0"],
    "error_per_claim": 0.001,
    "error_of_audit": 0.001,
    "every": 192,
    "subjects": {"A": "toy:A"},
    "understood": {"A=toy:A": "batch first"},
    "mutants": {"A": ["toy:B"]},
    "correct": {"A": ["toy:C"]},
    "environment": {"python": "3.11.7", "git": None},
    "argument": "Why the Next Model Was Needed",
    "derivations": ["math"],
    "marks": {"trained": "the claim trains networks"},
    "grounds": "d",
    "data": {"x.txt": "d"},
}
LEDGER = {"claims": [CLAIM], "run": RUN, "notes": [NOTE], "digest": "d"}


def places(value, path=()):
    """The way to every value of plain data."""
    yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], (*path, key))


def at(path):
    """A ledger of the test's own, and the object in which this way ends."""
    document = place = json.loads(json.dumps(LEDGER))
    for key in path[:-1]:
        place = place[key]
    return document, place
