"""The ledger has all settings of a measurement, whoever set them."""

TOY = """
def steady(*, seeds, task=None, steps=3):
    return np.full(len(seeds), 1.0)

def pytest_claims_defaults(probe):
    return {"clip": 1.0} if probe is steady else None
"""


def measured(project, body):
    assert project.claim(body).audit().ret == 0
    (case,) = project.ledger()["a"]["cases"]
    return case["measurements"]


def test_defaults_of_probe_architecture_and_project_are_in_the_ledger(project):
    project.toy += TOY
    root = project.claim(
        """
        assert measure(score, High, noise=0.1) > measure(score, Low, noise=0.1)
        assert measure(toy.steady) > 0
        """
    ).write()
    conftest = root / "conftest.py"
    conftest.write_text(
        conftest.read_text() + "\ndef pytest_claims_defaults(probe):\n"
        "    import toy\n    return toy.pytest_claims_defaults(probe)\n"
    )
    assert project.inside().ret == 0
    (case,) = project.ledger()["a"]["cases"]
    high, _, steady = case["measurements"]

    assert (high["conditions"], high["settings"]) == ({"noise": 0.1}, {"noise": 0.1, "gain": 1.0})
    assert steady["conditions"] == {}
    assert steady["settings"] == {"clip": 1.0, "task": None, "steps": 3}


def test_each_point_of_a_sweep_has_settings_of_its_own_and_what_varies_is_one(project):
    (first, second, varied) = measured(
        project,
        """
        from_both = measure(score, High, gain=over(2.0, 3.0), noise=0.01)
        assert largest(from_both) > measure(score, Low, gain=across(1.0, 2.0))
        """,
    )

    assert [m["settings"]["gain"] for m in (first, second)] == [2.0, 3.0]
    assert varied["settings"] == {"gain": "across(1.0, 2.0)", "noise": 1.0}
