"""What an order looks like on its way: what was made for a subject is made there again."""

import pytest
import toy_bench as toy

from pytest_claims.cluster.order import Order
from pytest_claims.cluster.wire import Unsendable, packed, unpacked


def adapted(name):
    """A class that no other process finds by its name."""
    return type(f"{name} as High", (), {})


HERE, THERE = adapted("Other"), adapted("Other")
ORDER = Order(toy.of(toy.normal, HERE), look=1, key="k", sources={"toy.py": "1"})


def named(made):
    return "High=other.py:Other" if made is HERE else None


def test_what_stands_in_for_a_subject_is_sent_by_what_was_asked_for():
    order = unpacked(packed(ORDER, named), {"High=other.py:Other": THERE}.get)

    assert order.measurement.architecture is THERE
    assert order.measurement.probe is toy.normal
    assert (order.look, order.key, order.sources) == (1, "k", {"toy.py": "1"})


def test_what_has_no_name_elsewhere_cannot_be_sent_and_is_told():
    with pytest.raises(Unsendable, match=r"^normal\(Other as High\): Can't pickle"):
        packed(ORDER, lambda made: None)
