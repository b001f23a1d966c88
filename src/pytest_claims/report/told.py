"""One case by itself, in words: for a console."""

from collections.abc import Iterator, Mapping
from typing import Any

from pytest_claims.report.evidence import shown

ALONE = "No control shows that it could have come out otherwise."


def lines(case: Mapping[str, Any]) -> Iterator[str]:
    """The verdict, each comparison, and what each control did to it."""
    found = shown(case)
    yield " ".join(filter(None, [f"{found.standing.word}.", found.reason, alone(case)]))
    for comparison in found.comparisons:
        yield f"  {comparison.text}"
        yield f"    {comparison.words}. {comparison.settle}".rstrip()
        for bar in comparison.rivals:
            yield f"    {bar.name}: {bar.wins}/{bar.replicas}, {bar.result}"
        if comparison.strata and comparison.strata.words:
            yield f"    {comparison.strata.words}"


def alone(case: Mapping[str, Any]) -> str:
    """What is missing of a claim that holds and was tried under no control."""
    return ALONE if case["verdict"] == "HOLDS" and not case["controls"] else ""
