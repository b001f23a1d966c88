"""The claims that did not come out as declared, as SARIF 2.1.0: what code scanners show."""

from collections.abc import Iterable, Sequence
from typing import Any

from pytest_claims.faults import Fault
from pytest_claims.recording.interchange import LEVELS
from pytest_claims.recording.standings import Row, standing_of, statement

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
NOTE = {"notice": "note"}  # a level's name in SARIF, where it is another
FAULT = "disagreement"


def render(rows: Iterable[Row], faults: Iterable[Fault] = ()) -> dict[str, Any]:
    """A result at the note's line for each claim that was tried and is not as declared, and one
    for each fault of the prose.
    """
    tried = (row for row in rows if not row["earlier"])
    results = [_result(row) for row in tried if not standing_of(row).supported]
    results += [_of_fault(fault) for fault in faults]
    rules = [{"id": id} for id in dict.fromkeys(str(result["ruleId"]) for result in results)]
    driver = {"name": "pytest-claims", "rules": rules}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def _result(row: Row) -> dict[str, Any]:
    standing = standing_of(row)
    level = LEVELS.get(standing.key, "error")
    reasons = [str(case["reason"]) for case in row["cases"] if case.get("reason")]
    said = [statement(row), f"({row['id']}: {standing.meaning}.)", *reasons[:1]]
    return _at(standing.key, level, said, row["note"], row["line"])


def _of_fault(fault: Fault) -> dict[str, Any]:
    return _at(FAULT, "error", [f"{fault.problem}. {fault.cure}."], fault.path, fault.line)


def _at(rule: str, level: str, said: Sequence[str], path: str, line: int) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": path}, "region": {"startLine": line}}
    return {
        "ruleId": rule,
        "level": NOTE.get(level, level),
        "message": {"text": " ".join(said)},
        "locations": [{"physicalLocation": place}],
    }
