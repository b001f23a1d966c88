"""What the prose may print: the median of a variable, with the digits that the replicas bear."""

from corpus.kinds.notes import LINK, SENTENCE
from corpus.tiny import CLAIMS, FALSE, NOTE, Tiny

BODY = "high = measure(score, High)\nassert high > measure(score, Low)"
OF_HIGH = '"value high"'


def printed(number: str, title: str = OF_HIGH, test: str = "test_a", **more: object) -> Tiny:
    """A note with this number beside its claim."""
    more = {"body": BODY} | more
    return Tiny(
        "numbers in the prose",
        edits=(
            (NOTE, SENTENCE, f"[High is higher][a] ([{number}][v])."),
            (NOTE, LINK, f"[v]: ../claims/test_01_toy.py#{test} {title}\n{LINK}"),
            *more.pop("edits", ()),  # type: ignore[misc]
        ),
        **more,  # type: ignore[arg-type]
    )


CASES = (
    (CLAIMS, "@control", "@pytest.mark.parametrize('gain', [1.0, 2.0])\n@control"),
    (CLAIMS, "score, High", "score, High, gain=gain"),
)


def of_cases(test: str, **more: object) -> Tiny:
    return printed("10", test=test, arguments="measure, gain", edits=CASES, **more)


PROJECTS = {
    "a stale number": printed(
        "2",
        status=1,
        says=(
            f"{NOTE}:5: “2”, the value high of 01_toy/a, is stale: the median is * between * and "
            "* in 24 replicas. Write 5*, or run pytest-claims reword --values --write.",
        ),
    ),
    "a stale number, negative": printed("−5", status=1, says=(f"{NOTE}:5: “−5”* is stale*",)),
    "a number of what is no sample": printed(
        "5",
        '"value low"',
        status=1,
        says=(f"{NOTE}:5: “5” is linked to low of 01_toy/a, which is no sample*: high.",),
    ),
    "a number of a constant": printed(
        "5",
        '"value bound"',
        body=f"bound = 5\n{BODY}",
        status=1,
        says=(f"{NOTE}:5: * is no sample of that claim. Its samples are: high.",),
    ),
    "a number of a claim that names nothing": printed(
        "5",
        body="assert measure(score, High) > measure(score, Low)",
        status=1,
        says=(f"{NOTE}:5: * is no sample of that claim. Name what the test measures.",),
    ),
    "a number of no case": of_cases(
        "test_a",
        status=1,
        says=(
            f"{NOTE}:5: * names no case of 01_toy/a. Link to one of test_a[1.0], test_a[2.0].",
        ),
    ),
    "a number of no such case": of_cases(
        "test_a[3.0]", status=1, says=(f"{NOTE}:5: * names no such case of 01_toy/a.*",)
    ),
    "no number": printed(
        "five", status=4, verdict=None, says=(f"{NOTE}:5: “five” is linked as the value high*",)
    ),
    "a number of no test": printed(
        "5", test="test_c", status=4, verdict=None, says=(f"{NOTE}:5: * has no test test_c*",)
    ),
    "a number of a claim that is false": printed(
        "5", body=f"high = measure(score, High)\n{FALSE}", verdict="REFUTED", status=1,
        says=(f"{NOTE}:5 01_toy/a: REFUTED*",),
    ),
    "a number as measured": printed("5"),
    "a number with too many digits": printed(
        "5.04", says=(f"{NOTE}:5: “5.04”* has more digits than are known*Write 5*",)
    ),
    "a number with another last digit": printed(
        "6", says=(f"{NOTE}:5: “6”* is not the median to its last digit*Write 5*",)
    ),
    "a number of one case": of_cases("test_a[2.0]"),
    "a number of arithmetic": printed(
        "5", '"value gap"', body="gap = measure(score, High) - 0\nassert gap > measure(score, Low)"
    ),
    "a number of another seed": printed("4", flags=("--claims-seed", "1")),
    "a number and no verdict asked for": printed(
        "4", flags=("-m", "trained"), verdict=None, status=5
    ),
}  # fmt: skip
