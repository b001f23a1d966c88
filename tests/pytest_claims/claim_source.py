"""Claim files to read: a test with one true assert, and what a case puts into it."""

from pytest_claims.claims.grammar import read_claim_file

HEAD = (
    "import pytest\nfrom toy import A, B, p, q\nfrom pytest_claims import control, every, share\n"
)
DECORATED = '@control(A, B)\n{0}\ndef test_a(measure{1}):\n    """It holds."""\n{2}\n'
TRUE = "assert measure(p, A) > measure(p, B)"


def indented(body):
    return "\n".join(f"    {line}" for line in body.split("\n"))


def written(root, source):
    file = root / "test_toy.py"
    file.write_text(source)
    return file


def faults_of(root, source, marks=("trained",)):
    return [str(fault) for fault in read_claim_file(written(root, source), root, marks)[1]]
