"""What is derived about spreading and about linear states, by two routes each."""

import itertools

import pytest
import torch

from sequence_models.replicas import normal, streams
from sequence_models.theory import effective_number, linear_answers


def draw(*shape, seed=0):
    return normal(streams([seed], "test"), *shape)[0]


@pytest.mark.parametrize("variance", [0.25, 1.0, 2.0])
def test_gaussian_scores_are_read_as_derived(variance):
    weights = (variance**0.5 * draw(40, 20_000)).softmax(-1)
    number = torch.special.entr(weights).sum(-1).exp().mean().item()
    assert number == pytest.approx(effective_number(20_000, variance), rel=0.02)


def test_alike_scores_are_read_alike():
    assert effective_number(17, 0.0) == 17


@pytest.mark.parametrize(("questions", "features"), [(1, 1), (4, 2), (4, 3), (6, 2), (3, 3)])
def test_the_answers_that_states_can_give_are_counted(questions, features):
    asked, states = draw(questions, features), draw(200_000, features, seed=1)
    words = torch.unique(states @ asked.T > 0, dim=0)
    assert len(words) == linear_answers(questions, features)


@pytest.mark.parametrize("features", [1, 2, 7])
def test_up_to_the_features_all_answers_and_at_twice_as_many_half(features):
    assert linear_answers(features, features) == 2**features
    assert linear_answers(2 * features, features) == 2 ** (2 * features - 1)


def test_every_further_question_divides_the_cells_that_it_meets():
    for n, d in itertools.product(range(2, 9), range(2, 5)):
        assert linear_answers(n, d) == linear_answers(n - 1, d) + linear_answers(n - 1, d - 1)
