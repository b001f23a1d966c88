"""The page beside an experiment is there, shows it, and stands behind claims that there are."""

import pytest


@pytest.fixture
def drawn(experiment):
    experiment.draw()
    return experiment


def fails(experiment, words):
    result = experiment.run()
    assert result.ret == 1
    result.stdout.fnmatch_lines([f"experiments/shift.md:{words}"])


def test_missing_page_is_asked_for(drawn):
    drawn.page.unlink()
    fails(
        drawn, "1: there is no such page. Begin it with the question, “How does*figures/shift.svg*"
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("How does", "Does", "1: does not ask “How does the score*"),
        (
            "shift.svg",
            "other.svg",
            "1: does not show its figure. Write ![[]what it shows](*shift.svg).",
        ),
        ("Two rising lines", "", "1: does not show its figure*"),
        ("shift.json", "other.json", "1: does not link its numbers*"),
        ("#test_a", "#test_b", "5: there is no claim ../claims/test_01_toy.py#test_b*"),
        ("#test_a", "#test_b", "1: does not link 01_toy/a, which the figure marks*"),
        ("../claims/test_01_toy.py#test_a", "nowhere.md", "1: stands behind no claim*"),
    ],
)
def test_page_that_lacks_something_says_what(drawn, old, new, told):
    drawn.edit("experiments/shift.md", old, new)
    fails(drawn, told)


def test_claim_that_the_figure_marks_has_to_be_one(drawn):
    drawn.edit(
        "experiments/shift.py", '(1.0, 2.0, claim="01_toy/a")', '(1.0, 2.0, claim="01_toy/z")'
    )
    fails(drawn, "1: does not link 01_toy/z, which the figure marks*")


def test_links_may_be_defined_below(drawn):
    drawn.edit("experiments/shift.md", "(../claims/test_01_toy.py#test_a)", "[a]")
    drawn.page.write_text(drawn.page.read_text() + "\n[a]: ../claims/test_01_toy.py#test_a\n")
    assert drawn.run().ret == 0
