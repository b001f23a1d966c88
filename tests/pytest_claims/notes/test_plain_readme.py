"""Notes as they are: a README, a page of a site, folders of them; no rule of ours objects."""

import pytest

README = """\
---
title: Sorting
tags: [algorithms]
---

# sorting [![CI][badge]][ci]

Sorts lists. See [the guide](/guide/), [the API](api.html), and [below](#install).

[Merging needs fewer comparisons than inserting.](claims/test_sorting.py#test_fewer)

## Install

It is always easy, and it can never fail:

    pip install sorting

| size | time |
|---|---|
| `x[1][2]` | 3 s |

[badge]: https://example.org/badge.svg
[ci]: https://example.org/ci
"""
PROBES = """
import random

def inserting(*, seeds, size=50):
    return [float(size * size / 4 + random.Random(s).random()) for s in seeds]

def merging(*, seeds, size=50):
    return [float(size * 6 + random.Random(s).random()) for s in seeds]
"""
CLAIMS = '''
from pytest_claims import control
from probes import inserting, merging

@control(size=4, because="length")
def test_fewer(measure):
    """Merging needs fewer comparisons than inserting."""
    assert measure(merging, size=50) < measure(inserting, size=50)
'''


@pytest.fixture
def audited(pytester, monkeypatch):
    """A run over these files, README and claim among them, and what it printed."""

    def audited(notes, *arguments, **files):
        monkeypatch.setenv("PYTHONPATH", str(pytester.path))
        ini = f"[pytest]\naddopts = --import-mode=importlib\nclaims_notes = {notes}\n"
        known = {"README.md": README, "api.md": "# API\n", "probes.py": PROBES}
        known |= {"claims/test_sorting.py": CLAIMS, "pytest.ini": ini}
        for name, text in (known | files).items():
            (pytester.path / name).parent.mkdir(parents=True, exist_ok=True)
            (pytester.path / name).write_text(text)
        return pytester.runpytest_subprocess("claims", *arguments)

    return audited


def test_a_readme_with_one_link_to_a_test_is_audited_and_nothing_objects(audited, pytester):
    result = audited("README.md", "--claims-report=page", "--claims-write-verdicts")

    assert result.ret == 0
    result.stdout.fnmatch_lines(["README *1 claims: 1 HOLDS; sentences: 1 tested*"])
    assert "wording:" not in result.stdout.str()
    page = (pytester.path / "page/index.html").read_text()
    assert 'data-claim="sorting/fewer"' in page
    assert 'id="argument"' not in page
    assert "## [README](README.md)" in (pytester.path / "VERDICTS.md").read_text()


def test_two_readmes_in_folders_of_their_own_may_both_make_claims(audited, pytester):
    link = "[Merging needs fewer comparisons than inserting.](/claims/test_sorting.py#test_fewer)"
    other = CLAIMS.replace("Merging needs", "It needs").replace("test_fewer", "test_more")
    result = audited(
        "docs",
        **{
            "docs/a/README.md": f"# A\n\n{link}\n",
            "docs/b/README.md": "# B\n\n[It needs fewer comparisons than inserting.]"
            "(../../claims/test_other.py#test_more)\n",
            "claims/test_other.py": other,
        },
    )

    assert result.ret == 0
    assert result.stdout.str().count("README            1 claims: 1 HOLDS") == 2


def test_a_link_that_leads_nowhere_is_told_where_no_site_could_resolve_it(audited):
    result = audited("README.md", **{"README.md": README.replace("api.html", "gone.html")})

    assert result.ret == 4
    result.stderr.fnmatch_lines(["*README.md:8: there is no file gone.html. Correct the link."])


@pytest.mark.parametrize(
    ("page", "place"),
    [
        ("# API\n\n## Sorting a list\n", "sorting-a-list"),
        ("# API\n\n## Sorting a list {#sort}\n", "sort"),
        ("# API\n\n## Sorting a list {#sort}\n", "sorting-a-list"),
        ("# API\n\n<a name='sort'></a>\n\nText.\n", "sort"),
        ('# API\n\n<h2 class="x" id="sort">Sorting</h2>\n', "sort"),
    ],
)
def test_a_link_may_lead_to_whatever_a_page_names(tmp_path, page, place):
    from pytest_claims.claims.correspondence import check
    from pytest_claims.notes.note import read_notes

    (tmp_path / "README.md").write_text(f"See [this](api.md#{place}).\n")
    (tmp_path / "api.md").write_text(page)
    notes, _ = read_notes(tmp_path, ["README.md"])

    assert check(notes, [], tmp_path) == []
    (tmp_path / "api.md").write_text("# API\n")
    assert [fault.line for fault in check(notes, [], tmp_path)] == [1]


def test_any_note_makes_the_claims_of_a_test_file_that_it_links_to(audited):
    link = "[Merging needs fewer comparisons than inserting.](../claims/test_sorting.py#test_fewer)"
    files = {"notes/sorting.md": "# Sorting\n\nNothing yet.\n", "notes/z.md": f"# Z\n\n{link}\n"}
    result = audited("notes", **files)

    assert result.ret == 0
    result.stdout.fnmatch_lines(["z *1 claims: 1 HOLDS*"])
