"""How often a verdict is wrong, and what it costs to be sure.

The decision rule itself is run on replicas whose truth is known: its probabilities are computed
exactly, and beside them stands a simulation through real samples and comparisons.
Writes calibration.md and calibration.svg beside itself. Run: python experiments/calibration.py
"""

from collections.abc import Callable, Iterator
from functools import partial
from math import erf, prod, sqrt
from pathlib import Path
from types import SimpleNamespace

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
from calibration_page import PAGE, Row, rate, table
from calibration_strata import alike, let_through, one_apart

from pytest_claims.deciding.operating import Operation, Pair, contest, operate
from pytest_claims.deciding.trial import Case, attempt
from pytest_claims.deciding.verdict import Rule, Verdict
from pytest_claims.declaring.event import Values
from pytest_claims.declaring.sample import Sample
from pytest_claims.declaring.words import every, share
from pytest_claims.measuring.replicas import LOOKS

ERROR = 0.001
RUNS = 2000
HERE = Path(__file__).parent

Law = Callable[[np.random.Generator, int], Values]


def uniform(rng: np.random.Generator, n: int) -> Values:
    return rng.uniform(size=n)


def normal_cdf(x: float) -> float:
    return (1 + erf(x / sqrt(2))) / 2


def dice(rng: np.random.Generator, n: int) -> Values:
    return np.subtract(*rng.integers(1, 7, size=(2, n))).astype(float)


def mostly_tied(rng: np.random.Generator, n: int) -> Values:
    return np.where(rng.uniform(size=n) < 0.3, rng.normal(1, 1, n), 0.0)


TYPICAL = Rule("typical", 0.5, True, ERROR)
RULES: dict[str, tuple[Rule, list[float]]] = {
    "a > b": (TYPICAL, [0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9, 1.0]),
    "share(a > b) >= 0.9": (Rule("share", 0.9, True, ERROR), [0.7, 0.8, 0.9, 0.95, 0.99, 1.0]),
    "share(a > b) <= 0.1": (Rule("share", 0.1, False, ERROR), [0.0, 0.01, 0.05, 0.1, 0.2, 0.3]),
    "every(a > b)": (Rule("every", 1.0, True, ERROR), [0.9, 0.97, 0.99, 0.999, 1.0]),
}

SHAPES: list[tuple[str, Law, str, float]] = [
    ("normal, at its centre", lambda r, n: r.normal(size=n), ">", 0.5),
    ("normal, half a deviation up", lambda r, n: r.normal(0.5, 1, n), ">", normal_cdf(0.5)),
    ("Cauchy, at its centre", lambda r, n: r.standard_cauchy(n), ">", 0.5),
    ("Cauchy, one scale up", lambda r, n: 1 + r.standard_cauchy(n), ">", 0.75),
    ("log-normal, about its mean", lambda r, n: r.lognormal(size=n) - 1.6487, ">", 0.3085),
    ("difference of two dice", dice, ">", 15 / 36),
    ("difference of two dice", dice, ">=", 21 / 36),
    ("tied in 7 of 10, else one deviation up", mostly_tied, ">", 0.3 * normal_cdf(1)),
    ("tied in 7 of 10, else one deviation up", mostly_tied, ">=", 0.7 + 0.3 * normal_cdf(1)),
]

PAIRS: list[tuple[str, Pair]] = [
    ("wins in each replica; control: none", Pair(0, 1, 0)),
    ("wins in each replica; control: 0.2 of them", Pair(0.2, 0.8, 0)),
    ("0.9; control: 0.3 of its own", Pair(0.27, 0.63, 0.03)),
    ("wins in each replica; control: a coin", Pair(0.5, 0.5, 0)),
    ("0.9; control: a coin of its own", Pair(0.45, 0.45, 0.05)),
    ("0.8; control: a coin of its own", Pair(0.4, 0.4, 0.1)),
    ("0.8; control: half of the claim's wins", Pair(0.4, 0.4, 0)),
    ("wins in each replica; control: the same", Pair(1, 0, 0)),
    ("0.8; control: the same, replica by replica", Pair(0.8, 0, 0)),
    ("0.9; control: 0.9 of its own", Pair(0.81, 0.09, 0.09)),
    ("0.8; control: 0.8 of its own", Pair(0.64, 0.16, 0.16)),
    ("0.7; control: 0.7 of its own", Pair(0.49, 0.21, 0.21)),
    ("0.6; control: 0.6 of its own", Pair(0.36, 0.24, 0.24)),
]


def simulate(law: Law, assertion: Callable[[Sample], object]) -> Operation:
    """The same rule, met through real samples: verdicts and replicas over many runs."""
    verdicts, replicas = [], []
    for run in range(RUNS):
        values = law(np.random.default_rng([2024, run]), LOOKS[-1])
        instrument = SimpleNamespace(
            draw=lambda _, look, values=values: values[: LOOKS[look]], seed=0
        )
        case = Case(partial(declare, assertion=assertion), instrument, ERROR)  # type: ignore[arg-type]
        outcome = attempt(case)
        verdicts.append(outcome.verdict)
        replicas.append(len(outcome.decided[0].won))
    held, refuted, open_ = (
        verdicts.count(v) / RUNS for v in (Verdict.HOLDS, Verdict.REFUTED, Verdict.INCONCLUSIVE)
    )
    return Operation(held, refuted, open_, float(np.mean(replicas)))


def measured(*, seeds: list[int]) -> None:
    """Stands for a probe; the values come from the law."""


def declare(measure: Callable[..., Sample], assertion: Callable[[Sample], object]) -> None:
    assert assertion(measure(measured))


def claims() -> Iterator[Row]:
    yield ["written", "true share", *columns()]
    written: dict[str, Callable[[Sample, float], object]] = {
        "a > b": lambda s, p: s < p,
        "share(a > b) >= 0.9": lambda s, p: share(s < p) >= 0.9,
        "share(a > b) <= 0.1": lambda s, p: share(s < p) <= 0.1,
        "every(a > b)": lambda s, p: every(s < p),
    }
    for text, (rule, shares) in RULES.items():
        for p in shares:
            found = simulate(uniform, partial(written[text], p=p))
            yield [f"`{text}`", f"{p:g}", *cells(operate(rule, p), found)]


def shapes() -> Iterator[Row]:
    yield ["distribution of a − b", "written", "true share", *columns()]
    for name, law, symbol, p in SHAPES:
        strict = symbol == ">"
        found = simulate(law, lambda s, strict=strict: s > 0 if strict else s >= 0)
        yield [name, f"`a {symbol} b`", f"{p:.3f}", *cells(operate(TYPICAL, p), found)]


def splits() -> Iterator[Row]:
    yield ["comparisons × cases", "false HOLDS", "false REFUTED", "replicas without a loss"]
    for parts in (1, 2, 4, 8, 16):
        rule = Rule("typical", 0.5, True, ERROR / parts)
        at_null = operate(rule, 0.5)
        refuted = 1 - prod([1 - at_null.refuted] * parts)
        first = next(n for n in LOOKS if rule.decide(n, n) is Verdict.HOLDS)
        yield [str(parts), rate(at_null.holds), rate(refuted), str(first)]


def controls() -> Iterator[Row]:
    yield ["claim and control win", "HOLDS", "turned", "weakened", "VACUOUS", "INCONCLUSIVE"]
    for name, pair in PAIRS:
        c = contest(TYPICAL, pair)
        yield [name, *(rate(p) for p in (c.held, c.turned, c.weakened, c.same, c.open))]


def columns() -> Row:
    return ["HOLDS", "REFUTED", "INCONCLUSIVE", "replicas", "simulated: H / R / I, replicas"]


def cells(exact: Operation, found: Operation) -> Row:
    three = (found.holds, found.refuted, found.inconclusive)
    return [
        *(rate(p) for p in (exact.holds, exact.refuted, exact.inconclusive)),
        f"{exact.replicas:.0f}",
        f"{' / '.join(f'{p:.3f}' for p in three)}, {found.replicas:.0f}",
    ]


def figure() -> None:
    matplotlib.rcParams["svg.hashsalt"] = "calibration"
    shares = np.linspace(0, 1, 201)
    _, axes = plt.subplots(2, 3, figsize=(9, 4.6), sharex=True, sharey="row", layout="constrained")
    for column, (text, (rule, _)) in zip(axes.T, list(RULES.items())[:3], strict=True):
        found = [operate(rule, p) for p in shares]
        for name, colour in [("holds", "C2"), ("refuted", "C3"), ("inconclusive", "C7")]:
            rates = [getattr(o, name) for o in found]
            column[0].plot(shares, rates, colour, label=name.upper())
        column[1].plot(shares, [o.replicas for o in found], "C0")
        column[0].set_title(text, family="monospace", fontsize=10)
        column[1].set_xlabel("true share of wins")
        for axis in column:
            axis.axvline(rule.threshold, color="0.7", lw=0.8, ls=":")
    axes[0, 0].set_ylabel("probability")
    axes[1, 0].set(ylabel="replicas", yticks=[0, *LOOKS])
    axes[0, 0].legend(fontsize=8)
    plt.savefig(HERE / "calibration.svg", metadata={"Date": None})


TABLES = (claims, shapes, splits, alike, one_apart, controls)


def main() -> None:
    tables = {f.__name__: table(f()) for f in TABLES}
    page = PAGE.format(
        looks=", ".join(map(str, LOOKS[:-1])) + f" and {LOOKS[-1]}",
        runs=RUNS,
        se=0.5 / sqrt(RUNS),
        error=ERROR,
        coin=let_through(0.5),
        fewer=let_through(0.4),
        rare=let_through(0.3),
        hardly=let_through(0.1),
        **tables,
    )
    print(page)
    (HERE / "calibration.md").write_text(page, encoding="utf-8")
    figure()


if __name__ == "__main__":
    main()
