"""What is found where there is nothing to find, or less than it seems."""

from collections.abc import Sequence

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_selection import SelectKBest
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline

from probes.seeding import scores


def accuracy_on_noise(*, seeds: Sequence[int], selected: str) -> np.ndarray:
    """Cross-validated accuracy on 50 coin tosses, from 20 of 1,000 features of pure noise.

    The 20 are ``selected`` ``before`` the data are split, or ``within`` each fold.
    In [0, 1], a half is the truth.
    """

    def score(chance: np.random.RandomState) -> float:
        features, labels = chance.normal(size=(50, 1000)), np.arange(50) % 2
        best, model = SelectKBest(k=20), LogisticRegression()
        if selected == "before":
            features = best.fit_transform(features, labels)
        else:
            model = make_pipeline(best, model)
        return cross_val_score(model, features, labels, cv=5).mean()

    return scores(score, seeds)


def accuracy_of_a_forest(*, seeds: Sequence[int], leaf: int, flipped: float) -> np.ndarray:
    """Accuracy on fresh clean data of 20 trees that learned from 300 examples.

    Leaves hold at least ``leaf`` examples; of the labels a share was ``flipped``.
    In [0, 1], a half is chance.
    """

    def score(chance: np.random.RandomState) -> float:
        features = chance.normal(size=(1300, 5))
        labels = features[:, 0] + features[:, 1] > 0
        taught = labels[:300] ^ (chance.random(300) < flipped)
        forest = RandomForestClassifier(20, min_samples_leaf=leaf, random_state=chance)
        return forest.fit(features[:300], taught).score(features[300:], labels[300:])

    return scores(score, seeds)


def lead_of_the_random_number(*, seeds: Sequence[int], importance: str) -> np.ndarray:
    """By how much a random number is more important to a forest than a coin that matters.

    The coin agrees with the label in two thirds of 300 examples. ``importance`` is by
    ``impurity`` or by ``permutation`` of examples that the forest has not seen.
    """

    def score(chance: np.random.RandomState) -> float:
        labels = chance.randint(2, size=600)
        coin = labels ^ (chance.random(600) < 1 / 3)
        features = np.column_stack([chance.normal(size=600), coin])
        forest = RandomForestClassifier(15, random_state=chance)
        forest.fit(features[:300], labels[:300])
        if importance == "impurity":
            number, coin = forest.feature_importances_
        else:
            unseen = features[300:], labels[300:]
            found = permutation_importance(forest, *unseen, n_repeats=3, random_state=chance)
            number, coin = found.importances_mean
        return number - coin

    return scores(score, seeds)
