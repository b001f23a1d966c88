"""What a run has to have measured, told before it runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import pytest

from pytest_claims.cluster.need import Need
from pytest_claims.measuring.implementations import Implementations
from pytest_claims.measuring.instrument import Instrument


@dataclass(frozen=True)
class Needed:
    """What claims, experiments or a regime need, and what they will be measured with here."""

    instrument: Instrument
    implementations: Implementations
    needs: Sequence[Need]


class Needing(Protocol):
    """Whatever runs in this process and measures."""

    def needed(self, session: pytest.Session) -> Needed | None:
        """All that it needs; None where it has nothing to run."""
