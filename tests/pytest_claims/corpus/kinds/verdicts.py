"""Each verdict, from a claim that earns it, with nothing else said."""

from corpus.tiny import FALSE, FLAT, NO_CONTROL, TRUE, Tiny

TOY = """
calls = []

def unseeded(build, *, seeds):
    return score(build, seeds=seeds) + np.random.default_rng().normal(size=len(seeds))

def drifting(build, *, seeds):
    calls.append(1)
    return score(build, seeds=seeds) + len(calls)

def centred(build, *, seeds):
    found = score(build, seeds=seeds)
    return found - found.mean() + 3 * build(inputs=1, outputs=1).shift

def cumulative(build, *, seeds):
    return score(build, seeds=seeds).cumsum()

def by_index(build, *, seeds):
    return score(build, seeds=seeds) + np.arange(len(seeds))

def pairs(build, *, seeds):
    return np.zeros((len(seeds), 2))

def asserting(build, *, seeds):
    assert False, "a bug"

class Broken(High):
    shift = -5.0

class Silent(High):
    def __init__(self, inputs, outputs, *, seeds):
        raise LookupError("Silent hides its score")
"""
HOOKS = """
def pytest_claims_not_exposed(problem):
    return str(problem) if isinstance(problem, LookupError) else None
"""

STATUS = {
    "HOLDS": 0,
    "REFUTED": 1,
    "INCONCLUSIVE": 6,
    "VACUOUS": 1,
    "ERROR": 1,
    "NOT TESTED HERE": 5,
}


def audited(
    verdict: str,
    body: str,
    says: str = "",
    *,
    beside: tuple[str, ...] = (),
    status: int | None = None,
    subject: str = "",
    **more: object,
) -> Tiny:
    """A claim with this verdict, ``says`` its reason, ``beside`` all other findings, ``subject``
    first where one failed."""
    declared = ", declared refuted" if more.get("title") else ""
    who = f"{subject}: " if subject else ""
    own = (f"{who}notes/01_toy.md:5 01_toy/a: {verdict}{declared} {says}",) if says else ()
    return Tiny(
        f"the verdict {verdict}",
        body,
        verdict=verdict,
        status=STATUS[verdict] if status is None else status,
        says=own + beside,
        toy=TOY,
        conftest=HOOKS,
        **more,  # type: ignore[arg-type]
    )


def bug(body: str, says: str, how: str = FLAT) -> Tiny:
    return audited("ERROR", body, says, how=how)


def untrue(probe: str, says: str) -> Tiny:
    return audited("ERROR", f"assert measure(toy.{probe}, High) > 9", says, flags=TWICE)


TWICE = ("-o", "claims_repeat=1")
NOT_AGAIN = "*is not reproducible: asked twice with the same seeds, *"
LEAKS = "*leaks from replica to replica: asked again for half of them, *"
POSITIVE = "assert measure(score, High, gain=1.0) > 0"
SETTLED = "*at the observed share about * replicas would settle it"

PROJECTS = {
    "true": audited("HOLDS", TRUE),
    "true, and asked twice": audited("HOLDS", TRUE, flags=TWICE),
    "true of all": audited(
        "HOLDS", "assert every(measure(score, High) > 0)", sentence="Every high score is positive"
    ),
    "control at the null": audited(
        "HOLDS",
        "assert measure(score, High) > measure(other, Low)",
        beside=("only weakened by its controls: 01_toy/a: *",),
    ),
    "without control": audited("HOLDS", TRUE, how=NO_CONTROL),
    "false": audited("REFUTED", FALSE, "*0 wins, 24 losses in 24 replicas*"),
    "false of some": audited(
        "REFUTED",
        "assert every(measure(score, Low) > -1.5)",
        "*19 wins, 5 losses in 24 replicas*",
        how="@control(Low, High)",
    ),
    "tied": audited(
        "REFUTED",
        "assert measure(score, High, noise=0.0) > 5.0",
        "*0 wins, 24 losses (24 by a tie) in 24 replicas*",
    ),
    "belief": audited(
        "REFUTED",
        "assert measure(score, High, gain=1.0) < 0",
        how="@control(gain=-1.0)",
        title="refuted",
        status=0,
    ),
    "belief that is true": audited(
        "HOLDS", TRUE, "*24 wins, no loss in 24 replicas*", title="refuted", status=1
    ),
    "coin": audited(
        "INCONCLUSIVE",
        "assert measure(score, High) > 5.0",
        "*could have told a share of wins of 0.* from 0.5*",
    ),
    "underpowered": audited("INCONCLUSIVE", "assert measure(score, High) > 4.8", SETTLED),
    "underpowered share": audited(
        "INCONCLUSIVE", "assert share(measure(score, High) > 3.5) >= 0.9", SETTLED
    ),
    "vacuous": audited(
        "VACUOUS",
        "assert measure(score, High) > -100",
        "*the assertion score(High) > -100, which no control turns or weakens; "
        "the control High → Flat, which turns no assertion",
    ),
    "vacuous by condition": audited(
        "VACUOUS",
        POSITIVE,
        "*the control gain=2.0, which turns no assertion",
        how="@control(gain=2.0)",
    ),
    "vacuous for one of two controls": audited(
        "VACUOUS",
        POSITIVE,
        "*the control gain=2.0, which turns no assertion",
        how="@control(gain=-1.0)\n@control(gain=2.0)",
    ),
    "control that hardly changes it": audited(
        "INCONCLUSIVE",
        "assert measure(score, High, gain=1.0) > 4.6",
        "*the control gain=0.99, which turns no assertion so far: "
        "120 wins, 72 losses in 192 replicas; "
        "at the observed shares about 230 replicas would settle it",
        how="@control(gain=0.99)",
    ),
    "control that errs": bug(POSITIVE, "*", how='@control(gain="loud")'),
    "control that replaces nothing": bug(
        TRUE, "*the control gain=-1.0 replaces nothing*", how="@control(gain=-1.0)"
    ),
    "not a number": bug(
        "assert measure(score, High, noise=float('nan')) > 0", "*NaN in 24 of 24 replicas*"
    ),
    "not one number": bug(
        "assert measure(toy.pairs, High) > 0",
        "*returned shape (24, 2) for 24 replicas*",
    ),
    "probe that asserts": bug("assert measure(toy.asserting, High) > 0", "*: a bug*"),
    "unknown condition": bug("assert measure(score, High, volume=1) > 0", "*condition volume=1*"),
    "never asserted": bug("a = measure(score, High) > 0", "*compared but never asserted*"),
    "unreachable share": bug(
        "assert share(measure(score, High) > 0) >= 0.99", "*needs * replicas without a loss*"
    ),
    "unseeded": untrue("unseeded", NOT_AGAIN),
    "remembers calls": untrue("drifting", "*left toy.calls changed from *"),
    "leaks the mean": untrue("centred", LEAKS),
    "leaks to the next": untrue("cumulative", LEAKS),
    "depends on its place": untrue("by_index", LEAKS),
    "overstated": audited(
        "HOLDS",
        TRUE,
        beside=("wording: notes/01_toy.md:5 01_toy/a says “always” of what was sampled*",),
        sentence="High is always higher",
    ),
    "broken subject": audited(
        "REFUTED",
        TRUE,
        "*0 wins, 24 losses in 24 replicas*",
        beside=("High=toy:Broken: 0 of 1 claim as declared; REFUTED in 01_toy: a",),
        subject="High=toy:Broken",
        flags=("--claims-subject=High=toy:Broken",),
    ),
    "subject that hides": audited(
        "NOT TESTED HERE",
        TRUE,
        "*Silent hides its score",
        beside=("High=toy:Silent: no claim could be tested; 1 not tested here",),
        flags=("--claims-subject=High=toy:Silent",),
    ),
    "mutant that is turned": audited(
        "HOLDS",
        TRUE,
        beside=("mutant High → Flat turns 1 of 1 claims: 01_toy/a",),
        flags=("--claims-mutants",),
    ),
    "mutant that survives": audited(
        "HOLDS",
        "assert measure(score, High) > -100",
        beside=("mutant High → Flat survives all 1 claims that measure it",),
        how=NO_CONTROL,
        flags=("--claims-mutants",),
        status=1,
    ),
    "a half of the replicas": audited("HOLDS", "assert share(measure(score, High) > 4) > 0.5"),
    "a few of the replicas": audited(
        "HOLDS", "assert share(measure(score, Low) > 3.0) < 0.5", how="@control(Low, High)"
    ),
    "a sum": audited("HOLDS", "assert measure(score, High) + measure(score, Low) > 1"),
    "a ratio": audited(
        "HOLDS", "assert measure(score, High, noise=0.0) / 2 > abs(measure(score, Low)) / 9"
    ),
}
