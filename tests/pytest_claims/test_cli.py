import json
from copy import deepcopy

import pytest
from audit_notes import write_notes
from audit_rows import claims, ledger

from pytest_claims.cli import configured, main


def write(path, audit):
    path.write_text(json.dumps(audit))
    return str(path)


def test_diff_of_equal_audits_exits_0(tmp_path, capsys):
    audit = write(tmp_path / "a.json", ledger())

    assert main(["diff", audit, audit]) == 0
    assert "No verdict changed" in capsys.readouterr().out


def test_diff_exits_1_when_a_verdict_changed(tmp_path, capsys):
    new = deepcopy(ledger())
    new["claims"][0] |= {"verdict": "REFUTED"}

    status = main(["diff", write(tmp_path / "a.json", ledger()), write(tmp_path / "b.json", new)])

    assert status == 1
    assert "HOLDS → REFUTED" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, "no json", "[]", '{"schema": 99}'])
def test_what_is_no_ledger_exits_2_with_a_reason(tmp_path, capsys, content):
    file = tmp_path / "a.json"
    if content is not None:
        file.write_text(content)

    assert main(["diff", str(file), str(file)]) == 2
    assert "a.json" in capsys.readouterr().err


def test_report_says_where_the_page_is(tmp_path, capsys):
    write_notes(tmp_path, claims())
    old, new = write(tmp_path / "a.json", ledger()), ledger()
    new["claims"][0] |= {"verdict": "REFUTED"}
    arguments = ["--root", str(tmp_path), "-o", str(tmp_path / "out"), "--since", old]

    assert main(["report", write(tmp_path / "b.json", new), *arguments]) == 0

    page = tmp_path / "out" / "index.html"
    assert capsys.readouterr().out.strip() == str(page)
    assert "Since the audit before" in page.read_text()


@pytest.mark.parametrize("command", [[], ["diff"], ["report"], ["reword"]])
def test_help_helps(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([*command, "--help"])

    assert stopped.value.code == 0
    assert len(capsys.readouterr().out) > 200


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('[tool.pytest.ini_options]\nclaims_notes = ["a", "b"]\n', (["a", "b"], "claims")),
        ('[tool.pytest]\nclaims_notes = ["n"]\nclaims_tests = "t"\n', (["n"], "t")),
        ("no toml", (["notes"], "claims")),
    ],
)
def test_folders_are_those_of_the_project(tmp_path, text, found):
    (tmp_path / "pyproject.toml").write_text(text)

    assert configured(tmp_path) == found
