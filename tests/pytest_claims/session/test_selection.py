"""Which claims a command line asks for."""

from types import SimpleNamespace

import pytest

from pytest_claims.session import selection
from pytest_claims.session.selection import asked, named_tests, narrowed, picked

IDS = ["01_toy/a", "01_toy/a-b", "02_toy/a"]
FILE = "claims/test_01_toy.py"


def config(*words, args=(), **options):
    """A run whose command line says this; what its ini adds is in the options only."""
    said = SimpleNamespace(args=words)
    return SimpleNamespace(invocation_params=said, args=list(args), getoption=options.get)


def stems(*names):
    return SimpleNamespace(asked_for=lambda config: {*names} if names else None)


@pytest.mark.parametrize(
    ("args", "files", "found"),
    [
        (["claims"], [], IDS),
        ([FILE], ["01_toy"], IDS[:2]),
        ([f"{FILE}::test_a_b"], ["01_toy"], IDS[1:2]),
        ([f"{FILE}::test_a[16]"], ["01_toy"], IDS[:1]),
        ([f"{FILE}::test_a", "claims/test_02_toy.py"], ["01_toy", "02_toy"], [IDS[0], IDS[2]]),
        ([f"{FILE}::test_a", FILE], ["01_toy"], IDS[:2]),
        ([f"{FILE}::test_nothing"], ["01_toy"], []),
        (["claims\\test_01_toy.py"], ["01_toy"], IDS[:2]),
    ],
)
def test_what_is_named_is_asked_for(args, files, found):
    assert asked(config(args=args), stems(*files), IDS) == {*found}


def test_nothing_is_asked_of_who_chooses():
    assert asked(config("-k", "a", keyword="a", args=["claims"]), stems(), IDS) == set()


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (["-k", "a"], "keyword"),
        (["-ka"], "keyword"),
        (["-vqxslhk", "a"], "keyword"),
        (["-m", "a"], "markexpr"),
        (["-xm", "a"], "markexpr"),
        (["--deselect", "a"], "deselect"),
        (["--deselect=a"], "deselect"),
        (["--ignore=a"], "ignore"),
        (["--ignore", "a"], "ignore"),
        (["--ignore-glob=a"], "ignore_glob"),
    ],
)
def test_a_choice_is_one_that_the_command_line_spells(words, option):
    assert narrowed(config(*words, **{option: "a"}))
    assert not narrowed(config(*words))
    assert not narrowed(config("claims", **{option: "a"}))


@pytest.mark.parametrize(
    "word", ["--lf", "--last-failed", "--sw", "--stepwise", "--sw-skip", "--stepwise-skip"]
)
def test_what_failed_earlier_is_a_choice(word):
    assert narrowed(config("-q", word))


@pytest.mark.parametrize("word", ["--ignore-globe", "--deselected", "claims", "--junitxml=-k"])
def test_another_word_is_no_choice(word):
    options = dict.fromkeys(["keyword", "markexpr", "deselect", "ignore", "ignore_glob"], "a")

    assert not narrowed(config(word, **options))


@pytest.mark.parametrize(
    ("args", "found"),
    [
        ([], None),
        ([f"{FILE}::test_a", "claims"], None),
        (["claims"], None),
        ([f"{FILE}::test_a[1]", f"{FILE}::test_b"], {(FILE, "test_a"), (FILE, "test_b")}),
    ],
)
def test_tests_are_named_where_nothing_else_is(tmp_path, args, found):
    run = config(args=args)
    run.invocation_params.dir = tmp_path

    assert named_tests(run, SimpleNamespace(root=tmp_path)) == found


def test_a_test_is_named_from_where_the_run_was_started(tmp_path):
    run = config(args=["test_01_toy.py::test_a"])
    run.invocation_params.dir = tmp_path / "claims"

    assert named_tests(run, SimpleNamespace(root=tmp_path)) == {(FILE, "test_a")}


def test_cases_of_one_test_are_one_test():
    cases = [f"{FILE}::test_a[x::y]", f"{FILE}::test_a[2]", f"{FILE}::test_b"]

    assert selection.tests_of(cases) == {(FILE, "test_a"), (FILE, "test_b")}


@pytest.mark.parametrize(
    ("words", "keyword", "found"),
    [
        (["-k", "a"], "a", True),
        (["-m", "a"], "a", False),
        (["-k", ""], "", False),
        ([], "a", False),
    ],
)
def test_claims_are_picked_by_a_keyword_of_the_command_line(words, keyword, found):
    assert picked(config(*words, keyword=keyword)) is found
