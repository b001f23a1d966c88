"""A configuration object that answers every usual name of a size."""

from collections.abc import Callable
from typing import Any

CONFIGURATIONS = {"config", "cfg", "args", "conf", "hparams", "params", "configuration", "opt"}


class Configuration:
    """Answers every usual name of a size, as an attribute or as an item."""

    def __init__(self, known: Callable[[str], Any]) -> None:
        self._known = known

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._known(name)

    def __getitem__(self, name: str) -> Any:
        try:
            return self._known(name)
        except AttributeError as problem:
            raise KeyError(name) from problem

    def __contains__(self, name: str) -> bool:
        try:
            self._known(name)
        except AttributeError:
            return False
        return True

    def get(self, name: str, default: Any = None) -> Any:
        """As a dictionary's."""
        return self._known(name) if name in self else default
