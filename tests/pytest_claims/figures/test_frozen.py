from frozen import changeable

from pytest_claims import figures


def test_nothing_that_is_declared_may_change():
    assert changeable(figures) == set()
