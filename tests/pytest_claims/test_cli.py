import json
from copy import deepcopy

import pytest
from audit_notes import write_notes
from audit_rows import claims, ledger
from damaged import DAMAGE

from pytest_claims.cli import main
from pytest_claims.ini import configured
from pytest_claims.recording.ledger_file import seal
from pytest_claims.report.reworded import as_on_disk


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
    new["run"] |= {"seed": 7}
    arguments = ["--root", str(tmp_path), "-o", str(tmp_path / "out"), "--since", old]

    assert main(["report", write(tmp_path / "b.json", new), *arguments]) == 0

    page = tmp_path / "out" / "index.html"
    assert capsys.readouterr().out.strip() == str(page)
    assert "Since the audit before" in page.read_text()
    assert "<li>seed 0 → 7</li>" in page.read_text()


@pytest.mark.parametrize("how", ["reworded", "declared otherwise", "gone"])
def test_a_sentence_that_changed_since_the_audit_has_no_verdict(tmp_path, capsys, how):
    write_notes(tmp_path, claims())
    audit = ledger()
    row = audit["claims"][0]
    if how == "reworded":
        row["sentence"] = "It was said otherwise."
    elif how == "declared otherwise":
        row["declared"] = "refuted" if row["declared"] == "holds" else "holds"
    else:
        row["id"] += "-no-longer"
    shown, changed = as_on_disk(audit, tmp_path)
    out = ["--root", str(tmp_path), "-o", str(tmp_path / "out")]

    assert changed == 1
    assert shown["claims"][0]["verdict"] == "not reached"
    assert shown["claims"][1:] == audit["claims"][1:]
    assert main(["report", write(tmp_path / "a.json", audit), *out]) == 0
    assert "1 sentence changed since the audit" in capsys.readouterr().err


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
        ('[project]\nname = "x"\n', (["notes"], "claims")),
        ('[tool.pytest.ini_options]\nclaims_notes = "a b"\n', (["a", "b"], "claims")),
        ('[tool.pytest]\nclaims_notes = ["./n/"]\nclaims_tests = "t/"\n', (["n"], "t")),
        ("tool = 3\n", (["notes"], "claims")),
        ("[tool]\npytest = 3\n", (["notes"], "claims")),
    ],
)
def test_folders_are_those_of_the_project(tmp_path, text, found):
    (tmp_path / "pyproject.toml").write_text(text)
    for folder in found[0]:
        (tmp_path / folder).mkdir()

    assert configured(tmp_path) == found


def test_a_project_without_toml_has_the_usual_folders(tmp_path):
    assert configured(tmp_path) == (["notes"], "claims")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"no toml", "is no TOML"),
        (b"\xff\xfe", "is no TOML"),
        (b"[tool.pytest]\nclaims_notes = 3\n", "claims_notes is 3"),
        (b"[tool.pytest]\nclaims_notes = ['nots']\n", "claims_notes = 'nots' in"),
        (b"[tool.pytest]\nclaims_notes = [3]\n", "claims_notes is [3]"),
        (b"[tool.pytest]\nclaims_tests = 3\n", "claims_tests 3"),
    ],
)
def test_a_project_that_cannot_be_read_exits_2_with_a_sentence(tmp_path, capsys, text, said):
    (tmp_path / "pyproject.toml").write_bytes(text)

    assert main(["reword", "--root", str(tmp_path)]) == 2
    assert one_sentence(capsys, "reword", "pyproject.toml", said)


def one_sentence(capsys, command, *said):
    """What was printed, where it is one line that says all this."""
    (line,) = capsys.readouterr().err.splitlines()
    return line.startswith(f"pytest-claims {command}: ") and all(words in line for words in said)


def test_a_note_that_is_no_file_exits_2_with_a_sentence(tmp_path, capsys):
    (tmp_path / "notes" / "01_rnn.md").mkdir(parents=True)

    assert main(["reword", "--root", str(tmp_path)]) == 2
    assert one_sentence(capsys, "reword", "notes/01_rnn.md", "cannot be read")


@pytest.mark.parametrize("out", ["taken", "taken/below"])
def test_a_page_that_cannot_be_written_exits_2_with_a_sentence(tmp_path, capsys, out):
    (tmp_path / "taken").write_text("")
    audit = write(tmp_path / "a.json", seal(ledger([])))

    assert main(["report", audit, "-o", str(tmp_path / out)]) == 2
    assert one_sentence(capsys, "report", str(tmp_path / "taken"), "Name a place")


@pytest.mark.parametrize("command", ["diff", "report", "since"])
@pytest.mark.parametrize("content", DAMAGE[::7], ids=range(len(DAMAGE[::7])))
def test_a_damaged_ledger_exits_2_with_a_sentence(tmp_path, capsys, command, content):
    good, bad = write(tmp_path / "good.json", seal(ledger([]))), tmp_path / "bad.json"
    bad.write_bytes(content)
    out = ["-o", str(tmp_path / "out")]
    arguments = {
        "diff": ["diff", good, str(bad)],
        "report": ["report", str(bad), *out],
        "since": ["report", good, "--since", str(bad), *out],
    }

    assert main(arguments[command]) == 2
    assert one_sentence(capsys, arguments[command][0], str(bad), "Run pytest claims/")


def test_a_folder_in_the_place_of_a_ledger_exits_2_with_a_sentence(tmp_path, capsys):
    assert main(["diff", str(tmp_path), str(tmp_path)]) == 2
    assert one_sentence(capsys, "diff", str(tmp_path), "cannot be read")


def test_a_ledger_without_a_digest_is_read_with_a_note(tmp_path, capsys):
    audit = write(tmp_path / "a.json", ledger())

    assert main(["diff", audit, audit]) == 0
    assert "has no digest" in capsys.readouterr().err


def test_a_sealed_ledger_is_read_without_a_note(tmp_path, capsys):
    audit = write(tmp_path / "a.json", seal(ledger()))

    assert main(["diff", audit, audit]) == 0
    assert capsys.readouterr().err == ""


def test_a_ledger_that_was_edited_is_refused(tmp_path, capsys):
    forged = seal(ledger())
    forged["claims"][0]["verdict"] = "REFUTED"
    audit = write(tmp_path / "a.json", forged)

    assert main(["diff", audit, audit]) == 2
    assert one_sentence(capsys, "diff", "was changed after it was written")


def test_the_default_ledger_is_that_of_the_root(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    project = tmp_path / "project"
    (project / ".claims").mkdir(parents=True)
    write(project / ".claims" / "audit.json", seal(ledger([])))

    assert main(["report", "--root", "project"]) == 0
    assert main(["report"]) == 2
    assert ".claims/audit.json: there is no such file" in capsys.readouterr().err


def test_claim_that_is_named_in_no_way_is_refused(capsys):
    assert main(["regime", "nonsense", "--over", "a=1,2"]) == 2
    assert "name the claim as NOTE/CLAIM or by its node id" in capsys.readouterr().err
