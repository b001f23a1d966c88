"""What a source file imports is read from it, never by importing it."""

import ast

import pytest

from pytest_claims.measuring.imports import Import, read_imports


def read(text, without=()):
    return read_imports(ast.parse(text), without)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import a.b as c, d", {Import("a.b"), Import("d")}),
        ("from a.b import c as d", {Import("a.b", "c")}),
        ("from . import c", {Import("", "c", 1)}),
        ("from ..b import *", {Import("b", "*", 2)}),
        ("def f():\n  try:\n    import a\n  finally: pass", {Import("a")}),
        ("import_module('a.b')", {Import("a.b")}),
        ("pytest.importorskip('a')", {Import("a")}),
        ("from importlib import import_module", {Import("importlib", "import_module")}),
        ("pytest_plugins = ['a', 'b.c']", {Import("a"), Import("b.c")}),
        ("pytest_plugins = ['a'] if sys.version_info >= (3, 12) else []", {Import("a")}),
        ("plugins = ['a']", set()),
    ],
)
def test_every_way_to_import_is_read(text, found):
    assert read(text).all == found
    assert not read(text).loads_any


@pytest.mark.parametrize(
    "text",
    [
        "importlib.import_module(name)",
        "import_module('.relative', package)",
        "from importlib import import_module as load",
        "load = importlib.import_module",
        "runpy.run_module(name)",
        "SourceFileLoader(name, path)",
        "spec.loader.exec_module(module)",
        "import cloudpickle",
        "import shelve",
        "__import__(name)",
        "runpy.run_path(path)",
        "importlib.util.spec_from_file_location('a', path)",
        "exec(text)",
        "pkgutil.resolve_name(name)",
        "from pydoc import locate as find",
        "Base.__subclasses__()",
        "class Base:\n  def __init_subclass__(cls): KNOWN.append(cls)",
        "class Base(metaclass=Registry): pass",
        "def f():\n  import pickle",
        "import json, pickle",
        "import dill.source, json",
        "from joblib.numpy_pickle import load",
    ],
)
def test_a_loader_of_what_no_one_can_read_may_load_anything(text):
    assert read(text).loads_any


def test_a_model_in_evaluation_and_a_pattern_load_nothing():
    assert not read("model.eval()\nre.compile('a')\nmodule.executor(1)").loads_any


@pytest.mark.parametrize("metaclass", ["abc.ABCMeta", "enum.EnumMeta", "EnumType"])
def test_an_abstract_class_and_an_own_module_named_like_a_pickler_load_nothing(metaclass):
    assert not read(f"class A(metaclass={metaclass}): pass\nfrom .pickle import jar").loads_any


def test_a_class_with_a_setting_of_its_own_loads_nothing():
    assert not read("class A(Base, level=5): pass").loads_any


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ('"""A docstring."""\nimport a\nLEVEL: int = 5\n', False),
        ("@dataclass(frozen=True)\nclass A:\n  x: int = field(default=1)\n", False),
        ("def f(): g()", False),
        ("if TYPE_CHECKING:\n  import a", False),
        ("LEVEL: int", False),
        ("a.level: int = 5", True),
        ("LEVEL = lambda a=configure(): a", True),
        ("class A:\n  def x(self, a=list()): pass", False),
        ("class A:\n  if set():\n    x = list(a)", False),
        ("class A:\n  if a:\n    pass\n  else:\n    x = list(a)", False),
        ("LEVEL = configure()", True),
        ("import a\nLEVEL = configure()", True),
        ("LEVEL = a.LEVEL = 5", True),
        ("LEVEL: int = configure()", True),
        ("async def f(a=configure()): pass", True),
        ("a.b.LEVEL = 5", True),
        ("TABLE['a'] = 5", True),
        ("configure()", True),
        ("class A:\n  configure()", True),
        ("class A:\n  x = 5\n  configure()", True),
        ("class A:\n  LEVEL = configure()", True),
        ("class A:\n  x: int = field(default=configure())", True),
        ("class A:\n  x: list = field(default_factory=lambda: list(b))", False),
        (
            "class A:\n  @property\n  def x(self): return g()\n  @x.setter\n  def x(self, a): pass",
            False,
        ),
        ("class A:\n  @register\n  def x(self): pass", True),
        ("class A:\n  def x(self, a=configure()): pass", True),
        ("class A:\n  TABLE = dict.fromkeys(NAMES, 5)", False),
        ("class A(made()): pass", True),
        ("class A(metaclass=Registry): pass", True),
        ("class A(metaclass=ABCMeta): pass", False),
        ("def f(a=configure()): pass", True),
        ("def f(*, a=lambda: configure()): pass", False),
        ("@register\nclass A: pass", True),
        ("@registry.add('a')\ndef f(): pass", True),
        ("class A(Base, name='a'): pass", True),
        ("if a:\n  configure()", True),
        ("if a:\n  LEVEL = 5\n  configure()", True),
        ("if a:\n  LEVEL = 5\nelse:\n  configure()", True),
        ("if a:\n  LEVEL = 5\nelif b:\n  configure()\nelse:\n  LEVEL = 6", True),
        ("if a > 5:\n  LEVEL = 5\nelse:\n  LEVEL = 6", False),
        ("if configure():\n  LEVEL = 5", True),
        ("if a:\n  pass\nelif configure():\n  LEVEL = 5", True),
        ("for a in b: pass", True),
        ("LEVEL += 1", True),
    ],
)
def test_a_module_acts_where_importing_it_may_change_another(text, acts):
    assert read(text).acts is acts


KNOWN = ["dataclass", "final", "unique", "cache", "lru_cache(5)", "wraps(f)", "contextmanager"]
KNOWN += ["overload", "runtime_checkable", "total_ordering", "no_grad()", "singledispatch"]
INNER = ["abstractmethod", "override", "staticmethod", "classmethod", "cached_property"]
INNER += ["property", "x.getter", "x.setter", "x.deleter"]
GIVEN = ["TypeVar('T')", "NewType('N', int)", "list(NAMES)", "set()", "tuple(NAMES)", "range(5)"]
GIVEN += ["TypeVarTuple('T')", "ParamSpec('P')", "dict()", "frozenset()", "auto()", "field()"]


@pytest.mark.parametrize("name", KNOWN)
def test_a_decorator_that_keeps_no_registry_does_not_act(name):
    assert not read(f"@{name}\ndef f(): pass").acts
    assert not read(f"@functools.{name}\nclass A: pass").acts


@pytest.mark.parametrize("name", INNER)
def test_a_method_is_what_its_decorator_makes_of_it(name):
    assert not read(f"class A:\n  @{name}\n  def f(self): pass").acts
    assert read(f"@{name}\ndef f(self): pass").acts


@pytest.mark.parametrize("value", GIVEN)
def test_a_container_in_a_class_is_made_without_asking_anyone(value):
    assert not read(f"class A:\n  x = {value}").acts
    assert read(f"x = {value}").acts


@pytest.mark.parametrize(
    ("text", "handed_on"),
    [
        ("from a import b", {"b": Import("a", "b")}),
        ("from a import b as c", {"c": Import("a", "b")}),
        ("from a import b\nb = wrap(b)", {}),
        ("from a import b\nb = 5", {}),
        ("from a import b\nb.level = 1", {}),
        ("from a import b\nb['level'] = 1", {}),
        ("from a import b\nc = wrap(b, b.level, b['level'])", {"b": Import("a", "b")}),
        ("from a import b\nclass b: pass", {}),
        ("from a import b\nasync def b(): pass", {}),
        ("from a import b\ndel b", {}),
        ("from a import b\ndef b(): pass", {}),
        ("from a import b\nimport b.c", {}),
        ("from a import b\nimport c as b", {}),
        ("from a import b\nimport c.b", {"b": Import("a", "b")}),
        ("from a import b\nimport b.c as d", {"b": Import("a", "b")}),
        ("from a import b\nfrom c import b", {}),
        ("from a import b as c\nfrom d import c", {}),
        ("from a import b as c\nfrom d import b", {"c": Import("a", "b"), "b": Import("d", "b")}),
        ("def f():\n  from a import b", {}),
        ("from a import *", {}),
        ("from a import b\nfrom c import *", {}),
        ("from a import b\ntry:\n  from c import b\nexcept ImportError: pass", {}),
    ],
)
def test_a_name_is_handed_on_where_nothing_else_is_done_with_it(text, handed_on):
    assert read(text).handed_on == handed_on


def test_functions_that_are_left_out_are_read_apart():
    found = read("import a\ndef f():\n  import b\ndef g():\n  import c\n", without=["f"])

    assert found.all == {Import("a"), Import("c")}
    assert found.left_out == {"f": {Import("b")}}
