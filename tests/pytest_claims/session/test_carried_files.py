"""Which claims are left to decide, file by file, and whether the next run may carry these."""

from types import SimpleNamespace

import pytest

from pytest_claims.session import carried
from pytest_claims.session.carried import Kept, by_file, carry, undecided, undisturbed

DONE, OPEN = {"rows": [{}]}, {"rows": []}
FILES = {
    "claims/test_01_a.py": {"test_x": DONE, "test_y": OPEN, "test_z": OPEN},
    "claims/test_02_b.py": {"test_x": DONE},
    "claims/test_03_c.py": {"test_x": OPEN},
}


@pytest.mark.parametrize(
    ("stems", "left"), [(None, 3), ({"01_a"}, 2), ({"02_b"}, 0), ({"02_b", "03_c"}, 1), ((), 0)]
)
def test_a_test_is_left_to_decide_that_has_no_row_in_a_file_that_is_asked_for(stems, left):
    assert undecided(FILES, stems) == left


def test_tests_stand_in_the_order_of_their_file_with_what_their_claims_say():
    places = {"f.py::test_b": 9, "f.py::test_a": 3, "g.py::test_c": 1}
    sources = SimpleNamespace(places={t: SimpleNamespace(first=n) for t, n in places.items()})
    claims = [{"test": "f.py::test_b", "marks": ["trained"], "statement": "It is so."}]
    found = by_file(claims, sources, {"f.py::test_b": ({"case": ""},)})
    bare = {"marks": [], "statement": "", "rows": []}

    assert {file: list(tests) for file, tests in found.items()} == {
        "g.py": ["test_c"],
        "f.py": ["test_a", "test_b"],
    }
    assert found["f.py"]["test_a"] == bare | {"first": 3}
    assert found["f.py"]["test_b"] == {
        "first": 9,
        "marks": ["trained"],
        "statement": "It is so.",
        "rows": [{"case": ""}],
    }


@pytest.mark.parametrize(
    ("files", "now", "can"),
    [
        (FILES, {"a.py": 1}, True),
        (FILES, {"a.py": 2}, False),
        ({}, {"a.py": 1}, True),
        ({}, {"a.py": 2}, False),
        ({"claims/test_02_b.py": {"test_x": DONE}}, {"a.py": 2}, True),
    ],
)
def test_what_ran_can_be_carried_where_nothing_was_edited_meanwhile(monkeypatch, files, now, can):
    settings = SimpleNamespace(root="r", claims="claims", ledger="l")
    monkeypatch.setattr(carried.dependencies, "read", lambda *_: SimpleNamespace(stamps=now))

    assert undisturbed(settings, files, SimpleNamespace(stamps={"a.py": 1})) == can


def test_a_run_that_measures_all_again_carries_nothing():
    assert carry(SimpleNamespace(fresh=True), None) == {}


@pytest.fixture
def kept(tmp_path):
    """Evidence of one measurement whose data are as they were, and of one whose are not."""
    settings = SimpleNamespace(evidence=tmp_path, root=tmp_path, data=(), claims="claims")
    kept = Kept(settings)
    records = {key: SimpleNamespace(data=key) for key in ("as it was", "changed")}
    asked = []
    kept.store = SimpleNamespace(get=lambda key: asked.append(key) or records.get(key))
    kept.data = SimpleNamespace(is_as=lambda data: data == "as it was")
    kept.asked = asked
    return kept


@pytest.mark.parametrize(("key", "there"), [("as it was", True), ("changed", False), ("", False)])
def test_evidence_is_kept_that_is_there_with_its_data_as_they_were(kept, key, there):
    assert [kept.is_kept(key) for _ in range(3)] == [there] * 3
    assert kept.asked == [key]
