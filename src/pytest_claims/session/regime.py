"""A run that decides one claim over a grid of its conditions, and shows where it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import pytest

from pytest_claims.cluster.need import Need, need_of
from pytest_claims.deciding.trial import Case, attempt, declare
from pytest_claims.deciding.verdict import Verdict
from pytest_claims.declaring.conditions import plain
from pytest_claims.declaring.measurement import Substitution
from pytest_claims.declaring.population import Varying, labels
from pytest_claims.extras import lacking
from pytest_claims.faults import ClaimError, nearest
from pytest_claims.files import place, write_source
from pytest_claims.measuring.instrument import NotTested
from pytest_claims.plain import digest
from pytest_claims.session import failures
from pytest_claims.session.items import claim_id, said
from pytest_claims.session.needed import Needed
from pytest_claims.session.worker import Worker
from pytest_claims.settings import Settings

FOLDER = "regimes"
SAYS = "Give a condition and its values as NAME=VALUE,VALUE"
MOST = 2  # conditions that a picture has room for
FITS = 16  # values of each


@dataclass(frozen=True)
class Axis:
    """A condition, the values to try, and which of them are the claim's own."""

    name: str
    values: tuple[Any, ...]
    claimed: tuple[bool, ...]

    @property
    def labels(self) -> list[str]:
        """The values as a picture names them."""
        return labels(self.values)

    @property
    def numbers(self) -> dict[str, Any]:
        """What a picture is drawn from."""
        return {"name": self.name, "labels": self.labels, "claimed": self.claimed}


class Regimes:
    """Takes the place of controller and worker."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self.settings = settings
        self.asked = [_named(text) for text in config.getoption("claims_over")]
        if len(self.asked) > MOST:
            raise pytest.UsageError(
                f"name one condition or two to vary: there are {len(self.asked)}."
            )
        self.worker = Worker(config, settings, {})
        self.lines: list[str] = []
        self.problem = ""
        config.pluginmanager.register(self.worker, "pytest-claims-worker")

    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Decide the one claim that is named at each place of the grid."""
        if session.testsfailed:
            return None
        items = self.worker.claims_of(session)
        if len(items) != 1:
            raise pytest.UsageError(f"name one case of one claim to vary: there are {len(items)}.")
        try:
            self.show(items[0])
        except failures.BROKEN as problem:
            self.problem = failures.told(items[0], problem, self.settings.root)
        return True

    def show(self, item: pytest.Function) -> None:
        """Measure, decide and draw."""
        case, axes = self.declared(item)
        found = [self.verdict(item, at(case, point), point) for point in _grid(axes)]
        across, *upward = axes
        numbers = {
            "question": f"Where does it hold? {said(item)}",
            "x": across.numbers,
            "y": upward[0].numbers if upward else None,
            "verdicts": _rows(found, len(across.values)),
        }
        self.lines = [*self.table(axes, found), self.picture(claim_id(item), numbers)]

    def declared(self, item: pytest.Function) -> tuple[Case, list[Axis]]:
        """The claim by itself, and what is to be tried of it."""
        with self.worker.confinement.claim(item.nodeid):
            declared = self.worker.prepared(item, Substitution())
            case = replace(declared, controls=(), mutants={}, correct={})
            return case, list(self.axes(case, vars(item.module)))

    def needed(self, session: pytest.Session) -> Needed | None:
        """The claim at each place of the grid."""
        needs: list[Need] = []
        for item in self.worker.claims_of(session)[:1]:
            with suppress(*failures.BROKEN):  # which is told when it runs
                case, axes = self.declared(item)
                needs = [need_of(at(case, point)) for point in _grid(axes)]
        return Needed(self.worker.instrument, self.worker.implementations, needs)

    def picture(self, id: str, numbers: dict[str, Any]) -> str:
        """Draw it, and say where; or what it takes to draw."""
        if missing := lacking("a picture of it"):
            return missing
        from pytest_claims.figures.drawing.regime import drawn

        file = self.settings.root / ".claims" / FOLDER / f"{id.replace('/', '-')}.svg"
        write_source(file, drawn(numbers))
        return f"drawn: {place(file, self.settings.root)}"

    def axes(self, case: Case, names: dict[str, Any]) -> Iterator[Axis]:
        """What is to be tried, held against what the claim says of it."""
        measurements = declare(case, Substitution()).body.measurements
        for name, text in self.asked:
            own = [m.conditions[name] for m in measurements if name in m.conditions]
            if not own:
                known = sorted({c for m in measurements for c in m.conditions})
                sets = f"it sets {', '.join(known)}{nearest(name, known)}"
                raise ClaimError(f"{name}: the claim sets no such condition; {sets}.")
            values = _values(name, text, names)
            if len(said := {digest(plain(value)): value for value in own}) > 1:
                values_said = " and ".join(repr(value) for value in said.values())
                raise ClaimError(
                    f"{name} is what the claim compares or sweeps ({values_said}): "
                    "choose a condition that all of its measurements share."
                )
            mine = own[0].values if isinstance(own[0], Varying) else (own[0],)
            claimed = {digest(plain(value)) for value in mine}
            yield Axis(name, values, tuple(digest(plain(v)) in claimed for v in values))

    def verdict(self, item: pytest.Function, case: Case, point: dict[str, Any]) -> Verdict:
        """What comes out at one place; what cannot be measured there is not tested."""
        try:
            with self.worker.confinement.claim(item.nodeid), self.worker.instrument.isolated():
                return attempt(case).verdict
        except NotTested:
            return Verdict.NOT_TESTED
        except ClaimError as problem:
            there = ", ".join(f"{name}={value!r}" for name, value in point.items())
            raise ClaimError(f"at {there}: {problem}") from problem

    def table(self, axes: Sequence[Axis], found: Sequence[Verdict]) -> Iterator[str]:
        """The grid in letters: a line for each place, with a star where the claim speaks."""
        stars = product(*(axis.claimed for axis in axes))
        named = product(*(axis.labels for axis in axes))
        for verdict, own, labels_ in zip(found, stars, named, strict=True):
            there = ", ".join(f"{axis.name}={v}" for axis, v in zip(axes, labels_, strict=True))
            yield f"{'*' if all(own) else ' '} {there}: {verdict.value}"

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """What could not be tried is no success."""
        if self.problem:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Where it holds, or why that cannot be said."""
        if not self.lines and not self.problem:
            return
        terminalreporter.section("where the claim holds (* is where it speaks)")
        if self.problem:
            terminalreporter.write_line(self.problem, red=True)
        for line in self.lines:
            terminalreporter.write_line(line)


def at(case: Case, point: dict[str, Any]) -> Case:
    """The case under these conditions."""
    return replace(case, subject=Substitution(conditions=point))


def _named(text: str) -> tuple[str, str]:
    name, equals, values = text.partition("=")
    if not (name.isidentifier() and equals and values.strip()):
        raise pytest.UsageError(f"{SAYS}, as in hidden=8,16,32: it came as {text!r}.")
    return name, values


def _values(name: str, text: str, names: dict[str, Any]) -> tuple[Any, ...]:
    """Values as the claim's own file would write them."""
    try:
        found = eval(f"({text},)", dict(names))
    except Exception as problem:
        raise ClaimError(
            f"{SAYS}, in words that the claim's file knows: {name}={text} is none "
            f"({type(problem).__name__}: {problem})."
        ) from problem
    if len(found) < 2:
        raise ClaimError(f"{SAYS}: {name}={text} is one value.")
    if len(found) > FITS:
        raise ClaimError(f"{SAYS}: {name} has {len(found)} values and {FITS} have room.")
    return tuple(found)


def _grid(axes: Sequence[Axis]) -> Iterator[dict[str, Any]]:
    for values in product(*(axis.values for axis in axes)):
        yield dict(zip((axis.name for axis in axes), values, strict=True))


def _rows(found: Sequence[Verdict], columns: int) -> list[list[str]]:
    """Rows from below, a column for each value of the first condition."""
    rows = len(found) // columns
    return [[found[j * rows + i].value for j in range(columns)] for i in range(rows)]
