"""An expected failure excuses that failure, and neither an error nor another subject's."""

TRUE = "assert measure(score, High) > measure(score, Low)"
SUBJECTS = """
from toy import High, Low

class Boom(High):
    def __init__(self, *given, **named):
        raise TypeError("a typo")

class Twin(High):
    pass

class Odd(Low):
    shift = 50.0
"""


def audited(project, subject, *targets, more=()):
    root = project.claim(TRUE).write()
    (root / "mine.py").write_text(SUBJECTS)
    (root / "known.toml").write_text(f'["High=mine.py:{subject}"]\n"01_toy/a" = "it is deaf"\n')
    subjects = [f"--claims-subject={target}" for target in targets]
    return project.inside(*subjects, "--claims-expect=known.toml", *more)


def test_an_error_is_no_expected_failure(project):
    assert audited(project, "Boom", "High=mine.py:Boom").ret == 1


def test_what_another_subject_brings_about_is_not_expected(project):
    targets = "High=mine.py:Twin", "Low=mine.py:Odd"

    assert audited(project, "Twin", *targets).ret == 1


def test_a_table_of_a_part_says_so(project):
    how = "@no_control('a toy')\n@pytest.mark.parametrize('x', [-3.0, 2.0])"
    body = "assert measure(score, High) > x"
    project.claim(body, name="b", how=how, arguments="measure, x")
    audited(project, "Odd", "High=mine.py:Odd", more=["--claims-table=t.md", "-k", "3.0"])

    assert "**A part of the audit:** `pytest" in (project.pytester.path / "t.md").read_text()


def test_a_table_is_written_over_no_source(project):
    result = audited(project, "Twin", "High=mine.py:Twin", more=["--claims-table=mine.py"])

    assert result.ret == 4
    assert "class Boom" in (project.pytester.path / "mine.py").read_text()
