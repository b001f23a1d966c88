from tests.mutation.likely import Likely, words
from tests.mutation.mutants import mutants_of

SOURCE = '''
def whole(run):
    """Whether this run was asked for every claim."""
    return run.thin < 1
'''
TESTS = """
def test_what_is_thin_is_counted():
    assert run()

def test_a_claim():
    assert run()

def test_another():
    assert run(1)
"""


def test_tests_that_speak_of_the_changed_line_come_before_those_of_its_function(tmp_path):
    (tmp_path / "test_it.py").write_text(TESTS)
    names = ["what_is_thin_is_counted", "a_claim", "another[whole]"]
    tests = [f"test_it.py::test_{name}" for name in names]
    mutant = mutants_of("it.py", SOURCE)[0]
    likely = Likely(tmp_path, tests[::-1])

    thin, claim, whole = (likely.score(mutant, test) for test in tests)
    assert thin > claim > 0
    assert whole > 0
    assert likely.score(mutant, "test_it.py::test_unknown") == 0


def test_words_are_those_of_names_and_sentences():
    assert words("too_much_argued(isWhole), x1") == {"too", "much", "argu", "whol"}
