"""A plan measures nothing and touches nothing; it says what would be measured and decided."""

import re

import pytest

TOY = """
import pathlib
def steady(*, seeds, value=1.0):
    pathlib.Path(__file__).with_name("asked").touch()
    return np.full(len(seeds), value)
"""


@pytest.fixture
def planned(project):
    """The lines of a plan of these claims, and its exit status."""
    project.toy += TOY

    def plan(*arguments):
        result = project.at("claims", "--claims-plan", "-n0", *arguments)
        lines = result.stdout.lines
        start = next(i for i, line in enumerate(lines) if "claims, not measured" in line)
        return [line for line in lines[start + 1 : -1] if line], result.ret

    return plan


def snapshot(root):
    return {
        p: p.stat().st_mtime_ns
        for p in root.rglob("*")
        if p.is_file() and not {"__pycache__", ".pytest_cache"} & {*p.parts}
    }


def test_plan_measures_nothing_and_touches_no_file(project, planned):
    project.claim("assert measure(toy.steady) > 0")
    root = project.write()
    (root / "VERDICTS.md").write_text("as it was")
    before = snapshot(root)

    lines, status = planned()

    assert status == 0
    assert len(lines) == 2
    assert snapshot(root) == before


@pytest.mark.parametrize(
    "flags", [["--claims-write-verdicts"], ["--claims-check-verdicts"], ["--claims-report", "page"]]
)
def test_what_needs_verdicts_is_refused_beside_a_plan(project, flags):
    project.claim("assert measure(score, High) > 0").write()
    result = project.at("claims", "--claims-plan", "-n0", *flags)

    assert result.ret == 4
    result.stderr.fnmatch_lines([f"*leave out {flags[0]} or --claims-plan*"])


def test_each_claim_tells_its_measurements_with_controls_and_its_replicas(project, planned):
    project.claim("assert measure(score, High) > measure(score, Low)", how="@control(High, Flat)")
    project.claim("assert every(measure(constant) >= 0)", name="b")
    project.write()

    lines, status = planned()

    assert status == 0
    assert lines[0].startswith("01_toy/a: 3 measurements, none kept; 24 to 192 replicas; ")
    assert lines[1].startswith("01_toy/b: 1 measurement, none kept; 24 to 192 replicas; ")
    assert lines[2].startswith("2 claims: 4 measurements, none kept; ")


def test_points_of_what_is_swept_and_of_what_varies_are_measurements(project, planned):
    project.claim(
        """
        best = largest(measure(score, High, gain=over(1.0, 2.0, 3.0)))
        assert best > measure(score, Low, gain=across(1.0, 2.0))
        """
    )
    project.write()

    assert planned()[0][0].startswith("01_toy/a: 5 measurements")


def test_cases_and_claims_that_share_a_measurement_count_it_once(project, planned):
    project.claim(
        "assert measure(score, High) > value - 9",
        how='@no_control("a toy")\n@pytest.mark.parametrize("value", [1, 2])',
        arguments="measure, value",
    )
    project.claim("assert measure(score, High) > 0", name="b")
    project.write()

    lines, _ = planned()

    assert [line.partition(" measurement")[0] for line in lines] == [
        "01_toy/a: 1",
        "01_toy/b: 1",
        "2 claims: 1",
    ]


def test_only_what_the_command_line_selects_is_planned(project, planned):
    project.claim("assert measure(score, High) > 0").claim("assert measure(constant) > 0", name="b")
    project.write()

    lines, status = planned("-k", "test_b")

    assert status == 0
    assert [line.partition(":")[0] for line in lines] == ["01_toy/b", "1 claim"]


def test_other_tests_are_not_run(project, planned):
    root = project.claim("assert measure(constant) >= 0").write()
    (root / "test_other.py").write_text("def test_other():\n    raise SystemExit")

    assert planned("test_other.py")[1] == 0


def test_evidence_is_counted_as_kept_and_takes_no_time(project, planned):
    project.claim("assert measure(score, High) > measure(score, Low)")
    project.audit("-n0")

    lines, _ = planned()

    assert lines[0].startswith("01_toy/a: 2 measurements, all kept; 24 to 192 replicas; ")
    assert "no time at the first look, about 1 second at most" in lines[0]


def test_fresh_run_finds_nothing_kept(project, planned):
    project.claim("assert measure(score, High) > 0")
    project.audit("-n0")

    assert "1 measurement, none kept" in planned("--claims-fresh")[0][0]


def test_time_is_unknown_before_the_first_run_and_about_known_after_an_edit(project, planned):
    project.toy += (
        "\ndef slow(*, seeds):\n    import time; time.sleep(.1)\n    return np.ones(len(seeds))\n"
    )
    project.claim("assert measure(toy.slow) > 0").claim("assert measure(constant) > -1", name="b")
    root = project.write()

    assert planned()[0][0].endswith("; 24 to 192 replicas; how long is unknown")

    project.inside("-n0", "-k", "test_a")
    (root / "toy" / "__init__.py").write_text(project.toy + "\nx = 1\n")
    lines, _ = planned()

    assert "none kept" in lines[0]
    assert re.search(r"about \d+ seconds? at the first look, about \d+ seconds? at most$", lines[0])
    assert re.search(r"seconds? and 1 measurement of unknown length at the first look", lines[2])


@pytest.mark.parametrize(
    ("body", "how", "says"),
    [
        (
            "assert share(measure(score, High) > 0) >= 0.99",
            '@no_control("a toy")',
            "a share of 0.99 needs 895 replicas without a loss, and the last look has 192",
        ),
        (
            "assert measure(score, High, gain=across(1., 2., 3., 4., 5.)) > 0",
            '@no_control("a toy")',
            "Give gain one of 2, 3, 4, 6, 8, 12, 24 values",
        ),
        (
            f"gains = across({', '.join(f'{i}.0' for i in range(1, 13))})\n"
            "assert measure(score, High, gain=gains) > 0",
            '@no_control("a toy")',
            "at the last look each value of gain has 16 replicas, and no outcome of so few could "
            "refute or hold it",
        ),
        (
            "assert measure(score, High, noise=1.0) > 0\nassert measure(other, High) > 0",
            "@control(noise=99.0)",
            "other(High) > 0: no control replaces anything that it rests on",
        ),
        (
            "assert measure(score, High) > 0",
            "@control(gain=2.0)",
            "the control gain=2.0 replaces nothing that the claim measures",
        ),
        (
            "x = 1\nassert measure(score, High, volume=2) > x",
            '@no_control("a toy")',
            "claims/test_01_toy.py:13: no parameter takes the condition volume=2",
        ),
        (
            "x = 1\nassert measure(score, High) > undefined",
            '@no_control("a toy")',
            "claims/test_01_toy.py:13: NameError: ",
        ),
    ],
)
def test_claim_that_the_replicas_cannot_decide_is_warned_of(project, planned, body, how, says):
    project.claim(body, how=how).claim("assert measure(constant) >= 0", name="b").write()

    lines, status = planned()

    assert status == 1
    assert lines[1].startswith("    cannot be decided: ")
    assert says in lines[1]
    assert lines[-1].endswith("; 1 cannot be decided")


@pytest.mark.parametrize(
    "body",
    [
        "assert share(measure(score, High) > 0) >= 0.9",
        "assert measure(score, High, gain=across(1., 2., 3., 4., 5., 6., 7., 8.)) > 0",
    ],
)
def test_claim_that_they_can_decide_is_not(project, planned, body):
    project.claim(body).write()

    assert planned()[1] == 0


def test_file_that_cannot_be_imported_is_not_status_0(project):
    root = project.claim("assert measure(constant) >= 0").write()
    (root / "claims" / "test_01_toy.py").write_text("import nothing_of_this_name\n")

    assert project.inside("--claims-plan", "-n0").ret == 2


def test_plan_of_a_project_without_notes_is_refused(pytester):
    pytester.makepyfile("def test_one():\n    raise SystemExit")
    result = pytester.runpytest_inprocess("--claims-plan")

    assert result.ret == 4
    result.stderr.fnmatch_lines(["*there are no notes to audit. Set claims_notes in the ini.*"])


def test_plan_needs_no_workers(project):
    project.claim("assert measure(constant) >= 0").write()
    result = project.inside("--claims-plan", "-n2")

    assert result.ret == 0
    result.stdout.fnmatch_lines(["01_toy/a: 1 measurement*"])
