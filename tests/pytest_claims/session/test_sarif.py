"""What code scanners are told."""

import json

TRUE, FALSE = "assert measure(score, High) > 0", "assert measure(score, High) < 0"


def test_what_is_not_as_declared_stands_at_its_note_and_line(project):
    project.claim(TRUE).claim(FALSE, name="b").claim(FALSE, name="c", title="refuted").write()
    project.inside("--claims-sarif=out/claims.sarif", "--claims-write-verdicts")
    document = json.loads((project.pytester.path / "out/claims.sarif").read_text())

    (run,) = document["runs"]
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert document["version"] == "2.1.0"
    assert place == {
        "artifactLocation": {"uri": "notes/01_toy.md"},
        "region": {"startLine": 6},
    }
    assert (result["level"], result["ruleId"]) == ("error", run["tool"]["driver"]["rules"][0]["id"])
    assert "This is the sentence of b" in result["message"]["text"]
    badge = (project.pytester.path / "VERDICTS.svg").read_text()
    assert "1 of 3 claims not as declared" in badge


def test_a_green_audit_has_no_results(project):
    project.claim(TRUE).audit("--claims-sarif=claims.sarif")
    document = json.loads((project.pytester.path / "claims.sarif").read_text())

    assert document["runs"][0]["results"] == []


def test_a_badge_that_says_something_else_is_out_of_date(project):
    project.claim(TRUE).write()
    project.inside("--claims-write-verdicts")
    assert project.inside("--claims-check-verdicts").ret == 0

    (project.pytester.path / "VERDICTS.svg").write_text("<svg/>")
    result = project.inside("--claims-check-verdicts")

    assert result.ret == 1
    result.stdout.fnmatch_lines(["VERDICTS.md is out of date: VERDICTS.svg does not say 1 holds"])
