"""One way of calling a recurrent module, and the module called in that way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from sequence_models.adapters.results import Path, pick, whole


@dataclass(frozen=True)
class Form:
    """One way of calling a recurrent module, and of reading what it returns."""

    batch_first: bool
    cell: bool = False
    output: Path = ()
    states: tuple[Path, ...] = ()  # the exposed part first
    axis: int | None = 0  # where the layers stand in a returned state
    enters: str = (
        ""  # "", "tuple", "list", "tensor", "apart", or the names of its parameters behind it
    )
    entry_axis: int | None = 0
    turned: bool = False  # whether the memory stands before what is exposed
    bare: bool = True  # whether it can be called without a state
    last: bool = False  # whether the last output is the state
    keeps: bool = False  # whether a call leaves tensors in the module
    faults: tuple[str, ...] = ()  # what is wrong in each order of the axes
    sequence: str = ""  # the parameter that takes the sequence, where it is not the first
    unused: str = ""  # the parameter of a state that takes none of those that were tried

    def __str__(self) -> str:
        if self.faults:
            return f"no way of calling it fits: {'; or '.join(self.faults)}"
        shown = "" if self.states or self.last else ", last state not returned"
        taken = f"its {self.unused} takes no state" if self.unused else "no state argument"
        return f"{self.call}{shown}" if self.enters else f"{self.order}, {taken}{shown}"

    def gives(self, name: str, names: Sequence[str]) -> bool:
        """Whether a state is given as the parameter of this name, of those behind the inputs."""
        _, _, named = self.enters.partition(":")
        return named.split(",")[0] == name if named else names[:1] == [name]

    @property
    def order(self) -> str:
        """How sequences are given."""
        if self.cell:
            return "one step a call"
        return "batch first" if self.batch_first else "time first"

    @property
    def call(self) -> str:
        """How it is called: sequences and state."""
        axis = "" if self.entry_axis is None else f" with the layers on axis {self.entry_axis}"
        kind = self.enters.partition(":")[0]
        kind += f", before {self.sequence}" if self.sequence else ""
        return f"{self.order}, {f'state as {kind}{axis}' if self.enters else 'no state'}"


class Called(nn.Module):
    """The module in our form: batch first, and its state a flat tuple, lowest layer first."""

    def __init__(self, module: nn.Module, form: Form, *, layers: int, parts: int) -> None:
        super().__init__()
        self.module, self.form, self.layers, self.parts = module, form, layers, parts

    def forward(self, x: Tensor, *state: Tensor) -> tuple[Tensor, ...]:
        """What the last layer exposes, and the state where it is shown."""
        if self.form.cell:
            return self.unrolled(x, state)
        turned = x if self.form.batch_first else x.transpose(0, 1)
        result = self.call(turned, state)
        y = pick(result, self.form.output)
        whole(y, turned)
        y = y if self.form.batch_first else y.transpose(0, 1)
        return (y, *self.carried(result, y))

    def unrolled(self, x: Tensor, state: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        """Step after step."""
        shown = []
        for x_t in x.unbind(1):
            result = self.call(x_t, state)
            shown.append(pick(result, self.form.output))
            state = self.carried(result, shown[-1][:, None])
        return (torch.stack(shown, 1), *state)

    def call(self, x: Tensor, state: tuple[Tensor, ...]) -> Any:
        """The module on its own terms."""
        if not state:
            return self.ask(x)
        entered = [self.layered(state[part :: self.parts]) for part in range(self.parts)]
        entered = entered[::-1] if self.form.turned else entered
        kind, _, name = self.form.enters.partition(":")
        if kind == "apart" and name:
            return self.ask(x, **dict(zip(name.split(","), entered, strict=True)))
        if kind == "apart":
            return self.ask(x, *entered)
        taken: Any = entered[0] if kind == "tensor" else tuple(entered)
        taken = list(entered) if kind == "list" else taken
        return self.ask(x, **{name: taken}) if name else self.ask(x, taken)

    def ask(self, x: Tensor, *state: Any, **named: Any) -> Any:
        """With the sequence in its place."""
        if self.form.sequence:
            return self.module(*state, **named, **{self.form.sequence: x})
        return self.module(x, *state, **named)

    def layered(self, layers: Sequence[Tensor]) -> Tensor:
        """One part of every layer's state as the module takes it."""
        axis = self.form.entry_axis
        return layers[0] if axis is None else torch.stack(list(layers), axis)

    def carried(self, result: Any, y: Tensor) -> tuple[Tensor, ...]:
        """Every layer's state, lowest first."""
        if self.form.last:
            return (y[:, -1],)
        found = [pick(result, path) for path in self.form.states]
        if self.form.axis is None:
            return tuple(found)
        return tuple(p.select(self.form.axis, n) for n in range(self.layers) for p in found)
