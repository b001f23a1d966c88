"""What an item of pytest says of its claim."""

from __future__ import annotations

import pytest

from pytest_claims.claims.docstring import statement_of
from pytest_claims.notes.outline import claim_stem, id_of
from pytest_claims.session.modules import CarriedClaim

Claim = pytest.Function | CarriedClaim


def said(item: Claim) -> str:
    """The claim's statement."""
    if isinstance(item, CarriedClaim):
        return item.statement
    return statement_of(item.function.__doc__)


def claim_id(item: Claim) -> str:
    """The id of the claim that this item is a case of."""
    return id_of(claim_stem(item.path.name), item.originalname)


def case_name(item: Claim) -> str:
    """The part of the node id that tells the cases of a claim apart; empty where there is one."""
    return item.name.removeprefix(item.originalname)[1:-1]
