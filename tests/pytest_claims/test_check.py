"""``pytest-claims check`` says what the audit says before it measures, and touches nothing."""

import pytest

from pytest_claims.cli import main

TRAP = '\nraise SystemExit("this was imported")\n'


@pytest.fixture
def checked(project, capsys):
    """A project of one claim, changed by a test; what check says of it."""
    root = project.claim("assert measure(score, High) > 1").write()

    def check(*paths, old="", new=""):
        note = root / "notes" / "01_toy.md"
        note.write_text(note.read_text().replace(old, new) if old else note.read_text())
        status = main(["check", "--root", str(root), *(str(root / path) for path in paths)])
        return status, capsys.readouterr().out

    return root, check


def test_notes_and_claims_that_agree_exit_0(checked):
    _, check = checked

    assert check() == (0, "notes and claims agree: 1 claim in 1 note\n")


def test_the_faults_are_those_at_which_the_audit_stops(checked, project):
    _, check = checked
    status, said = check(old="the sentence of a", new="another sentence")
    audit = project.again("-n0").stderr.str()

    *faults, last = said.splitlines()
    assert status == 1
    assert faults[0].startswith("notes/01_toy.md:5: note and claim differ")
    assert "\n".join(f"  {line}" if line == faults[0] else line for line in faults) in audit
    assert last == "notes and claims disagree in 1 place"
    assert last in audit


def test_only_what_is_named_is_held_against_the_other(checked):
    root, check = checked
    (root / "notes" / "02_other.md").write_text("# Other\n\nSee [this](nowhere.md).\n")

    assert check()[0] == 1
    assert check("notes/02_other.md")[0] == 1
    assert check("notes/01_toy.md")[0] == check("claims")[0] == 0


def test_a_claim_file_is_held_against_the_note_that_links_to_it(checked):
    _, check = checked
    old, new = "the sentence of a", "another sentence"

    assert check("claims/test_01_toy.py", old=old, new=new)[0] == 1
    assert check("notes/01_toy.md")[0] == 1


def test_nothing_of_the_project_is_imported_and_nothing_written(checked):
    root, check = checked
    for file in ("conftest.py", "toy/__init__.py", "claims/test_01_toy.py"):
        (root / file).write_text((root / file).read_text() + TRAP.replace("raise", "assert not "))
    (root / "claims" / "test_01_toy.py").write_text("import toy\n" + TRAP)
    before = sorted(root.rglob("*"))

    status, said = check()

    assert status == 1
    assert "code that runs on import" in said
    assert sorted(p for p in root.rglob("*") if "__pycache__" not in p.parts) == [
        p for p in before if "__pycache__" not in p.parts
    ]


def test_options_that_only_a_conftest_knows_do_not_stop_it(checked):
    root, check = checked
    ini = root / "pytest.ini"
    ini.write_text(ini.read_text().replace("addopts =", "addopts = --of-the-conftest"))

    assert check()[0] == 0


def test_a_path_that_is_not_there_exits_2_with_a_sentence(checked, capsys):
    root, _ = checked

    assert main(["check", "--root", str(root), str(root / "nots")]) == 2
    assert "there is no such file" in capsys.readouterr().err


def test_a_project_without_notes_is_told_what_to_set(tmp_path, capsys):
    (tmp_path / "pytest.ini").write_text("[pytest]\n")

    assert main(["check", "--root", str(tmp_path)]) == 2
    assert 'claims_notes = ["notes"]' in capsys.readouterr().err


def test_an_ini_that_means_nothing_exits_2_with_a_sentence(checked, capsys):
    root, _ = checked
    (root / "pytest.ini").write_text("[pytest]\nclaims_notes = notes\nclaims_error = much\n")

    assert main(["check", "--root", str(root)]) == 2
    assert "claims_error = 'much'" in capsys.readouterr().err


def test_a_key_that_is_misspelt_exits_2_with_the_nearest(checked, capsys):
    root, _ = checked
    (root / "pytest.ini").write_text("[pytest]\nclaims_note = notes\n")

    assert main(["check", "--root", str(root)]) == 2
    assert "claims_note in " in (said := capsys.readouterr().err)
    assert "the nearest is claims_notes." in said


def test_citations_are_listed_beside_what_their_claims_say(checked, capsys):
    root, check = checked
    link = "../claims/test_01_toy.py#test_a"
    (root / "notes" / "02_other.md").write_text(f"# Other\n\nIt never [fails]({link}), they say.\n")

    assert check()[0] == 0
    assert main(["check", "--citations", "--root", str(root)]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "notes/02_other.md:3: cites, and is not tested: “It never fails, they say.”",
        "  01_toy/a: “This is the sentence of a.”",
    ]
