"""What is sorted with, by the names that claims use and ``--claims-subject`` replaces."""

from collections.abc import Mapping

SORTS = ("timsort", "merge_sort", "quicksort", "two_pivots")


def pytest_claims_subjects() -> Mapping[str, str]:
    """The sorts under test."""
    return {name: f"algorithms:{name}" for name in SORTS}
