"""What a probe reads of one replica, it reads without the others."""

import pytest
import torch

from sequence_models import probes
from sequence_models.tasks import Adding

from .measurements import MEASUREMENTS


def reading(measured, seeds):
    def build(*, inputs, outputs, dtype=None):
        return measured.arch(inputs, outputs, seeds=seeds, dtype=dtype)

    return getattr(probes, measured.probe)(build, seeds=seeds, **measured.conditions)


@pytest.mark.parametrize("measured", MEASUREMENTS, ids=lambda measured: measured.probe)
def test_a_replica_reads_the_same_alone_and_among_others(measured):
    together = reading(measured, (3, 5))
    apart = torch.cat([reading(measured, (seed,)) for seed in (3, 5)])
    torch.testing.assert_close(together, apart, rtol=1e-6, atol=1e-12)


def test_every_replica_draws_the_price_of_ignorance_from_its_own_stream():
    together, *apart = (
        probes.uninformed_loss(seeds=seeds, task=Adding(), sequences=4)
        for seeds in ((3, 5), (3,), (5,))
    )
    assert torch.equal(together, torch.cat(apart))
