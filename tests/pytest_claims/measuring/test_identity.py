"""A measurement is named by all that its numbers depend on, and by nothing that two could share."""

import functools
import importlib

import numpy as np
import pytest

from pytest_claims.declaring.measurement import Measurement
from pytest_claims.faults import ClaimError
from pytest_claims.measuring import distributions
from pytest_claims.measuring import identity as module
from pytest_claims.measuring.identity import identity
from pytest_claims.measuring.naming import named
from pytest_claims.measuring.sources import Sources
from pytest_claims.plain import digest

DRAWN = {"seed": 0, "look": 0, "device": "cpu"}


def make(level):
    def probe(*, seeds):
        return np.full(len(seeds), level)

    return probe


def decorate(function):
    @functools.wraps(function)
    def wrapper(*, seeds):
        return function(seeds=seeds)

    return wrapper


def shifted(level):
    class Shifted:
        shift = level

    return Shifted


class Probe:
    def __call__(self, *, seeds):
        return np.zeros(len(seeds))

    def bound(self, *, seeds):
        return np.zeros(len(seeds))

    @classmethod
    def of_class(cls, *, seeds):
        return np.zeros(len(seeds))

    @staticmethod
    def static(*, seeds):
        return np.zeros(len(seeds))


def plain_probe(*, seeds):
    return np.zeros(len(seeds))


@decorate
def decorated(*, seeds):
    return np.zeros(len(seeds))


def twice(*, seeds):
    return np.zeros(len(seeds))


FIRST = twice


def twice(*, seeds):
    return np.ones(len(seeds))


ALIAS = plain_probe
LAMBDA = lambda *, seeds: seeds  # noqa: E731


@pytest.mark.parametrize("target", [decorated, ALIAS, Probe, Probe.static, twice])
def test_what_its_name_leads_back_to_has_that_name(target):
    assert named(target) == f"{__name__}:{target.__qualname__}"


@pytest.mark.parametrize(
    ("target", "kind", "cure"),
    [
        (make(1), "a function made within a function", "Write a function of a module and give"),
        (LAMBDA, "a lambda", "Write it as a function of a module, with def and a name"),
        (Probe().bound, "a method bound to an object", "Write a function of a module and give"),
        (Probe.of_class, "a method bound to a class", "Write a function of a module and give"),
        (functools.partial(plain_probe), "an object of functools.partial", "Write a function or"),
        (Probe(), "an object of .*Probe", "Write a function or a class of a module and give"),
        (shifted(1), "a class made within a function", "Write a class of a module and give"),
        (type("Gone", (), {}), "a class in whose place nothing stands at", "Give the class a name"),
        (FIRST, "a function in whose place another object", "Give the function a name of its own"),
    ],
    ids=range(9),
)
def test_what_two_could_share_is_no_name_and_the_cure_comes_first(target, kind, cure):
    with pytest.raises(ClaimError, match=rf"(?s)^{cure}.*measure was given .*{kind}"):
        named(target)


def test_the_error_says_where_the_refused_is_written_and_where_it_was_asked_for(tmp_path):
    asked = Measurement(make(1), None, {}, {}, asked_at="claims/test_01_toy.py:7")

    with pytest.raises(
        ClaimError, match=r"make.<locals>.probe \(.*test_identity\.py:\d+\)"
    ) as told:
        identity(asked, Sources(root=tmp_path), **DRAWN)
    assert told.value.__notes__ == ["asked for at claims/test_01_toy.py:7: probe()"]


def name(bare, probe=plain_probe, architecture=None, variables=(), drawn=DRAWN, **conditions):
    asked = Measurement(probe, architecture, conditions, {})
    found = identity(asked, bare.sources(environment=variables), **drawn)
    assert found == identity(asked, bare.sources(environment=variables), **drawn)
    return digest(found)


def test_each_part_of_a_measurement_is_part_of_its_name(bare):
    names = [
        name(bare),
        name(bare, probe=decorated),
        name(bare, architecture=Probe),
        name(bare, drawn=DRAWN | {"look": 1}),
        name(bare, drawn=DRAWN | {"seed": 1}),
        name(bare, drawn=DRAWN | {"device": "cuda Toy 1"}),
        name(bare, level=1),
        name(bare, level=1.0),
        name(bare, other=1),
    ]

    assert len(set(names)) == len(names)


def test_variables_that_the_project_names_count_by_value_and_unset_is_one(bare, monkeypatch):
    def named_with(value):
        if value is None:
            monkeypatch.delenv("TOY_LEVEL", raising=False)
        else:
            monkeypatch.setenv("TOY_LEVEL", value)
        return name(bare, variables=["TOY_LEVEL"]), name(bare)

    counted, others = zip(*map(named_with, [None, "", "5"]), strict=True)

    assert len(set(counted)) == 3
    assert len(set(others)) == 1


def test_pythons_version_counts_but_for_its_last_part(bare, monkeypatch):
    def named_on(*version):
        monkeypatch.setattr(module.sys, "version_info", version)
        return name(bare)

    assert named_on(3, 11, 7) == named_on(3, 11, 8) != named_on(3, 12, 0)


@pytest.fixture
def install(bare):
    """Install a distribution beside the project's modules, as pip would."""
    bare.importable("site-packages")

    def install(package, version, distribution=None):
        distribution = distribution or package
        info = f"site-packages/{distribution.replace('-', '_')}-1.dist-info"
        bare.write(f"site-packages/{package}/__init__.py", f"import nowhere\nV = '{version}'\n")
        bare.write(f"{info}/METADATA", f"Name: {distribution}\nVersion: {version}\n")
        bare.write(f"{info}/RECORD", f"{package}/__init__.py,,\n{info}/METADATA,,\n")
        importlib.invalidate_caches()
        for cached in vars(distributions).values():
            if hasattr(cached, "cache_clear"):
                cached.cache_clear()

    yield install
    install("none", "0")


def test_only_the_distributions_that_something_imports_count_for_it(bare, install):
    bare.write("fitting.py", "def probe(*, seeds):\n    import deeper\n")
    bare.write("deeper.py", "import fitter.parts\n")
    bare.write("plain_one.py", "def probe(*, seeds): pass\n")
    fits, plain = bare.get("fitting:probe"), bare.get("plain_one:probe")
    install("fitter", "1.0", "Fitter-Tools")
    first = name(bare, probe=fits), name(bare, probe=plain)

    install("stranger", "7.0")
    assert (name(bare, probe=fits), name(bare, probe=plain)) == first
    install("fitter", "1.1", "Fitter-Tools")
    assert name(bare, probe=fits) != first[0]
    assert name(bare, probe=plain) == first[1]
    assert bare.sources().of(fits).distributions == {"Fitter-Tools": "1.1"}


def test_an_optional_package_counts_once_it_is_installed(bare, install):
    bare.write("fitting.py", "def probe(*, seeds):\n    import fitter\n")
    before = name(bare, probe=bare.get("fitting:probe"))
    install("fitter", "1.0")

    assert name(bare, probe=bare.get("fitting:probe")) != before


def test_an_installed_module_of_no_distribution_counts_by_its_file(bare):
    bare.importable("site-packages")
    bare.write("site-packages/loose.py", "LEVEL = 1\n")
    bare.write("fitting.py", "def probe(*, seeds):\n    import loose\n")
    before = name(bare, probe=bare.get("fitting:probe"))
    bare.write("site-packages/loose.py", "LEVEL = 2\n")

    assert name(bare, probe=bare.get("fitting:probe")) != before


@pytest.mark.parametrize("text", ["import company.ours", "from company import ours"])
def test_of_a_namespace_package_only_the_distribution_of_the_module_counts(bare, install, text):
    bare.write("fitting.py", f"def probe(*, seeds):\n    {text}\n")
    probe = bare.get("fitting:probe")
    for part in ("ours", "theirs"):
        install(f"company/{part}", "1.0", f"company-{part}")

    assert bare.sources().of(probe).distributions == {"company-ours": "1.0"}


def test_a_class_of_another_package_is_known_by_its_version(bare):
    found = bare.sources().of(np.random.Generator)

    assert found.files == ()
    assert found.distributions == {"numpy": np.__version__}
