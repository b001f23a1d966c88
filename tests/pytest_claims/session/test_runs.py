"""Which claims a run touches, what it keeps, and that the way it is run changes no verdict."""

import pytest

TRUE = "assert measure(score, High) > measure(score, Low)"
FALSE = "assert measure(score, High) < measure(score, Low)"


@pytest.fixture
def three(project):
    project.claim(TRUE, name="a", how="@control(High, Flat)")
    project.claim(FALSE, name="b")
    project.claim("assert measure(score, High) > 5", name="c")
    return project


def verdicts(project):
    return {name: row["verdict"] for name, row in project.ledger().items()}


def measured(project):
    return [
        case for row in project.ledger().values() for case in row["cases"] if not case["cached"]
    ]


EXPECTED = {"a": "HOLDS", "b": "REFUTED", "c": "INCONCLUSIVE"}


@pytest.mark.parametrize("flags", [("-n0",), ("-n2",), ("-p", "no:xdist")])
def test_verdicts_do_not_depend_on_how_the_audit_runs(three, flags):
    assert three.run("claims", *flags).ret == 1
    assert verdicts(three) == EXPECTED


def test_rows_of_an_audit_are_the_same_with_and_without_workers(three):
    three.run("-n0")
    alone = three.ledger()
    three.again("-n2", "--claims-fresh")
    shared = three.ledger()
    for row in [*alone.values(), *shared.values()]:
        for case in row["cases"]:
            assert not case["cached"]
            for timed in (case, *case["measurements"]):
                seconds = timed.pop("seconds")
                assert seconds == round(seconds, 3)

    assert alone == shared


def test_unchanged_measurement_is_not_repeated(three):
    three.audit()
    assert len(measured(three)) == 3
    three.inside()
    assert measured(three) == []
    assert verdicts(three) == EXPECTED


def test_a_case_tells_how_much_evidence_it_could_not_read(three):
    three.audit()
    kept = [*(three.pytester.path / ".claims" / "evidence").glob("??/*.json")]
    for file in kept:
        file.write_text("{")
    three.inside()
    cases = [case for row in three.ledger().values() for case in row["cases"]]

    assert sum(case.get("unreadable", 0) for case in cases) == len(kept) > 0


def test_fresh_run_measures_again(three):
    three.audit()
    three.inside("--claims-fresh")

    assert len(measured(three)) == 3
    assert verdicts(three) == EXPECTED


def test_edited_source_is_measured_again(three):
    three.audit()
    toy = three.pytester.path / "toy" / "__init__.py"
    toy.write_text(toy.read_text().replace("shift = 5.0", "shift = -5.0"))
    three.inside()

    assert verdicts(three)["a"] == "REFUTED"


def test_reworded_sentence_measures_nothing(three):
    three.audit()
    for file in ("notes/01_toy.md", "claims/test_01_toy.py"):
        path = three.pytester.path / file
        path.write_text(path.read_text().replace("the sentence of a", "another sentence of a"))
    three.inside()

    assert measured(three) == []
    assert three.ledger()["a"]["sentence"] == "This is another sentence of a."


def test_other_seed_draws_other_replicas(three):
    three.audit()
    first = three.ledger()["a"]["cases"][0]["comparisons"][0]["left"]["values"]
    three.inside("--claims-seed=1")
    second = three.ledger()["a"]["cases"][0]["comparisons"][0]["left"]["values"]

    assert not set(first) & set(second)


def test_single_node_id_keeps_the_other_rows(three):
    three.audit()
    result = three.at("claims/test_01_toy.py::test_a")

    assert result.ret == 0
    assert verdicts(three) == EXPECTED
    assert [row["earlier"] for row in three.ledger().values()] == [False, True, True]


def test_selection_by_name_keeps_the_other_rows(three):
    three.audit()
    assert three.inside("-k", "test_c").ret == 6
    assert verdicts(three) == EXPECTED


def test_run_without_claims_leaves_the_ledger_alone_and_says_nothing(three):
    three.audit()
    before = (three.pytester.path / ".claims" / "audit.json").read_bytes()
    three.pytester.makepyfile(**{"tests/test_x": "def test_x(): pass"})
    result = three.at("tests")

    assert result.ret == 0
    result.stdout.no_fnmatch_line("claims:*")
    result.stdout.no_fnmatch_line("*= claims =*")
    assert (three.pytester.path / ".claims" / "audit.json").read_bytes() == before


def test_faults_stop_the_audit_with_every_place_and_cure(three):
    three.write()
    note = three.pytester.path / "notes" / "01_toy.md"
    note.write_text(note.read_text().replace("sentence of a", "wording of a") + "\n[z][nowhere]\n")
    for run in (three.inside, lambda: three.again("-n2")):
        result = run()

        assert result.ret == 4
        result.stderr.fnmatch_lines(["*notes and claims disagree in * place*:*"])
        text = result.stderr.str()
        assert "the wording of a" in text
        assert "the sentence of a" in text
        assert "nowhere" in text


def test_faults_are_told_in_the_order_of_their_places(three):
    three.write()
    note = three.pytester.path / "notes" / "01_toy.md"
    note.write_text(note.read_text() + "".join(f"\n[{c}][nowhere-{c}]\n" for c in "dacfbe"))
    lines = [line for line in three.inside().stderr.lines if "nowhere-" in line]
    places = [int(line.split(":")[1]) for line in lines]

    assert len(places) >= 6
    assert places == sorted(places)


def test_node_id_is_stopped_by_faults_of_its_own_note(three):
    root = three.write()
    (root / "notes" / "02_other.md").write_text("# Other\n")
    (root / "claims" / "test_02_other.py").write_text("def test_orphan(): pass\n")

    assert three.at("claims/test_01_toy.py::test_a").ret == 0
    assert three.at("claims/test_02_other.py::test_orphan").ret == 4
    assert three.inside().ret == 4


def test_prose_that_is_mostly_argued_fails_a_whole_audit(project):
    project.claim(TRUE)
    project.write()
    note = project.pytester.path / "notes" / "01_toy.md"
    note.write_text(note.read_text().replace("## What Failed\n", "## What Failed\n\nIt failed.\n"))
    result = project.inside()

    assert result.ret == 1
    result.stdout.fnmatch_lines(["*only 0% of the sentences*"])
    assert project.at("claims/test_01_toy.py::test_a").ret == 0


def test_project_without_notes_notices_nothing(pytester):
    pytester.makepyfile("def test_x(): pass")
    result = pytester.runpytest_subprocess()

    assert result.ret == 0
    assert "claims:" not in result.stdout.str()
    assert not (pytester.path / ".claims").exists()


def test_share_out_of_range_in_the_ini_is_refused(three):
    three.write()
    ini = three.pytester.path / "pytest.ini"
    ini.write_text(ini.read_text() + "claims_error = often\n")
    result = three.inside()

    assert result.ret == 4
    result.stderr.fnmatch_lines(
        ["*claims_error = 'often' in *pytest.ini: write a number above 0 and below 0.5*"]
    )


def test_headings_state_the_error(three):
    result = three.audit()

    result.stdout.fnmatch_lines(
        ["claims: 3 in 1 notes, seed 0, error at most 0.001 per claim, 0.003*"]
    )
