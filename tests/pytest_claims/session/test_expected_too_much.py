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


def audited(project, subject, *targets):
    root = project.claim(TRUE).write()
    (root / "mine.py").write_text(SUBJECTS)
    (root / "known.toml").write_text(f'["High=mine.py:{subject}"]\n"01_toy/a" = "it is deaf"\n')
    subjects = [f"--claims-subject={target}" for target in targets]
    return project.inside(*subjects, "--claims-expect=known.toml")


def test_an_error_is_no_expected_failure(project):
    assert audited(project, "Boom", "High=mine.py:Boom").ret == 1


def test_what_another_subject_brings_about_is_not_expected(project):
    targets = "High=mine.py:Twin", "Low=mine.py:Odd"

    assert audited(project, "Twin", *targets).ret == 1
