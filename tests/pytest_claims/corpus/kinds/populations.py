"""Claims that speak of a population or a curve, and what may be left open in which way."""

from corpus.tiny import FLAT, NO_CONTROL, Tiny

IMPORTS = "from pytest_claims import across, largest, log10, over, slope, smallest"
TOY = """
def by_gain(build, *, seeds):
    low = build(inputs=1, outputs=1).gain < 5
    return score(build, seeds=seeds) if low else -np.ones(len(seeds))

def power(*, seeds, size, exponent=2.0, offset=0.0):
    return size**exponent * np.exp([np.random.default_rng(s).normal() for s in seeds]) + offset

def labelled(build, *, seeds, gains=(0, 0)):
    return score(build, seeds=seeds)
"""
WEIGHTS = """
SIZES = {"High": 10, "Low": 20, "Flat": 10}

def pytest_claims_conditions():
    return {"weights": "the number of weights"}

def pytest_claims_build(architecture, seeds, conditions):
    own = dict(conditions)
    weights = own.pop("weights", SIZES[architecture.__name__])
    own |= {"gain": weights / SIZES[architecture.__name__]}
    return lambda *, inputs, outputs: architecture(inputs, outputs, seeds=seeds, **own)
"""


def population(body: str, how: str = FLAT, **more: object) -> Tiny:
    return Tiny("populations", body, how=how, toy=TOY, head=IMPORTS, **more)  # type: ignore[arg-type]


def refuted(body: str, says: str, **more: object) -> Tiny:
    says = f"notes/01_toy.md:5 01_toy/a: REFUTED {says}"
    return population(body, status=1, verdict="REFUTED", says=(says,), **more)


def unclear(body: str, says: str, **more: object) -> Tiny:
    says = f"notes/01_toy.md:5 01_toy/a: ERROR {says}"
    return population(body, status=1, verdict="ERROR", says=(says,), **more)


GAINS = "across(1.0, 2.0, 3.0, 4.0)"

PROJECTS = {
    "holds at every value": population(f"assert measure(score, High, gain={GAINS}) > 3"),
    "arms that are paired in what varies": population(
        f"gain = {GAINS}\nassert measure(score, High, gain=gain) > measure(score, Low, gain=gain)"
    ),
    "every at every value": population(
        f"assert every(measure(score, High, gain={GAINS}) > 0)",
        sentence="Every high score is positive",
    ),
    "two conditions that are crossed": population(
        f"assert measure(score, High, gain={GAINS}, noise=across(0.5, 1.0)) > 3"
    ),
    "best of several": population(
        "assert largest(measure(score, High, gain=over(0.0, 0.5, 1.0))) > 3",
        how="@control(High, Low)",
    ),
    "slope of three sizes": population(
        "assert slope(measure(toy.power, size=over(1, 10, 100), exponent=2.0)) > 1.9",
        how="@control(exponent=1.0)",
    ),
    "slope of decades that are negative": population(
        "found = log10(measure(toy.power, size=over(1, 10, 100), exponent=-2.0))\n"
        "assert slope(found, decades=True) < -1.9",
        how="@control(exponent=1.0)",
    ),
    "two sizes at equal weights": population(
        "weights = across(20, 40)\n"
        "assert measure(score, High, weights=weights) > measure(score, Low, weights=weights)",
        conftest=WEIGHTS,
    ),
    "fails at one value": refuted(
        "assert measure(toy.by_gain, High, gain=across(1.0, 2.0, 4.0, 8.0)) > 0",
        "*no clear majority at gain=8.0 (gain=1.0: *, gain=8.0: 0/*)*",
    ),
    "fails at one value, and is a belief": population(
        "assert measure(toy.by_gain, High, gain=across(1.0, 2.0, 4.0, 8.0)) > 0",
        how=NO_CONTROL,
        verdict="REFUTED",
        title="refuted",
    ),
    "across one value": unclear(
        "assert measure(score, High, gain=across(1.0)) > 0", "*one value does not vary*"
    ),
    "across five values": unclear(
        "assert measure(score, High, gain=across(1.0, 2.0, 3.0, 4.0, 5.0)) > 0",
        "*Give gain one of 2, 3, 4, 6, 8, 12, 24 values*has 5.",
    ),
    "across within over": unclear(
        "assert largest(measure(score, High, gain=over(across(1.0, 2.0), 3.0))) > 0",
        "*Let each condition vary in one way: *",
    ),
    "one value twice": unclear(
        "assert measure(score, High, gain=across(1.0, 2.0, 1.0)) > 0", "*Write each value of *once*"
    ),
    "a curve that is compared": unclear(
        "assert measure(score, High, gain=over(1.0, 2.0)) > 0", "*Turn the curve into a sample*"
    ),
    "slope of two sizes": unclear(
        "assert slope(measure(toy.power, size=over(1, 10))) > 1",
        "*Give a slope at least 3 positive numbers*",
        how=NO_CONTROL,
    ),
    "slope of a negative curve": unclear(
        "assert slope(measure(toy.power, size=over(1, 2, 3), offset=-1e6)) > 1",
        "*Fit a slope to positive numbers*not positive in 24 of 24 replicas*",
        how=NO_CONTROL,
    ),
    "a probe that does not take what varies": unclear(
        "assert measure(score, High, volume=across(1, 2)) > 0", "*no parameter takes the condition*"
    ),
    "arms with unlike numbers of values": unclear(
        "high = measure(score, High, gain=across(1.0, 2.0))\n"
        "assert high > measure(score, Low, gain=across(1.0, 2.0, 3.0))",
        "*Give gain as many values in each arm of a claim*",
    ),
}
