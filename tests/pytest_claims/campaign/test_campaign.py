"""A hundredth of the campaign; `python -m tests.pytest_claims.campaign` is all of it."""

from random import Random

import pytest
from campaign.attacks import ATTACKS


@pytest.mark.parametrize("name", ATTACKS)
def test_the_audit_withstands(name):
    attack, size = ATTACKS[name]
    tally = attack(max(2, size // 100), Random(f"1 {name}"))

    assert tally.times
    assert tally.clean, tally
