import torch

from sequence_models.architectures.positions import POSITIONS, wave_angles
from sequence_models.replicas import normal, streams

SEEDS = range(3)


def make(name, width=8, heads=4):
    return POSITIONS[name](
        width, heads, streams=streams(SEEDS, "weights"), longest=64, dtype=torch.float64
    )


def test_sinusoids_are_those_of_the_paper():
    x = torch.zeros(3, 1, 5, 8, dtype=torch.float64)
    placed = make("sinusoidal").place(x, 2)[0, 0]
    for t in range(5):
        for i in range(4):
            angle = torch.tensor((t + 2) / 10_000 ** (2 * i / 8), dtype=torch.float64)
            torch.testing.assert_close(placed[t, 2 * i], angle.sin())
            torch.testing.assert_close(placed[t, 2 * i + 1], angle.cos())


def test_learned_positions_continue_where_a_stretch_begins():
    positions, x = make("learned"), torch.zeros(3, 1, 6, 8, dtype=torch.float64)
    torch.testing.assert_close(positions.place(x, 0)[:, :, 4:], positions.place(x[:, :, 4:], 4))


def test_a_turn_keeps_lengths_and_equal_shifts_keep_products():
    rotary = make("rotary")
    q, k = normal(streams(SEEDS, "heads"), 2, 1, 2, 5, 8).unbind(1)
    torch.testing.assert_close(rotary.turn(q, 3).norm(dim=-1), q.norm(dim=-1))
    near, far = ((rotary.turn(q, s) * rotary.turn(k, s)).sum(-1) for s in (0, 1000))
    torch.testing.assert_close(near, far, rtol=0, atol=1e-10)


def test_a_turn_by_nothing_is_nothing():
    q = normal(streams(SEEDS, "heads"), 1, 1, 1, 8)
    torch.testing.assert_close(make("rotary").turn(q, 0), q)
    assert wave_angles(q, 0).abs().sum() == 0


def test_alibi_slopes_halve_from_one_half_with_eight_heads():
    bias = make("alibi", heads=8).bias(torch.tensor([[1]]), torch.zeros(1))
    torch.testing.assert_close(bias.flatten(), -(0.5 ** torch.arange(1, 9.0)))
