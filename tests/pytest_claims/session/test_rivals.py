"""What mutants made of the claims, told in the terminal."""

from types import SimpleNamespace

from pytest_claims.session import rivals


class Lines(list):
    def write_line(self, line, **markup):
        self.append((line, *[name for name, on in markup.items() if on]))


def test_mutants_have_a_line_each():
    mutants = {"High → Flat": {"a": "turned", "b": "same"}, "High → Odd": {"a": "same"}}
    lines = Lines()
    rivals.told(lines, SimpleNamespace(mutants=lambda: mutants, correct=dict, rows={}))

    assert lines == [
        ("mutant High → Flat turns 1 of 2 claims: a",),
        ("mutant High → Odd survives all 1 claims that measure it", "red"),
    ]
