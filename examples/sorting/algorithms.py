"""Sorts that ask nothing of their items but whether one is less than another."""

from typing import Any

Items = list[Any]


def timsort(items: Items) -> None:
    """Python's own."""
    items.sort()


def merge_sort(items: Items) -> None:
    """Halves, each sorted, are merged."""
    if len(items) < 2:
        return
    left, right = items[: len(items) // 2], items[len(items) // 2 :]
    merge_sort(left)
    merge_sort(right)
    for place in range(len(items)):
        takes_right = not left or (bool(right) and right[0] < left[0])
        items[place] = (right if takes_right else left).pop(0)


def quicksort(items: Items, low: int = 0, high: int | None = None) -> None:
    """The first item parts the others into those below and those above it."""
    high = len(items) if high is None else high
    if high - low < 2:
        return
    pivot, below = items[low], low
    for place in range(low + 1, high):
        if items[place] < pivot:
            below += 1
            items[below], items[place] = items[place], items[below]
    items[low], items[below] = items[below], pivot
    quicksort(items, low, below)
    quicksort(items, below + 1, high)


def two_pivots(items: Items) -> None:
    """Yaroslavskiy's sort, with the order of questions that Java has had since 2011."""
    _sort_by_two(items, 0, len(items) - 1, crossed=False)


def two_pivots_crossed(items: Items) -> None:
    """The same, but each scan asks first about the pivot of the other."""
    _sort_by_two(items, 0, len(items) - 1, crossed=True)


def _sort_by_two(items: Items, low: int, high: int, *, crossed: bool) -> None:
    if high <= low:
        return
    if items[high] < items[low]:
        items[low], items[high] = items[high], items[low]
    first, second = _part(items, low, high, crossed)
    _sort_by_two(items, low, first - 1, crossed=crossed)
    _sort_by_two(items, first + 1, second - 1, crossed=crossed)
    _sort_by_two(items, second + 1, high, crossed=crossed)


def _part(items: Items, low: int, high: int, crossed: bool) -> tuple[int, int]:
    """Put what is below the first pivot, between the two and above the second in this order."""
    small, large = items[low], items[high]
    below, place, above = low + 1, low + 1, high - 1
    while place <= above:
        kind = _kind(items[place], small, large, large_first=crossed)
        if kind > 0:
            while place < above:
                kind = _kind(items[above], small, large, large_first=not crossed)
                if kind <= 0:
                    break
                above -= 1
            items[place], items[above] = items[above], items[place]
            above -= 1
        if kind < 0:
            items[place], items[below] = items[below], items[place]
            below += 1
        place += 1
    items[low], items[below - 1] = items[below - 1], small
    items[high], items[above + 1] = items[above + 1], large
    return below - 1, above + 1


def _kind(item: Any, small: Any, large: Any, large_first: bool) -> int:
    """−1 below both, 0 between, 1 above both; the second question only where it is open."""
    if large_first:
        return 1 if large < item else -1 if item < small else 0
    return -1 if item < small else 1 if large < item else 0
