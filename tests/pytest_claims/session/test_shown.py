"""What runs is what is shown, and all of it: the function and its asserts; errors in words."""

from types import SimpleNamespace

import pytest
from audit_errors import add, error

from pytest_claims.faults import ClaimError
from pytest_claims.session.shown import Shown, read_tests

TRUE = "assert measure(score, High) > measure(score, Low)"
FALSE = "assert measure(score, High) < measure(score, Low)"
NO_CONTROL = '@no_control("a toy")'


def test_a_test_that_is_rebound_does_not_run_in_the_place_of_the_one_shown(project, unread):
    project.claim(FALSE).claim(TRUE, name="b").write()
    add(project, "claims/test_01_toy.py", "\n\nglobals()['test_a'] = test_b\n")

    error(project, "test_a runs", "claims/test_01_toy.py:10 is what is shown")


def test_a_test_from_elsewhere_does_not_run_in_the_place_of_the_one_shown(project, unread):
    project.toy += "\ndef test_a(measure):\n    assert measure(score, High) > 0\n"
    project.claim(FALSE).claim(TRUE, name="b").write()
    add(project, "claims/test_01_toy.py", "\n\nglobals().update(test_a=toy.test_a)\n")

    error(project, "toy/__init__.py", "is what is shown")


def test_a_wrapper_does_not_run_in_the_place_of_the_test_shown(project, unread):
    project.toy += (
        "\ndef easy(test):\n    import functools\n    @functools.wraps(test)\n"
        "    def run(measure):\n        assert measure(score, High) > 0\n    return run\n"
    )
    project.claim(FALSE, how=f"@toy.easy\n{NO_CONTROL}").write()

    error(project, "wrap no test in a decorator of your own")


def test_code_that_is_replaced_is_not_the_test_shown(project, unread):
    project.claim(FALSE).claim(TRUE, name="b").write()
    add(project, "claims/test_01_toy.py", "\n\ntest_a.__code__ = test_b.__code__\n")

    error(project, "is what is shown")


def test_an_item_whose_function_a_conftest_swaps_is_an_error(project):
    project.claim(FALSE).claim(TRUE, name="b").write()
    add(
        project,
        "conftest.py",
        "\ndef pytest_collection_modifyitems(items):\n    items[0].obj = items[1].obj\n",
    )

    error(project, "is what is shown")


@pytest.mark.parametrize(
    "body",
    [
        f"{TRUE}\nexec('')\nassert 1 < 2",
        f"{TRUE}\n[lambda: 0, lambda: measure][0]()\nassert toy.nothing()",
    ],
)
def test_an_assert_that_decides_nothing_is_named_by_its_line(project, body, unread):
    project.toy += "\ndef nothing():\n    return True\n"
    project.claim(body).write()

    error(project, "claims/test_01_toy.py:14 decides 1 comparisons and 0 were asserted")


def test_an_assert_that_is_not_reached_is_named_by_its_line(tmp_path):
    file = tmp_path / "test_01_toy.py"
    file.write_text("def test_a(measure):\n    if True:\n        return\n    assert 0 < s < 1\n")

    with pytest.raises(ClaimError, match=r"test_01_toy\.py:4 decides 2 comparisons and 0"):
        read_tests(file, tmp_path)["test_a"].require_all([])


def test_both_ends_of_a_chain_are_decided(project):
    project.claim("assert 4 < measure(score, High, noise=0.1) < 6").write()

    assert project.inside().ret == 0
    assert len(project.ledger()["a"]["cases"][0]["comparisons"]) == 2


KEPT = "\n_kept = {}\n"  # as a cache, which no claim is kept from filling


def test_a_sample_kept_from_another_claim_is_refused(project, unread):
    project.toy += KEPT
    project.claim(f"toy._kept[0] = measure(score, High)\n{TRUE}", name="z")
    project.claim("assert measure(score, High) > toy._kept[0] - 9").write()

    error(project, "score(High) - 9 is used outside the run of the body that measured it")


def test_an_event_kept_from_another_claim_is_refused(project, unread):
    project.toy += KEPT
    body = "e = measure(score, High) > 0\ntoy._kept[0] = e\nassert e"
    project.claim(body, name="z").claim(f"{TRUE}\nassert toy._kept[0]").write()

    error(project, "score(High) > 0 is used outside the run of the body")


@pytest.mark.parametrize(
    "use",
    [
        "len(s)",
        "[*s]",
        "s[0]",
        "np.asarray(s)",
        "np.median(s)",
        "int(s)",
        "float(s)",
    ],
)
def test_a_claim_never_sees_its_numbers(project, use):
    project.claim(f"s = measure(score, High)\nt = {use}\nassert s > 0").write()

    error(project, "has no single value", "a claim never sees its numbers")


def test_a_sample_has_no_method_that_gives_its_numbers(project, unread):
    project.claim("s = measure(score, High)\nt = s.values()\nassert s > 0").write()

    error(project, "has no single value", "a claim never sees its numbers")


def test_measure_outside_of_claims_fails_in_words(project):
    project.claim(TRUE).write()
    add(project, "tests/test_x.py", "import toy\ndef test_x(measure):\n    pass\n")

    both = project.at("tests", "claims")
    alone = project.at("tests")

    assert both.ret == alone.ret == 1
    for result in (both, alone):
        result.stdout.fnmatch_lines(["*measure is for claims, and *tests/test_x.py is none*"])


@pytest.mark.parametrize("also", [[], ["claims"]])
def test_claims_that_are_reached_by_a_link_are_refused(project, also):
    project.claim(FALSE).write()
    (project.pytester.path / "also").symlink_to("claims")
    result = project.at("also", *also)

    assert result.ret == 4
    result.stderr.fnmatch_lines(["*also leads to the claims in *claims: run pytest *claims*"])


def test_claims_that_are_reached_by_their_module_are_not_green(project):
    project.claim(FALSE).write()
    add(project, "claims/__init__.py", "")

    assert project.at("--pyargs", "claims.test_01_toy").ret != 0


def test_an_error_of_the_claim_is_shown_with_its_line_and_without_a_traceback(project):
    project.claim("assert measure(score, High, volume=1) > 0").write()
    text = error(project)

    assert "claims/test_01_toy.py:12: no parameter takes the condition volume=1" in text
    assert "src/pytest_claims" not in text.partition("= claims =")[0]


def test_an_error_of_a_probe_is_shown_from_the_probe_on(project):
    project.toy += "\ndef odd(*, seeds):\n    return inner()\n\ndef inner():\n    return 1 / 0\n"
    project.claim("assert measure(toy.odd) > 0").write()
    text = error(project, "ZeroDivisionError")

    assert "toy/__init__.py" in text
    assert "return 1 / 0" in text
    assert "return inner()" in text
    assert "asked for at" in text
    assert "trial.py" not in text
    assert "instrument.py" not in text


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("toy:Low", "toy:Lwo", "toy:Lwo: *toy/__init__.py has no Lwo"),
        ("toy:Low", "toyy:Low", "toyy:Low: there is no module toyy"),
        ("toy:Low", "toy.x:Low", "toy.x:Low: there is no module toy.x"),
        ("toy:Low", "Low", "Low: write module:attribute"),
        ("toy:Flat", "toy:Flatt", "toy:Flatt: *toy/__init__.py has no Flatt"),
        ('"High": [', '"Hihg": [', "pytest_claims_ablations names Hihg*names High, Low"),
    ],
)
def test_a_name_that_leads_nowhere_is_a_usage_error(project, old, new, says):
    project.claim(TRUE).write()
    file = project.pytester.path / "conftest.py"
    file.write_text(file.read_text().replace(old, new))
    result = project.inside("--claims-mutants")

    assert result.ret == 4
    result.stderr.fnmatch_lines([f"*{says}*"])


def test_a_locale_that_is_not_utf_8_is_written_to(project, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONUTF8", "0")
    monkeypatch.setenv("PYTHONCOERCECLOCALE", "0")
    project.claim(FALSE, how="@control(High, Flat)", sentence="High → low")
    project.claim(TRUE, name="b", how="@control(High, Flat)").write()
    result = project.again("-n0")

    assert result.ret == 1
    assert "INTERNALERROR" not in result.stdout.str() + result.stderr.str()


@pytest.mark.parametrize(
    ("asserted", "count"),
    [("a > b", 1), ("a < b < c", 2), ("a > b and c > d > e", 3), ("every(a > b)", 1), ("not a", 1)],
)
def test_the_comparisons_that_an_assert_shows_are_counted(tmp_path, asserted, count):
    file = tmp_path / "test_01_toy.py"
    file.write_text(f"@mark\ndef test_a(measure):\n    assert (\n        {asserted}\n    )\n")

    found = read_tests(file, tmp_path)["test_a"]
    assert found.asserts == ((3, 5, count),)
    assert (found.path, found.line, found.first) == ("test_01_toy.py", 2, 1)


@pytest.mark.parametrize(
    ("lines", "complete"),
    [((3, 5), True), ((4, 4, 4), True), ((4,), False), ((2, 3), False), ((5, 6), False)],
)
def test_an_assert_decides_what_was_asserted_between_its_lines(lines, complete):
    shown = Shown("x.py", 1, 1, ((3, 5, 2),))
    asserted = [SimpleNamespace(line=line) for line in lines]
    if complete:
        shown.require_all(asserted)
    else:
        with pytest.raises(ClaimError, match=r"the assert in x\.py:3 decides 2 comparisons and 1"):
            shown.require_all(asserted)
