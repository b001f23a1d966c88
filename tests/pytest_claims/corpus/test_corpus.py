"""Every tiny project gets what is to be said of it, and nothing else."""

import os
from collections import Counter
from pathlib import Path

import pytest
from corpus.kinds import KINDS, PROJECTS
from corpus.tiny import hear, score

README = Path(__file__).parents[1] / "README.md"


@pytest.mark.parametrize("name", PROJECTS)
def test_a_tiny_project_is_scored_rightly_both_ways(project, name):
    before = dict(os.environ)
    try:
        score(hear(project, PROJECTS[name]), PROJECTS[name])
    finally:
        os.environ.clear()
        os.environ.update(before)


def test_there_are_many_projects_and_a_third_of_them_is_honest():
    honest = sum(project.honest for project in PROJECTS.values())

    assert len(PROJECTS) >= 200
    assert honest >= len(PROJECTS) / 3


def test_the_readme_lists_every_kind_with_its_projects():
    text = README.read_text(encoding="utf-8")
    for kind, (wrong, honest) in KINDS.items():
        assert f"| {kind} | {wrong} | {honest} |" in text


def test_no_kind_is_one_sided_by_accident():
    assert Counter(p.honest for p in PROJECTS.values()).keys() == {True, False}
