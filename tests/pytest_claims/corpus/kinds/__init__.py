"""Every project by its name, and how many of each kind are wrong and honest."""

from collections.abc import Mapping

from corpus.kinds import (
    answers,
    controlled,
    data_files,
    identity,
    notes,
    numbers,
    populations,
    records,
    running,
    source,
    sources,
    verdicts,
)
from corpus.tiny import Tiny

ROOMS = {
    "verdict": verdicts,
    "population": populations,
    "control": controlled,
    "source": source,
    "note": notes,
    "number": numbers,
    "run": running,
    "sources": sources,
    "data": data_files,
    "identity": identity,
    "answer": answers,
    "record": records,
}
PROJECTS: Mapping[str, Tiny] = {
    f"{room}: {name}": tiny
    for room, module in ROOMS.items()
    for name, tiny in module.PROJECTS.items()
}
KINDS = {
    kind: (
        sum(t.kind == kind and not t.honest for t in PROJECTS.values()),
        sum(t.kind == kind and t.honest for t in PROJECTS.values()),
    )
    for kind in dict.fromkeys(t.kind for t in PROJECTS.values())
}
