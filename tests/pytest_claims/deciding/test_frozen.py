from frozen import changeable

from pytest_claims import deciding


def test_only_what_is_filled_bit_by_bit_may_change():
    assert changeable(deciding) == {"Decided", "Outcome", "Plan", "Tried"}
