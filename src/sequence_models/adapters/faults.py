"""What is wrong with a module that fits no way of calling it."""

from collections.abc import Sequence


def by_order(found: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """From the faults of each way of calling, under its order of the axes, those of the nearest
    way in each order; nothing where one has no faults.

    Which order its author meant cannot be told, so each has a cause of its own.
    """
    least = min(len(wrong) for _, wrong in found)
    nearest = {order: wrong for order, wrong in found[::-1] if len(wrong) == least > 0}
    return tuple(f"{order}, {' and '.join(wrong)}" for order, wrong in sorted(nearest.items()))
