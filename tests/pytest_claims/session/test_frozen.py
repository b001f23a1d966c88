from frozen import changeable

from pytest_claims import session


def test_only_what_is_filled_bit_by_bit_may_change():
    assert changeable(session) == {"Claim"}
