"""Whatever measures does so under the numerics that this project's conftest.py sets."""

from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

ROOT = Path(__file__).parents[1]


@pytest.fixture
def set_numerics(request):
    """The hook of the project's conftest.py, for a session of these items."""
    plugins = request.config.pluginmanager.get_plugins()
    (ours,) = [p for p in plugins if getattr(p, "__file__", "") == str(ROOT / "conftest.py")]

    def set_numerics(*items):
        config = SimpleNamespace(getoption=lambda name, default: None)
        ours.pytest_runtestloop(SimpleNamespace(items=items, config=config))

    yield set_numerics
    set_numerics(object())


def denormal():
    return float(torch.tensor(1e-38) / 1000)


@pytest.mark.parametrize("item", ["a claim", "an experiment", "orders of a cluster"])
def test_vanished_numbers_are_zero_for_whatever_measures(set_numerics, item):
    torch.set_flush_denormal(False)
    assert denormal() > 0

    set_numerics(SimpleNamespace(name=item))

    assert denormal() == 0
    assert torch.get_num_threads() == 1
    assert torch.get_deterministic_debug_mode() == 2


def test_nothing_is_set_where_every_verdict_is_carried(set_numerics):
    torch.set_flush_denormal(False)
    set_numerics(SimpleNamespace(row={}))
    assert denormal() > 0
