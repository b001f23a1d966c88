"""Which note makes a claim, and by which of its links."""

from collections.abc import Iterable, Iterator, Sequence

from pytest_claims.notes.outline import Link, Passage

Test = tuple[str, str]  # the claim file, relative to the root, and the test's name


def links_to_tests(prose: Iterable[Passage]) -> Iterator[tuple[Test, Passage, Link]]:
    """Every link of these sentences that leads to a test."""
    for passage in prose:
        for link in passage.links:
            if link.to_claim:
                yield (link.path or "", link.fragment), passage, link


def homes(
    notes: Sequence[tuple[str, Sequence[Passage]]], *, paired: bool = False
) -> dict[Test, int]:
    """The note that makes each claim, of notes given by stem and sentences.

    That is the first whose link takes in its whole sentence, and the note of the claim file's
    stem before others; where notes and tests are ``paired``, no other.
    """
    stems = {stem: i for i, (stem, _) in reversed([*enumerate(notes)])}
    found: dict[Test, list[tuple[bool, bool, int]]] = {}
    for i, (_, prose) in enumerate(notes):
        for test, _, link in links_to_tests(prose):
            namesake = stems.get(link.stem or "")
            if paired and namesake is not None:
                found[test] = [(False, False, namesake)]
            elif link.whole or namesake == i:
                found.setdefault(test, []).append((not link.whole, namesake != i, i))
    return {test: min(candidates)[-1] for test, candidates in found.items()}


def claims_of(prose: Iterable[Passage], own: set[Test]) -> list[tuple[Passage, Link]]:
    """The link by which each of these tests is claimed: the first that takes in its whole
    sentence, or the first of all; in the order of the sentences.
    """
    found: dict[Test, tuple[Passage, Link]] = {}
    for test, passage, link in links_to_tests(prose):
        if test in own and (test not in found or (link.whole and not found[test][1].whole)):
            found[test] = passage, link
    return sorted(found.values(), key=lambda claim: claim[1].line)
