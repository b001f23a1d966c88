"""What a claim means where it names a task and no number."""

from dataclasses import MISSING, fields

import pytest

from sequence_models import tasks
from sequence_models.tasks.interface import Task

TRAINING = {"batch": 16, "rate": 1e-2}
DEFAULTS = {
    tasks.Adding: TRAINING | {"length": 30},
    tasks.Copying: TRAINING | {"delay": MISSING, "remembered": 10, "symbols": 8},
    tasks.Counting: TRAINING | {"batch": 8},
    tasks.DelayedRecall: TRAINING | {"delay": MISSING, "length": 24, "symbols": 8},
    tasks.FactTable: TRAINING
    | {"batch": 128, "subjects": 16, "relations": 16, "answers": 8, "table": 0},
    tasks.FirstSymbol: TRAINING | {"rate": 1e-3, "lag": MISSING, "symbols": 4},
    tasks.IndexRecall: TRAINING | {"batch": 32, "places": MISSING, "symbols": 4, "asked": None},
    tasks.Induction: TRAINING | {"length": 8, "symbols": 16},
    tasks.KeptBeside: TRAINING | {"length": 24, "back": 1, "demanded": (True, True)},
    tasks.Permutations: TRAINING | {"things": 2, "length": 12, "late": False, "scratchpad": False},
    tasks.Pointers: TRAINING | {"symbols": 8, "steps": 2},
    tasks.RecallByKey: TRAINING | {"pairs": 4, "symbols": 8, "together": False},
    tasks.RepeatingUpTo: TRAINING | {"longest": 12, "shown": None, "symbols": 8},
    tasks.Repeating: TRAINING | {"rate": 5e-3, "length": 16, "symbols": 8, "backwards": False},
    tasks.RunningParity: TRAINING | {"batch": 32, "length": 12, "late": False},
    tasks.SaidTwice: TRAINING | {"length": 8, "shortest": None, "symbols": 27, "again": True},
    tasks.SampleAndHold: TRAINING
    | {
        "channels": 1,
        "length": 30,
        "mark_probability": 0.1,
        "gated": False,
        "loudness": 1.0,
        "band": False,
    },
    tasks.SecondOrderSource: TRAINING | {"symbols": 6, "sharpness": 2.0, "length": 16},
    tasks.SilentUntilAsked: TRAINING | {"length": 24, "asked": 0.2},
    tasks.SumOfNamed: TRAINING | {"batch": 32, "rate": 3e-3, "items": 4, "named": 3, "modulus": 2},
    tasks.SumOfTwo: TRAINING | {"batch": 64, "rate": 3e-3, "items": 4, "modulus": 2},
    tasks.Text: TRAINING | {"length": 64, "part": "training", "order": "random", "digest": MISSING},
    tasks.TokenXor: TRAINING | {"batch": 64, "repeats": 1, "start": False},
    tasks.WarpedRecall: TRAINING | {"warp": MISSING, "variable": False, "symbols": 4, "length": 48},
}


def test_every_task_is_here():
    found = {cls for cls in vars(tasks).values() if isinstance(cls, type) and issubclass(cls, Task)}
    assert found == DEFAULTS.keys()


@pytest.mark.parametrize("task", DEFAULTS, ids=lambda task: task.__name__)
def test_a_field_that_is_not_named_has_its_default(task):
    assert {field.name: field.default for field in fields(task)} == DEFAULTS[task]


@pytest.mark.parametrize("task", DEFAULTS, ids=lambda task: task.__name__)
def test_a_task_is_named_by_its_words_and_cannot_change(task):
    assert all(field.kw_only for field in fields(task))
    assert task.__dataclass_params__.frozen
