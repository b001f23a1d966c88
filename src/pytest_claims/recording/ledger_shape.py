"""What a ledger looks like: every key that is read, and the shape of its value."""

from collections import Counter
from collections.abc import Iterator

from pytest_claims.deciding.controls import Control
from pytest_claims.deciding.verdict import Verdict
from pytest_claims.recording.shapes import (
    anything,
    flag,
    listed,
    maybe,
    measured,
    named,
    number,
    record,
    share,
    text,
    whole,
    word,
)

VERDICT = word(*(verdict.value for verdict in Verdict))

SIDE = record(
    {
        "text": text,
        "median": measured,
        "low": measured,
        "high": measured,
        "values": listed(measured),
    },
    {"unit": text},
)
STRATUM = record({"condition": text, "value": text, "wins": whole, "replicas": whole}, {})
COMPARISON = record(
    {
        "text": text,
        "class": word("checked", "sampled"),
        "verdict": VERDICT,
        "wins": whole,
        "replicas": whole,
        "threshold": share,
    },
    {
        "ties": whole,
        "ties_won": maybe(whole),
        "upward": flag,
        "error": share,
        "interval": listed(share, 2),
        "excluded": record({"loss_rate": share, "at_error": share}, {}),
        "settle": record({"smallest_telling_share": measured, "replicas_needed": measured}, {}),
        "strata": listed(STRATUM),
        "behind": listed(text),
        "map": listed(listed(listed(whole, 2))),
        "left": SIDE,
        "right": SIDE,
    },
)
RESULT = word(*(control.value for control in Control))
BESIDE = record({"result": RESULT, "wins": whole, "replicas": whole}, {"infinite": whole})
TRIED = record(
    {"name": text, "result": RESULT},
    {
        "wins": whole,
        "replicas": whole,
        "replicas_needed": measured,
        "reason": text,
        "because": text,
        "on": text,
        "assertions": listed(maybe(BESIDE)),
    },
)
VALUE = record({"median": measured, "low": measured, "high": measured, "replicas": whole}, {})
CORRECT = record({"name": text, "verdict": VERDICT}, {"reason": text})
MEASUREMENT = record(
    {"text": text},
    {
        "asked_at": text,
        "doc": text,
        "conditions": named(anything),
        "settings": named(anything),
        "seconds": number,
        "evidence": named(text),
    },
)
ATTEMPT = record(
    {"subject": text, "verdict": VERDICT},
    {"reason": text, "concerned": flag, "expected": text, "controls on": text},
)
APART = record(
    {
        "subjects": listed(text, 2),
        "text": text,
        "medians": listed(measured, 2),
        "more": whole,
        "less": whole,
        "replicas": whole,
    },
    {},
)
CASE = record(
    {"case": text, "verdict": VERDICT},
    {
        "seconds": maybe(number),
        "cached": maybe(flag),
        "earlier": flag,
        "reason": text,
        "weakened": listed(text),
        "untouched": listed(text),
        "depends": text,
        "grounds": text,
        "records": listed(text),
        "sources": named(text),
        "data": named(maybe(text)),
        "place": listed(whole, 2),
        "lines": record({"file": text, "body": listed(whole)}, {}),
        "subject": text,
        "concerned": flag,
        "expected": text,
        "implementations": named(VERDICT),
        "tried": listed(ATTEMPT),
        "apart": listed(APART),
        "comparisons": listed(COMPARISON),
        "controls": listed(TRIED),
        "mutants": listed(TRIED),
        "correct": listed(CORRECT),
        "measurements": listed(MEASUREMENT),
        "values": named(VALUE),
    },
)
CLAIM = record(
    {
        "id": text,
        "note": text,
        "line": whole,
        "section": text,
        "sentence": text,
        "declared": word("holds", "refuted"),
        "verdict": VERDICT,
        "cases": listed(CASE),
    },
    {
        "statement": text,
        "test": text,
        "test_line": maybe(whole),
        "source": listed(text),
        "test_digest": maybe(text),
        "marks": listed(text),
        "no_control": maybe(text),
        "as_declared": flag,
        "earlier": flag,
    },
)
CITATION = record({"line": whole, "sentence": text, "claim": text}, {"supported": maybe(flag)})
NOTE = record({"path": text}, {"sentences": named(whole), "citations": listed(CITATION)})
RUN = record(
    {},
    {
        "started": text,
        "seconds": maybe(number),
        "seed": whole,
        "options": listed(text),
        "error_per_claim": share,
        "error_of_audit": share,
        "every": whole,
        "subjects": named(text),
        "understood": named(text),
        "mutants": maybe(named(listed(text))),
        "correct": maybe(named(listed(text))),
        "environment": named(maybe(text)),
        "argument": text,
        "derivations": listed(text),
        "marks": named(text),
        "grounds": text,
        "data": named(maybe(text)),
    },
)
LEDGER = record({"claims": listed(CLAIM)}, {"run": RUN, "notes": listed(NOTE), "digest": text})


def misfits(document: object) -> Iterator[str]:
    """Where this is no ledger."""
    yield from LEDGER(document, "the ledger")
    ids = [claim["id"] for claim in document["claims"]]  # type: ignore[index]
    yield from (f"the claim {id} is listed twice" for id, n in Counter(ids).items() if n > 1)
