"""What cannot be read or published is told in a sentence, and the status is not 0."""

import os

import pytest

TAKEN = {
    "pipe": os.mkfifo,
    "folder": os.mkdir,
    "bytes": lambda path: path.write_bytes(b"| [a](b) | \xff |\n"),
}


@pytest.fixture
def one(project):
    project.claim("assert measure(score, High) > measure(score, Low)").write()
    return project


def told(result, *words):
    """In one line of the summary, with no traceback."""
    text = result.stdout.str() + result.stderr.str()
    assert "INTERNALERROR" not in text
    assert "Traceback" not in text
    (line,) = [line for line in text.splitlines() if words[0] in line]
    assert all(word in line for word in words)


@pytest.mark.parametrize("how", TAKEN)
def test_verdicts_that_cannot_be_read_are_out_of_date(one, how):
    TAKEN[how](one.pytester.path / "VERDICTS.md")
    result = one.inside("--claims-check-verdicts")

    assert result.ret == 1
    told(result, "VERDICTS.md is out of date", "UTF-8" if how == "bytes" else "cannot be read")


@pytest.mark.parametrize("how", ["pipe", "folder"])
def test_verdicts_that_cannot_be_written_are_named(one, how):
    TAKEN[how](one.pytester.path / "VERDICTS.md")
    result = one.inside("--claims-write-verdicts")

    assert result.ret == 1
    told(result, "VERDICTS.md cannot be written", "Remove what is there")


def test_what_is_no_text_is_replaced_by_the_verdicts(one):
    TAKEN["bytes"](one.pytester.path / "VERDICTS.md")

    assert one.inside("--claims-write-verdicts").ret == 0
    assert "| HOLDS |" in (one.pytester.path / "VERDICTS.md").read_text()


@pytest.mark.parametrize(
    ("where", "how"),
    [("out", "pipe"), ("out", "bytes"), ("out/index.html", "pipe"), ("out/index.html", "folder")],
)
def test_a_page_whose_place_is_taken_is_not_said_to_be_written(one, where, how):
    place = one.pytester.path / where
    place.parent.mkdir(exist_ok=True)
    TAKEN[how](place)
    result = one.inside("--claims-report=out")

    assert result.ret == 1
    told(result, "cannot be written", str(place))
    assert "report: " not in result.stdout.str()


@pytest.mark.parametrize(
    ("option", "why"),
    [
        ("--claims-subject=High=toy:High", "the project's own implementations"),
        ("--claims-seed=7", "this run drew from seed 7"),
    ],
)
def test_verdicts_of_something_else_are_not_those_of_the_project(one, option, why):
    result = one.inside(option, "--claims-write-verdicts")

    assert not (one.pytester.path / "VERDICTS.md").exists()
    told(result, "VERDICTS.md was not written", why)
