"""Whatever a number may depend on is noticed when it is edited, and nothing else is."""

import os
import sys
import time

import pytest

from pytest_claims.faults import ClaimError
from pytest_claims.measuring.sources import Sources
from pytest_claims.measuring.subjects import Subject, mark

SCORE, FLAT, HIGH = "lab.probes:score", "flat_probes:probe", "models:High"


def changed(folder, target, edit):
    """Whether an edit gives what is at ``target`` another digest in a new run."""
    target = folder.get(target) if isinstance(target, str) else target
    before = folder.sources().digest(target)
    assert folder.sources().digest(target) == before
    folder.edit(edit)
    return folder.sources().digest(target) != before


@pytest.mark.parametrize(
    ("target", "file"),
    [
        pytest.param(SCORE, "lab/probes.py", id="its own module"),
        pytest.param(SCORE, "lab/deep.py", id="two imports away, and relative"),
        pytest.param(SCORE, "lab/lazy.py", id="imported within a function"),
        pytest.param(SCORE, "beside.py", id="a single module beside"),
        pytest.param(SCORE, "second/more.py", id="a second package, whose module is imported"),
        pytest.param(SCORE, "space/inner/part.py", id="a namespace package"),
        pytest.param(SCORE, "conftest.py", id="the root conftest.py"),
        pytest.param(SCORE, "building.py", id="what the root conftest.py imports"),
        pytest.param(SCORE, "claims/conftest.py", id="the conftest.py of the claims"),
        pytest.param(SCORE, "helping.py", id="what that imports within a function"),
        pytest.param(FLAT, "flat_models.py", id="flat modules"),
        pytest.param(HIGH, "models.py", id="an architecture"),
        pytest.param(HIGH, "bases.py", id="the base of its base"),
        pytest.param(HIGH, "optimisers.py", id="a class that it holds"),
        pytest.param("loading:named", "plugin.py", id="loaded at run time by its name"),
        pytest.param("guessing:probe", "plugin.py", id="loaded at run time by any name"),
        pytest.param("acting.probes:probe", "acting/patch.py", id="what changes it on import"),
        pytest.param("acting.alone:probe", "acting/patch.py", id="what changes its package"),
        pytest.param("by_name:probe", "facade/one.py", id="a name that a package hands on"),
        pytest.param("by_name:probe", "facade/__init__.py", id="the package that hands it on"),
        pytest.param("on_a_longer_path:probe", "away/hidden.py", id="found on a longer path"),
    ],
)
def test_an_edit_of_what_it_depends_on_gives_another_digest(folder, target, file):
    assert changed(folder, target, file)


@pytest.mark.parametrize(
    ("target", "file"),
    [
        (SCORE, "flat_models.py"),
        (SCORE, "models.py"),
        (SCORE, "plugin.py"),
        (SCORE, "lab/other.py"),
        (FLAT, "lab/deep.py"),
        (HIGH, "beside.py"),
        ("loading:named", "flat_models.py"),
        ("by_name:probe", "facade/two.py"),
        ("acting.probes:probe", "facade/one.py"),
    ],
)
def test_an_edit_of_anything_else_changes_no_digest(folder, target, file):
    assert not changed(folder, target, file)


@pytest.mark.parametrize("file", ["tasks.py", "noises.py"])
@pytest.mark.parametrize("nested", [False, True])
def test_conditions_depend_on_the_modules_of_their_classes_and_fields(folder, file, nested):
    task = folder.get("tasks:Task")(folder.get("noises:Noise")())
    condition = ((1, task),) if nested else task

    assert changed(folder, condition, file)
    assert not changed(folder, condition, "beside.py")


def test_a_condition_depends_on_the_base_of_its_class(bare):
    bare.write("base.py", "class Base: pass\n")
    bare.write(
        "colours.py", "import enum, base\nclass Colour(base.Base, enum.Enum):\n    RED = 1\n"
    )

    assert changed(bare, bare.get("colours:Colour").RED, "base.py")


def test_tests_and_sentences_of_a_claim_file_are_no_source_of_a_probe_in_it(bare):
    text = (
        'def probe(*, seeds): return seeds\n\ndef test_a(measure):\n    """One."""\n    import os\n'
    )
    bare.write("claims/test_01_toy.py", text)
    bare.importable("claims")
    probe = bare.get("test_01_toy:probe")
    digest = bare.sources().digest(probe)
    bare.write("claims/test_01_toy.py", "\n\n" + text.replace("One", "Two").replace("os", "re"))
    assert bare.sources().digest(probe) == digest

    bare.write("claims/test_01_toy.py", text.replace("seeds\n", "2 * seeds\n"))
    assert bare.sources().digest(probe) != digest


def test_a_probe_named_like_a_test_is_a_source_of_itself(bare):
    text = "def test_accuracy(*, seeds): return seeds\n"
    bare.write("claims/probes_beside.py", text)
    bare.importable("claims")
    probe = bare.get("probes_beside:test_accuracy")
    digest = bare.sources().digest(probe)
    bare.write("claims/probes_beside.py", text.replace("seeds\n", "2 * seeds\n"))

    assert bare.sources().digest(probe) != digest


def test_what_only_names_or_adapts_implementations_is_no_source_of_others(bare):
    hooks = ("architectures", "ablations", "not_exposed", "adapt")
    lazy = "".join(f"def pytest_claims_{hook}():\n    import {hook}_\n" for hook in hooks)
    bare.write("conftest.py", lazy + "def pytest_claims_build():\n    import build_\n")
    bare.write("probes.py", "def probe(*, seeds): pass\n")
    for module in (*hooks, "build"):
        bare.write(f"{module}_.py", "")

    for hook in hooks:
        assert not changed(bare, "probes:probe", f"{hook}_.py")
    assert changed(bare, "probes:probe", "build_.py")


def test_plugins_that_a_conftest_names_are_sources(bare):
    bare.write("conftest.py", 'pytest_plugins = ["fixtures_of_ours"]\n')
    bare.write("fixtures_of_ours.py", "")
    bare.write("probes.py", "def probe(*, seeds): pass\n")

    assert changed(bare, "probes:probe", "fixtures_of_ours.py")


@pytest.mark.parametrize(
    ("part", "probe"),
    [
        ("from .base import Base\nclass Part(Base): pass\n", "Base.__subclasses__()"),
        ("from .base import told\ndef part(a=told(5)): pass\n", "told"),
        ("from .base import told\nclass Part:\n    LEVEL = told(5)\n", "told"),
        ("from .base import Kind\nclass Part(metaclass=Kind): pass\n", "Kind"),
    ],
    ids=["subclasses", "default", "class body", "metaclass"],
)
def test_a_part_that_a_registry_is_told_of_is_a_source(bare, part, probe):
    bare.write("kit/__init__.py", "from .base import probe\nfrom .part import Part\n")
    bare.write("kit/part.py", part)
    bare.write(
        "kit/base.py",
        "class Base: pass\nclass Kind(type): pass\ndef told(level): return level\n"
        f"def probe(*, seeds): return {probe}\n",
    )
    bare.write("kit/part.py", part.replace("def part", "Part = None\ndef part"))

    assert changed(bare, "kit.base:probe", "kit/part.py")


def test_a_namespace_below_one_that_nobody_imported_is_found(bare):
    bare.write("probes.py", "def probe(*, seeds):\n    import outer.inner.part\n")
    bare.write("outer/inner/part.py", "LEVEL = 1\n")
    target = bare.get("probes:probe")
    assert "outer" not in sys.modules

    assert changed(bare, target, "outer/inner/part.py")


def test_an_extension_module_counts_by_its_bytes(bare):
    bare.write("probes.py", "import native\ndef probe(*, seeds): pass\n")
    bare.write("native.py", "")
    probe = bare.get("probes:probe")
    (bare.root / "native.py").unlink()
    sys.modules["native"].__file__ = str(bare.write("native.so", "\0one"))
    digest = bare.sources().digest(probe)

    bare.write("native.so", "\0two")
    assert bare.sources().digest(probe) != digest


def test_nothing_is_imported_to_find_out(bare):
    bare.write("probes.py", "def probe(*, seeds):\n    import ours.part, fitter.optional\n")
    bare.write("ours/__init__.py", "raise SystemExit\n")
    bare.write("ours/part.py", "")
    bare.write("site-packages/fitter/__init__.py", "")
    bare.write("site-packages/fitter/optional.py", "import a_missing_card\n")
    bare.importable("site-packages")
    found = bare.sources().of(bare.get("probes:probe"))

    assert not {"ours", "ours.part", "fitter", "fitter.optional"} & set(sys.modules)
    assert {file.name for file in found.files} == {"probes.py", "__init__.py", "part.py"}


def test_a_source_from_the_future_is_read(folder):
    score = folder.get(SCORE)
    tomorrow = time.time() + 86_400
    os.utime(folder.root / "lab" / "deep.py", (tomorrow, tomorrow))
    sources = folder.sources()

    assert sources.digest(score) == sources.digest(score)


def test_a_function_of_no_known_source_is_refused(bare):
    namespace = {"__name__": "typed_in"}
    exec("def probe(*, seeds): pass", namespace)

    with pytest.raises(ClaimError, match=r"Define it in a file of the project: .*typed_in"):
        bare.sources().digest(namespace["probe"])


def test_the_place_of_a_project_is_no_part_of_its_digests(bare, monkeypatch):
    digests = set()
    for place in ("here", "there"):
        names = [f"level_{number}" for number in range(8)]
        bare.write(f"{place}/conftest.py", f"import {', '.join(names)}\n")
        for name in names:
            bare.write(f"{place}/{name}.py", f"NAME = {name!r}\n")
        monkeypatch.syspath_prepend(str(bare.root / place))
        root = bare.root / place
        digests.add(Sources([root / "conftest.py"], root=root).digest())

    assert len(digests) == 1


@pytest.mark.parametrize("file", ["conftest.py", "adapting.py", "mine.py", "made.py"])
def test_what_stands_in_for_a_subject_depends_on_how_and_of_what_it_was_made(bare, file):
    bare.write("conftest.py", "def pytest_claims_adapt(target):\n    import adapting\n")
    bare.write("adapting.py", "")
    bare.write("mine.py", "class Mine: pass\n")
    bare.write("made.py", "class Adapted: pass\n")
    bare.write("probes.py", "def probe(*, seeds): pass\n")
    mine, probe = bare.get("mine:Mine"), bare.get("probes:probe")
    adapted = mark(bare.get("made:Adapted"), Subject("High", "mine:Mine"), mine)
    before = bare.sources().digest(adapted), bare.sources().digest(probe, adapted)
    bare.edit(file)

    assert bare.sources().digest(adapted) != before[0]
    assert bare.sources().digest(probe, adapted) != before[1]
