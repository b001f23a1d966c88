"""An experiment that is not run, and a figure that is nobody's, are no green run."""

import pytest

USUAL = "from pytest_claims.figures import Figure, Panel, curve, grid, scope, theory, threshold"
OTHER = """import pytest_claims.figures as f
Figure, Panel, curve, grid = f.Figure, f.Panel, f.curve, f.grid
scope, theory, threshold = f.scope, f.theory, f.threshold"""
TASK = """
from dataclasses import dataclass, field

@dataclass(frozen=True)
class Task:
    name: str
    level: float = field(default=0.0, repr=False)

def tasked(build, *, seeds, task):
    return score(build, seeds=seeds) + task.level
"""


@pytest.fixture
def two(experiment):
    """Two experiments whose figures are drawn."""
    for file in (experiment.file, experiment.page):
        again = file.with_stem("again")
        again.write_text(
            file.read_text().replace("def shift", "def again").replace("/shift.", "/again.")
        )
    experiment.draw()
    return experiment


@pytest.mark.parametrize("edit", [("def shift(", "def shift(("), (USUAL, OTHER)])
def test_an_experiment_that_is_not_understood_fails(two, edit):
    two.edit("experiments/shift.py", *edit)

    assert two.run().ret != 0


def test_a_figure_without_its_experiment_fails(two):
    two.file.unlink()

    assert two.run().ret != 0


def test_another_condition_that_reads_the_same_makes_a_figure_stale(experiment):
    with (experiment.root / "toy" / "__init__.py").open("a") as toy:
        toy.write(TASK)
    experiment.edit(
        "experiments/shift.py", "import High, Low, score", "import High, Low, Task, score, tasked"
    )
    experiment.edit(
        "experiments/shift.py", "score, High, gain", "tasked, High, task=Task('hold', 0.0), gain"
    )
    experiment.draw()
    experiment.edit("experiments/shift.py", "Task('hold', 0.0)", "Task('hold', 70.0)")

    assert experiment.run().ret == 1
