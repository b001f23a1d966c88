"""What is to be measured: a probe, the architecture under it, the conditions of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


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

    @property
    def text(self) -> str:
        """For the summary: LSTM → LSTMWithoutForgetGate, forget_bias=-3.0."""
        swaps = [f"{name_of(a)} → {name_of(b)}" for a, b in self.objects.items()]
        return ", ".join(swaps + [f"{name}={value!r}" for name, value in self.conditions.items()])

    def then(self, other: Substitution) -> Substitution:
        """This one, except where the other replaces the same thing."""
        return Substitution(
            {**self.objects, **other.objects}, {**self.conditions, **other.conditions}
        )


def name_of(target: Any) -> str:
    """The name by which a claim knows it."""
    return getattr(target, "__name__", repr(target))
