"""Calibration on answers and weights that are set by hand."""

import pytest
import torch

from sequence_models.architectures import Lookup
from sequence_models.probes import found, maximum_error, weight_found
from sequence_models.probes.lookup import dictionary
from sequence_models.replicas import streams, uniform

from .calibration import SEEDS, build_for, mapping, read, same, showing
from .recording import Recording, drawn_like_weights


def lookup(gain):
    return build_for(Lookup, gain=gain)


def answering(answer, entries):
    """Answers the questions with what is made of the stored values."""

    def f(x):
        values = x[:, :, :entries, -x.shape[-1] // 3 :]
        return torch.cat([torch.zeros_like(values), answer(values)], 2)

    return mapping(f)


def test_a_dictionary_finds_with_gain_and_guesses_without():
    assert same(1.0, read(found, lookup(50.0), entries=20))
    assert (read(found, lookup(0.0), entries=20) < 0.3).all()


@pytest.mark.parametrize(
    ("answer", "share"),
    [
        (lambda values: values / 9, 1.0),
        (lambda values: -values, 0.0),
        (lambda values: values.roll(1, 2), 0.0),
        (lambda values: torch.cat([values[:, :, :6], -values[:, :, 6:]], 2), 0.75),
    ],
    ids=["short", "negative", "its neighbour's", "three quarters"],
)
def test_the_right_answer_is_in_the_direction_of_the_value_that_belongs_to_the_key(answer, share):
    assert same(share, read(found, answering(answer, 8), entries=8))


def test_every_question_to_a_large_dictionary_is_counted_once():
    asked = 64
    assert same(1.0, read(found, answering(lambda values: values[:, :, :asked], 100), entries=100))


def test_who_repeats_the_question_finds_what_chance_does():
    echo = mapping(lambda x: x[..., : x.shape[-1] // 3])
    assert (read(found, echo, entries=64) < 0.2).all()


def test_keys_and_values_are_different_unit_vectors_and_questions_repeat_the_keys():
    values, x = dictionary(streams(SEEDS, "inputs"), 100, 8)
    stored, asked = x[:, 0, :100].unflatten(-1, (3, 8)), x[:, 0, 100:].unflatten(-1, (3, 8))
    assert asked.shape[1] == 64
    torch.testing.assert_close(stored[:, :, 1:].norm(dim=-1), torch.ones(3, 100, 2))
    assert torch.equal(stored[:, :, 2], values.float())
    assert (stored[:, :, 1] * stored[:, :, 2]).sum(-1).mean().abs() < 0.1
    assert torch.equal(asked[:, :, 0], stored[:, :64, 1])
    assert not stored[:, :, 0].any()
    assert not asked[:, :, 1:].any()


def test_without_gain_every_key_has_its_share():
    assert same(0.5, read(weight_found, lookup(0.0), entries=1), within=1e-6)


def test_the_weight_is_that_of_the_key_asked_for_and_the_mean_over_questions():
    weights = torch.zeros(3, 1, 1, 4, 4)
    weights[..., 2:, :] = torch.tensor([[0.1, 0.9, 0.0, 0.0], [0.6, 0.2, 0.2, 0.0]])
    assert same(
        0.15, read(weight_found, showing(patterns=[lambda x: weights]), entries=2), within=1e-6
    )


def test_the_maximum_is_found_with_gain_and_is_the_mean_without():
    assert same(0.0, read(maximum_error, lookup(1e5), entries=9), within=1e-3)
    assert same(0.9 - 0.5, read(maximum_error, lookup(0.0), entries=9), within=0.05)


def test_the_error_is_what_the_last_answer_falls_short_by_on_average():
    short = mapping(lambda x: x[..., 2:].cummax(2).values - x[:, :, :1, 2:])
    handed = Recording(short)
    error = read(maximum_error, handed, entries=9)
    (x,) = handed.inputs
    assert same(x[:, :, 0, 2].mean(1), error)
    assert (error > 0.3).all()


def test_every_number_is_its_own_key_and_larger_ones_suit_the_question_better():
    handed = Recording(mapping(lambda x: x[..., :1]))
    read(maximum_error, handed, entries=9)
    assert handed.asked == [(3, 1, torch.float64)]
    assert handed.inputs[0].shape == (3, 64, 9, 3)
    questions, keys, values = handed.inputs[0].unbind(-1)
    assert (questions == 1).all()
    assert torch.equal(keys, values)
    assert 0 <= keys.min() < 0.05
    assert 0.95 < keys.max() < 1
    assert not drawn_like_weights(keys, uniform)


@pytest.mark.parametrize("probe", [found, weight_found])
def test_a_dictionary_owes_nothing_to_the_weights(probe):
    handed = Recording(lookup(1.0))
    read(probe, handed, entries=5)
    x = handed.inputs[0]
    assert handed.asked == [(3 * 32, 32, None)]
    assert torch.equal(x, dictionary(streams(SEEDS, "inputs"), 5, 32)[1])
    assert not torch.equal(x, dictionary(streams(SEEDS, "weights"), 5, 32)[1])
