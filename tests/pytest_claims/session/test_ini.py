"""However the ini spells what it means; what it cannot mean is refused in words."""

from types import SimpleNamespace

import pytest
from audit_errors import add

from pytest_claims import ini
from pytest_claims.options import add_options

TRUE = "assert measure(score, High) > measure(score, Low)"


def configured(project, line):
    """A run of a project whose ini says this."""
    project.claim(TRUE, how="@control(High, Flat)").write()
    ini = project.pytester.path / "pytest.ini"
    name = line.partition(" =")[0]
    kept = [one for one in ini.read_text().splitlines() if not one.startswith(f"{name} =")]
    ini.write_text("\n".join([*kept, line, ""]))
    return project.inside()


@pytest.mark.parametrize(
    "line",
    [
        "claims_tests = claims/",
        "claims_tests = ./claims",
        "claims_tests = toy/../claims",
        "claims_notes = notes/",
        "claims_notes = ./notes",
    ],
)
def test_a_folder_is_the_same_however_it_is_spelled(project, line):
    assert configured(project, line).ret == 0
    assert project.ledger()["a"]["verdict"] == "HOLDS"


def test_an_absolute_folder_is_the_one_that_it_names(project):
    assert configured(project, f"claims_tests = {project.pytester.path / 'claims'}").ret == 0
    assert project.ledger()["a"]["verdict"] == "HOLDS"


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("claims_note", "claims_notes"),
        ("claims_eror", "claims_error"),
        ("claims_dat", "claims_data"),
    ],
)
def test_a_key_that_is_nobodys_is_refused_with_the_nearest(key, meant):
    given = SimpleNamespace(_inicfg={"addopts": "", key: "1"}, inipath="pytest.ini", getini=of_ours)

    with pytest.raises(pytest.UsageError) as refused:
        ini.refuse_unknown(given)
    assert str(refused.value) == (
        f"{key} in pytest.ini: correct the key. There is none of this name; the nearest is {meant}."
    )


def of_ours(key):
    if key not in ini.KEYS:
        raise ValueError(key)


def test_a_key_that_is_ours_or_anothers_is_let_be(pytestconfig):
    ini.refuse_unknown(pytestconfig)
    ini.refuse_unknown(SimpleNamespace(inicfg={"claims_notes": "", "claim": ""}, getini=of_ours))


def test_the_keys_are_those_that_pytest_is_told_of():
    told = []
    parser = SimpleNamespace(
        addoption=lambda *_, **__: None, addini=lambda n, *_, **__: told.append(n)
    )
    parser.getgroup = lambda *_: parser
    add_options(parser)

    assert sorted(told) == list(ini.KEYS)


@pytest.mark.parametrize("value", ["0", "0.5", "0.9", "-1", "nan", "much"])
def test_an_error_that_is_none_or_that_of_a_coin_is_refused(project, value):
    result = configured(project, f"claims_error = {value}")

    assert result.ret == 4
    refused(result, f"claims_error = '{value}'", "write a number above 0 and below 0.5")


def test_notes_that_are_not_there_are_refused_by_name_and_place(project):
    result = configured(project, "claims_notes = nots")

    assert result.ret == 4
    refused(result, "claims_notes = 'nots'", "no such file or folder")
    refused(result, "pytest.ini: name a Markdown file or a folder of them", "nearest is notes.")


@pytest.mark.parametrize(
    ("named", "why"),
    [(".", "it is the root"), ("notes/..", "it is the root"), ("absent", "there is no such file")],
)
def test_data_that_cannot_be_watched_is_refused(project, named, why):
    result = configured(project, f"claims_data = {named}")

    assert result.ret == 4
    refused(result, f"claims_data = '{named}'", why)


def test_a_glob_that_is_none_is_refused_or_finds_nothing(project):
    result = configured(project, "claims_data = a**b")

    assert result.ret == 4
    refused(result, "claims_data = 'a**b'")


@pytest.mark.parametrize("below", [True, False])
def test_data_may_be_named_by_an_absolute_path(project, tmp_path_factory, below):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "table.csv"
    file = project.pytester.path / "table.csv" if below else elsewhere
    file.write_text("1")
    first = configured(project, f"claims_data = {file}")
    project.inside()
    kept = project.ledger()["a"]["cases"][0]["cached"]
    file.write_text("2")
    project.inside()

    assert first.ret == 0
    assert kept
    assert not project.ledger()["a"]["cases"][0]["cached"]


@pytest.mark.parametrize("seed", ["-1", "1.5", "many"])
def test_a_seed_that_is_none_is_refused(project, seed):
    project.claim(TRUE).write()
    result = project.inside(f"--claims-seed={seed}")

    assert result.ret == 4
    refused(result, "--claims-seed", "write a whole number from 0")


BROKEN = {"syntax": "class X(\n", "name": "undefined\n", "exit": "raise SystemExit\n"}


@pytest.mark.parametrize("how", BROKEN)
def test_a_subject_that_cannot_be_imported_is_refused(project, how):
    project.claim(TRUE).write()
    add(project, "bad.py", BROKEN[how])
    result = project.inside("--claims-subject=High=bad.py:X")

    assert result.ret == 4
    refused(result, "bad.py:X cannot be imported")


@pytest.mark.parametrize("target", [":X", "..x:Y", "toy:", ".x:Y", "a b:Y"])
def test_a_subject_that_names_no_place_is_refused(project, target):
    project.claim(TRUE).write()
    result = project.inside(f"--claims-subject=High={target}")

    assert result.ret == 4
    refused(result, f"--claims-subject High={target}: write NAME=module:attribute")


def refused(result, *words):
    """In words, and with no traceback."""
    text = result.stderr.str() + result.stdout.str()
    assert "INTERNALERROR" not in text
    assert "Traceback" not in text
    assert all(word in text for word in words)
