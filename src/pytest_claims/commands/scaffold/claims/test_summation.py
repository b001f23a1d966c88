"""What notes/summation.md claims: a test for each sentence that is a link."""

from pytest_claims import Measure, control, every

from summation import compensated, left_to_right, pairwise

ROUNDING = 2.0**-24  # of a number in single precision


@control(block=10_000, because="the pairs: one block is added from left to right")
def test_pairs_err_less(measure: Measure) -> None:
    """The pairwise sum of ten thousand numbers errs by less than a third as much as the
    sum from left to right."""
    pairs = measure(pairwise, numbers=10_000, block=8)
    ratio = pairs / measure(left_to_right, numbers=10_000)
    assert ratio < 1 / 3


@control(compensated, left_to_right, because="the compensation")
def test_compensated_sum_errs_by_two_roundings(measure: Measure) -> None:
    """With Kahan's compensation, no sum of ten thousand numbers errs by more than two
    roundings of its result."""
    assert every(measure(compensated, numbers=10_000) <= 2 * ROUNDING)


@control(numbers=2, because="that there are many: two have but one order")
def test_sorted_sum_is_as_good_as_pairwise(measure: Measure) -> None:
    """Adding the smallest of ten thousand numbers first makes the sum from left to
    right at least as good as the pairwise sum."""
    ascending = measure(left_to_right, numbers=10_000, ascending=True)
    assert ascending <= measure(pairwise, numbers=10_000)
