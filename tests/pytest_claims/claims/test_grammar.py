import dataclasses
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pytest_claims.claims.grammar import read_claim_file, read_claim_files
from pytest_claims.notes.outline import id_of

CLAIMS = '''\
"""What notes/03_lstm.md asserts, in the order it asserts it."""

import pytest

from pytest_claims import control, no_control


@pytest.mark.trained
@control(LSTM, LSTMWithoutForgetGate)
@control(forget_bias=-3.0)
@pytest.mark.parametrize("lag", [16, 64])
def test_gradient_outlives_rnn(measure, lag):
    """More of the gradient survives
    16 and 64 steps."""
    lstm = measure(gradient_retention, LSTM, lag=lag)
    rnn = measure(
        gradient_retention, RNN, lag=lag
    )
    assert lstm > rnn


@no_control("counts parameters; nothing to remove")
def test_size(measure):
    """It has four times the parameters."""
    assert every(abs(measure(parameters, LSTM) - 4) <= 0)


def helper(width):
    return 4 * width * (width + 1)
'''


@pytest.fixture
def read(tmp_path):
    def read(text, name="test_03_lstm"):
        file = tmp_path / "claims" / f"{name}.py"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_claim_file(file, tmp_path)

    return read


def cases(read, decorators):
    (test,) = read(f"{decorators}\ndef test_a(): ...")[0].tests
    return test.cases


def test_a_claim_file_has_a_stem_and_its_tests_in_order(read):
    file, faults = read(CLAIMS)
    assert (file.path, file.stem, file.broken) == ("claims/test_03_lstm.py", "03_lstm", False)
    assert [test.name for test in file.tests] == ["test_gradient_outlives_rnn", "test_size"]
    assert faults == []


def test_a_test_is_read_as_it_is_written(read):
    first = read(CLAIMS)[0].tests[0]
    assert dataclasses.asdict(first) == {
        "name": "test_gradient_outlives_rnn",
        "path": "claims/test_03_lstm.py",
        "line": 12,
        "docstring": "More of the gradient survives\n    16 and 64 steps.",
        "docstring_line": 13,
        "controls": ("LSTM, LSTMWithoutForgetGate", "forget_bias=-3.0"),
        "no_control": None,
        "marks": ("trained",),
        "cases": ("lag=16", "lag=64"),
        "body": (
            "lstm = measure(gradient_retention, LSTM, lag=lag)",
            "rnn = measure(\n    gradient_retention, RNN, lag=lag\n)",
            "assert lstm > rnn",
        ),
        "asserts": 1,
        "effort": 6,
        "lines": (8, 19),
    }


def test_a_claim_without_control_gives_its_reason(read):
    second = read(CLAIMS)[0].tests[1]
    assert (second.controls, second.no_control) == ((), "counts parameters; nothing to remove")
    assert second.cases == ()


def test_ids_name_the_note_and_the_test(read):
    assert id_of("03_lstm", "test_gradient_outlives_rnn") == "03_lstm/gradient-outlives-rnn"
    assert read(CLAIMS)[0].tests[1].id == "03_lstm/size"


def test_stacked_cases_multiply_in_the_order_of_pytest(read):
    stacked = (
        '@pytest.mark.parametrize("a", [1, 2])\n@pytest.mark.parametrize("b", (-3.0, Task(x=4)))'
    )
    expected = ("b=-3.0, a=1", "b=-3.0, a=2", "b=Task(x=4), a=1", "b=Task(x=4), a=2")
    assert cases(read, stacked) == expected


def test_one_case_may_have_several_names(read):
    several = '@pytest.mark.parametrize("a, b", [(1, 2), pytest.param(3, 4, id="x"), five])'
    assert cases(read, several) == ("a=1, b=2", "a=3, b=4", "five")


@pytest.mark.parametrize("names", ['["a"]', '("a",)', '"a"'])
def test_names_may_be_listed(read, names):
    assert cases(read, f"@pytest.mark.parametrize({names}, [1])") == ("a=1",)


@pytest.mark.parametrize("arguments", ['"a", LAGS', "name, [1]", '"a"', "*both", "3, [1]"])
def test_cases_that_are_not_literal_are_unknown(read, arguments):
    assert cases(read, f"@pytest.mark.parametrize({arguments})") is None


def test_a_file_that_is_no_python_is_broken_and_says_where(read):
    file, (fault,) = read("def test_a():\n    assert (\n")
    assert file.broken
    assert str(fault).startswith("claims/test_03_lstm.py:2: no Python: '(' was never closed")
    assert str(fault).endswith(". Correct the syntax.")


def test_a_file_that_is_not_utf8_is_named_with_its_line_and_still_read(read):
    file, (fault,) = read(CLAIMS.replace("steps", "Stöße").encode("latin-1"))
    assert (fault.path, fault.line, fault.cure) == (file.path, 14, "Save it as UTF-8")
    assert "16 and 64 St\\xf6\\xdfe" in fault.problem
    assert len(file.tests) == 2


def test_a_file_is_read_and_not_imported(read):
    assert read("import nowhere\n\nWIDTH = 1 / 0\n")[1] == []


def test_every_file_that_pytest_collects_is_read(tmp_path):
    for name in ("test_02_gru.py", "test_01_rnn.py", "other_test.py", "conftest.py", "shared.py"):
        (tmp_path / name).write_text("")
    files, _ = read_claim_files(tmp_path, ".")
    assert [file.path for file in files] == ["other_test.py", "test_01_rnn.py", "test_02_gru.py"]


def test_a_claim_file_stands_in_the_claims_folder_itself(tmp_path):
    (tmp_path / "claims/more").mkdir(parents=True)
    (tmp_path / "claims/more/test_01_rnn.py").write_text("")
    _, (fault,) = read_claim_files(tmp_path, "claims")
    assert str(fault) == (
        "claims/more/test_01_rnn.py:1: a claim file in a folder of its own. Move it to claims/."
    )


def test_a_file_of_full_length_is_read_in_tens_of_milliseconds(read):
    test = CLAIMS[CLAIMS.index("@pytest") : CLAIMS.index("@no_control")]
    text = "".join(test.replace("test_gradient", f"test_{i}_gradient") for i in range(40))
    spent = []
    for _ in range(3):
        start = time.process_time()
        file, _ = read(text)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.2
    assert len(file.tests) == 40


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.binary() | st.text(alphabet='def test_a():\n    "@()=.,[]'))
def test_any_bytes_can_be_read(read, content):
    file, faults = read(content.encode() if isinstance(content, str) else content)
    assert all(fault.line >= 1 and str(fault) for fault in faults)
    assert file.broken <= bool(faults)


@pytest.mark.parametrize("text", ["a = " + "+".join("1" * 100_000), "a = " + "(" * 1000])
def test_source_of_any_depth_can_be_read(read, text):
    file, faults = read(text)
    assert file.broken == bool(faults)
