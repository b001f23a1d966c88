"""Draws measurements: seeds the replicas, asks the probe, keeps the evidence."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from pytest_claims.declaring.event import Values
from pytest_claims.declaring.measurement import Measurement, asking
from pytest_claims.measuring.bench import Bench, ask
from pytest_claims.measuring.caches import attributes
from pytest_claims.measuring.data import Data
from pytest_claims.measuring.draws import Draws
from pytest_claims.measuring.effective import settings
from pytest_claims.measuring.enclosure import Enclosure
from pytest_claims.measuring.evidence import Store
from pytest_claims.measuring.identity import identity
from pytest_claims.measuring.opened import forget, watched
from pytest_claims.measuring.pieces import Piece
from pytest_claims.measuring.record import Record
from pytest_claims.measuring.repetition import Repetition
from pytest_claims.measuring.replicas import BITS, Group, groups, seeds
from pytest_claims.measuring.sources import Sources
from pytest_claims.measuring.turns import PATIENCE, Turns
from pytest_claims.measuring.zygote import Zygote
from pytest_claims.plain import digest


class NotTested(Exception):
    """The implementation under test does not show, or cannot be given, what was asked."""


class Instrument(Draws):
    """The one place where something is measured.

    ``repeat`` is the share of fresh measurements that are made again beside the first of each
    probe, architecture and conditions: one that answers the same seeds with other numbers is
    refused. What another process is making is waited for, ``patience`` seconds long. ``used`` has
    the seconds of all that was drawn, by key, until somebody clears it. ``device`` is where the
    bench measures, by the name that evidence bears.
    """

    def __init__(
        self,
        store: Store,
        sources: Sources,
        bench: Bench,
        *,
        seed: int = 0,
        repeat: float = 0.0,
        data: Data | None = None,
        device: str = "cpu",
        bits: int = BITS,
        patience: float = PATIENCE,
    ) -> None:
        self.store = store
        self.sources = sources
        self.bench = bench
        self.seed = seed
        self.device, self.bits = device, bits
        self.data = data or Data(Path.cwd())
        self.turns = Turns(store.folder / "turns", patience)
        self.measured: set[str] = set()
        self.used: dict[str, float] = {}
        self.repetition = Repetition(self._ask, store, repeat)
        self._drawn: dict[str, Record] = {}
        self._asked: dict[str, Measurement] = {}
        self._forgotten: list[str] = []
        self._opened: set[str] = set()
        self._retained = self._froze = False
        self._enclosure: Enclosure | None = None
        self._zygote: Zygote | None = None

    def begin(self) -> None:
        """Remember this process as it is before anything was measured; later calls do nothing.

        What is held by then is not searched for garbage until this instrument is closed.
        """
        if self._enclosure is None:
            self._enclosure = Enclosure()
            self._froze = gc.get_freeze_count() == 0
            if self._froze:
                gc.freeze()
            self.repetition.elsewhere = self._zygote = Zygote.start(self._ask)

    def close(self) -> None:
        """Let go of the copy that was made of this process, and of turns."""
        self.turns.close()
        if self._froze:
            gc.unfreeze()
        if self._zygote is not None:
            self._zygote.close()

    @contextmanager
    def isolated(self) -> Iterator[None]:
        """One claim runs inside; what it leaves changed is a ``ClaimError`` and is put back.

        Evidence is kept as soon as it is made, as long as nothing was changed; else it is
        forgotten.
        """
        self.begin()
        assert self._enclosure is not None
        try:
            with self._enclosure.inside():
                yield
        finally:
            for key in self._forgotten:
                self._drawn.pop(key, None)
            self._forgotten.clear()

    def _group(self, group: Group, look: int) -> Values:
        identity = self._identity(group, look)
        key = digest(identity)
        if key not in self._drawn:
            self._drawn[key] = self._kept(key, group) or self._in_turn(key, group, look, identity)
        self.used[key], self._asked[key] = self._drawn[key].seconds or 0.0, group.measurement
        return self._drawn[key].values

    def _in_turn(self, key: str, group: Group, look: int, identity: dict[str, Any]) -> Record:
        """What another process is making, as soon as it has; else what is made here."""
        with self.turns.turn(key):
            record = self._kept(key, group)
            if record is None:
                record = self._made(group, look, identity)
                self._keep(key, record)
            return record

    def _kept(self, key: str, group: Group) -> Record | None:
        record = self.store.get(key, len(group.indices))
        if record is None or not self.data.is_as(record.data):
            return None
        if self.store.is_new(key):
            self.measured.add(group.declared.text)
        return record

    def pieces(self, measurement: Measurement, look: int) -> Iterator[Piece]:
        """What this look adds, piece by piece, and what of it there is; measures nothing."""
        for group in groups(measurement, self.seed, look):
            key = digest(self._identity(group, look))
            yield Piece(key, group, look, self._drawn.get(key) or self._kept(key, group))

    def record(self, piece: Piece) -> Record:
        """This piece, measured where it is not kept."""
        self._group(piece.group, piece.look)
        return self._drawn[piece.key]

    def said(self, measurements: Iterable[Measurement], look: int = 0) -> dict[str, str]:
        """Every file on which numbers of these depend, with its digest."""
        drawn = (group for m in measurements for group in groups(m, self.seed, look))
        return self._said(group.measurement for group in drawn)

    def said_of_used(self) -> tuple[dict[str, str], dict[str, str | None]]:
        """The same of all that is ``used``, and of every other file that was read for it."""
        asked = [self._asked[key] for key in self.used]
        once = {(m.text, id(m.architecture)): m for m in asked}
        records = [self._drawn[key] for key in self.used if key in self._drawn]
        data = {path: said for record in records for path, said in record.data.items()}
        return self._said(once.values()), data

    def _said(self, measurements: Iterable[Measurement]) -> dict[str, str]:
        files: set[Path] = set()
        for m in measurements:
            conditions = tuple(m.conditions.values())
            files.update(self.sources.of(m.probe, m.architecture, conditions).files)
        return self.sources.said(files)

    def seconds(self, measurement: Measurement) -> float | None:
        """How long the first look took to measure, where all of it was and that was noted."""
        kept = [piece.record for piece in self.pieces(measurement, 0)]
        known = [record.seconds for record in kept if record and record.seconds is not None]
        return sum(known) if len(known) == len(kept) else None

    def identity(self, measurement: Measurement) -> dict[str, Any]:
        """Everything that the first of its numbers depend on."""
        return self._identity(next(groups(measurement, self.seed, 0)), 0)

    def settings(self, measurement: Measurement) -> dict[str, Any]:
        """Everything that it is made under, defaults included, as plain data."""
        with asking(measurement):
            return settings(measurement, self.bench.defaults(measurement.probe))

    def _identity(self, group: Group, look: int) -> dict[str, Any]:
        indices = group.indices if group.declared.varied else None
        return identity(
            group.measurement,
            self.sources,
            seed=self.seed,
            look=look,
            device=self.device,
            indices=indices,
            bits=None if self.bits == BITS else self.bits,
        )

    def _made(self, group: Group, look: int, identity: dict[str, Any]) -> Record:
        measurement = group.measurement
        those = seeds(self.seed, look, self.bits)
        replicas = [those[i] for i in group.indices]
        try:
            with asking(measurement):
                values, seconds = self._measure(measurement, replicas, identity)
        except Exception as problem:
            if reason := self.bench.not_exposed(problem):
                raise NotTested(reason) from problem
            raise
        self._identity(group, look)  # refuses what was edited meanwhile
        self.measured.add(group.declared.text)
        return Record(identity, values, self.data.read_so_far(), seconds)

    def _keep(self, key: str, record: Record) -> None:
        if changed := self.data.changed_since():
            self.store.not_kept = f"{', '.join(changed)} was changed after it was read"
        elif self._enclosure is None or self._enclosure.is_clean():
            self.store.put(key, record)
        else:
            self._forgotten.append(key)
        if not (changed or self._retained or self._enclosure is None or self._enclosure.retains):
            forget(self._opened)

    def _measure(
        self, measurement: Measurement, replicas: list[int], identity: dict[str, Any]
    ) -> tuple[Values, float]:
        started = perf_counter()
        conditions = measurement.conditions.values()
        held = attributes(conditions)
        with watched() as self._opened:
            values = self._ask(measurement, replicas)
        self._retained = attributes(conditions) > held
        what = {k: v for k, v in identity.items() if k not in ("seed", "look", "indices")}
        seconds = perf_counter() - started
        self.repetition.consider(measurement, replicas, values, what=what, seconds=seconds)
        return values, round(seconds, 6)

    def _ask(self, measurement: Measurement, replicas: list[int]) -> Values:
        return ask(self.bench, measurement, replicas)
