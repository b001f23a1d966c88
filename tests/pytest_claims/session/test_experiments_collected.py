"""Which files are experiments, which are refused, and what is told of their figures."""

from types import SimpleNamespace

import pytest

from pytest_claims.session import experiments
from pytest_claims.session.experiments import ExperimentFile, Experiments

DRAWS = '"""A question?"""\nfrom pytest_claims.figures import Figure\n'


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Experiments of a run with these options; a file of them stands for itself."""
    monkeypatch.setattr(experiments, "Experimenter", lambda *given: SimpleNamespace(given=given))
    monkeypatch.setattr(
        ExperimentFile,
        "from_parent",
        lambda parent, path: SimpleNamespace(parent=parent, path=path),
    )
    (tmp_path / "experiments" / "figures").mkdir(parents=True)

    def make(*, subjects=(), seed=0, device="cpu", **options):
        settings = SimpleNamespace(
            root=tmp_path, experiments="experiments", subjects=subjects, seed=seed, device=device
        )
        manager = SimpleNamespace(get_plugin=lambda name: None)
        config = SimpleNamespace(
            getoption=lambda name, default=None: options.get(name, default), pluginmanager=manager
        )
        return Experiments(config, settings)

    return make


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"subjects": ["High=a:B"]}, "leave out --claims-subject, or experiments/"),
        ({"seed": 7}, "leave out --claims-seed or --claims-write-figures"),
        ({"device": "cuda"}, "leave out --claims-device or --claims-write-figures"),
    ],
)
def test_a_figure_is_written_of_the_projects_own_on_the_cpu_from_seed_0(run, given, problem):
    with pytest.raises(pytest.UsageError, match=problem):
        run(**given, claims_write_figures=True)
    if "subjects" in given:
        with pytest.raises(pytest.UsageError, match=problem):
            run(**given)
    else:
        assert run(**given)
    assert run(claims_write_figures=True)


@pytest.mark.parametrize(
    ("name", "text", "is_one"),
    [
        ("experiments/a.py", DRAWS, True),
        ("experiments/a.py", "import pytest_claims.figures\n", True),
        ("experiments/a.py", "import numpy, pytest_claims.figures as f\n", True),
        ("experiments/a.py", "def a():\n    from pytest_claims.figures import Figure\n", True),
        ("experiments/a.py", "import numpy\nfrom . import b\n", False),
        ("experiments/a.py", "def (", False),
        ("experiments/a.txt", DRAWS, False),
        ("elsewhere/a.py", DRAWS, False),
        ("experiments/figures/a.py", DRAWS, False),
    ],
)
def test_a_file_of_the_folder_that_takes_its_words_from_the_figures_is_one(
    run, tmp_path, name, text, is_one
):
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    mine = run()
    found = mine.pytest_collect_file(file, "a folder")

    assert (found is not None) == is_one
    if found:
        assert (found.parent, found.path) == ("a folder", file)
        assert found.experimenter is mine.experimenter
        assert mine.experimenter.given == (mine.config, mine.settings)


def test_a_file_whose_figure_is_kept_is_one_whatever_it_says(run, tmp_path):
    file = tmp_path / "experiments" / "a.py"
    file.write_text("import numpy\n")
    assert run().pytest_collect_file(file, None) is None
    (tmp_path / "experiments" / "figures" / "a.json").write_text("{}")

    assert run().pytest_collect_file(file, None) is not None


def test_a_figure_whose_experiment_is_gone_is_refused(run, tmp_path):
    folder = tmp_path / "experiments"
    for name in ("a", "b", "c"):
        (folder / "figures" / f"{name}.json").write_text("{}")
    (folder / "b.py").write_text(DRAWS)
    gone = r"delete experiments/figures/a\.\*, experiments/figures/c\.\*, or bring back"
    with pytest.raises(pytest.UsageError, match=gone):
        run().pytest_sessionstart()
    for name in ("a", "c"):
        (folder / f"{name}.py").write_text(DRAWS)

    run().pytest_sessionstart()


OWN, OTHER = "experiments/a.py::a", "claims/test_01_toy.py::test_a"


@pytest.mark.parametrize(("workers", "counted"), [(None, 1), (3, 3)])
def test_progress_is_of_experiments_and_of_all_workers(run, workers, counted):
    mine = run(numprocesses=workers)
    mine.pytest_xdist_node_collection_finished([OTHER])
    assert mine.progress is None
    session = SimpleNamespace(items=[SimpleNamespace(nodeid=id) for id in (OWN, OTHER)])
    mine.pytest_collection_finish(session)
    first = mine.progress
    mine.pytest_xdist_node_collection_finished([OTHER, OWN])

    assert mine.progress is first
    assert (first.earlier, first.workers) == ({OWN: None}, counted)
    mine.pytest_xdist_node_collection_finished([OWN, f"{OWN}b"])
    assert mine.progress.earlier == {OWN: None, f"{OWN}b": None}


def test_it_is_told_in_order_where_each_figure_was_drawn(run):
    mine, lines = run(), []
    for drawn in ("z.svg", "", "a.svg"):
        mine.pytest_runtest_logreport(SimpleNamespace(experiment=drawn))
    mine.pytest_runtest_logreport(SimpleNamespace())
    mine.pytest_terminal_summary(SimpleNamespace(write_line=lines.append))

    assert lines == ["drawn: a.svg", "drawn: z.svg"]


def test_what_was_made_is_given_back_and_nothing_is_made_for_that(run):
    mine, closed = run(), []
    mine.pytest_unconfigure()
    assert "experimenter" not in vars(mine)
    mine.experimenter.close = lambda: closed.append(True)
    mine.pytest_unconfigure()

    assert closed == [True]
