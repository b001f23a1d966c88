"""No verdict is invented: what is not a measurement is an ERROR, and the exit status is not 0."""

import pytest

TRUE = "assert measure(score, High) > measure(score, Low)"


def error(project, body, toy="", *arguments, **claim):
    project.toy += toy
    result = project.claim(body, **claim).audit(*arguments)
    assert result.ret == 1
    assert project.ledger()["a"]["verdict"] == "ERROR"
    return result.stdout.str()


def test_assert_inside_a_probe_is_no_refutation(project):
    toy = "\ndef asserting(*, seeds):\n    assert False, 'a bug'\n"
    text = error(project, "assert measure(toy.asserting) > 0", toy)

    assert "a bug" in text
    assert "asked for at claims/test_01_toy.py:" in text


def test_nan_is_no_verdict(project):
    text = error(project, 'assert measure(constant, value=float("nan")) > 0')

    assert "NaN in 24 of 24 replicas" in text


def test_infinity_is_a_value_and_ties_with_itself(project):
    project.claim('assert measure(constant, value=float("inf")) >= float("inf")')

    assert project.audit().ret == 0


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("assert measure(score, High, volume=1) > 0", "no parameter takes the condition volume=1"),
        ("assert measure(score, High, nois=1) > 0", "of a signature; the nearest is noise."),
        ("assert measure(score, High, seeds=1) > 0", "no parameter takes the condition seeds=1"),
        (
            "assert measure(score) > 0",
            "Name what is measured, measure(score, SUBJECT, …): score takes build",
        ),
        (
            "assert measure(constant, High) > 0",
            "Write measure(constant, …), or call the first parameter of constant build",
        ),
        ("assert measure(score, High, gain=High) > 0", "is no condition"),
        ("a = measure(score, High) > 0", "compared but never asserted"),
        ("a = measure(score, High)", "asserts no comparison"),
        ("assert float(measure(score, High)) > 0", "has no single value"),
        ('assert measure(score, High) > "much"', "use a number or a sample"),
        ("assert undefined > 0", "undefined"),
    ],
)
def test_undecidable_claim_is_an_error_that_says_what_to_write(project, body, says):
    assert says in error(project, body)


def test_ambiguous_condition_quotes_both_signatures(project):
    toy = "\ndef loud(build, *, seeds, gain=1.0):\n    return np.zeros(len(seeds))\n"
    text = error(project, "assert measure(toy.loud, High, gain=2.0) > 0", toy)

    assert "both take the condition gain=2.0" in text
    assert "loud(build, *, seeds, gain=1.0)" in text
    assert "High(inputs, outputs, *, seeds, gain=1.0)" in text


def test_probe_of_another_shape_is_named(project):
    toy = "\ndef pairs(*, seeds):\n    return np.zeros((len(seeds), 2))\n"
    text = error(project, "assert measure(toy.pairs) > 0", toy)

    assert "returned shape (24, 2) for 24 replicas" in text


def test_unseeded_probe_is_caught_when_asked_twice(project):
    toy = "\ndef unseeded(*, seeds):\n    return np.random.default_rng().normal(size=len(seeds))\n"
    project.toy += toy
    project.claim("assert measure(toy.unseeded) > -9")
    project.write()
    ini = project.pytester.path / "pytest.ini"
    ini.write_text(ini.read_text().replace("claims_repeat = 0", "claims_repeat = 1"))
    result = project.inside()

    assert result.ret == 1
    result.stdout.fnmatch_lines(["*not reproducible: asked twice with the same seeds*"])


CRASH = "\ndef crash(*, seeds):\n    os._exit(3)\n"


def test_crashed_worker_is_an_error_and_not_status_0(project):
    project.toy += CRASH
    project.claim("assert measure(toy.crash) > 0").claim(TRUE, name="b")
    result = project.run("-n2", "--max-worker-restart=1")

    assert result.ret == 1
    assert project.ledger()["a"]["verdict"] == "ERROR"
    assert project.ledger()["b"]["verdict"] == "HOLDS"


def test_plugin_error_on_a_worker_is_not_status_0(project):
    project.claim(TRUE)
    project.write()
    conftest = project.pytester.path / "conftest.py"
    conftest.write_text(
        conftest.read_text() + "\nimport pytest\n@pytest.hookimpl(tryfirst=True)\n"
        "def pytest_runtest_protocol(item, nextitem):\n    raise RuntimeError('machinery')\n"
    )
    assert project.again("-n2").ret not in (0, 6)


def test_interrupt_leaves_a_valid_ledger_that_lists_what_was_not_reached(project):
    project.toy += "\ndef interrupt(*, seeds):\n    raise KeyboardInterrupt\n"
    project.claim(TRUE).claim("assert measure(toy.interrupt) > 0", name="b").claim(TRUE, name="c")
    result = project.run("-n0")

    assert result.ret == 2
    verdicts = {name: row["verdict"] for name, row in project.ledger().items()}
    assert verdicts == {"a": "HOLDS", "b": "not reached", "c": "not reached"}


def test_nothing_selected_is_not_status_0(project):
    assert project.claim(TRUE).audit("-k", "nothing_matches").ret == 5


def test_source_edited_while_the_audit_runs_is_refused(project):
    text = error(project, TRUE, "\nos.utime(__file__, (2e9, 2e9))\n")

    assert "was edited while the audit ran" in text
