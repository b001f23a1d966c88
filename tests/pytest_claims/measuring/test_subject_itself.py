"""What is measured is called a subject; nobody need say how it is built."""

import pytest

CONFTEST = 'def pytest_claims_subjects():\n    return {"High": "toy:High", "Low": "toy:Low"}\n'
MORE = """
def scored(build, *, seeds):
    '''A subject of any kind is called as it is.'''
    model = build(1, 1)
    return [model.shift + random.Random(s).random() for s in seeds]

def largest_seed(*, seeds):
    return [float(max(seeds) < 2**32) for _ in seeds]
"""


@pytest.fixture
def bare(project):
    """A project that says of its subjects only their names."""

    def bare(body, how="@control(High, Low)"):
        project.toy = "import random\n" + project.toy + MORE
        project.claim(body, how=how).write()
        (project.pytester.path / "conftest.py").write_text(CONFTEST)
        file = project.pytester.path / "claims/test_01_toy.py"
        file.write_text("from toy import largest_seed, scored\n" + file.read_text())
        return project

    return bare


def test_without_a_hook_build_is_the_subject_under_its_conditions(bare):
    project = bare("assert measure(scored, High, gain=2.0) > 4")

    assert project.inside().ret == 0
    assert project.ledger()["a"]["cases"][0]["controls"][0]["result"] == "turned"


def test_a_subject_takes_the_place_of_one_that_the_new_hook_names(bare):
    project = bare("assert measure(scored, High, gain=2.0) > 4")
    (project.pytester.path / "mine.py").write_text("from toy import Low as Mine\n")
    conftest = project.pytester.path / "conftest.py"
    conftest.write_text(
        conftest.read_text() + "def pytest_claims_adapt(target, subject):\n    return target\n"
    )

    result = project.inside("--claims-subject=High=mine.py:Mine")

    assert result.ret == 1
    result.stdout.fnmatch_lines(["under test:", "  High is mine.py:Mine"])


def test_an_unknown_subject_is_told_by_that_word(bare):
    result = bare("assert measure(scored, High) > 4").inside("--claims-subject=Higher=mine.py:X")

    assert result.ret == 4
    result.stderr.fnmatch_lines(["*no subject is called Higher; there are High, Low.*"])


@pytest.mark.parametrize(("bits", "verdict"), [("63", "REFUTED"), ("32", "HOLDS")])
def test_seeds_fit_32_bits_where_that_is_asked(bare, bits, verdict):
    project = bare("assert measure(largest_seed) > 0", '@no_control("a toy")')
    ini = project.pytester.path / "pytest.ini"
    ini.write_text(ini.read_text() + f"claims_seed_bits = {bits}\n")
    project.inside()

    assert project.ledger()["a"]["verdict"] == verdict


def test_seeds_of_both_sizes_are_other_evidence(bare):
    project = bare("assert measure(scored, High) > 4")
    project.inside()
    project.inside("-o", "claims_seed_bits=32")

    assert not project.ledger()["a"]["cases"][0]["cached"]
    assert project.inside("-o", "claims_seed_bits=16").ret == 4


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("assert measure(scored) > 4", "Name what is measured, measure(scored, SUBJECT, …)"),
        (
            "assert measure(largest_seed, High) > 4",
            "or call the first parameter of largest_seed build: it takes no subject, and is given",
        ),
        (
            "assert measure(scored, High, inputs=3) > 4",
            "no parameter takes the condition inputs=3: a claim sets those that stand behind the * "
            "of a signature. The signatures are: scored(build, *, seeds)",
        ),
    ],
)
def test_messages_name_what_to_write_and_nobodys_models(bare, body, told):
    result = bare(body, '@no_control("a toy")').inside()

    assert told in " ".join(result.stdout.str().split())


def test_no_word_of_the_plugin_is_one_of_sequence_models():
    """But where it looks after the state of torch, and after answers that are tensors."""
    import re
    from pathlib import Path

    import pytest_claims

    folder = Path(pytest_claims.__file__).parent
    words = re.compile(r"\b(?:LSTM|RNN|GRU|Transformer|torch|networks? (?:is|was|were))\b")
    caring = {"ambient.py", "zygote.py", "contents.py", "answers.py", "module.py"}
    files = [p for kind in ("py", "html", "js") for p in folder.rglob(f"*.{kind}")]
    found = {p.name for p in files if words.search(p.read_text(encoding="utf-8"))}

    assert len(files) > 100
    assert found <= caring
