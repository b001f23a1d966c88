"""What is measured may be of a module that no file holds: of an installed package, or refused."""

import sys
from types import ModuleType

import pytest

from pytest_claims.faults import ClaimError
from pytest_claims.measuring.sources import Sources
from pytest_claims.plain import changed


def probe_of(module):
    def probe(*, seeds):
        return seeds

    probe.__module__ = module
    return probe


def test_a_part_that_an_installed_package_makes_is_known_by_its_version(bare):
    found = bare.sources().of(probe_of("pytest.made_at_run_time.inner"))

    assert found.distributions == {"pytest": pytest.__version__}
    assert found.files == ()


@pytest.mark.parametrize("name", ["json", "sys"])
def test_what_python_brings_depends_on_nothing_more(bare, name):
    found = bare.sources().of(probe_of(name))

    assert (found.files, found.distributions) == ((), {})


@pytest.mark.parametrize("name", ["typed_in", "typed_in.inner", "kit.made_at_run_time", "space"])
def test_what_no_file_of_the_project_holds_is_refused(bare, name):
    bare.write("kit/__init__.py", "")
    bare.write("space/inner.py", "")

    with pytest.raises(ClaimError, match=rf"is of the module {name}, whose source is not known"):
        bare.sources().digest(probe_of(name))


def test_what_the_command_line_runs_is_no_module_of_the_project(bare, monkeypatch):
    main = ModuleType("__main__")
    main.__file__ = str(bare.write("main.py", ""))
    monkeypatch.setitem(sys.modules, "__main__", main)

    with pytest.raises(ClaimError, match="is of the module __main__"):
        bare.sources().digest(probe_of("__main__"))


def test_an_import_of_a_folder_without_a_file_takes_nothing_of_it_nor_all_that_there_is(bare):
    bare.write("probes.py", "import space\ndef probe(*, seeds): return seeds\n")
    bare.write("space/inner.py", "")
    bare.write("beside.py", "")
    found = bare.sources().of(bare.get("probes:probe"))

    assert [file.name for file in found.files] == ["probes.py"]


def test_files_are_told_by_their_path_from_the_root_and_outside_by_their_name(bare):
    inner, outer = bare.write("project/kit/inner.py", ""), bare.write("outer.py", "")
    said = Sources(root=bare.root / "project").said([inner, outer])

    assert list(said) == ["outer.py", "kit/inner.py"]
    assert said["kit/inner.py"] == said["outer.py"]


def test_a_loose_installed_module_counts_by_its_content(bare):
    file = bare.write("site-packages/loose.py", "LEVEL = 1\n")
    bare.importable("site-packages")
    bare.write("probes.py", "import loose, pytest\ndef probe(*, seeds): return seeds\n")
    probe = bare.get("probes:probe")
    sources = bare.sources()
    before = sources.of(probe).distributions
    assert before.keys() == {"loose", "pytest"}
    assert sources.followed == {file, bare.root / "probes.py"}
    file.write_text("LEVEL = 2\n")

    assert bare.sources().of(probe).distributions != before


def test_sources_that_come_and_go_are_changes():
    assert changed({"a": "1", "b": "2"}, {"a": "1", "c": "2"}) == ["b", "c"]


def test_an_installed_folder_without_a_file_has_no_version(bare):
    bare.write("site-packages/space/inner.py", "")
    bare.importable("site-packages")
    bare.write("probes.py", "import space\ndef probe(*, seeds): return seeds\n")

    assert bare.sources().of(bare.get("probes:probe")).distributions == {}


def test_a_project_lies_where_it_is_asked_for_unless_that_is_said(bare, monkeypatch):
    monkeypatch.chdir(bare.root)

    assert Sources().root == bare.root
