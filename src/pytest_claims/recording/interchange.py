"""What other tools read: annotations on a note's line, and three JUnit properties."""

from pytest_claims.faults import Fault
from pytest_claims.recording.standings import Row, standing_of, statement

LEVELS = {"inconclusive": "warning", "untested": "notice", "unreached": "notice"}


def annotation(row: Row) -> str:
    """A workflow command that marks the claim's sentence in its note; empty where all is well."""
    standing = standing_of(row)
    if standing.supported:
        return ""
    level = LEVELS.get(standing.key, "error")
    place = f"file={_property(row['note'])},line={row['line']},title={_property(standing.word)}"
    reasons = [str(c["reason"]) for c in row["cases"] if c.get("reason")]
    text = " ".join([statement(row), f"({row['id']}: {standing.meaning}.)", *reasons[:1]])
    return f"::{level} {place}::{_data(text)}"


def fault_annotation(fault: Fault, level: str) -> str:
    """A workflow command that marks the line of a fault; ``error``, ``warning`` or ``notice``."""
    place = f"file={_property(fault.path)},line={fault.line}"
    return f"::{level} {place}::{_data(f'{fault.problem}. {fault.cure}.')}"


def junit_properties(claim: str, statement: str, verdict: str) -> list[tuple[str, str]]:
    """``claim``, ``statement`` and ``verdict``, for a test's user_properties."""
    return [("claim", claim), ("statement", statement), ("verdict", verdict)]


def _data(text: object) -> str:
    return str(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: object) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
