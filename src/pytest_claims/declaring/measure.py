"""The fixture ``measure``: gives each condition to the signature that has it; draws nothing."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pytest_claims.declaring.conditions import plain
from pytest_claims.declaring.curve import Curve
from pytest_claims.declaring.event import Body
from pytest_claims.declaring.measurement import Measurement, Substitution, name_of
from pytest_claims.declaring.population import Across, Over, points
from pytest_claims.declaring.sample import Sample
from pytest_claims.faults import ClaimError, nearest
from pytest_claims.files import place

RESERVED = frozenset({"seeds", "dtype", "device"})
"""Keyword parameters that are the audit's to give, never a claim's."""


class Measure:
    """The ``measure`` fixture: declares what is to be measured; draws nothing."""

    def __init__(
        self,
        substitution: Substitution | None = None,
        *,
        root: Path = Path(),
        common: Collection[str] = (),
    ) -> None:
        self.body = Body()
        self.root = root
        self.common = common  # conditions that every subject takes
        self.substitution = substitution or Substitution()
        self._varied: dict[str, Across] = {}
        self._used: list[Any] = []  # the originals and the conditions that were replaced

    def __call__(
        self, probe: Callable[..., Any], architecture: Any = None, /, **conditions: Any
    ) -> Any:
        """A lazy sample of ``probe``, of a subject where it takes ``build``, under conditions.

        Each condition goes to the keyword-only parameter of its name, the probe's or the subject's.
        With ``over(...)`` among them it is a curve: a sample for each of the values.
        """
        self.body.require_open(f"measure({name_of(probe)}, …)")
        conditions = self.resolved(conditions)
        probe, architecture = self._replace(probe), self._replace(architecture)
        for name, value in self.substitution.conditions.items():
            if name in conditions:
                conditions[name] = self._in_place(name, conditions[name], value)
                self._used.append(name)
        caller = sys._getframe(1)
        asked_at = f"{place(Path(caller.f_code.co_filename), self.root)}:{caller.f_lineno}"
        whole = replace(route(probe, architecture, conditions, self.common), asked_at=asked_at)
        self._pair(whole)
        samples = [self._sample(whole.at(point)) for point in points(conditions)]
        swept = {k: v for k, v in conditions.items() if isinstance(v, Over)}
        return Curve(self.body, whole.text, swept, samples) if swept else samples[0]

    def resolved(self, conditions: dict[str, Any]) -> dict[str, Any]:
        """The conditions as they are meant in this run: a claim means what it says."""
        return conditions

    def _in_place(self, name: str, swept: Any, value: Any) -> Any:
        """A control may sweep other values, or one: that is a curve of a single point."""
        if not isinstance(swept, Over) or isinstance(value, Over):
            return value
        if isinstance(value, Across):
            raise ClaimError(
                f"Let the control sweep {name} too, as in {name}=over(...), or give one value: the "
                f"claim has {name}={swept!r}, and {self.substitution.text} gives each replica "
                "another."
            )
        return Over((value,))

    def _sample(self, measurement: Measurement) -> Sample:
        self.body.measurements.append(measurement)
        return Sample(
            self.body,
            measurement.text,
            lambda draw: draw(measurement),
            measurements=[measurement],
        )

    def _pair(self, measurement: Measurement) -> None:
        """Arms that vary one condition are paired in it, value by value."""
        for name, varied in measurement.varied.items():
            known = self._varied.setdefault(name, varied)
            if len(known.values) != len(varied.values):
                raise ClaimError(
                    f"Give {name} as many values in each arm of a claim: {name}={known!r} and "
                    f"{name}={varied!r} are paired, value by value."
                )

    def _replace(self, target: Any) -> Any:
        for original, replacement in self.substitution.objects.items():
            if target is original:
                self._used.append(original)
                return replacement
        return target

    def unmet(self, substitution: Substitution) -> list[str]:
        """What this substitution names and the body neither measured nor passed."""
        unnamed = [name_of(target) for target in substitution.objects if not self._met(target)]
        return unnamed + [name for name in substitution.conditions if not self._met(name)]

    def _met(self, wanted: Any) -> bool:
        text = isinstance(wanted, str)
        return any(used is wanted or (text and used == wanted) for used in self._used)


def route(
    probe: Callable[..., Any],
    architecture: Any,
    conditions: Mapping[str, Any],
    common: Collection[str] = (),
) -> Measurement:
    """Give every condition to the one signature that has a parameter of its name.

    ``common`` are conditions that every subject takes beside those of its signature.
    """
    of_probe = parameters(probe)
    of_architecture = parameters(architecture) | {*common} if architecture is not None else set()
    signatures = "The signatures are:" + "".join(
        f"\n  {signature(target)}" for target in (probe, architecture) if target is not None
    )
    name = name_of(probe)
    if architecture is None and "build" in inspect.signature(probe).parameters:
        raise ClaimError(
            f"Name what is measured, measure({name}, SUBJECT, …): {name} takes build. {signatures}"
        )
    if architecture is not None and "build" not in inspect.signature(probe).parameters:
        raise ClaimError(
            f"Write measure({name}, …), or call the first parameter of {name} build: it takes no "
            f"subject, and is given {name_of(architecture)}. {signatures}"
        )
    for condition, value in conditions.items():
        text = f"{condition}={plain(value)!r}"
        if condition not in of_probe | of_architecture:
            meant = nearest(condition, of_probe | of_architecture)
            raise ClaimError(
                f"no parameter takes the condition {text}: a claim sets those that stand behind "
                f"the * of a signature{meant}. {signatures}"
            )
        if condition in of_probe & of_architecture:
            raise ClaimError(f"both take the condition {text}: rename a parameter. {signatures}")
    if missing := required(probe) - conditions.keys():
        raise ClaimError(f"{name} also needs {', '.join(sorted(missing))}. {signatures}")
    return Measurement(
        probe,
        architecture,
        {k: v for k, v in conditions.items() if k in of_probe},
        {k: v for k, v in conditions.items() if k in of_architecture},
    )


def parameters(target: Any) -> set[str]:
    """Names of the keyword-only parameters that a claim may set."""
    found = inspect.signature(target).parameters
    return {name for name, p in found.items() if p.kind is p.KEYWORD_ONLY} - RESERVED


def required(target: Any) -> set[str]:
    """Those of them that have no default."""
    found = inspect.signature(target).parameters
    return {name for name in parameters(target) if found[name].default is inspect.Parameter.empty}


def signature(target: Any) -> str:
    """One line that quotes a signature and says where it is written."""
    try:
        place = f"  # {inspect.getsourcefile(target)}:{inspect.getsourcelines(target)[1]}"
    except (OSError, TypeError):
        place = ""
    found = inspect.signature(target)
    bare = [p.replace(annotation=p.empty) for p in found.parameters.values()]
    shown = found.replace(parameters=bare, return_annotation=found.empty)
    return f"{name_of(target)}{shown}{place}"
