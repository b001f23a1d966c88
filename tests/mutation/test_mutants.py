import pytest
from tests.mutation.mutants import mutants_of, sample

SILENT = [
    '"""1 < 2"""',
    'def f():\n    """Not 1."""',
    "def f(a: A | B, *, b: Literal[1] = c) -> x[1]: ...",
    "a: A | B[0] = c",
    "Pairs = Sequence[A | B]",
    'raise ValueError(f"{a + 1}" + b[0])',
    "def f(self):\n    problem.add_note(a + 1)",
    'x = f"{a + 1}"',
    "class A:\n    def __repr__(self): return a + 1",
    "if TYPE_CHECKING:\n    x = 1",
    "from a import b",
    "assert a, b + 1",
]


@pytest.mark.parametrize("text", SILENT)
def test_nothing_changes_in_what_does_not_decide(text):
    assert [str(m) for m in mutants_of("a.py", f"{text}\n") if m.after != "pass"] == []


def test_a_default_is_changed_in_the_name_of_its_function():
    mutants = mutants_of("a.py", "class A:\n    def f(self, n: int = 30): ...\n")
    assert {m.after for m in mutants} == {
        "def f(self, n: int = 29): ...",
        "def f(self, n: int = 31): ...",
    }
    assert {(m.function, m.line) for m in mutants} == {("A.f", 2)}


def test_a_change_of_several_lines_leaves_the_lines_below_where_they_were():
    below = "    return (\n        a\n        and b\n    )\n"
    text = f"def f(a):\n    g(\n        a,\n        k=1,\n    )\n{below}"
    mutants = mutants_of("a.py", text)
    assert {m.operator for m in mutants} == {"statement", "keyword", "constant", "logic", "operand"}
    assert {m.source.count("\n") for m in mutants} == {text.count("\n")}
    (dropped,) = (m for m in mutants if m.operator == "statement")
    assert dropped.source == f"def f(a):\n    pass\n\n\n\n{below}"
    assert (dropped.before, dropped.after) == ("g( a, k=1, )", "pass")


def test_letters_of_several_bytes_before_a_change_do_not_shift_it():
    (mutant,) = mutants_of("a.py", "é = α + β  # ü\n")
    assert mutant.source == "é = α - β  # ü\n"


def test_a_sample_is_the_same_for_the_same_seed_and_another_for_another():
    mutants = mutants_of("a.py", "".join(f"x{i} = {i + 5}\n" for i in range(20)))
    assert sample(mutants, 10, "0") == sample(mutants, 10, "0") != sample(mutants, 10, "1")
    assert len({*sample(mutants, 10, "0")}) == 10
    assert {*sample(mutants, None, "0")} == {*mutants} == {*sample(mutants, 100, "0")}


def test_a_sample_gives_every_operator_its_turn():
    mutants = mutants_of(
        "a.py", "".join(f"x{i} = {i + 5}\n" for i in range(50)) + "y = a + b\nz = not a\n"
    )
    assert {m.operator for m in sample(mutants, 3, "0")} == {"constant", "arithmetic", "negation"}
