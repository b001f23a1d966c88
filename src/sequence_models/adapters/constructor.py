"""Making a module from elsewhere: which of its parameters is which size."""

import inspect
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from torch import nn

from sequence_models.adapters.configuration import CONFIGURATIONS, Configuration
from sequence_models.adapters.convention import Convention
from sequence_models.adapters.quiet import quiet
from sequence_models.adapters.refusal import Refused
from sequence_models.adapters.sizes import TORCHS, USUAL, meaning, roles


class CannotBeMade(Refused):
    """The constructor does not take what it was given, or needs what is not known."""


class Answering:
    """What every name is given: what was declared, else the size that it usually means."""

    def __init__(
        self,
        kinds: tuple[str, ...],
        sizes: Mapping[str, Any],
        convention: Convention,
        plain: Sequence[inspect.Parameter],
        fields: Sequence[str] = (),
    ) -> None:
        self.kinds, self.sizes = kinds, sizes
        self.known = roles(kinds, [*(p.name for p in plain), *fields])
        said = convention.sizes.items()
        self.known |= {k: v for k, v in said if isinstance(v, str) and v in USUAL}
        self.settled = {k: v for k, v in said if k not in self.known or self.known[k] != v}
        self.resting = [p.name for p in plain if not p.default]
        self.used: set[str] = set()
        self.fields: dict[str, None] = {}

    def value(self, name: str) -> Any:
        """AttributeError where the name says nothing. A dropout that rests anyway is not used."""
        if name in self.settled:
            return self.settled[name]
        kind = self.known.get(name) or meaning(name, self.kinds)
        if kind is None or kind not in self.sizes:
            raise AttributeError(name)
        if kind != "dropout" or name not in self.resting:
            self.used.add(kind)
        return self.sizes[kind]

    def field(self, name: str) -> Any:
        """The same for a field of a configuration, of which it is known once it is asked for."""
        self.fields[name] = None
        return self.value(name)


def make(
    target: Any,
    kinds: tuple[str, ...],
    sizes: Mapping[str, Any],
    convention: Convention,
    needed: set[str] = frozenset(),  # type: ignore[assignment]  # never changed
) -> tuple[nn.Module, set[str]]:
    """The module of these sizes, and which of them it took, a configuration's as it asks for them.

    CannotBeMade says what to declare where it cannot be made, and which of the needed sizes it
    does not take.
    """
    try:
        parameters = list(inspect.signature(target).parameters.values())
    except (TypeError, ValueError) as problem:
        raise CannotBeMade(f"Name a class or a function: {target!r} cannot be called") from problem
    plain = [p for p in parameters if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    if not plain or any(p.kind is p.POSITIONAL_ONLY for p in plain):
        return as_torch(target, [sizes[kind] for kind in kinds[:2]], sizes, needed), set()

    answering = Answering(kinds, sizes, convention, plain)
    module = called(target, [], arguments(plain, answering), answering.fields)
    fields = roles(kinds, list(answering.fields))
    if any(meaning(name, kinds) != kind for name, kind in fields.items()):  # beside the others
        answering = Answering(kinds, sizes, convention, plain, list(fields))
        module = called(target, [], arguments(plain, answering), answering.fields)
    if lacking := sorted(needed - answering.used):
        raise CannotBeMade(f"it has no parameter for {', '.join(lacking)}")
    return module, answering.used


def arguments(plain: Sequence[inspect.Parameter], answering: Answering) -> dict[str, Any]:
    """What the constructor is given by name."""
    given: dict[str, Any] = {}
    for parameter in plain:
        try:
            given[parameter.name] = answering.value(parameter.name)
        except AttributeError:
            if parameter.default is not parameter.empty:
                continue
            given[parameter.name] = stand_for(parameter.name, plain, answering)
    return given


def as_torch(
    target: Any, first: list[Any], sizes: Mapping[str, Any], needed: set[str]
) -> nn.Module:
    """Where the signature tells no names: sizes by position, the rest under torch's names."""
    named = {TORCHS[kind]: sizes[kind] for kind in needed if kind in TORCHS}
    try:
        return called(target, first, named | {"batch_first": sizes["first"]})
    except CannotBeMade:
        return called(target, first, named)


def stand_for(name: str, plain: Sequence[inspect.Parameter], answering: Answering) -> Any:
    """A required parameter of no usual name: the whole configuration, or the size of its place."""
    required, kinds = [p.name for p in plain if p.default is p.empty], answering.kinds
    if name.lower() in CONFIGURATIONS or required == [name]:
        return Configuration(lambda field: answering.field(field))  # which no deep copy copies
    meant = {answering.known.get(p.name) for p in plain}
    missing = [kind for kind in kinds[:2] if kind not in meant]
    place = [n for n in required if n not in answering.known].index(name)
    if place < len(missing):
        return answering.sizes[missing[place]]
    raise CannotBeMade(undeclared(name))


def undeclared(name: str) -> str:
    """What to say of a parameter, or of a field, of no usual name."""
    return f'Say what its parameter {name} is: claims_convention = {{"sizes": {{"{name}": …}}}}'


def called(
    target: Any, sizes: list[Any], named: dict[str, Any], fields: Collection[str] = ()
) -> nn.Module:
    """What the callable returns, which has to be a module. Where it asked for ``fields`` of a
    configuration and stopped at the last, that one is named."""
    try:
        with quiet():
            made = target(*sizes, **named)
    except Exception as problem:
        shown = ", ".join([*map(repr, sizes), *(f"{k}={v!r}" for k, v in named.items())])
        if any(isinstance(v, Configuration) for v in named.values()):
            shown = "a configuration of the usual names"
        said = f"{type(problem).__name__}: {problem}"
        last = [*fields][-1:]
        if isinstance(problem, (AttributeError, KeyError)) and [*problem.args] == last:
            raise CannotBeMade(undeclared(last[0])) from problem
        raise CannotBeMade(
            f"Let it be made with {shown}, or say what its parameters are in claims_convention",
            [f"made so, it answers {said}"],
        ) from problem
    if not isinstance(made, nn.Module):
        raise CannotBeMade(f"Let it return a torch.nn.Module, and no {type(made).__name__}")
    return made
