"""Calibration on sums over the steps that are kept."""

import torch

from sequence_models.architectures import GRU, Attention
from sequence_models.architectures.interface import SequenceModel
from sequence_models.probes import forgetting_error

from .calibration import SEEDS, build_for, by_hand, read, same


class Summed(SequenceModel):
    """All inputs are kept, and the outputs are their sums so far; with ``told`` plus a count of
    steps, and with ``marked`` each input is kept with the place at which it came."""

    def __init__(self, told=0.0, marked=0.0):
        super().__init__()
        self.told, self.marked = told, marked

    def initial_state(self, batch):
        kept = torch.zeros(len(SEEDS), batch, 1, 0, self.inputs, dtype=torch.float64)
        return torch.zeros(len(SEEDS), batch, 1, dtype=torch.float64), kept

    def run(self, x, state):
        clock, kept = state
        place = clock[:, :, None, :] + torch.arange(x.shape[2]).view(1, 1, -1, 1)
        kept = torch.cat([kept[:, :, 0], x + self.marked * place], 2)
        y = kept.cumsum(2)[:, :, -x.shape[2] :] + self.told * place
        return y, (clock + x.shape[2], kept[:, :, None])


def test_what_is_kept_as_it_came_serves_at_any_place():
    assert same(0.0, read(forgetting_error, by_hand(Summed)), within=1e-12)
    assert same(0.0, read(forgetting_error, by_hand(Summed, told=1.0)), within=1e-12)


def test_what_is_kept_with_its_place_does_not_and_by_how_much_is_known():
    """Eleven kept places are each 5 too high, and all else is small beside a million."""
    marked = by_hand(Summed, marked=1e6)
    sums = torch.tensor([sum(range(n)) for n in range(12, 16)], dtype=torch.float64)
    expected = 5 * 11 * 2 / sums.norm()
    assert same(expected, read(forgetting_error, marked), within=1e-4)


def test_attention_is_off_by_what_a_run_written_out_says():
    build = build_for(Attention, positions="sinusoidal")
    model = build(inputs=8, outputs=8, dtype=torch.float64)
    assert (read(forgetting_error, build) > 0.01).all()
    assert model.positions.absolute
    assert same(0.0, read(forgetting_error, build_for(Attention)), within=1e-12)


def test_a_state_without_steps_keeps_what_it_was():
    assert (read(forgetting_error, build_for(GRU)) > 0).all()
    assert same(0.0, read(forgetting_error, build_for(GRU), forgotten=0), within=1e-12)
