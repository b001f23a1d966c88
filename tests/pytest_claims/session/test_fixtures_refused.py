"""Which fixtures a claim may have, by what pytest knows of its item."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from pytest_claims.faults import ClaimError
from pytest_claims.session.fixtures import OWN, refuse_fixtures

ROOT = Path("/p")


def fixture(file, module="theirs"):
    """A fixture as if it were defined in this file."""

    def made():
        """Gives nothing."""

    made.__code__ = made.__code__.replace(co_filename=str(file))
    made.__module__ = module
    return SimpleNamespace(func=made)


def item(*names, marked=(), ini=(), parameters=None, **defined):
    found = SimpleNamespace(
        originalname="test_a",
        _fixtureinfo=SimpleNamespace(argnames=names, name2fixturedefs=defined),
        iter_markers=lambda name: [SimpleNamespace(args=marked)] if marked else [],
        config=SimpleNamespace(getini=lambda name: list(ini)),
    )
    if parameters is not None:
        found.callspec = SimpleNamespace(params=parameters)
    return found


MEASURE = fixture(OWN)
DIRECT = fixture("/x/_pytest/python.py", "_pytest.python")


@pytest.mark.parametrize(
    "allowed",
    [
        item("measure", measure=[MEASURE]),
        item(),
        item("measure", "gain", parameters={"gain": 1}, measure=[MEASURE]),
        item("measure", "gain", parameters={"gain": 1}, measure=[MEASURE], gain=[DIRECT]),
        item("measure", measure=[fixture("/p/conftest.py"), MEASURE]),
        item("measure", measure=[MEASURE], tidy=[fixture("/elsewhere/plugin.py")]),
        item("measure", measure=[MEASURE], tidy=[fixture("/p/v/site-packages/plugin.py")]),
    ],
)
def test_measure_and_parameters_are_let_be_and_what_others_do_unasked(allowed):
    refuse_fixtures(allowed, ROOT)


MADE = fixture("/p/conftest.py")


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (item("measure", "gap", measure=[MEASURE]), "test_a uses the fixture gap. "),
        (item("gap", "more"), "test_a uses the fixture gap. "),
        (item("measure", marked=("gap",)), "test_a uses the fixture gap. "),
        (item("measure", ini=("gap",)), "test_a uses the fixture gap. "),
        (item("gain", parameters={"gain": 1}, gain=[DIRECT, MADE]), "uses the fixture gain. "),
        (item(measure=[MEASURE, MADE]), "/p/conftest.py overrides the fixture measure: remove it"),
        (item(measure=[MEASURE], tidy=[MADE]), "given the fixture tidy of /p/conftest.py. "),
        (item(_xunit_setup_module=[fixture("/x/p.py")]), "given the fixture _xunit_setup_module "),
    ],
)
def test_what_could_change_a_claim_unseen_is_refused_by_its_name(refused, said):
    with pytest.raises(ClaimError) as told:
        refuse_fixtures(refused, ROOT)

    assert said in str(told.value)
