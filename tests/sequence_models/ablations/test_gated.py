import pytest
import torch

from sequence_models.ablations import (
    GRUBlind,
    GRUConstantGates,
    GRUConstantUpdate,
    GRUHandOver,
    GRUSharedVector,
    GRUSwappedPolarity,
    GRUWithoutReset,
    LSTMBlindGates,
    LSTMCoupledGates,
    LSTMDenseCell,
    LSTMForgetBiasIgnored,
    LSTMGatedBeforeSquash,
    LSTMMultiplicativeWrite,
    LSTMSquashedCell,
    LSTMSwappedGates,
    LSTMWithoutForgetGate,
    LSTMWithoutInputGate,
    LSTMWithoutOutputGate,
)
from sequence_models.architectures import GRU, LSTM
from sequence_models.replicas import normal, streams

SEEDS = range(2)
SIZES = {"seeds": SEEDS, "hidden": 5, "dtype": torch.float64}
X = normal(streams(SEEDS, "inputs"), 3, 6, 4)


def gates(arch, **conditions):
    """The gates of the first step and of the same step after another state."""
    model = arch(4, 2, **SIZES, **conditions)
    (cell,) = model.cells
    drive_t = cell.drive(X)[:, :, 0]
    state = tuple(normal(streams(SEEDS, "state"), 3, 5) for _ in range(cell.parts))
    return cell, drive_t, state


def test_a_constant_update_gate_ignores_input_and_state():
    cell, drive_t, state = gates(GRUConstantUpdate, keep_bias=2.0)
    kept = cell.keep(drive_t, state)
    torch.testing.assert_close(kept, torch.full_like(kept, 2.0).sigmoid())


def test_without_reset_the_whole_state_is_seen():
    cell, drive_t, (h,) = gates(GRUWithoutReset)
    r, z = cell.gates(drive_t[..., :10], h)
    assert (r == 1).all()
    torch.testing.assert_close(z, gates(GRU)[0].gates(drive_t[..., :10], h)[1])


def test_constant_gates_lack_both():
    cell, drive_t, (h,) = gates(GRUConstantGates)
    r, z = cell.gates(drive_t[..., :10], h)
    assert (r == 1).all()
    assert torch.equal(z, cell.a.sigmoid().expand_as(z))


def test_a_blind_gru_decides_and_writes_from_the_input_alone():
    cell, drive_t, (h,) = gates(GRUBlind)
    whole, *_ = gates(GRU)
    zero = torch.zeros_like(h)
    for one, two, seen in zip(
        cell.gates(drive_t[..., :10], h),
        cell.gates(drive_t[..., :10], h + 1),
        whole.gates(drive_t[..., :10], zero),
        strict=True,
    ):
        assert torch.equal(one, two)
        assert torch.equal(one, seen)
    written = cell.candidate(drive_t[..., 10:], torch.ones_like(h), h)
    torch.testing.assert_close(written, drive_t[..., 10:].tanh())


def test_swapped_polarity_is_undone_by_negating_the_gate():
    swapped, model = GRUSwappedPolarity(4, 2, **SIZES), GRU(4, 2, **SIZES)
    (cell,) = model.cells
    with torch.no_grad():
        for part in (cell.W.weight.chunk(3, 1)[1], cell.W.bias.chunk(3, -1)[1]):
            part.neg_()
        cell.U_gates.chunk(2, 1)[1].neg_()
    torch.testing.assert_close(swapped(X), model(X), rtol=0, atol=1e-12)


def test_one_shared_vector_is_written_by_each_layer_in_turn():
    model = GRUSharedVector(4, 2, layers=2, **SIZES)
    lower, upper = model.cells
    state = model.initial_state(3)
    assert len(state) == 1
    x_t, state = lower.unroll(X[:, :, :1], state)
    x_t, state = upper.unroll(x_t, state)
    torch.testing.assert_close(model(X)[:, :, :1], model.readout(x_t))


def test_the_hand_over_starts_the_second_layer_from_the_firsts_last_state():
    model = GRUHandOver(4, 2, layers=2, **SIZES)
    lower, upper = model.cells
    exposed, last = lower.unroll(X, model.initial_state(3)[:1])
    torch.testing.assert_close(model(X), model.readout(upper.unroll(exposed, last)[0]))


@pytest.mark.parametrize("arch", [GRUSharedVector, GRUHandOver])
def test_one_layer_has_nothing_to_share(arch):
    torch.testing.assert_close(arch(4, 2, **SIZES)(X), GRU(4, 2, **SIZES)(X))


def test_the_gates_of_an_lstm_are_replaced_as_named():
    whole, drive_t, state = gates(LSTM)
    i, f, o, _ = whole.gates(drive_t, state)
    ones = torch.ones_like(f)
    for arch, (name, expected) in {
        LSTMCoupledGates: ("i", 1 - f),
        LSTMWithoutForgetGate: ("f", ones),
        LSTMWithoutInputGate: ("i", ones),
        LSTMWithoutOutputGate: ("o", ones),
        LSTMSwappedGates: ("f", i),
    }.items():
        cell, *_ = gates(arch)
        broken = cell.gates(drive_t, state)
        torch.testing.assert_close(getattr(broken, name), expected)
        assert torch.equal(broken.o, o) or name == "o"


def test_blind_gates_do_not_see_what_was_exposed():
    cell, drive_t, state = gates(LSTMBlindGates)
    other = (state[0] + 1, state[1])
    for one, two in zip(cell.gates(drive_t, state), cell.gates(drive_t, other), strict=True):
        assert torch.equal(one, two)


def test_the_store_of_an_lstm_is_replaced_as_named():
    whole, drive_t, state = gates(LSTM)
    decided, c = whole.gates(drive_t, state), state[1]
    stored = whole.store(c, decided)
    torch.testing.assert_close(gates(LSTMSquashedCell)[0].store(c, decided), stored.tanh())
    scaled = gates(LSTMMultiplicativeWrite)[0].store(c, decided)
    kept, factor = 1 + scaled / decided.f, 1 + decided.i * decided.g
    torch.testing.assert_close(kept, (1 + c) * factor)
    dense = gates(LSTMDenseCell)[0]
    mixed = torch.bmm(c, dense.R.transpose(1, 2))
    torch.testing.assert_close(dense.store(c, decided), whole.store(mixed, decided))


def test_a_store_gated_before_the_squash_is_shown_otherwise_and_kept_alike():
    whole, drive_t, state = gates(LSTM)
    decided = whole.gates(drive_t, state)
    shown, stored = gates(LSTMGatedBeforeSquash)[0].advance(drive_t, state)
    assert torch.equal(stored, whole.advance(drive_t, state)[1])
    torch.testing.assert_close(shown.atanh(), decided.o * stored)


def test_a_multiplicative_write_can_leave_zero():
    cell, drive_t, state = gates(LSTMMultiplicativeWrite)
    decided = cell.gates(drive_t, state)
    written = cell.store(torch.zeros_like(state[1]), decided)
    torch.testing.assert_close(written, decided.f * decided.i * decided.g)


def test_an_ignored_forget_bias_leaves_torchs_draw():
    ignored, drawn = (
        LSTMForgetBiasIgnored(4, 2, forget_bias=9.0, **SIZES),
        LSTM(4, 2, forget_bias=None, **SIZES),
    )
    assert torch.equal(ignored(X), drawn(X))
