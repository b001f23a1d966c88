from frozen import changeable

from pytest_claims import measuring


def test_only_what_is_filled_bit_by_bit_may_change():
    assert changeable(measuring) == {"Snapshot"}
