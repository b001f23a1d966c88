import ast
from pathlib import Path

import pytest
from tests.mutation.mutants import OPERATORS, mutants_of

ROOT = Path(__file__).parents[2]

MADE = [
    ("comparison", "a < b", {"a <= b", "a > b"}),
    ("comparison", "a == b != c", {"a != b != c", "a == b == c"}),
    ("comparison", "a is not b", {"a is b"}),
    ("comparison", "a in b", {"a not in b"}),
    ("arithmetic", "a + b", {"a - b"}),
    ("arithmetic", "a[(i)] // (b)", {"a[(i)] % (b)"}),
    ("arithmetic", "a & b", {"a | b"}),
    ("order", "a - b - c", {"c - (a - b)", "b - a - c"}),
    ("order", "2 / a + b", {"a / 2 + b"}),
    ("order", "(a - b).square() + (c - d).norm(dim=1)", set()),
    ("order", "relative(a - b, c - d)", {"relative(a - b, d - c)"}),
    (
        "order",
        "(a / b).abs() + (a - b).flatten()",
        {"(b / a).abs() + (a - b).flatten()", "(a / b).abs() + (b - a).flatten()"},
    ),
    ("logic", "a and b or c", {"a or b or c", "a and b and c"}),
    ("operand", "a and b and c", {"b and c", "a and c", "a and b"}),
    ("operand", "p | q", {"p", "q"}),
    ("negation", "not (a or b)", {"(a or b)"}),
    ("negation", "-a", {"a"}),
    ("constant", "f(3)", {"f(2)", "f(4)"}),
    ("constant", "f(-1)", {"f(-2)", "f(0)"}),
    ("constant", "f(0.5, True)", {"f(1.0, True)", "f(0.5, False)"}),
    ("text", "a == 'x'", {"a == 'x?'"}),
    ("text", "a['x']", {"a['x?']"}),
    ("text", "f('x')", set()),
    ("end", "a[0]", {"a[-1]"}),
    ("end", "a[:, -1]", {"a[:, 0]"}),
    ("end", "a[1:n]", {"a[:n]", "a[1:]"}),
    ("function", "a.sum(1)", {"a.mean(1)"}),
    ("function", "max(a)", {"min(a)"}),
    ("transparent", "(a + b).abs()", {"(a + b)"}),
    ("transparent", "torch.exp(a)", {"a"}),
    ("transparent", "sorted(a, key=k)", {"a"}),
    ("keyword", "f(a, k=1, l=2)", {"f(a, l=2)", "f(a, k=1)"}),
    ("keyword", "f(k=1, l=2)", {"f(l=2)", "f(k=1)"}),
    ("keyword", "add('x', help='y', **z)", set()),
    ("keyword", "zip(a, b, strict=True)", set()),
    ("constant", "zip(a, b, strict=True)", set()),
    (
        "stream",
        "streams(seeds, 'exam')",
        {'streams(seeds, "training data")', 'streams(seeds, "weights")'},
    ),
    ("condition", "a if b else c", {"a if True else c", "a if False else c"}),
    ("condition", "[a for a in b if a]", {"[a for a in b if True]"}),
]


def of(operator, text):
    return {m.after for m in mutants_of("a.py", text) if m.operator == operator}


@pytest.mark.parametrize(("operator", "before", "after"), MADE)
def test_an_operator_makes_what_it_says_of_an_expression(operator, before, after):
    assert of(operator, f"def g():\n    x = {before}\n") == {f"x = {made}" for made in after}


@pytest.mark.parametrize(
    ("operator", "before", "after"),
    [
        ("statement", "f(x)", {"pass"}),
        ("statement", "x = f(x)", {"pass"}),
        ("statement", "x += 1", {"pass"}),
        ("statement", "x.y = 1", {"pass"}),
        ("statement", "raise x", {"pass"}),
        ("statement", "new = 1", set()),
        ("statement", "assert x", set()),
        ("arithmetic", "x += 1", {"x -= 1"}),
        ("condition", "if x: f()", {"if True: f()", "if False: f()"}),
        ("condition", "while x: f()", {"while False: f()"}),
        ("loop", "for y in x: f()", {"for y in (): f()"}),
        ("loop", "for y in x: break", {"for y in (): break", "for y in x: continue"}),
        ("result", "x = f(x); return x", {"return x; x = f(x); return x"}),
    ],
)
def test_an_operator_makes_what_it_says_of_a_statement(operator, before, after):
    assert of(operator, f"def g(x):\n    {before}\n") == after


@pytest.mark.parametrize(
    ("imported", "others"),
    [("Build", {"weights"}), ("Build\nfrom .fit import fit", {"weights", "training data"})],
)
def test_a_stream_is_mistaken_for_that_of_the_training_where_there_is_one(imported, others):
    text = f"from .interface import {imported}\nx = streams(seeds, 'exam')\n"
    assert of("stream", text) == {f'x = streams(seeds, "{other}")' for other in others}


def test_a_decorator_is_left_out_and_a_property_kept():
    text = "@cache\ndef f(): return a\n\nclass A:\n    @property\n    def g(self): return a\n"
    (mutant,) = (m for m in mutants_of("a.py", text) if m.operator == "decorator")
    assert mutant.source == text.replace("@cache", "")


def test_every_operator_is_tried_here():
    here = Path(__file__).read_text()
    assert [o.__name__ for o in OPERATORS if f'"{o.__name__}"' not in here] == []


def test_every_mutant_of_a_real_file_compiles_once_and_keeps_the_lines():
    file = "src/sequence_models/tasks/source.py"
    text = (ROOT / file).read_text()
    mutants = mutants_of(file, text)
    assert len(mutants) > 50
    assert len(
        {ast.dump(ast.parse(m.source)) for m in mutants} | {ast.dump(ast.parse(text))}
    ) == 1 + len(mutants)
    for mutant in mutants:
        old, new = text.split("\n"), mutant.source.split("\n")
        changed = [i for i, (a, b) in enumerate(zip(old, new, strict=True), 1) if a != b]
        assert changed[0] >= mutant.line
        assert all(old[i - 1].strip() in mutant.before for i in changed)
