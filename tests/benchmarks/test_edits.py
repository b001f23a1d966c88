import ast

import pytest
from edits import GRU, PROBE, RUNS

from pytest_claims.claims.correspondence import check
from pytest_claims.claims.grammar import read_claim_files
from pytest_claims.notes.note import read_notes


@pytest.mark.parametrize("notes", [[], ["03_lstm"]])
def test_a_sentence_is_reworded_in_its_note_and_its_test_alone(checkout, notes):
    texts = {path: path.read_text() for path in checkout.root.rglob("*.*") if is_text(path)}
    RUNS["after a sentence"].edit(checkout, notes)
    changed = [path for path, text in texts.items() if path.read_text() != text]
    name = (notes or ["01_rnn"])[0]
    assert {path.relative_to(checkout.root).as_posix() for path in changed} == {
        f"notes/{name}.md",
        f"claims/test_{name}.py",
    }
    assert faults(checkout.root) == []


def is_text(path):
    return path.suffix in {".py", ".md", ".toml"}


def faults(root):
    notes, alone = read_notes(root, ["notes"], "claims")
    files, rules = read_claim_files(root, "claims")
    return [*alone, *rules, *check(notes, files, root)]


@pytest.mark.parametrize(("run", "file"), [("after gru.py", GRU), ("after a probe", PROBE)])
def test_a_module_is_given_a_name_more(checkout, run, file):
    before = ast.parse((checkout.root / file).read_text()).body
    RUNS[run].edit(checkout, [])
    after = ast.parse((checkout.root / file).read_text()).body
    assert [*map(ast.dump, after[:-1])] == [*map(ast.dump, before)]
    assert ast.unparse(after[-1]) == "EDITED = 'once'"


def test_a_note_without_a_claim_to_reword_is_refused(checkout):
    (checkout.root / "notes" / "01_rnn.md").write_text("# 01. A note\n")
    with pytest.raises(SystemExit, match=r"Audit another note: no claim of 01_rnn\.md"):
        RUNS["after a sentence"].edit(checkout, [])
