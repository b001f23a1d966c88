"""What every class from elsewhere has in common, once it stands in for one of ours."""

import inspect
from typing import Any, ClassVar

from torch import nn

from sequence_models.architectures.interface import NotExposed


class Subject:
    """``target`` under the name and the conditions of ``architecture``."""

    target: ClassVar[type[nn.Module]]
    architecture: ClassVar[type[nn.Module]]

    @classmethod
    def defaults(cls) -> dict[str, Any]:
        """The named architecture's conditions where none are asked for."""
        found = inspect.signature(cls.architecture).parameters.values()
        return {p.name: p.default for p in found if p.default is not p.empty}

    @classmethod
    def construct(cls, *sizes: int, **options: Any) -> nn.Module:
        """The module, batch first where it can be told so; NotExposed where it takes an option
        that was asked for under no name of torch's."""
        for batch_first in ({"batch_first": True}, {}):
            try:
                return cls.target(*sizes, **options, **batch_first)
            except (TypeError, ValueError) as problem:
                refused = problem
        wanted = ", ".join(f"{name}={value!r}" for name, value in options.items())
        raise NotExposed(f"{cls.target.__name__} cannot be given {wanted}: {refused}")

    @classmethod
    def refusal(cls, condition: str, reason: str) -> str:
        """Why this class does not, and what the named architecture takes."""
        theirs, ours = cls.target.__qualname__, cls.architecture.__name__
        return f"{reason}: {theirs} cannot be given {condition}, which {ours} takes"
