"""Made-up cases that speak of a population, and controls of several assertions."""

from random import Random
from typing import Any

from audit_rows import case


def population(
    *varied: tuple[str, dict[str, int]],
    replicas: int = 192,
    behind: tuple[str, ...] = (),
    verdict: str = "HOLDS",
    name: str = "",
) -> dict[str, Any]:
    """A case whose comparison has these wins by value of each condition."""
    row = case(Random(0), name, verdict)
    (found,) = row["comparisons"]
    found |= {
        "wins": sum(varied[0][1].values()),
        "replicas": replicas,
        "strata": [
            {"condition": c, "value": v, "wins": wins, "replicas": replicas // len(values)}
            for c, values in varied
            for v, wins in values.items()
        ],
    }
    if behind:
        found["behind"] = list(behind)
    if len(varied) == 2:
        (_, down), (_, right) = varied
        each = replicas // len(down) // len(right)
        found["map"] = [[[min(each, n // len(right)), each] for _ in right] for n in down.values()]
    return row


WIDTHS = ("hidden", {"16": 48, "32": 48, "64": 47, "128": 12})
RATES = ("rate", {"0.001": 60, "0.01": 60, "0.1": 35})
TASKS = ("task", {"channels=2": 90, "channels=4": 65})


def controlled(*controls: dict[str, Any]) -> dict[str, Any]:
    """A case of two assertions that these controls contest."""
    row = case(Random(0))
    (first,) = row["comparisons"]
    row["comparisons"] = [first, first | {"text": "gru < rnn / 3"}]
    row["controls"] = list(controls)
    return row


def beside(result: str, wins: int, replicas: int = 24) -> dict[str, Any]:
    """What a control did to one assertion."""
    return {"result": result, "wins": wins, "replicas": replicas}
