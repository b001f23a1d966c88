"""Where modules are: below the root, installed, or Python's own."""

import sys
import types
from importlib.util import spec_from_file_location
from pathlib import Path

import pytest

from pytest_claims.measuring import modules
from pytest_claims.measuring.firstparty import OURS
from pytest_claims.measuring.modules import Finder, Module, module_at

FILES = [
    "top.py",
    "package/__init__.py",
    "package/inner.py",
    "package/deeper/__init__.py",
    "package/deeper/leaf.py",
    "space/leaf.py",
]
OUTER = {Path(file).parts[0].removesuffix(".py") for file in FILES}
ASIDE = [
    "test_top.py",
    "top_test.py",
    "conftest.py",
    "package/test_inner.py",
    ".hidden/x.py",
    ".hidden.py",
    "__pycache__/x.py",
    "node_modules/x.py",
    "site-packages/x.py",
    "environment/pyvenv.cfg",
    "environment/x.py",
    "notes.txt",
]


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A project whose modules can be imported, none of which is."""
    for name in (*FILES, *ASIDE):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    for name in [name for name in sys.modules if name.partition(".")[0] in OUTER]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_sources_are_found_and_tests_caches_and_environments_are_not(root):
    finder = Finder(root)
    found = [path.relative_to(root).as_posix() for path in finder.files_below]

    assert sorted(found) == sorted(FILES)
    assert finder.files_below[root / "top.py"].st_size == 0
    assert {module.name for module in finder.all_below} == {
        *("top", "package", "package.inner", "package.deeper", "package.deeper.leaf", "leaf")
    }


def test_a_link_to_a_folder_is_not_followed(root):
    (root / "again").symlink_to(root / "package")

    assert len(Finder(root).files_below) == len(FILES)


def test_a_link_that_leads_nowhere_is_no_source(root):
    (root / "gone.py").symlink_to(root / "nowhere.py")

    assert len(Finder(root).files_below) == len(FILES)


def test_the_audit_s_own_sources_are_none_of_a_project_s():
    package = Path(OURS)

    assert not [f for f in Finder(package.parent).files_below if f.is_relative_to(package)]


def test_what_lies_beside_the_audit_is_the_project_s(root, monkeypatch):
    monkeypatch.setattr(modules, "OURS", f"{root / 'package'}/")
    found = [path.relative_to(root).as_posix() for path in Finder(root).files_below]

    assert found == ["space/leaf.py", "top.py"]


def test_finders_of_editable_installs_are_asked_and_those_that_may_import_are_not(
    root, monkeypatch
):
    asked = []

    class Editable:
        def find_spec(self, name, path):
            asked.append((type(self).__module__, name))
            file = root / "elsewhere" / f"{name}.py"
            return spec_from_file_location(name, file) if name == "brought" else None

    def finder(module):
        return type("Finder", (Editable,), {"__module__": module})()

    homes = ["_pytest.assertion", "six", "_distutils_hack", "__editable___mine_finder"]
    monkeypatch.setattr(sys, "meta_path", [*map(finder, homes)])
    here = Finder(root)

    assert here.find("brought").file == root / "elsewhere" / "brought.py"
    assert here.find("unheard_of") is None
    assert here.find("nowhere.inner") is None
    assert {home for home, _ in asked} == {"__editable___mine_finder"}
    assert [name for _, name in asked if "." in name or name == "inner"] == []


def test_a_folder_that_is_not_there_has_no_modules(tmp_path):
    assert Finder(tmp_path / "nowhere").all_below == []


@pytest.mark.parametrize(
    ("file", "name", "folders"),
    [
        ("top.py", "top", ()),
        ("package/__init__.py", "package", ("package",)),
        ("package/inner.py", "package.inner", ()),
        ("package/deeper/__init__.py", "package.deeper", ("package/deeper",)),
        ("package/deeper/leaf.py", "package.deeper.leaf", ()),
        ("space/leaf.py", "leaf", ()),
    ],
)
def test_a_file_is_a_module_by_its_packages(root, file, name, folders):
    there = tuple(str(root / folder) for folder in folders)

    assert module_at(root / file) == Module(name, root / file, there)


@pytest.mark.parametrize(
    ("name", "file", "folders"),
    [
        ("top", "top.py", ()),
        ("package", "package/__init__.py", ("package",)),
        ("package.deeper.leaf", "package/deeper/leaf.py", ()),
        ("space", None, ("space",)),
        ("space.leaf", "space/leaf.py", ()),
    ],
)
def test_a_module_is_found_without_being_imported(root, name, file, folders):
    there = tuple(str(root / folder) for folder in folders)
    found = Finder(root).find(name)

    assert (found.name, found.file, found.folders) == (name, file and root / file, there)
    assert name not in sys.modules


@pytest.mark.parametrize("name", ["nowhere_at_all", "top.inner", "package.nowhere", "nowhere.x"])
def test_what_an_import_would_not_find_is_none(root, name):
    assert Finder(root).find(name) is None


def test_a_loaded_module_is_found_where_it_says_that_it_is(root, monkeypatch):
    module = types.ModuleType("top")
    module.__file__ = "/elsewhere/top.py"
    monkeypatch.setitem(sys.modules, "top", module)
    assert Finder(root).find("top").file == Path("/elsewhere/top.py")

    monkeypatch.setitem(sys.modules, "top", types.ModuleType("top"))  # of no known place
    assert Finder(root).find("top").file == root / "top.py"
    monkeypatch.setitem(sys.modules, "top", object())
    assert Finder(root).find("top").file == root / "top.py"


def test_a_module_is_looked_for_once(root):
    finder = Finder(root)
    before = finder.find("top")
    (root / "top.py").unlink()

    assert finder.find("top") is before


@pytest.mark.parametrize(
    ("file", "folders", "own"),
    [
        ("top.py", (), True),
        ("site-packages/x.py", (), False),
        (None, ("space",), True),
        (None, ("site-packages/space",), False),
        (None, (), False),
    ],
)
def test_what_lies_below_the_root_is_the_projects_unless_it_is_installed(root, file, folders, own):
    module = Module("x", file and root / file, tuple(str(root / folder) for folder in folders))

    assert Finder(root).is_own(module) is own


@pytest.mark.parametrize(
    ("name", "own", "standard"),
    [("json", False, True), ("sys", False, True), ("pytest", False, False)],
)
def test_what_python_brings_and_what_is_installed_is_not_the_projects(root, name, own, standard):
    finder = Finder(root)
    module = finder.find(name)

    assert (finder.is_own(module), finder.is_standard(module)) == (own, standard)


def test_a_module_of_the_project_may_be_named_like_one_of_pythons(root):
    module = Module("json", root / "json.py")

    assert not Finder(root).is_standard(module)
    assert Finder(root).is_own(module)


def test_a_project_elsewhere_is_own_as_well(root):
    assert Finder(root).is_own(Module("x", Path("/home/me/x.py")))


@pytest.mark.parametrize(
    ("module", "namespace", "package"),
    [
        (Module("a.b", Path("a/b.py")), False, "a"),
        (Module("a.b", Path("a/b/__init__.py"), ("a/b",)), False, "a.b"),
        (Module("a.b", Path("a/b/__init__.py")), False, "a.b"),
        (Module("a.b", None, ("a/b",)), True, "a.b"),
        (Module("sys", None), False, ""),
    ],
)
def test_relative_imports_of_a_module_start_from_its_package(module, namespace, package):
    assert module.is_namespace is namespace
    assert module.package == package


def test_modules_of_a_name_are_those_with_it_in_theirs(root):
    found = {module.name for module in Finder(root).named_like("deeper.x")}

    assert found == {"package.deeper", "package.deeper.leaf"}


def test_a_path_without_a_name_is_the_root_wherever_it_is_asked_for(root, monkeypatch, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    monkeypatch.setattr(sys, "path", [""])

    assert Finder(root).find("top").file == root / "top.py"
