import ast
import inspect

import pytest

from pytest_claims.claims.reword import reworded
from pytest_claims.cli import main

CLAIMS = '''\
"""What the note asserts."""

from pytest_claims import control


@control(High, Low)
def test_a(measure):
    """The old sentence."""
    assert measure(score, High) > 0  # "kept" as it is


def test_b(measure):
    """Said the same way."""
'''
NOTE = """# Toy

## Context

[The new sentence, with “ö” and ‖W‖.][a]
[Said the same way.][b]
[Not tested yet.][c]

[a]: ../claims/test_01_toy.py#test_a
[b]: ../claims/test_01_toy.py#test_b
[c]: ../claims/test_01_toy.py#test_c
"""


@pytest.fixture
def toy(tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "claims").mkdir()
    (tmp_path / "notes" / "01_toy.md").write_text(NOTE)
    (tmp_path / "claims" / "test_01_toy.py").write_text(CLAIMS)
    return tmp_path


def test_both_wordings_are_shown_with_their_places(toy, capsys):
    status = main(["reword", "--root", str(toy)])

    out = capsys.readouterr().out
    assert status == 1
    assert "notes/01_toy.md:5 says The new sentence, with “ö” and ‖W‖." in out
    assert "claims/test_01_toy.py:8 says The old sentence" in out
    assert "Said the same way" not in out
    assert (toy / "claims" / "test_01_toy.py").read_text() == CLAIMS


def test_on_request_the_sentence_becomes_the_docstring_and_nothing_else_changes(toy):
    main(["reword", "--write", "--root", str(toy)])

    expected = CLAIMS.replace("The old sentence.", "The new sentence, with “ö” and ‖W‖.")
    assert (toy / "claims" / "test_01_toy.py").read_text() == expected


def test_a_link_without_a_test_gets_a_skeleton_that_is_python(toy, capsys):
    main(["reword", "--root", str(toy)])

    out = capsys.readouterr().out
    assert "notes/01_toy.md:7 links to a test that claims/test_01_toy.py lacks" in out
    skeleton = out[out.index("@control") :]
    compile(skeleton, "skeleton", "exec")
    assert 'def test_c(measure):\n    """Not tested yet."""' in skeleton


def test_a_skeleton_for_a_file_that_is_not_there_has_its_imports(toy, capsys):
    note = toy / "notes" / "01_toy.md"
    long = "It is " + "very " * 30 + "long"
    note.write_text(
        NOTE + f"\n[{long}.][d]\n[More.][e]\n\n"
        "[d]: ../claims/test_02_new.py#test_d\n[e]: ../claims/test_02_new.py#test_e\n"
    )

    main(["reword", "--root", str(toy)])

    out = capsys.readouterr().out
    assert out.count("from pytest_claims import control\n") == 1
    assert all(len(line) <= 100 for line in out.splitlines() if "links to" not in line)
    pasted = out[out.index("from my_probes") : out.index("notes/01_toy.md", out.index("test_d"))]
    function = ast.parse(pasted).body[-1]
    assert " ".join(ast.get_docstring(function).split()) == f"{long}."


def test_once_they_agree_the_status_is_zero_and_nothing_is_said(toy, capsys):
    note = toy / "notes" / "01_toy.md"
    note.write_text(NOTE.replace("[Not tested yet.][c]\n", "").replace("[c]:", "<!--") + "-->")
    main(["reword", "--write", "--root", str(toy)])
    capsys.readouterr()

    assert main(["reword", "--root", str(toy)]) == 0
    assert capsys.readouterr().out == ""


def test_the_mark_of_a_belief_stays_in_the_note_and_goes_nowhere_else(toy, capsys):
    note, claims = toy / "notes" / "01_toy.md", toy / "claims" / "test_01_toy.py"
    marked = NOTE.replace("[The new", "[✗ The new").replace("#test_a", '#test_a "refuted"')
    note.write_text(marked)

    main(["reword", "--write", "--root", str(toy)])

    assert note.read_text() == marked
    assert '"""The new sentence, with “ö” and ‖W‖."""' in claims.read_text()
    assert "✗" not in claims.read_text() + capsys.readouterr().out


@pytest.mark.parametrize(
    "docstring",
    [
        '"""One."""',
        "'One.'",
        '"""\n    One,\n    and more.\n    """',
        'r"""One \\d."""',
        '"One " "and more."',
    ],
)
def test_any_docstring_is_replaced_whole(docstring):
    source = f"def test_a(measure):\n    {docstring}\n    assert 1  # ö\n".encode()

    new = reworded(source, "test_a", 'Two "words"')

    assert new.decode() == 'def test_a(measure):\n    """Two "words"."""\n    assert 1  # ö\n'


@pytest.mark.parametrize(
    "statement", ["\n\n    A GRU\n    counts.\n    ", "\n  \n    It “counts”.", '\n\n    "No."']
)
def test_the_statement_stays_as_it_is(statement):
    source = f"def test_a(measure):\n    '''One.{statement}'''\n    assert 1\n".encode()
    namespace: dict = {}

    exec(reworded(source, "test_a", "Two"), namespace)

    assert namespace["test_a"].__doc__ == f"Two.{statement}"


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_long_sentence_is_wrapped_as_the_file_ends_its_lines(end):
    sentence = "Words " * 40 + "end"
    lines = [b"def test_a():", b'    """One.', b"", b"    Two.", b'    """', b"    pass"]
    source = end.join(lines)

    new = reworded(source, "test_a", sentence)

    assert max(map(len, new.splitlines())) <= 100
    assert new.count(b"\n") == new.count(end) > source.count(end)
    namespace = {}
    exec(new, namespace)
    said, _, statement = inspect.getdoc(namespace["test_a"]).partition("\n\n")
    assert " ".join(said.split()) == sentence + "."
    assert statement == "Two."


def test_a_missing_docstring_is_put_first():
    source = b"def test_a(measure):\n    assert 1\n"

    new = reworded(source, "test_a", "Two")

    assert new == b'def test_a(measure):\n    """Two."""\n    assert 1\n'


@pytest.mark.parametrize("sentence", ['He said "no"', 'a """ b', "a \\ b", "x" * 500, "ends in \\"])
def test_quotes_and_backslashes_stay_what_they_are(sentence):
    namespace: dict = {}
    exec(reworded(b"def test_a():\n    pass\n", "test_a", sentence), namespace)

    assert namespace["test_a"].__doc__ == sentence + "."


def test_a_sentence_that_would_read_as_markdown_is_left_to_the_author(toy, capsys):
    note = toy / "notes" / "01_toy.md"
    note.write_text(NOTE.replace("The new sentence", r"The \*new\* sentence"))

    assert main(["reword", "--write", "--root", str(toy)]) == 1
    assert "copy it by hand" in capsys.readouterr().err
    assert (toy / "claims" / "test_01_toy.py").read_text() == CLAIMS
