"""The instrument of a run is what its settings say."""

import time
from types import SimpleNamespace

import pytest
import toy_bench

from pytest_claims.measuring.turns import PATIENCE
from pytest_claims.session.instruments import instrument_of


@pytest.fixture
def made(tmp_path):
    def make(*, timeout=0.0, fresh=False, device="cpu", **worker):
        settings = SimpleNamespace(
            **{"evidence": tmp_path / "evidence", "root": tmp_path, "claims": "claims"},
            **{
                "environment": ["TOY"],
                "data": ["data/*"],
                "seed": 7,
                "repeat": 0.25,
                "seed_bits": 63,
            },
            **{"fresh": fresh, "timeout": timeout, "device": device},
        )
        build = SimpleNamespace(get_hookimpls=list)
        hook = SimpleNamespace(pytest_claims_build=build, pytest_claims_device=lambda device: "toy")
        config = SimpleNamespace(hook=hook, **({"workerinput": worker} if worker else {}))
        return instrument_of(config, settings, toy_bench.Bench())

    return make


def test_it_is_made_as_the_settings_say(made, tmp_path):
    found = made()

    assert (found.seed, found.repetition._share, found.device) == (7, 0.25, "cpu")
    assert (found.store.folder, found.store.fresh) == (tmp_path / "evidence", False)
    assert (found.data.root, found.data.named, found.data.claims) == (
        tmp_path,
        ["data/*"],
        "claims",
    )
    assert list(found.sources.environment) == ["TOY"]
    assert made(fresh=True).store.fresh
    assert made(device="cuda").device == "toy"


def test_a_turn_is_waited_for_half_as_long_as_a_claim_may_take(made):
    assert made().turns._patience == PATIENCE
    assert made(timeout=60.0).turns._patience == 30.0


def test_workers_began_when_their_controller_did(made):
    assert made(claims_began=5.0).store.began == 5.0
    assert abs(made().store.began - time.time()) < 600
