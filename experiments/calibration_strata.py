"""How often a verdict on a population is wrong: in the whole of it, and in one stratum alone."""

from collections.abc import Iterator
from itertools import product

from calibration_page import Row, rate

from pytest_claims.deciding.operating import Operation
from pytest_claims.deciding.stratified import operate
from pytest_claims.deciding.verdict import Rule

TYPICAL = Rule("typical", 0.5, True, 0.001)
STRATA = (2, 3, 4)
ALIKE = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
APART = (0.5, 0.4, 0.3, 0.1, 0.0)
OTHERS = (0.9, 1.0)
VERDICTS = ["HOLDS", "REFUTED", "INCONCLUSIVE", "replicas"]


def alike() -> Iterator[Row]:
    yield ["strata", "share of wins in each", *VERDICTS]
    for number, share in product(STRATA, ALIKE):
        yield [str(number), f"{share:g}", *cells(operate(TYPICAL, [share] * number))]


def one_apart() -> Iterator[Row]:
    yield ["strata", "share in one", "share in the others", *VERDICTS]
    for number, share, others in product(STRATA, APART, OTHERS):
        found = operate(TYPICAL, [share, *[others] * (number - 1)])
        yield [str(number), f"{share:g}", f"{others:g}", *cells(found)]


def let_through(share: float) -> str:
    """``6 to 29``: of 100 audits, the fewest and the most in which such a stratum passes."""
    found = [
        100 * operate(TYPICAL, [share, *[others] * (number - 1)]).holds
        for number, others in product(STRATA, OTHERS)
    ]
    low, high = (f"{x:.0f}" if x >= 1 else f"{x:.1g}" for x in (min(found), max(found)))
    return f"{low} to {high}" if min(found) >= 0.1 else f"at most {high}"


def cells(found: Operation) -> Row:
    rates = (found.holds, found.refuted, found.inconclusive)
    return [*map(rate, rates), f"{found.replicas:.0f}"]
