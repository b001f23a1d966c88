"""An experiment that is not run, and a figure that is nobody's, are no green run."""

import pytest

USUAL = "from pytest_claims.figures import Figure, Panel, curve, grid, scope, theory, threshold"
OTHER = """import pytest_claims.figures as f
Figure, Panel, curve, grid = f.Figure, f.Panel, f.curve, f.grid
scope, theory, threshold = f.scope, f.theory, f.threshold"""


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


def test_an_experiment_that_cannot_be_read_fails(two):
    two.edit("experiments/shift.py", "def shift(", "def shift((")

    assert two.run().ret != 0


def test_an_experiment_may_import_the_room_of_figures_as_a_whole(two):
    two.edit("experiments/shift.py", USUAL, OTHER)

    two.run().assert_outcomes(passed=2)


def test_a_figure_without_its_experiment_fails(two):
    two.file.unlink()

    assert two.run().ret != 0
