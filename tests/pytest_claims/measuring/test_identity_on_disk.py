"""The names under which evidence lies on disk: other ones, and all of it is measured again."""

import pytest
import toy_bench as toy

from pytest_claims.measuring.identity import SCHEMA, identity, python
from pytest_claims.measuring.sources import Sources


@pytest.fixture
def found(tmp_path):
    def of(measurement, **more):
        asked = {"seed": 3, "look": 1, "device": "cpu"} | more
        return identity(measurement, Sources(root=tmp_path, environment=["HOME"]), **asked)

    return of


def test_evidence_that_is_there_is_found_by_the_names_that_it_was_kept_under(found):
    names = set(found(toy.of(toy.normal, toy.High, gain=1.0)))

    assert SCHEMA == 2
    assert names == {
        *("schema", "probe", "architecture", "conditions", "seed", "look", "device"),
        *("probe sources", "architecture sources", "distributions", "environment", "python"),
    }
    assert set(found(toy.of(toy.normal), indices=(1, 3))) == {*names, "indices"}


def test_what_was_asked_for_stands_under_its_name(found):
    whole = found(toy.of(toy.normal, toy.High, gain=1.0), indices=(1, 3))
    known = {"probe": "toy_bench:normal", "architecture": "toy_bench:High", "seed": 3, "look": 1}
    known |= {"conditions": {"gain": 1.0}, "device": "cpu", "indices": [1, 3], "python": python()}

    assert whole.items() >= known.items()
    assert whole["environment"].keys() == {"HOME"}
    assert "numpy" in whole["distributions"]
    assert found(toy.of(toy.normal))["architecture"] is None
