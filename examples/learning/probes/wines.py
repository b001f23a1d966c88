"""Telling cultivars apart by the chemistry of their wines."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from sklearn.tree import DecisionTreeClassifier

from probes.seeding import scores

WINES = Path(__file__).parents[1] / "data" / "wines.csv"


def accuracy_on_wines(*, seeds: Sequence[int], learner: str, scaled: bool) -> np.ndarray:
    """Share of held-out wines whose cultivar ``neighbours`` or a ``tree`` names.

    Five folds, drawn from the seed. In [0, 1], a third is chance.
    """
    table = np.loadtxt(WINES, delimiter=",", skiprows=1)
    features, cultivars = table[:, :-1], table[:, -1].astype(int)

    def score(chance: np.random.RandomState) -> float:
        first = StandardScaler() if scaled else FunctionTransformer()
        folds = StratifiedKFold(5, shuffle=True, random_state=chance)
        model = make_pipeline(first, _learner(learner, chance))
        return cross_val_score(model, features, cultivars, cv=folds).mean()

    return scores(score, seeds)


def _learner(
    name: str, chance: np.random.RandomState
) -> KNeighborsClassifier | DecisionTreeClassifier:
    if name == "neighbours":
        return KNeighborsClassifier()
    return DecisionTreeClassifier(random_state=chance)
