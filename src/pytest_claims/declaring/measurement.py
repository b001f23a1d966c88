"""What is to be measured: a probe, its subject, the conditions of each."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from pytest_claims.declaring.population import Across
from pytest_claims.faults import ASKED


@dataclass(frozen=True)
class Measurement:
    """One number per replica that a probe can be asked for."""

    probe: Callable[..., Any]
    architecture: Any
    probe_conditions: Mapping[str, Any]
    architecture_conditions: Mapping[str, Any]
    asked_at: str = field(default="", compare=False)  # file:line of the claim's measure(...)

    @property
    def conditions(self) -> dict[str, Any]:
        """All conditions that the claim names."""
        return {**self.architecture_conditions, **self.probe_conditions}

    @property
    def drawn(self) -> bool:
        """Whether its probe takes seeds; else it is computed, and the same in each replica."""
        found = inspect.signature(self.probe).parameters.values()
        return any(p.name == "seeds" or p.kind is p.VAR_KEYWORD for p in found)

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return not self.drawn and not self.varied

    @property
    def varied(self) -> dict[str, Across]:
        """Conditions that differ from replica to replica."""
        return {k: v for k, v in self.conditions.items() if isinstance(v, Across)}

    def at(self, conditions: Mapping[str, Any]) -> Measurement:
        """The same with these values for conditions that it names."""
        return replace(
            self,
            probe_conditions=_with(self.probe_conditions, conditions),
            architecture_conditions=_with(self.architecture_conditions, conditions),
        )

    @property
    def text(self) -> str:
        """As the claim writes it."""
        parts = [f"{name}={value!r}" for name, value in self.conditions.items()]
        if self.architecture is not None:
            parts.insert(0, name_of(self.architecture))
        return f"{name_of(self.probe)}({', '.join(parts)})"


@dataclass(frozen=True)
class Substitution:
    """What a control, a subject or a mutant puts in place of what the claim names."""

    objects: Mapping[Any, Any] = field(default_factory=dict)
    conditions: Mapping[str, Any] = field(default_factory=dict)
    because: str = ""  # what it removes, in the claim's words

    @property
    def text(self) -> str:
        """For the summary: Quicksort → QuicksortFirstPivot, size=4."""
        swaps = [f"{name_of(a)} → {name_of(b)}" for a, b in self.objects.items()]
        return ", ".join(swaps + [f"{name}={value!r}" for name, value in self.conditions.items()])

    def then(self, other: Substitution) -> Substitution:
        """This one, except where the other replaces the same thing."""
        return Substitution(
            {**self.objects, **other.objects},
            {**self.conditions, **other.conditions},
            other.because,
        )


@contextmanager
def asking(measurement: Measurement) -> Iterator[None]:
    """What goes wrong inside says which measurement it happened to, and where that was asked."""
    try:
        yield
    except Exception as problem:
        problem.add_note(f"{ASKED}{measurement.asked_at}: {measurement.text}")
        raise


def _with(conditions: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values.get(name, value) for name, value in conditions.items()}


def name_of(target: Any) -> str:
    """The name by which a claim knows it."""
    return getattr(target, "__name__", repr(target))
