"""A claim cannot change what another measures.

What a claim leaves changed, in the project's modules or in the settings of the process, is found,
told and put back. Caches that are filled when first needed are no change: what ``functools``
keeps, modules that are imported, attributes of a module that makes them on demand, and private
names (``_table``) that come to be, that were None, or that are dicts which only grow. Whether
such a cache changes a number, repetition finds in a process where it is empty. Nor is it a fault
to keep something aside: on a library's object or module, in a closure, a thread or a context.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from pytest_claims.measuring import ambient
from pytest_claims.measuring.aside import sizes, were_added
from pytest_claims.measuring.looking import shown
from pytest_claims.measuring.snapshot import GONE, Snapshot, own_modules

SHOWN = 5  # changes that a message names


class Isolation:
    """Compares the state of this process with what it was, and puts it back.

    ``retains`` says whether anything was left behind since it was compared before, be it a cache,
    or may have been where nobody can look.
    """

    def __init__(self) -> None:
        self._held = Snapshot.take()
        self._settings = ambient.read()
        self._modules = set(sys.modules)
        self._draws = ambient.draws()
        self._fills, self._sizes = self._held.aside.fills(), sizes()
        self.retains = False

    def begin(self) -> str:
        """What was changed since the last claim ended, by whoever; then a claim may start."""
        told = self._told(between_claims=True)
        self._settings = ambient.read()
        self._modules = set(sys.modules)
        self._draws = ambient.draws()
        return told

    def end(self) -> str:
        """What the claim left changed, empty where nothing is."""
        told = self._told(between_claims=False)
        for write, state in self._draws:
            write(state)
        return told

    def _told(self, *, between_claims: bool) -> str:
        changes, filled = self._held.compared(between_claims=between_claims)
        settings, came = self._changed_settings(between_claims)
        told = [*map(str, changes), *(text for text, _ in settings)]
        more = self._keeps_more() or came
        self.retains = bool(told or self._held.aside.unseen) or filled or more
        for change in changes:
            _try(change.undo)
        ambient.put_back({name: self._settings[name] for _, name in settings})
        if told or filled or self._has_new_modules():
            self._held, more = Snapshot.take(), True
        if more:
            self._fills, self._sizes = self._held.aside.fills(), sizes()
        rest = f"; and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
        return "; ".join(sorted(told)[:SHOWN]) + rest

    def _keeps_more(self) -> bool:
        """Whether a cache was filled since, or something put on a library's module, or a module
        of the project came.
        """
        if self._has_new_modules() and len(dict(own_modules())) > len(self._held.modules):
            return True
        return self._held.aside.fills() != self._fills or were_added(self._sizes)

    def _has_new_modules(self) -> bool:
        return len(sys.modules) != len(self._modules)

    def _changed_settings(self, between_claims: bool) -> tuple[list[tuple[str, str]], bool]:
        """Each as an error tells it, with its name; and whether a new module changed some."""
        found, came = [], False
        for name, now in ambient.read(lasting_only=between_claims).items():
            before = self._settings.get(name, now)
            if before == now:
                continue
            if self._has_new_modules() and _adds(before, now):
                self._settings[name], came = now, True
            else:
                found.append((_difference(name, before, now), name))
        return found, came


def _adds(before: Any, now: Any) -> bool:
    """As a module does that is imported: variables and filters of its own beside the others."""
    if isinstance(before, dict):
        return all(name in now and now[name] == value for name, value in before.items())
    return isinstance(before, list) and all(entry in now for entry in before)


def _difference(name: str, before: Any, now: Any) -> str:
    if not isinstance(before, Mapping):
        return f"{name} changed from {shown(before)} to {shown(now)}"
    keys = [k for k in {**before, **now} if before.get(k, GONE) != now.get(k, GONE)]
    parts = (f"{k!r} from {_or_none(before, k)} to {_or_none(now, k)}" for k in sorted(keys))
    return f"{name} changed, {', '.join(parts)}"


def _or_none(state: Mapping[str, Any], key: str) -> str:
    return shown(state[key]) if key in state else "nothing"


def _try(undo: Any) -> None:
    try:
        undo()
    except Exception:  # what cannot be put back has been told
        return


def still_runs(what: str) -> list[str]:
    """What is said of a thread or process, if there is one."""
    words = f"left {what}; join it in the probe. What was measured is not kept."
    return [words] if what else []


def changes(what: str) -> list[str]:
    """What is said of a change, if there is one."""
    words = (
        f"left {what}. It was put back, and what was measured is not kept. A claim or probe "
        "leaves everything as it was, so that none can change another's numbers; a cache is a "
        "private dict or functools.cache."
    )
    return [words] if what else []
