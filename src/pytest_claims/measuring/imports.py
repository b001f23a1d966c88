"""What a source file imports, as it is written."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

LOADERS = {"import_module", "__import__", "importorskip", "run_module"}
"""What imports the module that its first argument names."""
RUNNERS = {"spec_from_file_location", "SourceFileLoader", "exec_module", "run_path", "exec"}
RUNNERS |= {"resolve_name", "locate", "__subclasses__", "__init_subclass__"}
"""What reaches a source that no argument need name."""
PICKLERS = {"pickle", "dill", "cloudpickle", "joblib", "shelve"}
"""Modules that import whatever their data name."""
METACLASSES = {"ABCMeta", "EnumMeta", "EnumType"}
"""Metaclasses that tell no one of their classes."""
DEFINES = {"dataclass", "final", "overload", "runtime_checkable", "total_ordering", "unique"}
DEFINES |= {"cache", "lru_cache", "wraps", "contextmanager", "no_grad", "singledispatch"}
"""Decorators that do nothing to any other module; what others do, a registry say, may matter."""
DECLARES = {"field", "property", "staticmethod", "classmethod", "cached_property", "auto"}
DECLARES |= {"abstractmethod", "override", "getter", "setter", "deleter"}
DECLARES |= {"TypeVar", "TypeVarTuple", "ParamSpec", "NewType"}
DECLARES |= {"dict", "fromkeys", "frozenset", "list", "range", "set", "tuple"}
"""What does no more in the body of a class."""


class Import(NamedTuple):
    """``from ..module import name`` has level 2; ``import module`` has no name."""

    module: str
    name: str = ""
    level: int = 0


@dataclass(frozen=True)
class Imports:
    """The imports of one file.

    ``handed_on`` are the names that its top level takes from elsewhere and never sets: who takes
    such a name from here depends on where it comes from, not on all the rest.
    ``bound`` are the names that it sets. ``acts`` where importing the file does more than give
    names: it may change another module. ``loads_any`` where only a run can tell what it imports.
    ``left_out`` are the imports of the functions that were left out.
    """

    all: frozenset[Import]
    handed_on: Mapping[str, Import]
    bound: frozenset[str]
    acts: bool
    loads_any: bool
    left_out: Mapping[str, frozenset[Import]] = field(default_factory=dict)


NOTHING = Imports(frozenset(), {}, frozenset(), acts=False, loads_any=False)


def read_imports(tree: ast.Module, without: Collection[str] = ()) -> Imports:
    """What this file imports, in functions too, but for those functions that are left out."""
    kept = [s for s in tree.body if getattr(s, "name", None) not in without]
    nodes = [node for statement in kept for node in ast.walk(statement)]
    named = [node.func for node in nodes if isinstance(node, ast.Call) and _named_module(node)]
    bound = frozenset(name for node in nodes for name in _bound(node))
    return Imports(
        frozenset([*_imports(nodes), *_plugins(kept)]),
        {name: found for name, found in _taken(kept, nodes).items() if name not in bound},
        bound,
        any(map(_acts, kept)),
        any(_loads(node) and node not in named for node in nodes),
        {
            s.name: frozenset(_imports(ast.walk(s)))
            for s in tree.body
            if isinstance(s, ast.FunctionDef) and s.name in without
        },
    )


def _imports(nodes: Iterable[ast.AST]) -> Iterator[Import]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (Import(alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (Import(node.module or "", alias.name, node.level) for alias in node.names)
        elif isinstance(node, ast.Call) and (name := _named_module(node)):
            yield Import(name)


def _plugins(statements: Sequence[ast.stmt]) -> Iterator[Import]:
    """The modules that a conftest.py names as ``pytest_plugins``."""
    for statement in statements:
        if isinstance(statement, ast.Assign) and "pytest_plugins" in map(_last, statement.targets):
            for node in ast.walk(statement.value):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield Import(node.value)


def _taken(statements: Sequence[ast.stmt], nodes: Sequence[ast.AST]) -> dict[str, Import]:
    """Names that the top level takes from elsewhere, where no other ``from`` may set them."""
    everywhere = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    count = Counter(a.asname or a.name for node in everywhere for a in node.names)
    return {
        alias.asname or alias.name: found
        for node in everywhere
        if node in statements
        for alias, found in zip(node.names, _imports([node]), strict=True)
        if count[alias.asname or alias.name] == 1 and not count["*"]
    }


def _bound(node: ast.AST) -> Iterator[str]:
    """Names that this sets, or reaches into to set something there."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id
    elif isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
        yield from (n.id for n in ast.walk(node.value) if isinstance(n, ast.Name))
    elif isinstance(node, ast.Import):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)


def _acts(statement: ast.stmt, harmless: Collection[str] = ()) -> bool:
    """Whether this statement of a module or a class may do more than give names to things."""
    match statement:
        case ast.Import() | ast.ImportFrom():
            return False
        case ast.FunctionDef(args=given) | ast.AsyncFunctionDef(args=given):
            return _calls(given, harmless) or _registers(statement.decorator_list, harmless)
        case ast.ClassDef(bases=bases, decorator_list=decorators, body=body):
            asked = _is_told(statement) or any(k.arg != "metaclass" for k in statement.keywords)
            said = any(_acts(s, DECLARES) for s in body) or any(map(_calls, bases))
            return asked or said or _registers(decorators)
        case ast.Expr():
            return not isinstance(statement.value, ast.Constant)
        case ast.Assign(targets=targets, value=value):
            return not all(isinstance(t, ast.Name) for t in targets) or _calls(value, harmless)
        case ast.AnnAssign(target=ast.Name(), value=value):
            return value is not None and _calls(value, harmless)
        case ast.If(test=test, body=body, orelse=orelse):
            return _calls(test, harmless) or any(_acts(s, harmless) for s in [*body, *orelse])
    return not isinstance(statement, ast.Pass)


def _is_told(node: ast.AST) -> bool:
    """Whether this is a class of which a metaclass is told; it may keep a registry."""
    keywords = node.keywords if isinstance(node, ast.ClassDef) else []
    return any(k.arg == "metaclass" and _last(k.value) not in METACLASSES for k in keywords)


def _registers(decorators: Sequence[ast.expr], harmless: Collection[str] = ()) -> bool:
    called = (d.func if isinstance(d, ast.Call) else d for d in decorators)
    return any(_last(d) not in DEFINES and _last(d) not in harmless for d in called)


def _calls(node: ast.AST, harmless: Collection[str] = ()) -> bool:
    """Whether this calls, when it is evaluated, what may do something; a lambda waits."""
    if isinstance(node, ast.Call) and _last(node.func) not in harmless:
        return True
    inner = node.args if isinstance(node, ast.Lambda) else node
    return any(_calls(child, harmless) for child in ast.iter_child_nodes(inner))


def _loads(node: ast.AST) -> bool:
    """Whether this speaks of a loader; under a name of its own it may be called anywhere."""
    match node:
        case ast.Import(names=names):
            return any(alias.name.partition(".")[0] in PICKLERS for alias in names)
        case ast.ImportFrom(module=str(module), level=0):
            return module.partition(".")[0] in PICKLERS
        case ast.alias():
            return node.asname is not None and node.name in LOADERS | RUNNERS
        case ast.FunctionDef():
            return node.name == "__init_subclass__"
    return _is_told(node) or _last(node) in LOADERS | RUNNERS


def _named_module(call: ast.Call) -> str:
    """The module that this call imports by an absolute name that is written out, else nothing."""
    match call.args:
        case [ast.Constant(value=str(name)), *_] if _last(call.func) in LOADERS:
            return "" if name.startswith(".") else name
    return ""


def _last(node: ast.AST) -> str:
    """``b`` of the expression ``a.b``."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""
