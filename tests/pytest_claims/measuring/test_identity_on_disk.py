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


def test_the_size_of_seeds_counts_where_it_is_not_the_usual(found):
    assert found(toy.of(toy.normal), bits=32).items() >= {"seed bits": 32}.items()


@pytest.mark.parametrize(
    ("file", "part"),
    [("tasks_a.py", "probe sources"), ("models_a.py", "architecture sources")],
)
def test_conditions_count_with_the_probe_and_the_architecture_for_itself(bare, file, part):
    text = "from dataclasses import dataclass\nimport pytest\n"
    bare.write("tasks_a.py", f"{text}@dataclass(frozen=True)\nclass Task:\n    length: int = 8\n")
    bare.write("models_a.py", "class Model: pass\n")
    task = bare.get("tasks_a:Task")()
    asked = toy.of(toy.normal, bare.get("models_a:Model"), task=task)

    def named():
        return identity(asked, bare.sources(), seed=0, look=0, device="cpu")

    before = named()
    bare.edit(file)

    assert [name for name, value in named().items() if value != before[name]] == [part]
    assert "pytest" in before["distributions"]
