"""What a process measures with, be it for claims or for experiments."""

from __future__ import annotations

from time import time

import pytest

from pytest_claims.measuring.data import Data
from pytest_claims.measuring.environment import sources_of
from pytest_claims.measuring.evidence import Store
from pytest_claims.measuring.implementations import Implementations
from pytest_claims.measuring.instrument import Instrument
from pytest_claims.measuring.turns import PATIENCE
from pytest_claims.session.device import device_of
from pytest_claims.settings import Settings


def instrument_of(
    config: pytest.Config, settings: Settings, implementations: Implementations
) -> Instrument:
    """The instrument of this run, with the project's evidence."""
    began = getattr(config, "workerinput", {}).get("claims_began", time())
    return Instrument(
        Store(settings.evidence, began=began, fresh=settings.fresh),
        sources_of(settings, config.hook.pytest_claims_build.get_hookimpls()),
        implementations,
        seed=settings.seed,
        repeat=settings.repeat,
        data=Data(settings.root, settings.data, settings.claims),
        device=device_of(config, settings),
        bits=settings.seed_bits,
        patience=settings.timeout / 2 or PATIENCE,
    )
