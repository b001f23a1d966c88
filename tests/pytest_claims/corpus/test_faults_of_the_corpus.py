"""The same corpus where notes and claims disagree: one fault each, and nothing runs."""

from fnmatch import fnmatchcase

import pytest

import pytest_claims.session.controller  # once here, and not again in every project's run
import pytest_claims.session.worker  # noqa: F401

TRUE = "assert measure(score, High) > measure(score, Low)"
FLAT = "@control(High, Flat)"
NOTE, CLAIM = "notes/01_toy.md", "claims/test_01_toy.py"
LINK = "[a]: ../claims/test_01_toy.py#test_a"
FAILED = "## What Failed\n"
SECOND = f"""{TRUE}

@no_control("a toy")
def test_b(measure):
    \"\"\"High is higher.\"\"\"
    {TRUE}
"""
QUOTED = "*{0}:* says “High is *”*{1}:* says “High is *”. Reword the one that is wrong."

FAULTS = {
    "reworded sentence": (NOTE, "is higher.", "is highest.", QUOTED.format(NOTE, CLAIM)),
    "reworded claim": (CLAIM, "is higher.", "is highest.", QUOTED.format(NOTE, CLAIM)),
    "misspelt verdict": (NOTE, LINK, f'{LINK} "false"', f"{NOTE}:*“false”*"),
    "link to no test": (
        NOTE,
        FAILED,
        f"{FAILED}\n[So](../claims/test_01_toy.py#test_b).\n",
        f"{NOTE}:*{CLAIM} has no test test_b*the nearest is test_a.",
    ),
    "link to no file": (
        NOTE,
        FAILED,
        f"{FAILED}\n[So](../claims/test_02_toy.py#test_a).\n",
        f"{NOTE}:*there is no claim file claims/test_02_toy.py*",
    ),
    "test without sentence": (CLAIM, TRUE, SECOND, f"{CLAIM}:*no sentence * links to test_b*"),
    "no control": (CLAIM, FLAT, "", f"{CLAIM}:*neither @control nor @no_control*"),
    "defined twice": (
        CLAIM,
        TRUE,
        SECOND.replace("test_b", "test_a"),
        f"{CLAIM}:*test_a is defined twice*",
    ),
    "loop": (CLAIM, TRUE, f"for _ in [1]:\n        {TRUE}", f"{CLAIM}:*uses a loop*"),
    "negation": (CLAIM, TRUE, "assert not measure(score, High) > 0", f"{CLAIM}:*uses not*"),
    "equality": (CLAIM, TRUE, "assert measure(score, High) == 5", f"{CLAIM}:*uses ==*"),
    "message": (CLAIM, TRUE, f"{TRUE}, 'why'", f"{CLAIM}:*a message on an assert*"),
    "never asserted": (CLAIM, TRUE, "measure(score, High) > 0", f"{CLAIM}:*asserts nothing of it*"),
    "mark that hides": (
        CLAIM,
        FLAT,
        f"{FLAT}\n@pytest.mark.xfail(strict=False)",
        f"{CLAIM}:*carries the mark xfail*",
    ),
    "mark of nobody": (
        CLAIM,
        FLAT,
        f"{FLAT}\n@pytest.mark.slow",
        f"{CLAIM}:*carries the mark slow, which the project does not register*",
    ),
    "denied sentence": (
        NOTE,
        "[High is higher.]",
        "It is false that [High is higher]",
        f"{NOTE}:*is a part of its sentence*Take the whole sentence into the link*",
    ),
    "chain inside every": (
        CLAIM,
        TRUE,
        "assert every(0 < measure(score, High) < 9)",
        f"{CLAIM}:*a chained comparison inside every*",
    ),
    "class": (CLAIM, TRUE, f"{TRUE}\n\nclass TestMore:\n    pass", f"{CLAIM}:*class TestMore*"),
    "missing section": (NOTE, FAILED, "", f"{NOTE}:*no section “What Failed”*"),
    "dead label": (NOTE, FAILED, f"{FAILED}\nIt [fails][c].\n", f"{NOTE}:*label is not defined*"),
    "unused definition": (NOTE, LINK, f"{LINK}\n[c]: a.md", f"{NOTE}:*[c] is defined and never*"),
    "no such derivation": (
        NOTE,
        FAILED,
        f"{FAILED}\n[So](../math/01_toy.md#11-so).\n",
        f"{NOTE}:*there is no file math/01_toy.md*",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_note_and_claim_that_differ_in_one_place_get_that_fault_and_no_other(project, name):
    path, old, new, pattern = FAULTS[name]
    project.claim(TRUE, how=FLAT, sentence="High is higher")
    changed = project.write() / path
    text = changed.read_text()
    assert old in text
    changed.write_text(text.replace(old, new, 1))
    result = project.inside()

    assert result.ret == 4
    said = " ".join(line.strip() for line in result.errlines if line)
    head, _, fault = said.partition("places: ")
    assert head.endswith("disagree in 1 "), said
    assert fnmatchcase(fault, pattern.replace("[", "[[]")), said
