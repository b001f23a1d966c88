"""Failures of a subject that are expected, each with its reason, in a file of the user's."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import pytest

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.notes.outline import claim_stem, id_of

EXAMPLE = """  ["Quicksort=mine.py:Sort"]
  "02_sorting/compares-n-log-n-times" = "it sorts in blocks: see our README\""""
OPTION = "--claims-expect"


class Expected:
    """By subject, as ``--claims-subject`` names it, by claim: why it is expected to fail.

    A claim is named by its id, or by the node id of its test; with a case in brackets behind it,
    that case alone is expected to fail.
    """

    def __init__(self, reasons: Mapping[str, Mapping[str, str]], file: str = "") -> None:
        self.file = file
        self.reasons = {
            subject: {_claim_of(name): reason for name, reason in claims.items()}
            for subject, claims in reasons.items()
        }

    @classmethod
    def read(cls, config: pytest.Config) -> Expected:
        """What the file of the command line says; nothing where none is named.

        UsageError where the file says anything else than reasons.
        """
        named = config.getoption("claims_expect", None)
        if not named:
            return cls({})
        try:
            text = (config.invocation_params.dir / named).read_text(encoding="utf-8")
            said = tomllib.loads(text)
        except (OSError, ValueError) as problem:
            raise _refused(named, f"it cannot be read: {problem}") from problem
        for subject, claims in said.items():
            _check(named, subject, claims)
        return cls(said, named)

    def refuse_unknown(self, claims: Collection[str], subjects: Sequence[str]) -> None:
        """UsageError where it names a claim that there is not, or where no subject is audited."""
        if self.reasons and not subjects:
            raise pytest.UsageError(
                f"Name a subject with --claims-subject beside {OPTION} {self.file}: it tells of "
                "implementations from elsewhere."
            )
        for subject, reasons in self.reasons.items():
            if unknown := sorted(n for n in reasons if n.partition("[")[0] not in claims):
                raise pytest.UsageError(
                    f"Correct {self.file}: [{subject!r}] names {', '.join(unknown)}, and the notes "
                    "make no such claim. Their ids are listed by pytest claims/ --claims-plan."
                )

    def reason(self, lineup: str, claim: str, case: str = "") -> str:
        """Why this case of a claim is expected to fail for these subjects; empty where one of
        them has no reason: it may be the one that fails.
        """
        each = [self.reasons.get(subject, {}) for subject in lineup.split(", ")]
        found = [known.get(f"{claim}[{case}]") or known.get(claim, "") for known in each]
        return "; ".join(dict.fromkeys(found)) if all(found) else ""

    def of(
        self, row: Mapping[str, Any], claim: str, declared: Verdict, case: str = ""
    ) -> dict[str, str]:
        """What the row of a failure that is expected has beside its verdict; an error is none."""
        fails = row["verdict"] not in (declared, Verdict.NOT_TESTED, Verdict.ERROR)
        reason = self.reason(row.get("subject", ""), claim, case) if fails else ""
        return {"expected": reason} if reason else {}

    def unexpected(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        """A line for each claim of this run that was expected to fail for a subject, and did not
        in any of its cases, and for each case of which that was expected alone."""
        for row in rows:
            declared = Verdict(row["declared"].upper()).value
            cases = [case for case in row["cases"] if not case.get("earlier")]
            tried = [one for case in cases for one in case.get("tried", ())]
            for lineup in dict.fromkeys(one["subject"] for one in tried):
                for case in ["", *(c["case"] for c in cases if c.get("case"))]:
                    reason = self.reason(lineup, row["id"], case)
                    if case and reason == self.reason(lineup, row["id"]):
                        continue
                    asked = [c for c in cases if not case or c.get("case") == case]
                    if reason and _verdicts(asked, lineup) == {declared}:
                        name = row["id"] + (f"[{case}]" if case else "")
                        yield (
                            f"{name} came out as declared for {lineup}, and {self.file} expects "
                            f"it to fail ({reason}): take it out there"
                        )


def _verdicts(cases: Sequence[Mapping[str, Any]], lineup: str) -> set[str]:
    """What these subjects came to in these cases."""
    tried = [one for case in cases for one in case.get("tried", ())]
    return {one["verdict"] for one in tried if one["subject"] == lineup}


def _claim_of(name: str) -> str:
    """``01_toy/a[3]`` of ``claims/test_01_toy.py::test_a[3]``, and of itself."""
    test, bracket, case = name.partition("[")
    file, apart, function = test.rpartition("::")
    return id_of(claim_stem(file), function) + bracket + case if apart else name


def _check(file: str, subject: str, claims: object) -> None:
    if not isinstance(claims, dict):
        raise _refused(file, f"{subject} stands outside a table")
    for claim, reason in claims.items():
        if not isinstance(reason, str) or not reason.strip():
            raise _refused(file, f"{claim} of [{subject!r}] has no reason")


def _refused(file: str, problem: str) -> pytest.UsageError:
    return pytest.UsageError(
        f"Write {file} as a table for each subject, with a reason for each claim:\n{EXAMPLE}\n"
        f"{OPTION} {file}: {problem}."
    )
