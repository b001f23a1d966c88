"""A norm is read off random vectors, so they have to be random and owe nothing to the inputs."""

import pytest
import torch
from torch.nn.functional import cosine_similarity

from sequence_models.architectures import RNN
from sequence_models.probes import (
    direct_path_error,
    gradient_half_life,
    gradient_retention,
    influence,
    lyapunov_exponent,
    path_sum_error,
)
from sequence_models.replicas import normal, streams

from .calibration import SEEDS, build_for, gated, linear, mapping, read, recurrence, same
from .recording import Recording


def is_random(vector, x):
    return (
        same(0.0, vector.mean((1, 2)), within=0.2)
        and same(1.0, vector.std((1, 2)), within=0.2)
        and not torch.isin(vector, x).any()
    )


@pytest.mark.parametrize(
    ("probe", "conditions", "deviation"),
    [
        (gradient_retention, {"lag": 3, "sequences": 64}, 1.0),
        (gradient_half_life, {"near": 1, "far": 3, "sequences": 64}, 1.0),
        (influence, {"lag": 3, "width": 64}, 1 / 8),
    ],
)
def test_a_random_vector_is_pulled_back_from_the_last_output(probe, conditions, deviation):
    handed = Recording(mapping(lambda x: x * 1.0))
    read(probe, handed, **conditions)
    (x,), (pulled,) = handed.inputs, handed.pulled
    assert not pulled[:, :, :-1].any()
    assert is_random(pulled[:, :, -1], x / deviation)


def test_a_random_vector_is_pulled_back_from_the_memory():
    vectors = []

    def noting(c):
        if c.requires_grad:
            c.register_hook(vectors.append)
        return c

    halved = gated(lambda c, h, x_t: noting(c / 2), hidden=4, gates=lambda x: 0 * x + 0.5)
    handed = Recording(halved)
    read(direct_path_error, handed, lag=1, sequences=64)
    assert is_random(vectors[0], handed.inputs[0])


def test_a_random_vector_stands_for_the_error_at_the_last_output():
    handed = Recording(build_for(RNN, hidden=2))
    read(path_sum_error, handed, lag=2, width=64)
    x, whole = handed.inputs[0], handed.pulled[0]
    assert not whole[:, :, :-1].any()
    assert is_random(whole[:, :, -1], x)


def test_a_growth_begins_in_a_random_direction():
    directions = []

    def step(h, x_t):
        h = h + 0 * x_t[..., :1]
        if h.requires_grad:
            h.register_hook(directions.append)
        return h

    handed = Recording(recurrence(step, 400))
    read(lyapunov_exponent, handed, length=1)
    (direction,) = directions
    assert same(1.0, direction.norm(dim=-1).flatten())
    assert is_random(direction * 400**0.5, handed.inputs[0])
    for purpose in ("weights", "inputs"):
        other = normal(streams(SEEDS, purpose), 1, 400)
        assert (cosine_similarity(direction, other, -1).abs() < 0.3).all()


def test_the_direction_of_a_growth_is_none_of_the_inputs():
    only_the_first = linear(*torch.diag(torch.eye(16)[0]).tolist())
    handed = Recording(only_the_first)
    share = read(lyapunov_exponent, handed, length=1).exp()
    unlike = handed.inputs[0][:, 0, 0]
    assert ((share - unlike[:, 0].abs() / unlike.norm(dim=1)).abs() > 1e-6).all()
