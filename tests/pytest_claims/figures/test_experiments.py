"""Experiments as pytest runs them: measured like claims, at the scale that is asked for."""

import shutil

import pytest


def points(numbers, mark=0):
    return numbers["panels"][0]["marks"][mark]["points"]


def test_drawn_figure_passes_and_is_told(experiment):
    result = experiment.run("--claims-write-figures")

    assert result.ret == 0
    result.stdout.fnmatch_lines(["drawn: experiments/figures/shift.svg at the scale laptop"])
    assert experiment.run().ret == 0


def test_second_run_takes_everything_from_evidence(experiment):
    first = experiment.draw()
    kept = experiment.evidence()
    second = experiment.draw("--claims-fresh", "--claims-scale=laptop")
    assert first == second
    experiment.run("--claims-scale=laptop")

    assert len(kept) == 12  # two architectures, three gains, two looks
    assert experiment.evidence().keys() == kept.keys()


def test_evidence_is_shared_with_claims(experiment):
    experiment.edit(
        "claims/test_01_toy.py", "measure(score, High)", "measure(score, High, gain=1.0)"
    )
    experiment.project.inside()
    (claimed,) = experiment.evidence().items()
    experiment.run()

    assert len(experiment.evidence()) == 4  # two architectures, two gains
    assert claimed in experiment.evidence().items()


def test_workers_draw_the_same_bytes(experiment):
    alone = experiment.draw("-n0")
    picture = (experiment.figures / "shift.svg").read_bytes()
    result = experiment.project.again(
        "experiments", "-n2", "--claims-fresh", "--claims-write-figures"
    )

    assert result.ret == 0
    result.stdout.fnmatch_lines(["drawn: experiments/figures/shift.svg at the scale laptop"])
    assert experiment.numbers() == alone
    assert (experiment.figures / "shift.svg").read_bytes() == picture


def test_scale_changes_replicas_and_grid_and_nothing_else(experiment):
    experiment.draw()
    drawn = {}
    for scale in ("ci", "laptop", "full"):
        experiment.run(f"--claims-scale={scale}")
        drawn[scale] = experiment.numbers(experiment.aside)

    assert {s: n["replicas"] for s, n in drawn.items()} == {"ci": 24, "laptop": 48, "full": 192}
    assert {s: [p["x"] for p in points(n)] for s, n in drawn.items()} == {
        "ci": [1.0, 2.0],
        "laptop": [1.0, 1.5, 2.0],
        "full": [1.0, 1.5, 2.0, 3.0],
    }
    for numbers in drawn.values():
        assert numbers["question"] == "How does the score fall as the gain does?"
        assert [m["kind"] for m in numbers["panels"][0]["marks"]] == [
            "points",
            "points",
            "theory",
            "scope",
            "threshold",
        ]


def test_check_measures_in_the_quickest_way_and_leaves_the_figure_alone(experiment):
    before = experiment.draw("--claims-scale=full")
    assert experiment.run().ret == 0

    assert experiment.numbers(experiment.aside)["scale"] == "ci"
    assert experiment.numbers() == before


def test_what_is_kept_at_the_scale_asked_for_is_not_measured_again_unless_afresh(experiment):
    experiment.draw("--claims-scale=ci")
    shutil.rmtree(experiment.root / ".claims")

    assert experiment.run().ret == 0
    assert experiment.evidence() == {}
    assert experiment.run("--claims-seed=1").ret == 0
    assert experiment.evidence() != {}
    before = len(experiment.evidence())
    assert experiment.run("--claims-fresh").ret == 0
    assert len(experiment.evidence()) > before


def test_redrawn_figure_keeps_its_scale(experiment):
    experiment.draw("--claims-scale=full")
    assert experiment.draw()["scale"] == "full"


def test_unchanged_figure_is_redrawn_without_measuring(experiment):
    before = experiment.draw()
    for file in experiment.evidence():
        file.unlink()

    assert experiment.draw() == before
    assert not experiment.evidence()


def test_numbers_are_medians_with_their_exact_interval(experiment):
    first, *_ = points(experiment.draw())

    assert first["x"] == 1.0
    assert first["low"] < first["median"] < first["high"]
    assert first["median"] == pytest.approx(5, abs=0.6)
    assert first["replicas"] == 48


def test_interrupted_run_keeps_what_was_measured(experiment):
    experiment.edit(
        "toy/__init__.py",
        "def constant(",
        "def breaks(build, *, seeds, gain=1.0):\n    raise KeyboardInterrupt\n\ndef constant(",
    )
    experiment.edit("experiments/shift.py", "import High, Low, score", "import *")
    experiment.edit("experiments/shift.py", "measure(score, Low", "measure(breaks, Low")
    experiment.edit(
        "toy/__init__.py", "def breaks(build, *, seeds, gain=1.0)", "def breaks(build, *, seeds)"
    )
    result = experiment.project.again("experiments")

    assert result.ret == 2
    assert len(experiment.evidence()) == 2  # High at both gains


def test_experiment_that_fails_names_the_measurement(experiment):
    experiment.edit("experiments/shift.py", 'gain=GAINS), "High"', 'gian=GAINS), "High"')
    result = experiment.run()

    assert result.ret == 1
    result.stdout.fnmatch_lines(["no parameter takes the condition gian=*"])


def test_file_that_draws_nothing_is_no_experiment(experiment):
    experiment.draw()
    (experiment.root / "experiments" / "sweep.py").write_text("raise SystemExit\n")
    assert experiment.run().ret == 0


def test_experiment_without_its_function_is_refused(experiment):
    experiment.edit("experiments/shift.py", "def shift(measure)", "def drawn(measure)")
    result = experiment.run()

    assert result.ret == 2
    result.stdout.fnmatch_lines(["*Define shift(measure) in *shift.py*"])


def test_experiment_without_a_question_is_refused(experiment):
    experiment.edit("experiments/shift.py", "gain does?", "gain does.")
    result = experiment.run()

    assert result.ret == 2
    result.stdout.fnmatch_lines(["*begin with one question*How does the score fall*"])


@pytest.mark.parametrize("flag", ["--claims-seed=1", "--claims-subject=High=toy:Low"])
def test_figures_are_of_seed_0_and_of_the_projects_own_implementations(experiment, flag):
    result = experiment.run("--claims-write-figures", flag)

    assert result.ret == 4
    result.stderr.fnmatch_lines(["*leave out --claims-*"])


def test_other_seed_measures_afresh_and_makes_nothing_stale(experiment):
    before = experiment.draw()
    assert experiment.run("--claims-seed=1").ret == 0
    assert points(experiment.numbers(experiment.aside)) != points(before)
    assert experiment.numbers() == before


def test_figures_are_written_only_where_experiments_are_named(experiment):
    result = experiment.project.inside("--claims-write-figures")

    assert result.ret == 4
    result.stderr.fnmatch_lines(["*name the experiments, or leave out --claims-write-figures*"])


@pytest.mark.parametrize("named", ["experiments/shift.py", "experiments/shift.py::shift", "."])
def test_experiment_is_found_however_it_is_named(experiment, named):
    assert experiment.project.at(named, "--claims-write-figures").ret == 0
    assert experiment.numbers()["name"] == "shift"


def test_experiments_and_claims_run_side_by_side(experiment):
    experiment.draw()
    result = experiment.project.at("claims", "experiments")

    assert result.ret == 0
    result.assert_outcomes(passed=2)


def test_looking_measures_nothing(experiment):
    assert experiment.run("--collect-only").ret == 0
    assert not (experiment.root / ".claims").exists()
