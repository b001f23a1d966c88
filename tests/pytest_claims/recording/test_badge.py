"""The badge beside VERDICTS.md."""

from xml.etree import ElementTree

import pytest

from pytest_claims.recording.badge import BAD, GOOD, changes, message, render


def row(verdict="HOLDS", declared="holds"):
    as_declared = verdict == declared.upper()
    return {"id": "a/b", "verdict": verdict, "declared": declared, "as_declared": as_declared}


BELIEF = row("REFUTED", "refuted")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row()], "1 holds"),
        ([row()] * 7 + [BELIEF], "7 hold, 1 refuted as declared"),
        ([row(), row("REFUTED"), BELIEF], "1 of 3 claims not as declared"),
        ([row("INCONCLUSIVE")], "1 of 1 claim not as declared"),
    ],
)
def test_it_says_how_many_hold(rows, said):
    assert message(rows) == said
    drawn = ElementTree.fromstring(render(rows))
    assert drawn.get("aria-label") == f"claims: {said}"
    assert (BAD if "not as" in said else GOOD) in render(rows)


def test_it_is_as_wide_as_what_it_says():
    narrow, wide = (ElementTree.fromstring(render(rows)) for rows in ([row()], [row(), BELIEF]))

    assert float(narrow.get("width")) < float(wide.get("width"))


def test_each_letter_has_the_room_that_it_takes():
    """About 6.6 pixels in Verdana at this size, and six on either side of the text."""
    drawn = ElementTree.fromstring(render([row(), BELIEF]))
    (path,) = (part.get("d") for part in drawn.iter() if part.tag.endswith("}path"))
    label = float(path.removeprefix("M").partition(" ")[0])
    room = label - 12, float(drawn.get("width")) - label - 12

    for pixels, text in zip(room, ("claims", "1 holds, 1 refuted as declared"), strict=True):
        assert 6.5 < pixels / len(text) < 6.7


def test_each_text_stands_in_the_middle_of_its_half():
    drawn = ElementTree.fromstring(render([row(), BELIEF]))
    left, right = (float(text.get("x")) for text in drawn.iter() if text.tag.endswith("}text"))
    (path,) = (part.get("d") for part in drawn.iter() if part.tag.endswith("}path"))
    split = float(path.removeprefix("M").partition(" ")[0])

    assert left == split / 2
    assert right == (split + float(drawn.get("width"))) / 2


def test_the_coloured_part_ends_where_the_badge_does():
    drawn = ElementTree.fromstring(render([row(), BELIEF]))
    (path,) = (part.get("d") for part in drawn.iter() if part.tag.endswith("}path"))
    split, _, rest = path.removeprefix("M").partition(" 0h")
    corner = 3

    assert float(split) + float(rest.partition("a")[0]) + corner == float(drawn.get("width"))


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        (None, []),
        (render([row()]).encode(), []),
        (render([row(), BELIEF]).encode(), ["VERDICTS.svg does not say 1 holds"]),
        (b"\xff\xfe", ["VERDICTS.svg does not say 1 holds"]),
    ],
    ids=["absent", "the same", "another", "no text"],
)
def test_a_badge_that_is_there_and_says_something_else_is_told(tmp_path, drawn, said):
    file = tmp_path / "VERDICTS.svg"
    if drawn is not None:
        file.write_bytes(drawn)

    assert changes(file, [row()]) == said
