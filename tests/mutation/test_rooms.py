import pytest
from tests.mutation.rooms import find_rooms


@pytest.fixture
def root(tmp_path):
    files = {
        "src/p/__init__.py": "",
        "src/p/leaf.py": "",
        "src/p/a/__init__.py": "from p.a.one import x",
        "src/p/a/one.py": "import p.leaf",
        "src/p/b/__init__.py": "",
        "src/p/b/two.py": "",
        "tests/p/a/test_other.py": "import p.a",
        "tests/p/a/test_one.py": "import p.a",
        "tests/p/b/test_two.py": "from p.b import two",
        "tests/p/test_leaf.py": "import p.leaf",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_room_is_tested_by_its_twin(root):
    (room,) = find_rooms(root, ["a"])
    assert room.sources == ["src/p/a/__init__.py", "src/p/a/one.py"]
    assert room.modules == ["p.a", "p.a.one"]
    assert room.own_tests() == ["tests/p/a/test_one.py", "tests/p/a/test_other.py"]
    assert room.other_tests("src/p/a/one.py") == []


def test_a_module_is_a_room_that_all_tests_that_reach_it_test(root):
    (room,) = find_rooms(root, ["p/leaf"])
    assert room.own_tests() == ["tests/p/test_leaf.py"]
    assert room.other_tests("src/p/leaf.py") == ["tests/p/a/test_one.py", "tests/p/a/test_other.py"]


def test_a_package_is_a_room_with_all_its_tests(root):
    (room,) = find_rooms(root, ["p"])
    assert len(room.sources) == 6
    assert {*room.own_tests()} == {*room.all_tests()}
    assert len(room.all_tests()) == 4


def test_a_name_that_fits_no_room_is_refused_with_those_that_there_are(root):
    with pytest.raises(ValueError, match="'c' is none of p, p/a, p/b, p/leaf"):
        find_rooms(root, ["c"])
