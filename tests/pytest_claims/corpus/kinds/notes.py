"""What a note may say of a test: its whole sentence, in sight, in one wording."""

from corpus.tiny import CLAIMS, NO_CONTROL, NOTE, TRUE, Tiny
from toy_project import NOTE as NOTES

LINK = "[a]: ../claims/test_01_toy.py#test_a"
SENTENCE = "[High is higher.][a]"
FAILED = "## What Failed\n"
SECOND = f"""{TRUE}

{NO_CONTROL}
def test_b(measure):
    \"\"\"High is higher.\"\"\"
    {TRUE}
"""
OTHER_CLAIM = f"""
from pytest_claims import no_control
from toy import High, Low, score

{NO_CONTROL}
def test_c(measure):
    \"\"\"Low is lower.\"\"\"
    assert measure(score, Low) < measure(score, High)
"""
FALSE_CLAIM = OTHER_CLAIM.replace("Low) <", "Low) >").replace("is lower", "is higher")


def wrong(says: str, *edits: tuple[str, str, str], **more: object) -> Tiny:
    """Note and claim part in one place, so that nothing runs."""
    return Tiny(
        "notes that say something else", status=4, verdict=None, says=(says,), edits=edits, **more
    )  # type: ignore[arg-type]


def right(*edits: tuple[str, str, str], **more: object) -> Tiny:
    """Ways to write that change nothing."""
    return Tiny("notes that say the same", edits=edits, **more)  # type: ignore[arg-type]


def in_note(old: str, new: str, says: str) -> Tiny:
    return wrong(f"{NOTE}:*{says}*", (NOTE, old, new))


def in_claim(old: str, new: str, says: str) -> Tiny:
    return wrong(f"{CLAIMS}:*{says}*", (CLAIMS, old, new))


def hidden(text: str, says: str = f"{CLAIMS}:*no sentence * links to test_a*") -> Tiny:
    """The sentence stands where no reader sees it, so its test belongs to no sentence."""
    return Tiny(
        "notes that say something else",
        status=4,
        verdict=None,
        says=(says,),
        edits=((NOTE, SENTENCE, text),),
    )


def elsewhere(
    note: str, stem: str, up: str = "../", claim: str = OTHER_CLAIM, **more: object
) -> Tiny:
    """A second note of this name, with a claim."""
    sentence = "Low is higher" if claim is FALSE_CLAIM else "Low is lower"
    link = f"[c]: {up}claims/test_{stem}.py#test_c"
    text = NOTES.format(sentences=f"[{sentence}.][c]", definitions=link)
    return Tiny(
        "notes of any name",
        files={f"notes/{note}": text, f"claims/test_{stem}.py": claim},
        edits=(("pytest.ini", "accounted_for = 0.7", "accounted_for = 0"),),
        **more,  # type: ignore[arg-type]
    )


def false_elsewhere(note: str, stem: str, up: str = "../") -> Tiny:
    return elsewhere(
        note, stem, up, FALSE_CLAIM, status=1, says=(f"notes/{note}:* {stem}/c: REFUTED*",)
    )


CITING = ("1 sentence cites claims in words of their own, which nothing tests: *",)
UNUSED = f"{NOTE}:*[a] is defined and never used*"

PROJECTS = {
    "a reworded sentence": in_note("is higher.", "is highest.", "says “High is *"),
    "a reworded claim": wrong(f"{NOTE}:*says “High is *", (CLAIMS, "is higher.", "is highest.")),
    "another case of letters": in_note("High is", "high is", "says “high is *"),
    "a misspelt verdict": in_note(LINK, f'{LINK} "false"', "“false”"),
    "a link to no test": in_note(
        FAILED, f"{FAILED}\n[So](../claims/test_01_toy.py#test_b).\n", "has no test test_b"
    ),
    "a link to no file": in_note(
        FAILED, f"{FAILED}\n[So](../claims/test_02_toy.py#test_a).\n", "claims/test_02_toy.py"
    ),
    "a test without a sentence": in_claim(
        TRUE, SECOND.replace("is higher", "is above"), "no sentence * links to test_b"
    ),
    "no control": in_claim("@control(High, Flat)", "", "neither @control nor @no_control"),
    "a test defined twice": in_claim(
        TRUE, SECOND.replace("test_b", "test_a"), "test_a is defined twice"
    ),
    "a loop": in_claim(TRUE, f"for _ in [1]:\n        {TRUE}", "uses a loop"),
    "a negation": in_claim(TRUE, "assert not measure(score, High) > 0", "uses not"),
    "an equality": in_claim(TRUE, "assert measure(score, High) == 5", "uses =="),
    "a message": in_claim(TRUE, f"{TRUE}, 'why'", "a message on an assert"),
    "an event that nobody asserts": in_claim(TRUE, "measure(score, High) > 0", "asserts nothing"),
    "a chain inside every": in_claim(
        TRUE, "assert every(0 < measure(score, High) < 9)", "a chained comparison inside every"
    ),
    "a class": in_claim(TRUE, f"{TRUE}\n\nclass TestMore:\n    pass", "class TestMore"),
    "a missing section": in_note(FAILED, "", "no section “What Failed”"),
    "a dead label": in_note(FAILED, f"{FAILED}\nIt [fails][c].\n", "label is not defined"),
    "an unused definition": in_note(LINK, f"{LINK}\n[c]: a.md", "[c] is defined and never"),
    "no such derivation": in_note(
        FAILED, f"{FAILED}\n[So](../math/01_toy.md#11-so).\n", "there is no file math/01_toy.md"
    ),
    "a denial around the link": in_note(
        SENTENCE, f"It is false that {SENTENCE}", "is a part of its sentence*"
    ),
    "a myth after the link": in_note(
        SENTENCE, "The statement that [High is higher][a] is a myth.", "*"
    ),
    "a doubt after the link": in_note(SENTENCE, "[High is higher][a], or so they say.", "*"),
    "a second wording": in_note(SENTENCE, f"{SENTENCE}\n\n[Low is higher.][a]", "Low is higher"),
    "a statement of two claims": wrong(
        f"{CLAIMS}:*two claims state “High is higher.”*test_a*test_b*",
        (CLAIMS, "sentence of b.", "sentence of b.\n\n    High is higher."),
        b=TRUE,
    ),
    "a third paragraph": in_claim(
        "is higher.", "is higher.\n\n    So.\n\n    So.", "more than two"
    ),
    "no mark before a belief": wrong(
        f"{NOTE}:*“High is higher.” is declared refuted* Write [✗ High is higher.].",
        (NOTE, "✗ ", ""),
        title="refuted",
    ),
    "a mark before what holds": wrong(
        f"{NOTE}:*✗ stands before “High is higher.”*", (NOTE, "[High", "[✗ High")
    ),
    "a comment": hidden(f"<!-- {SENTENCE} -->", UNUSED),
    "a comment of several lines": hidden(f"<!--\n{SENTENCE}\n-->", UNUSED),
    "struck out": hidden(f"~~{SENTENCE}~~"),
    "a block of code": hidden(f"```\n{SENTENCE}\n```", UNUSED),
    "a citation of what is refuted": wrong(
        f"{NOTE}:*refuted*",
        (NOTE, FAILED, f"{FAILED}\nThat is why [it][a2] failed.\n"),
        (NOTE, LINK, f"[a2]: ../claims/test_01_toy.py#test_a\n{LINK}"),
        title="refuted",
        body="assert measure(score, High, gain=1.0) < 0",
        how="@control(gain=-1.0)",
    ),
    "a note of no number": elsewhere("hashing.md", "hashing"),
    "a note of no number, false": false_elsewhere("hashing.md", "hashing"),
    "a note in a folder": elsewhere("deep/02_more.md", "02_more", "../../"),
    "a note in a folder, false": false_elsewhere("deep/02_more.md", "02_more", "../../"),
    "a note of another suffix": elsewhere("02_more.markdown", "02_more"),
    "a note of another suffix, false": false_elsewhere("02_more.markdown", "02_more"),
    "a note in capitals": false_elsewhere("02_MORE.MD", "02_MORE"),
    "a note with a hyphen": elsewhere("on-hashing.md", "on-hashing"),
    "a numbered note without claims": Tiny(
        "notes of any name", files={"notes/06_open.md": "# Open\n\nWhat is open.\n"}
    ),
    "prose in a folder": Tiny(
        "notes of any name", files={"notes/deep/more.md": "# More\n\nAll is prose.\n"}
    ),
    "brackets after the link": right((NOTE, SENTENCE, "[High is higher][a] (by five).")),
    "a colon before the link": right((NOTE, SENTENCE, f"So much is known: {SENTENCE}")),
    "emphasis": right((NOTE, SENTENCE, "[*High* is **higher**.][a]")),
    "a sentence on two lines": right((NOTE, SENTENCE, "[High\nis higher.][a]")),
    "in a list": right((NOTE, SENTENCE, f"- {SENTENCE}")),
    "a comment beside it": right((NOTE, SENTENCE, f"<!-- to do -->\n\n{SENTENCE}")),
    "front matter": right((NOTE, "# A note", "---\ntitle: A note\ntags: [a, b]\n---\n\n# A note")),
    "a citation": right(
        (NOTE, SENTENCE, f"{SENTENCE}\n\nThat is why [the higher one][a] is taken."),
        says=CITING,
    ),
    "a citation of what is refuted, said so": right(
        (NOTE, FAILED, f"{FAILED}\nThat is why [it][a2] failed.\n"),
        (NOTE, LINK, f'[a2]: ../claims/test_01_toy.py#test_a "refuted"\n{LINK}'),
        says=CITING,
        title="refuted",
        verdict="REFUTED",
        body="assert measure(score, High, gain=1.0) < 0",
        how="@control(gain=-1.0)",
    ),
    "a statement": right(
        (CLAIMS, "is higher.", "is higher.\n\n    In this toy, High scores higher than Low.")
    ),
    "one sentence of two claims, stated apart": right(
        (CLAIMS, "This is the sentence of b.", "High is higher.\n\n    High scores more."),
        (NOTE, "This is the sentence of b.", "High is higher."),
        b=TRUE,
    ),
    "a statement that leans": right(
        (CLAIMS, "is higher.", "is higher.\n\n    It scores higher."),
        says=(f"wording: {CLAIMS}:*01_toy/a states something of “It” and not of what*",),
    ),
    "a belief cited by its contrary": right(
        (NOTE, FAILED, f"{FAILED}\nSeen that [Low is not higher][a].\n"),
        says=CITING,
        title="refuted",
        verdict="REFUTED",
        body="assert measure(score, High, gain=1.0) < 0",
        how="@control(gain=-1.0)",
    ),
    "windows line ends": right((NOTE, "\n\n", "\r\n\r\n")),
    "a table beside it": right((NOTE, SENTENCE, f"{SENTENCE}\n\n| a | b |\n|---|---|\n| 1 | 2 |")),
}
