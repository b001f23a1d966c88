"""Where experiments run: each is declared, measured, drawn, and held against what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from pytest_claims.claims.grammar import read_claim_files
from pytest_claims.cluster.need import Need
from pytest_claims.figures import kept, numbers, reading, stale
from pytest_claims.figures.drawing import drawn_with, picture
from pytest_claims.figures.experiment import Experiment
from pytest_claims.figures.figure import Figure
from pytest_claims.figures.kept import Kept
from pytest_claims.figures.scale import LOOK
from pytest_claims.files import place
from pytest_claims.measuring.implementations import Implementations
from pytest_claims.measuring.replicas import LOOKS
from pytest_claims.plain import changed
from pytest_claims.recording.standings import first_of
from pytest_claims.session.confined import Confinement
from pytest_claims.session.device import CPU
from pytest_claims.session.instruments import instrument_of
from pytest_claims.settings import Settings

FIGURES = "figures"
QUICKEST, USUAL = "ci", "laptop"


@dataclass(frozen=True)
class Outcome:
    """What became of an experiment: where it was drawn, and what is wrong with what is kept."""

    drawn: str
    faults: list[str]


class Experimenter:
    """Measures experiments in this process."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self.settings = settings
        self.implementations = Implementations(config, settings)
        self.instrument = instrument_of(config, settings, self.implementations)
        self.confinement = Confinement(settings.timeout)
        self.scale: str | None = config.getoption("claims_scale")
        self.writes: bool = config.getoption("claims_write_figures")
        self.folder = settings.root / settings.experiments

    def close(self) -> None:
        """The process is its own again."""
        self.instrument.close()
        self.confinement.release()

    def run(self, experiment: Experiment) -> Outcome:
        """Measure and draw it, and say what is wrong with the figure that is kept."""
        known, found = self._kept(experiment)
        if self.writes:
            folder, found = self.folder / FIGURES, []
        else:
            folder, found = self.aside, found or self._stale(experiment, known)
        scale = self._scale(known)
        made = self._redrawn(experiment, known, scale)
        kept.write(folder, experiment.name, made)
        drawn = place(kept.picture_of(folder, experiment.name), self.settings.root)
        found += self._page_faults(experiment, made.scale)
        return Outcome(f"{drawn} at the scale {made.scale}", found)

    def needed(self, experiment: Experiment) -> Need | None:
        """What this run measures of it; None where its numbers are kept."""
        known, _ = self._kept(experiment)
        scale = self._scale(known)
        if self._lasts(experiment, known, scale):
            return None
        return Need(self._declared(experiment, scale).measurements, LOOK[scale])

    def _scale(self, known: Kept | None) -> str:
        usual = known.scale if known else USUAL
        return self.scale or (usual if self.writes else QUICKEST)

    @contextmanager
    def _alone(self, what: str) -> Iterator[None]:
        """What runs inside is confined as a claim is, and what it measured is kept at its end."""
        with self.confinement.claim(what), self.instrument.isolated():
            yield

    @property
    def aside(self) -> Path:
        """Where figures are drawn that are only looked at."""
        return self.settings.root / ".claims" / FIGURES

    def _kept(self, experiment: Experiment) -> tuple[Kept | None, list[str]]:
        """What is kept of it, and why that cannot be believed."""
        try:
            return kept.read(self.folder / FIGURES, experiment.name), []
        except ValueError as problem:
            file = kept.numbers_of(self.folder / FIGURES, experiment.name)
            return None, [f"{self._cure(experiment)}: {self._place(file)} {problem}."]

    def _redrawn(self, experiment: Experiment, known: Kept | None, scale: str) -> Kept:
        """The numbers that are kept where nothing has changed, and else what is measured."""
        if known and self._lasts(experiment, known, scale):
            again = known.numbers | {"drawn with": drawn_with()}
            return Kept(again, picture(again))
        return self._made(experiment, scale)

    def _lasts(self, experiment: Experiment, known: Kept | None, scale: str) -> bool:
        """Whether the numbers that are kept are those of this run."""
        return bool(known and self._serves(known, scale) and not self._outdated(experiment, known))

    def _serves(self, known: Kept, scale: str) -> bool:
        """Whether this run asks for what is kept."""
        asked = scale, self.settings.seed, self.settings.device
        return not self.settings.fresh and asked == (known.scale, known.numbers["seed"], CPU)

    def _made(self, experiment: Experiment, scale: str) -> Kept:
        """Measured and drawn."""
        figure, look = self._declared(experiment, scale), LOOK[scale]
        for measurement in figure.measurements():
            with self._alone(measurement.text):
                self.instrument.draw(measurement, look)
        panels = numbers.measured(figure, self.instrument.draw, look)
        found = self._head(experiment, scale) | {
            "panels": panels,
            "sources": self.instrument.said(figure.measurements()),
        }
        found |= {"data": self._data(figure, look), "seed": self.settings.seed}
        found |= {"drawn with": drawn_with()}
        return Kept(found, picture(found))

    def _head(self, experiment: Experiment, scale: str) -> dict[str, Any]:
        return {
            "schema": kept.SCHEMA,
            "name": experiment.name,
            "question": experiment.question,
            "scale": scale,
            "replicas": LOOKS[LOOK[scale]],
        }

    def _declared(self, experiment: Experiment, scale: str) -> Figure:
        with self._alone(experiment.name):
            common = self.implementations.common
            return experiment.declared(scale, root=self.settings.root, common=common)

    def _data(self, figure: Figure, look: int) -> dict[str, str | None]:
        """Every other file that was read to measure it, with its digest."""
        pieces = self.instrument.pieces
        made = [p for m in figure.measurements() for k in range(look + 1) for p in pieces(m, k)]
        found = {path: said for p in made if p.record for path, said in p.record.data.items()}
        return dict(sorted(found.items()))

    def _stale(self, experiment: Experiment, known: Kept | None) -> list[str]:
        """Why the figure that is kept is not that of the present sources."""
        if known is None:
            return [f"{self._cure(experiment)}: its figure is not drawn yet."]
        if why := self._outdated(experiment, known):
            return [f"{self._cure(experiment)}: {why}."]
        if known.numbers["drawn with"] == drawn_with() and picture(known.numbers) != known.picture:
            return [f"{self._cure(experiment)}: its numbers are now drawn in another way."]
        return []

    def _outdated(self, experiment: Experiment, known: Kept) -> str:
        """What changed since it was measured, empty where nothing did."""
        figure = self._declared(experiment, known.scale)
        names = changed(known.numbers["sources"], self.instrument.said(figure.measurements()))
        if names := [*names, *self.instrument.data.changed(known.numbers["data"])]:
            return f"{first_of(names)} changed since its figure was drawn"
        now = self._head(experiment, known.scale) | {"panels": numbers.outline(figure)}
        then = {name: known.numbers.get(name) for name in now}
        found = stale.difference(then, now)
        said = f"{self._place(experiment.path)} says something else than its figure"
        return f"{said}: {found}" if found else ""

    def _page_faults(self, experiment: Experiment, scale: str) -> list[str]:
        page = experiment.path.with_suffix(".md")
        marked = self._declared(experiment, scale).claims()
        found = reading.faults(
            page, self.settings.root, experiment.question, self.claims, marked, FIGURES
        )
        return [str(fault) for fault in found]

    @cached_property
    def claims(self) -> set[str]:
        """Ids of all claims that there are tests of."""
        files, _ = read_claim_files(self.settings.root, self.settings.claims)
        return {test.id for file in files for test in file.tests}

    def _cure(self, experiment: Experiment) -> str:
        return f"Run pytest {self._place(experiment.path)} --claims-write-figures"

    def _place(self, file: Path) -> str:
        return place(file, self.settings.root)


def refuse_others(config: pytest.Config, settings: Settings) -> None:
    """Figures are of the project's own implementations, and those that are kept of seed 0."""
    if settings.subjects:
        raise pytest.UsageError(
            f"leave out --claims-subject, or {settings.experiments}/: "
            "a figure shows the project's own implementations."
        )
    if settings.device != CPU and config.getoption("claims_write_figures"):
        raise pytest.UsageError(
            "leave out --claims-device or --claims-write-figures: a figure that is kept is checked "
            "on any machine, and so measured on the CPU."
        )
    if settings.seed and config.getoption("claims_write_figures"):
        raise pytest.UsageError(
            "leave out --claims-seed or --claims-write-figures: a figure is drawn from seed 0."
        )
