"""A figure that is not that of the present sources fails, by the name of what changed."""

import pytest

from pytest_claims.figures.stale import difference


@pytest.fixture
def drawn(experiment):
    experiment.draw()
    return experiment


CURE = "Run pytest experiments/shift.py --claims-write-figures: "


def fails(experiment, words, *flags):
    result = experiment.run(*flags)
    assert result.ret == 1
    result.stdout.fnmatch_lines([words])


def test_undrawn_figure_fails(experiment):
    fails(experiment, f"{CURE}its figure is not drawn yet.")


def test_edited_source_is_named(drawn):
    drawn.edit("toy/__init__.py", "shift = 5.0", "shift = 5.1")
    fails(drawn, f"{CURE}toy/__init__.py changed since its figure was drawn.")


def test_edited_conftest_is_named(drawn):
    drawn.edit("conftest.py", "inputs, outputs, seeds", "inputs, outputs , seeds")
    fails(drawn, f"{CURE}conftest.py changed since its figure was drawn.")


def test_edited_data_are_named(experiment):
    experiment.edit("toy/__init__.py", "shift = 5.0", "shift = float(SHIFT.read_text())")
    found = "import os\nfrom pathlib import Path\nSHIFT = Path('shift.txt')\n"
    experiment.edit("toy/__init__.py", "import os\n", found)
    (experiment.root / "shift.txt").write_text("5.0")
    experiment.draw()
    assert experiment.run().ret == 0

    (experiment.root / "shift.txt").write_text("6.0")
    fails(experiment, f"{CURE}shift.txt changed since its figure was drawn.")


def test_many_changes_are_told_briefly(experiment):
    for name in "abcd":
        (experiment.root / "toy" / f"{name}.py").write_text("")
    experiment.edit("toy/__init__.py", "import os\n", "from toy import a, b, c, d\n")
    experiment.draw()
    for name in "abcd":
        (experiment.root / "toy" / f"{name}.py").write_text("x = 1\n")

    told = "toy/a.py, toy/b.py, toy/c.py and 1 more changed since its figure was drawn."
    fails(experiment, f"{CURE}{told}")


def test_redrawn_figure_is_fresh_again(drawn):
    drawn.edit("toy/__init__.py", "shift = 5.0", "shift = 5.1")
    drawn.draw()
    assert drawn.run().ret == 0


def test_evidence_has_no_say_in_what_is_stale(drawn):
    for file in drawn.evidence():
        file.unlink()
    assert drawn.run().ret == 0

    drawn.edit("toy/__init__.py", "shift = 5.0", "shift = 5.1")
    drawn.run()
    fails(drawn, f"{CURE}toy/__init__.py changed*")


def test_claims_and_notes_have_no_say_either(drawn):
    drawn.edit("notes/01_toy.md", "# A note", "# Another note")
    drawn.edit("claims/test_01_toy.py", "> 1", "> 1.5")
    assert drawn.run().ret == 0


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"Low")', '"Lower")', "label of “Low” is 'Lower' and not 'Low'."),
        ("5 * gain", "6 * gain", "*“promised” is 6.0 and not 5.0."),
        ("laptop=(1.5,)", "laptop=(1.6,)", "*1.6*1.5*"),
        ("score, Low, ", "score, Low, noise=2.0, ", "measured of “Low” is *noise=2.0*"),
        ("at=1.0, claim", "at=2.0, claim", "*at is 2.0 and not 1.0."),
        ("How does", "Why does", "*question is 'Why does*"),
        ("            low,\n", "", "*marks has 4 and not 5."),
    ],
)
def test_edited_experiment_says_what_differs(drawn, old, new, told):
    drawn.edit("experiments/shift.py", old, new)
    fails(drawn, f"{CURE}experiments/shift.py says something else than its figure: {told}")


def test_reworded_comment_of_the_experiment_leaves_it_fresh(drawn):
    drawn.edit("experiments/shift.py", "GAINS = ", "# from the smallest on\nGAINS = ")
    assert drawn.run().ret == 0


@pytest.mark.parametrize("file", ["shift.svg", "shift.json"])
def test_edit_by_hand_is_noticed(drawn, file):
    path = drawn.figures / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("0", "1", 1), encoding="utf-8")
    fails(drawn, f"{CURE}experiments/figures/shift.json is not as it was drawn.")


@pytest.mark.parametrize("content", ["", "[]", "{}", "{", "[" * 100_000])
def test_unreadable_numbers_are_no_traceback(drawn, content):
    (drawn.figures / "shift.json").write_text(content)
    fails(drawn, f"{CURE}experiments/figures/shift.json *.")


def test_other_style_is_noticed_and_redrawn_without_measuring(drawn, monkeypatch):
    from pytest_claims.figures.drawing import style

    monkeypatch.setitem(style.SETTINGS, "font.size", 12)
    fails(drawn, f"{CURE}its numbers are now drawn in another way.")
    for file in drawn.evidence():
        file.unlink()
    drawn.draw()
    assert drawn.run().ret == 0


def test_theory_of_another_machine_is_the_same_to_four_digits():
    assert difference({"points": [[1, 0.123456]]}, {"points": [[1, 0.123457]]}) == ""
    assert difference({"points": [[1, 0.1234]]}, {"points": [[1, 0.1236]]})
