"""A project whose notes and claims say the same, until a test changes a word of it."""

from strict_notes import STRICT

from pytest_claims.claims.correspondence import check
from pytest_claims.claims.grammar import read_claim_files
from pytest_claims.notes.note import read_notes

SECTIONS = """
## Core Assumptions

## What Failed

## Why the Next Model Was Needed

## Mathematical References
"""

CLEAN = {
    "notes/README.md": "See [a claim][a] and [the first note](01_rnn.md#context).\n\n"
    "[a]: ../claims/test_01_rnn.py#test_it_holds\n",
    "notes/01_rnn.md": f"""\
# One

## Context

[It *holds* for 3 and 4 steps.][holds]
[✗ It is always so.][so]
That follows from [the bound][bound].
{SECTIONS}
[holds]: ../claims/test_01_rnn.py#test_it_holds
[so]: ../claims/test_01_rnn.py#test_it_is_so "refuted"
[bound]: ../math/01_rnn.md#11-the-bound
""",
    "notes/02_gru.md": f"""\
# Two

## Context

[It mends that.][mends]
That [it holds][holds] was seen, but it [is not always so][so].
{SECTIONS}
[mends]: ../claims/test_02_gru.py#test_it_mends
[holds]: ../claims/test_01_rnn.py#test_it_holds
[so]: ../claims/test_01_rnn.py#test_it_is_so "refuted"
""",
    "math/01_rnn.md": "# Derivations\n\n## 1.1 The bound\n",
    "claims/test_01_rnn.py": '''\
from pytest_claims import control


@control(RNN, Broken)
def test_it_holds(measure):
    """It *holds* for 3 and
    4 steps."""
    assert measure(memory, RNN) > 1


@control(RNN, Broken)
def test_it_is_so(measure):
    """It is always so."""
    assert measure(memory, RNN) > 2
''',
    "claims/test_02_gru.py": '''\
from pytest_claims import control


@control(GRU, Broken)
def test_it_mends(measure):
    """It mends that"""
    assert measure(memory, GRU) > 1
''',
}


def audit(root):
    notes, alone = read_notes(root, ["notes"], rules=STRICT)
    files, rules = read_claim_files(root, "claims")
    return alone, rules, check(notes, files, root)


def faults_between(root, path=None, old="", new="", **more):
    """The faults between notes and claims once ``old`` is ``new``, and ``more`` files are there."""
    files = CLEAN | more
    if path:
        assert old in files[path]
        files[path] = files[path].replace(old, new) if old else files[path] + new
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text)
    alone, rules, between = audit(root)
    assert not alone
    assert not rules
    return [str(fault) for fault in between]
