"""What a project asks of its notes beyond that each claim is tested; by default nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rules:
    """``sections`` are the headings of level 2 of a note that makes claims, in order; one that
    may bear either of two names is written ``"Needed | Open"``. In ``derivations``, folders from
    the root, lies what a sentence may be derived from. Where notes are ``paired``, the claims of
    ``test_x.py`` are made in the note ``x``, whichever others link to them.
    """

    sections: tuple[str, ...] = ()
    derivations: tuple[str, ...] = ()
    paired: bool = False

    @property
    def wanted(self) -> list[tuple[str, ...]]:
        """The names that each heading may bear, in order."""
        return [tuple(n.strip() for n in names.split("|")) for names in self.sections]
