"""What no claim may say: each fault with its place and cure."""

import pytest

from pytest_claims.claims.grammar import read_claim_file

HEAD = '@control(A, B)\ndef test_a(measure):\n    """It holds."""\n'


@pytest.fixture
def faults(tmp_path):
    def faults(source):
        file = tmp_path / "test_03_lstm.py"
        file.write_text(source)
        return [str(fault) for fault in read_claim_file(file, tmp_path)[1]]

    return faults


@pytest.mark.parametrize(
    "body",
    [
        "a = measure(p, A, task=T(n=4), hidden=8)\nassert a > 1",
        "assert 1.9 < measure(p, A) < 2.1",
        "assert measure(p) > 1 and measure(p) < 2",
        "assert share(a > b) >= 0.9",
        "assert 0.1 <= share(a > b) <= 0.9",
        "assert every((low < s) & (s < high))",
        "assert every(abs(a - b) <= 1e-10)",
        "assert -a < 1",
    ],
)
def test_what_a_claim_may_say(faults, body):
    assert faults(HEAD + "".join(f"    {line}\n" for line in body.split("\n"))) == []


PROBE = "Let a probe do it and return the number."
EQUAL = "Write every(abs(a - b) <= tolerance), or exact(a == b) where no probe takes seeds."


@pytest.mark.parametrize(
    ("line", "words", "cure"),
    [
        ("assert not a > b", "not", "Turn the comparison round."),
        ("assert a > b or b > a", "or", "Claim one of the two, or make two claims."),
        ("if a: pass", "if", PROBE),
        ("a = b if c else d", "if", PROBE),
        ("for a in b: pass", "a loop", PROBE),
        ("while a: pass", "a loop", PROBE),
        ("a = [b for b in c]", "a loop", PROBE),
        ("assert every(a > b for a in c)", "a loop", PROBE),
        ("assert a == b", "==", EQUAL),
        ("assert a != b", "!=", "Write share(a > b) or share(a < b)."),
        ("assert a in b", "in", PROBE),
        ("assert a not in b", "not in", PROBE),
        ("assert a is b", "is", EQUAL),
        ("assert a is not b", "is not", EQUAL),
        ("assert min(a, b) > c", "min()", PROBE),
        ("assert max(a, b) > c", "max()", PROBE),
        ("a = sorted(b)", "sorted()", PROBE),
        ("assert any(a) > b", "any()", PROBE),
        ("assert all(a) > b", "all()", PROBE),
        ("assert a > b, 'so'", "a message on an assert", "Let the docstring say it."),
        (
            "assert every(a < b < c)",
            "a chained comparison inside every, of which Python keeps the last",
            "Write every((low < s) & (s < high)).",
        ),
        (
            "assert pytest_claims.share(a < b and b < c) > 0.9",
            "a chained comparison inside share, of which Python keeps the last",
            "Write share((low < s) & (s < high)).",
        ),
    ],
)
def test_what_no_claim_may_say(faults, line, words, cure):
    assert faults(f"{HEAD}    {line}\n") == [f"test_03_lstm.py:4: test_a uses {words}. {cure}"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("try:\n        a = 1\n    finally:\n        pass", "try"),
        ("try:\n        a = 1\n    except* ValueError:\n        pass", "try"),
        ("match a:\n        case _: pass", "match"),
    ],
)
def test_no_claim_branches_or_catches(faults, body, words):
    (fault,) = faults(f"{HEAD}    {body}\n")
    assert fault.startswith(f"test_03_lstm.py:4: test_a uses {words}. ")


def test_a_helper_may_say_no_more_than_a_claim(faults):
    (fault,) = faults("def helper(a):\n    return max(a)\n")
    assert fault == f"test_03_lstm.py:2: helper uses max(). {PROBE}"


@pytest.mark.parametrize(
    "line", ["import torch", "import os, torch.nn", "from torch.nn import RNN"]
)
def test_a_claim_file_imports_no_torch(faults, line):
    expected = "test_03_lstm.py:1: a claim file imports torch. Let a probe handle the tensors."
    assert faults(f"{line}\n") == [expected]
    assert faults(HEAD.replace("It holds.", line)) == []


def test_a_name_like_torch_may_be_imported(faults):
    assert faults("from torchless import torch\nfrom . import torch\n") == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (
            "@control(A, B)\ndef test_a(measure):\n    assert a > b\n",
            "2: test_a has no docstring. Give it the sentence of the note that links to it.",
        ),
        (
            'def test_a(measure):\n    """It holds."""\n',
            "1: test_a has neither @control nor @no_control, so nothing shows that it can fail. "
            'Break what it rests on with @control(…), or say @no_control("why not").',
        ),
        (
            '@no_control("so")\n' + HEAD,
            "3: test_a has both @control and @no_control. Remove one of them.",
        ),
        (
            HEAD.replace("(A, B)", "()"),
            "1: the @control of test_a replaces nothing. "
            "Write @control(Subject, Ablated) or @control(condition=value).",
        ),
        (
            HEAD.replace("control(A, B)", "no_control"),
            '1: the @no_control of test_a gives no reason. Write @no_control("the reason").',
        ),
        (
            HEAD.replace("control(A, B)", 'no_control(" ")'),
            '1: the @no_control of test_a gives no reason. Write @no_control("the reason").',
        ),
        (
            HEAD + "\n" + HEAD,
            "6: test_a is defined twice, first in line 2. "
            "Rename one of them; Python keeps the last.",
        ),
        (
            HEAD.replace("def", "async def"),
            "2: test_a is async. Write def; nothing here waits.",
        ),
        (
            "class TestA:\n    def test_b(self): ...\n",
            "1: class TestA among claims. Write functions; a claim stands by itself.",
        ),
        (
            "if True:\n" + "".join(f"    {line}\n" for line in HEAD.splitlines()),
            "1: code that runs on import, if True:. "
            "A claim file holds imports, constants, helpers and tests.",
        ),
    ],
)
def test_a_fault_is_found_where_it_stands_and_says_what_to_do(faults, source, fault):
    assert faults(source) == [f"test_03_lstm.py:{fault}"]


def test_all_faults_are_found_at_once_in_order(faults):
    source = "import torch\n" + HEAD + "    assert not a == b, c\n    assert any(a) > b\n"
    lines = [fault.split(":")[1] for fault in faults(source)]
    assert lines == ["1", "5", "5", "5", "6"]
