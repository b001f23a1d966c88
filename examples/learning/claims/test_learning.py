"""What notes/learning.md asserts, in the order it asserts it."""

from probes.noise import accuracy_of_a_forest, accuracy_on_noise, lead_of_the_random_number
from probes.wines import accuracy_on_wines

from pytest_claims import control


@control(selected="within", because="a look at the labels of the examples held out")
def test_selecting_first_finds_skill_in_noise(measure):
    """If 20 of 1,000 features of pure noise are selected first, cross-validation reports an
    accuracy above 80 % for 50 coin tosses.
    """
    accuracy = measure(accuracy_on_noise, selected="before")
    assert accuracy > 0.8


@control(flipped=0.0, because="labels that are wrong")
def test_forests_do_not_overfit(measure):
    """Of forests that learn from 300 examples, three labels in ten of them wrong, one of
    full-grown trees is at least as accurate as one whose leaves hold 20 examples.
    """
    full_grown = measure(accuracy_of_a_forest, leaf=1, flipped=0.3)
    assert full_grown >= measure(accuracy_of_a_forest, leaf=20, flipped=0.3)


@control(importance="permutation", because="counting splits of examples that were learned")
def test_impurity_prefers_the_random_number(measure):
    """By impurity a forest finds a random number more important than a coin that agrees with the
    label in two cases of three.
    """
    assert measure(lead_of_the_random_number, importance="impurity") > 0


@control(learner="tree", because="distances, which a tree does not take")
def test_scaling_matters_to_neighbours(measure):
    """On 178 wines, nearest neighbours name the cultivar of at least 15 wines in 100 more once
    the features are scaled.
    """
    scaled = measure(accuracy_on_wines, learner="neighbours", scaled=True)
    assert scaled > measure(accuracy_on_wines, learner="neighbours", scaled=False) + 0.15
