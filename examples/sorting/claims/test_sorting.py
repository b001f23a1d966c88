"""What notes/sorting.md asserts, in the order it asserts it."""

from algorithms import merge_sort, quicksort, timsort, two_pivots, two_pivots_crossed
from probes.comparing import comparisons

from pytest_claims import control


@control(timsort, quicksort)
def test_python_comes_near_the_bound(measure):
    """To sort 500 items in random order, Python's own sort asks at most two per cent more
    questions than any sort must.
    """
    assert measure(comparisons, timsort, size=500) <= 1.02


@control(timsort, merge_sort, because="that it looks for what is in order")
def test_new_items_at_the_end_cost_little(measure):
    """Where 490 of 500 items are in order and ten follow, Python's own sort asks less than a
    fifth of the questions that a random order needs.
    """
    assert measure(comparisons, timsort, size=500, tail=10) < 0.2


@control(two_pivots, two_pivots_crossed, because="asking first what is likely")
def test_second_pivot_saves_nothing(measure):
    """Quicksort with two pivots, as Java has it, asks at least as many questions about 500 items
    in random order as with one.
    """
    assert measure(comparisons, two_pivots, size=500) >= measure(comparisons, quicksort, size=500)
