"""Controls: each assertion needs one that turns it, and some could not have turned anything."""

from corpus.tiny import FLAT, NO_CONTROL, TRUE, Tiny

IMPORTS = "from pytest_claims import across, largest, over"
TOY = """
class Halved(High):
    '''Half of the replicas have lost the shift.'''
    def __init__(self, inputs, outputs, *, seeds, gain=1.0):
        super().__init__(inputs, outputs, seeds=seeds, gain=gain)
        self.shift = np.where(np.array(seeds) % 2, 5.0, -5.0)

class Twin(High):
    pass

class Lower(High):
    shift = 3.0

class Tripping(High):
    def __init__(self, inputs, outputs, *, seeds):
        raise ValueError("Tripping cannot be built")
"""
MUTANTS = """
def pytest_claims_ablations():
    return {"High": ["toy:Flat", "toy:Tripping"]}
"""
ONLY_BROKEN = """
def pytest_claims_ablations():
    return {"High": ["toy:Tripping"]}
"""


CORRECT = """
def pytest_claims_adapt(target, architecture):
    return target

def pytest_claims_correct():
    return {"High": ["toy:%s"]}
"""
CAUGHT = "mutant High → Flat turns 1 of 1 claims: 01_toy/a"


def correct(name: str, says: str, body: str = TRUE, **more: object) -> Tiny:
    return Tiny(
        "correct implementations",
        body,
        toy=TOY,
        conftest=CORRECT % name,
        flags=("--claims-mutants",),
        says=(CAUGHT, f"correct High = toy:{name}: {says}"),
        **more,  # type: ignore[arg-type]
    )


def controlled(body: str, how: str, **more: object) -> Tiny:
    return Tiny("controls", body, how=how, toy=TOY, head=IMPORTS, **more)  # type: ignore[arg-type]


def refused(body: str, how: str, says: str, verdict: str = "ERROR", **more: object) -> Tiny:
    says = f"notes/01_toy.md:5 01_toy/a: {verdict} {says}"
    return controlled(body, how, status=1, verdict=verdict, says=(says,), **more)


BOTH = "high = measure(score, High, gain=1.0)\nassert high > 0\nassert high < 50"

PROJECTS = {
    "two controls that share two assertions": controlled(
        BOTH, "@control(gain=-1.0)\n@control(gain=100.0)"
    ),
    "one control for two assertions": controlled(
        "high = measure(score, High)\nassert high > 2\nassert high > measure(score, Low)", FLAT
    ),
    "a control that only weakens": controlled(
        TRUE,
        "@control(High, toy.Halved)",
        says=("only weakened by its controls: 01_toy/a: *High* > *Low*",),
    ),
    "a control that says what it removes": controlled(
        TRUE,
        '@control(High, Flat, because="the shift")',
        flags=("--claims-report=page",),
        shows=("<code>High → Flat</code> removes the shift",),
    ),
    "a sweep that a control sweeps otherwise": controlled(
        "assert largest(measure(score, High, gain=over(0.0, 1.0))) > 3",
        "@control(gain=over(-1.0, 0.0))",
    ),
    "an assertion that no control turns": refused(
        BOTH,
        "@control(gain=-1.0)",
        "*the assertion *score(High, gain=1.0) < 50, which no control turns or weakens",
        verdict="VACUOUS",
    ),
    "a sweep that a control gives one value": controlled(
        "assert largest(measure(score, High, gain=over(0.0, 1.0))) > 3",
        "@control(gain=0.0)",
    ),
    "a control that spreads a sweep over the replicas": refused(
        "assert largest(measure(score, High, gain=over(0.0, 1.0))) > 3",
        "@control(gain=across(-1.0, 0.0))",
        "*Let the control sweep gain too*",
    ),
    "both sides are one measurement": refused(
        TRUE, "@control(High, Low)", "*both sides are score(Low), so nothing is compared*"
    ),
    "two measurements become one": refused(
        "high = measure(score, High)\n"
        "assert high > measure(score, Low)\n"
        "assert high > measure(score, Flat)",
        "@control(Low, Flat)",
        "*Let the control Low → Flat leave apart what differs*",
    ),
    "a mutant that cannot be measured": controlled(
        TRUE,
        FLAT,
        status=1,
        conftest=ONLY_BROKEN,
        flags=("--claims-mutants",),
        says=("mutant High → Tripping could not be measured by any of 1 claims",),
    ),
    "a mutant that cannot be measured beside one that is caught": controlled(
        TRUE,
        FLAT,
        status=1,
        conftest=MUTANTS,
        flags=("--claims-mutants",),
        says=(
            "mutant High → Flat turns 1 of 1 claims: 01_toy/a",
            "mutant High → Tripping could not be measured by any of 1 claims",
        ),
    ),
    "a mutant that no claim notices": controlled(
        "assert measure(score, High) > -100",
        NO_CONTROL,
        status=1,
        flags=("--claims-mutants",),
        says=("mutant High → Flat survives all 1 claims that measure it",),
    ),
    "a correct implementation that does as ours": correct(
        "Twin", "1 claim as with ours, 0 accused, 0 not tested here"
    ),
    "a correct implementation that is right otherwise": correct(
        "Lower", "1 claim as with ours, 0 accused, 0 not tested here"
    ),
    "a claim that accuses a correct implementation": correct(
        "Lower",
        "0 claims as with ours, 1 accused (01_toy/a), 0 not tested here",
        body="assert measure(score, High) > 4",
        status=1,
    ),
    "a correct implementation that breaks": correct(
        "Tripping", "0 claims as with ours, 0 accused, 0 not tested here, 1 in error (*", status=1
    ),
}
