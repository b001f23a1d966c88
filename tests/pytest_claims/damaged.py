"""Files in the place of a ledger that are none, as a crash or a hand may leave them."""

import json

from audit_rows import ledger


def _edited(edit):
    document = ledger()
    edit(document)
    return json.dumps(document).encode()


def _put(document, *path, value):
    *folders, last = path
    for key in folders:
        document = document[key]
    document[last] = value


def _without(document, *path):
    *folders, last = path
    for key in folders:
        document = document[key]
    del document[last]


CLAIM = ("claims", 2)
CASE = (*CLAIM, "cases", 0)
COMPARISON = (*CASE, "comparisons", 0)

WRONG = [
    (("schema",), 2),
    (("schema",), "1"),
    (("claims",), None),
    (("claims",), {}),
    (("claims",), [None]),
    (("run",), []),
    (("run",), None),
    (("run", "seconds"), "x"),
    (("run", "error_per_claim"), "0.001"),
    (("run", "subjects"), ["LSTM"]),
    (("run", "environment"), {"torch": 2}),
    (("run", "mutants"), {"LSTM": "all"}),
    (("notes",), {}),
    (("notes", 0, "path"), 7),
    (("notes", 0, "sentences"), {"tested": "9"}),
    (("notes", 1, "citations"), [{}]),
    ((*CLAIM, "id"), 3),
    ((*CLAIM, "line"), "9"),
    ((*CLAIM, "line"), -1),
    ((*CLAIM, "line"), True),
    ((*CLAIM, "line"), 10**400),
    ((*CLAIM, "sentence"), None),
    ((*CLAIM, "declared"), "true"),
    ((*CLAIM, "verdict"), "FINE"),
    ((*CLAIM, "marks"), "trained"),
    ((*CLAIM, "cases"), None),
    ((*CLAIM, "cases"), [[]]),
    ((*CASE, "verdict"), None),
    ((*CASE, "seconds"), "x"),
    ((*CASE, "case"), 16),
    ((*CASE, "comparisons"), None),
    ((*CASE, "controls", 0, "result"), "twisted"),
    ((*CASE, "measurements", 0, "conditions"), []),
    ((*CASE, "measurements", 0, "evidence"), {"probe": 1}),
    ((*COMPARISON, "wins"), 1.5),
    ((*COMPARISON, "replicas"), "24"),
    ((*COMPARISON, "class"), "guessed"),
    ((*COMPARISON, "interval"), [0.5]),
    ((*COMPARISON, "interval"), [0.5, 2]),
    ((*COMPARISON, "interval"), None),
    ((*COMPARISON, "threshold"), "half"),
    ((*COMPARISON, "left"), []),
    ((*COMPARISON, "left", "values"), ["many"]),
    ((*COMPARISON, "left", "median"), "middle"),
    ((*COMPARISON, "left", "values"), [True]),
    ((*COMPARISON, "settle"), {"replicas_needed": None}),
    ((*COMPARISON, "left", "values"), [10**400]),
    ((*CLAIM, "sentence"), "half a character: \ud800"),
    ((*CASE, "measurements", 0, "conditions"), {"\ud800": 1}),
]
MISSING = [
    ("schema",),
    ("claims",),
    ("notes", 0, "path"),
    *((*CLAIM, key) for key in ("id", "note", "line", "section", "sentence", "declared")),
    *((*CLAIM, key) for key in ("verdict", "cases")),
    (*CASE, "case"),
    (*CASE, "verdict"),
    *((*COMPARISON, key) for key in ("text", "class", "verdict")),
    (*COMPARISON, "left", "text"),
]
TWICE = _edited(lambda document: document["claims"].append(document["claims"][0]))
DAMAGE = [
    b"",
    b"null",
    b"[]",
    b"{}",
    b"7",
    b"no json",
    b'{"schema": 1, "claims": [',
    b"\xff\xfe\x00",
    b"[" * 100_000,
    b'{"schema": 1, "claims": [], "run": {"seconds": NaN}}',
    b'{"schema": 1, "claims": [], "run": {"seconds": Infinity}}',
    b'{"schema": 1, "claims": [], "run": {"seconds": 1e999}}',
    b'{"schema": 1, "claims": [], "more": ' + b"[" * 60 + b"]" * 60 + b"}",
    b'{"schema": 1, "claims": [], "more": 1e999}',
    b'{"schema": 1, "claims": [], "digest": 3}',
    b'{"schema": 1, "claims": [], "digest": "0"}',
    TWICE,
    *(_edited(lambda document, p=p, v=v: _put(document, *p, value=v)) for p, v in WRONG),
    *(_edited(lambda document, p=p: _without(document, *p)) for p in MISSING),
]
