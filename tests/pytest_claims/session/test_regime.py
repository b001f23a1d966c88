"""One claim is decided over a grid of its conditions: where it holds is told and drawn."""

import re
from importlib import import_module
from types import SimpleNamespace

import matplotlib.figure  # noqa: F401  # once here, and not again in every project's run
import pytest
from said import Said

from pytest_claims.commands.regime import Naming
from pytest_claims.declaring.population import Across
from pytest_claims.faults import ClaimError
from pytest_claims.session import regime
from pytest_claims.session.regime import Axis, Regimes

BODY = "assert measure(score, High, gain=1.0, noise=1.0) > 2"
PICTURE = ".claims/regimes/01_toy-a.svg"


@pytest.fixture
def tried(project):
    """The lines that a run over these values shows, its exit status, and what it wrote."""

    def tried(*over, body=BODY):
        project.claim(body, how="@control(High, Flat)").write()
        flags = [word for text in over for word in ("--claims-over", text)]
        result = project.at("claims", "-n0", *flags)
        found = [line for line in result.stdout.lines if re.match(r"[ *] \w+=", line)]
        return found, result

    return tried


def test_each_place_has_its_verdict_and_those_of_which_the_claim_speaks_are_marked(tried):
    lines, result = tried("gain=0.0,0.4,1.0,2.0")

    assert lines == [
        "  gain=0.0: REFUTED",
        "  gain=0.4: INCONCLUSIVE",
        "* gain=1.0: HOLDS",
        "  gain=2.0: HOLDS",
    ]
    assert result.ret == 0


def test_two_conditions_make_a_map(tried, project):
    lines, result = tried("gain=0.0,1.0", "noise=1.0,100.0")

    assert [line[0] for line in lines] == [" ", " ", "*", " "]
    assert lines[2] == "* gain=1.0, noise=1.0: HOLDS"
    assert lines[0] == "  gain=0.0, noise=1.0: REFUTED"
    assert f"drawn: {PICTURE}" in result.stdout.lines


def test_values_over_which_a_claim_speaks_are_all_its_own(tried):
    lines, _ = tried("gain=0.0,1.0,2.0", body=BODY.replace("gain=1.0", "gain=across(1.0, 2.0)"))
    assert [line[0] for line in lines] == [" ", "*", "*"]


def test_picture_has_a_sign_for_each_place_and_the_sentence_as_its_title(tried, project):
    tried("gain=0.0,1.0")

    svg = (project.pytester.path / PICTURE).read_text()
    assert "<title>Where does it hold? This is the sentence of a.</title>" in svg
    assert svg.count("#f0a35e") == svg.count("#82b4e4") == 1


def test_an_audit_is_not_what_a_regime_leaves_behind(tried, project):
    tried("gain=0.0,1.0")
    assert not (project.pytester.path / ".claims/audit.json").exists()


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ("width=1,2", "width: the claim sets no such condition; it sets gain, noise."),
        ("gian=100", "no such condition; it sets gain, noise; the nearest is gain."),
        ("gain=1.0", "Give a condition and its values as NAME=VALUE,VALUE: gain=1.0 is one value."),
        ("gain=1.0,what", "in words that the claim's file knows: gain=1.0,what is none"),
        ("gain=" + ",".join(map(str, range(17))), "gain has 17 values and 16 have room."),
    ],
)
def test_what_cannot_be_tried_is_told_in_a_sentence(tried, over, said):
    lines, result = tried(over)

    assert not lines
    assert result.ret == 1
    assert said in result.stdout.str()
    assert "Traceback" not in result.stdout.str()


def test_condition_that_the_claim_compares_is_refused(tried):
    _, result = tried(
        "gain=1.0,2.0",
        body="assert measure(score, High, gain=1.0) > measure(score, High, gain=0.0)",
    )

    assert "gain is what the claim compares or sweeps (1.0 and 0.0)" in result.stdout.str()


@pytest.mark.parametrize("over", ["gain", "gain=", "1=2,3"])
def test_flag_that_names_no_values_is_refused(tried, over):
    _, result = tried(over)

    assert result.ret == 4
    result.stderr.fnmatch_lines(
        ["*Give a condition and its values as NAME=VALUE,VALUE, as in hidden=*"]
    )


def test_three_conditions_have_no_room(tried):
    _, result = tried("gain=1,2", "noise=1,2", "more=1,2")
    result.stderr.fnmatch_lines(["*name one condition or two to vary: there are 3.*"])


def test_one_claim_has_to_be_named(project):
    project.claim(BODY, how="@control(High, Flat)")
    project.claim(BODY, how="@control(High, Flat)", name="b").write()

    result = project.at("claims", "-n0", "--claims-over", "gain=1,2")

    assert result.ret == 4
    assert "name one case of one claim to vary: there are 2." in str(result.stderr)


def test_no_verdicts_are_written_of_a_regime(project):
    project.claim(BODY, how="@control(High, Flat)").write()
    result = project.at("claims", "-n0", "--claims-over", "gain=1,2", "--claims-write-verdicts")
    result.stderr.fnmatch_lines(["*leave out --claims-write-verdicts or --claims-over*"])


@pytest.mark.parametrize("name", ["01_toy/a", "claims/test_01_toy.py::test_a"])
def test_command_finds_the_claim_by_its_id(project, name):
    project.claim(BODY, how="@control(High, Flat)")
    project.claim(BODY, how="@control(High, Flat)", name="b").write()
    project.pytester.syspathinsert()
    over = ["--claims-over", "gain=0.0,1.0"]

    result = project.pytester.runpytest_inprocess("-n0", *over, plugins=[Naming(name)])

    assert result.ret == 0
    assert "* gain=1.0: HOLDS" in result.stdout.lines


def test_without_what_draws_the_verdicts_are_told_and_what_to_install(tried, monkeypatch):
    monkeypatch.setattr("pytest_claims.extras.REPORT", ("no_such_module",))

    lines, result = tried("gain=0.0,1.0")

    assert lines == ["  gain=0.0: REFUTED", "* gain=1.0: HOLDS"]
    assert 'Run pip install "pytest-claims[report]": a picture of it needs' in result.stdout.str()
    assert result.ret == 0


@pytest.fixture
def regimes():
    """A run that has something to say."""
    made = object.__new__(Regimes)
    made.lines, made.problem = ["* gain=1.0: HOLDS", "drawn: a file"], ""
    return made


def test_a_regime_is_told_line_by_line_and_its_problem_in_red(regimes):
    lines, head = Said(), ("where the claim holds (* is where it speaks)", "section")
    regimes.pytest_terminal_summary(lines)
    assert lines == [head, ("* gain=1.0: HOLDS",), ("drawn: a file",)]
    regimes.lines, regimes.problem, lines[:] = [], "it broke", []
    regimes.pytest_terminal_summary(lines)
    assert lines == [head, ("it broke", "red")]
    regimes.problem, lines[:] = "", []
    regimes.pytest_terminal_summary(lines)
    assert lines == []


@pytest.mark.parametrize(("problem", "status"), [("", 0), ("it broke", 1)])
def test_what_could_not_be_tried_is_no_success(regimes, problem, status):
    regimes.problem, session = problem, SimpleNamespace(exitstatus=0)
    regimes.pytest_sessionfinish(session)

    assert session.exitstatus == status


def test_nothing_is_tried_where_the_collection_failed(regimes):
    assert regimes.pytest_runtestloop(SimpleNamespace(testsfailed=1)) is None


def test_values_are_read_as_the_claims_file_would_and_have_room():
    names = {"LONG": 64}
    assert regime._values("lag", "8, LONG", names) == (8, 64)
    assert len(regime._values("lag", ",".join(map(str, range(16))), names)) == 16
    for text, said in (
        ("8", "lag=8 is one value"),
        (",".join(map(str, range(17))), "lag has 17 values and 16 have room"),
        ("8,SHORT", r"lag=8,SHORT is none \(NameError: "),
    ):
        with pytest.raises(ClaimError, match=said):
            regime._values("lag", text, names)
    assert names == {"LONG": 64}


@pytest.mark.parametrize("text", ["1=2,3", "lag", "lag=", "lag= ", "=1,2"])
def test_a_condition_and_its_values_are_both_named(text):
    assert regime._named("lag=1=2,3") == ("lag", "1=2,3")
    with pytest.raises(pytest.UsageError, match="it came as '"):
        regime._named(text)


@pytest.mark.parametrize(
    ("own", "claimed"),
    [([8, 8], [True, False]), ([Across((8, 16))], [True, True]), ([64], [False, False])],
)
def test_values_are_the_claims_own_that_it_names_or_varies_over(monkeypatch, own, claimed):
    said = [SimpleNamespace(conditions={"lag": value, "gain": 1}) for value in own]
    measured = SimpleNamespace(body=SimpleNamespace(measurements=[*said, said[0]]))
    monkeypatch.setattr(regime, "declare", lambda case, subject: measured)
    run = object.__new__(Regimes)
    run.asked = [("lag", "8,16")]

    assert list(run.axes("a case", {})) == [Axis("lag", (8, 16), tuple(claimed))]
    run.asked = [("width", "8,16")]
    with pytest.raises(ClaimError, match="no such condition; it sets gain, lag"):
        list(run.axes("a case", {}))


def test_the_picture_has_rows_from_below_and_its_file_the_name_of_the_claim(monkeypatch, tmp_path):
    run, written = object.__new__(Regimes), []
    run.settings = SimpleNamespace(root=tmp_path)
    monkeypatch.setattr(regime, "write_source", lambda *given: written.append(given))
    drawing = import_module("pytest_claims.figures.drawing.regime")
    monkeypatch.setattr(drawing, "drawn", lambda numbers: numbers)

    assert run.picture("n/a/b", "numbers") == "drawn: .claims/regimes/n-a-b.svg"
    assert written == [(tmp_path / ".claims/regimes/n-a-b.svg", "numbers")]
    letters = [SimpleNamespace(value=letter) for letter in "abcdef"]
    assert regime._rows(letters, 3) == [["a", "c", "e"], ["b", "d", "f"]]
    assert regime._rows(letters[:3], 3) == [["a", "b", "c"]]
    axes = [Axis("x", (1, 2), (True, False)), Axis("y", (3, 4), (True, True))]
    assert list(regime._grid(axes))[1] == {"x": 1, "y": 4}
    found = list(run.table(axes, letters[:4]))
    assert found == ["* x=1, y=3: a", "* x=1, y=4: b", "  x=2, y=3: c", "  x=2, y=4: d"]
