"""Recurrent modules from elsewhere behind the interface."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.adapters.calls import INPUTS, find
from sequence_models.adapters.constructor import CannotBeMade
from sequence_models.adapters.convention import Convention
from sequence_models.adapters.forms import Called, Form
from sequence_models.adapters.refusal import NotUnderstood
from sequence_models.adapters.replicated import Replicated, plain
from sequence_models.adapters.subject import Subject
from sequence_models.adapters.understood import HIDDEN, Understood, made
from sequence_models.adapters.unshown import Unshown
from sequence_models.architectures.interface import NotExposed, SequenceModel
from sequence_models.architectures.layers import Linear
from sequence_models.probes.starts import may_start_anywhere
from sequence_models.replicas import streams


class RecurrentSubject(Subject, SequenceModel):
    """A module of its own for every replica, and our linear read-out.

    It starts with the numbers that the named architecture starts with, where its parameters could
    be read. Biases are total biases: a second vector is zero for good.
    """

    understood: ClassVar[Understood]
    convention: ClassVar[Convention]
    of_shape: ClassVar[set[str]] = {"hidden", "layers", "activation", "reset"}

    def __init__(
        self,
        inputs: int,
        outputs: int,
        *,
        seeds: Sequence[int],
        dtype: torch.dtype | None = None,
        **given: Any,
    ) -> None:
        super().__init__()
        ours: Any = self.architecture(inputs, outputs, seeds=seeds, dtype=dtype, **given)
        asked = self.defaults() | given
        self.inputs, self.outputs, self.replicas = inputs, outputs, len(seeds)
        self.hidden, self.layers = asked["hidden"], asked["layers"]
        self.parts, self.reading = self.understood.family.parts, self.understood.reading
        options = self.options(asked, given)
        form = self.form(options)
        self.shows_state = bool(form.states or form.last) and bool(form.enters)

        def make() -> nn.Module:
            module = self.module(inputs, self.hidden, self.layers, options)
            return Called(module, form, layers=self.layers, parts=self.parts)

        self.network = Replicated(make, streams=streams(seeds, "modules"), dtype=dtype)
        self.network.together = not form.keeps
        (first,) = self.network.modules_run
        self.fused = isinstance(first.module, nn.RNNBase)
        self.start(ours.cells, given)
        self.readout: Linear = ours.readout

    def options(self, asked: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
        """What the constructor is given beside its sizes. NotExposed where it cannot be."""
        activation = asked.get("activation", "tanh")
        if activation not in ("tanh", "relu"):
            reason = "its nonlinearity is tanh or relu"
            raise NotExposed(self.refusal(f"activation={activation!r}", reason))
        if "reset" in given and (self.reading is None or given["reset"] != self.reading.reset):
            found = self.understood.unread or f"it resets {self.reading and self.reading.reset}"
            raise NotExposed(self.refusal(f"reset={given['reset']!r}", found))
        return {} if activation == "tanh" else {"nonlinearity": activation}

    def module(self, inputs: int, hidden: int, layers: int, options: dict[str, Any]) -> nn.Module:
        """One module of theirs."""
        sizes = {"inputs": inputs, "hidden": hidden, "layers": layers}
        try:
            return made(self.target, self.convention, **sizes, **options)[0]
        except CannotBeMade as problem:
            wanted = [f"layers={layers}"] * (layers > 1)
            wanted += [f"{name}={value!r}" for name, value in options.items()]
            said = self.refusal(", ".join(wanted) or f"{inputs} inputs", problem.line)
            raise NotExposed(said) from problem

    def form(self, options: dict[str, Any]) -> Form:
        """How it is called with this number of layers."""
        if self.layers == 1:
            return self.understood.form
        module = self.module(INPUTS, HIDDEN, self.layers, options)
        first = self.convention.batch_first
        sizes = {"hidden": HIDDEN, "layers": self.layers, "parts": self.parts}
        try:
            return find(module, **sizes, batch_first=first)
        except NotUnderstood as problem:
            raise NotExposed(self.refusal(f"layers={self.layers}", problem.line)) from problem

    @torch.no_grad()
    def start(self, cells: Iterable[Any], given: Mapping[str, Any]) -> None:
        """Our numbers in the modules' parameters. NotExposed where they have no place, unless
        what is measured depends on no start."""
        conditions = ", ".join(sorted(given.keys() - self.of_shape))
        reason = self.understood.unread
        if self.reading is not None:
            tensors = self.own(dict(self.network.leaves))
            if self.layers > 1:
                self.refuse_layers(tensors)
            for name, row in self.reading.resting:
                for layer in range(self.layers):
                    self.network.fix(f"module.{self.reading.at(name, layer)}", row)
            tensors = self.own(dict(self.network.leaves))
            for layer, cell in enumerate(cells):
                blocks = self.understood.family.blocks(cell)
                self.reading.write(tensors, blocks, layer)
            if "b" in self.reading.blocks:
                return
            reason = "it has no bias"
        if conditions or not may_start_anywhere():
            wanted = conditions or "the start of ours"
            raise NotExposed(self.refusal(wanted, reason))

    def refuse_layers(self, tensors: Mapping[str, Tensor]) -> None:
        """NotExposed where names do not tell the layers' parameters apart. ValueError where layers
        share one."""
        reading = self.reading
        read = [*(slot.name for slot in reading.slots), *reading.extra] if reading else []
        wanted = [reading.at(name, n) for name in read for n in range(self.layers) if reading]
        shared = [name for name in read if wanted.count(name) > 1]
        stacked = [name for name in shared if tensors[name].shape[1] == self.layers]
        if set(wanted) != set(tensors) or stacked:
            reason = "the names of its parameters do not tell which layer each is of"
            raise NotExposed(self.refusal(f"layers={self.layers}", reason))
        if shared:
            raise ValueError(
                f"Give each layer parameters of its own: {self.target.__name__} has one "
                f"{shared[0]} for {self.layers} layers"
            )

    def own(self, leaves: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Stacked parameters under the module's own names."""
        return {plain(name).removeprefix("module."): t.data for name, t in leaves.items()}

    def renamed(self, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Tensors by this model's parameters, such as gradients, by those of ours. NotExposed
        where the parameters could not be read."""
        if self.reading is None:
            raise NotExposed(self.refusal("the names of ours", self.understood.unread))
        prefix = "network.leaves."
        theirs = {
            plain(name.removeprefix(prefix)).removeprefix("module."): t
            for name, t in tensors.items()
            if name.startswith(prefix)
        }
        found = {name: t for name, t in tensors.items() if name.startswith("readout")}
        for layer in range(self.layers):
            numbers = self.understood.family.numbers(self.reading.read(theirs, layer))
            found |= {f"cells.{layer}.{name}": number for name, number in numbers.items()}
        return found

    def initial_state(self, batch: int) -> Any:
        """Zeros."""
        if not self.shows_state:
            return Unshown(self.refusal("a state", "it takes none, or does not return its last"))
        return self.zeros(batch)

    def zeros(self, batch: int) -> tuple[Tensor, ...]:
        """Where every sequence begins."""
        zeros = self.readout.weight.new_zeros
        return tuple(
            zeros(self.replicas, batch, self.hidden) for _ in range(self.layers * self.parts)
        )

    def forward(
        self, x: Float[Tensor, "replica batch time inputs"]
    ) -> Float[Tensor, "replica batch time outputs"]:
        """Outputs for a whole sequence, called without a state where it can be."""
        (module,) = self.network.modules_run
        form: Any = module.form
        start = () if form.bare else self.zeros(x.shape[1])
        return self.readout(self.network(x, *start)[0])

    def run(
        self, x: Float[Tensor, "replica batch time inputs"], state: Any
    ) -> tuple[Float[Tensor, "replica batch time outputs"], Any]:
        """Run the modules, then read out."""
        if isinstance(state, Unshown):
            return self.forward(x), state.gone()
        exposed, *carried = self.network(x, *state)
        return self.readout(exposed), tuple(carried)
