"""Whether a recurrent model is the one that its equations describe, under its own weights.

A probe that takes ``equations`` returns the largest difference between what the model gives and
what they give; one that does not compares the model with itself. It is in [0, ∞]; 0 is none, and
what is no number is infinitely far off.
What the equations give is computed first, under the weights that the model has before it is
called: one that changes them as it runs is not followed.
"""

import copy
import pickle
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, NotExposed, SequenceModel, State
from sequence_models.probes.equations import STEPS, unrolled
from sequence_models.probes.equations_attention import stacked
from sequence_models.replicas import normal, streams

WIDTH = 3
"""Inputs; fewer than the units of any claim, so that no two axes are alike."""

Outputs = Float[Tensor, "replica batch time outputs"]


def renamed(model: SequenceModel, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Tensors by the model's parameters, by the parameters of ours that they stand for."""
    translate = getattr(model, "renamed", None)
    return dict(tensors) if translate is None else translate(tensors)


def written(
    model: SequenceModel, equations: str, x: Tensor, state: State, numbers: Mapping[str, Tensor]
) -> tuple[Outputs, State]:
    """What the equations give, layer by layer, and the read-out of the last."""
    if equations not in STEPS:
        heads = int(model.blocks[0].attention.heads)  # type: ignore[union-attr, index]  # a stack's
        return stacked(numbers, x, heads, equations), ()
    layers = sorted({name.split(".")[1] for name in numbers if name.startswith("cells.")})
    if not layers:
        raise NotExposed(f"{type(model).__name__} does not show which weights it has")
    parts = len(state) // len(layers)
    carried: State = ()
    for place, layer in enumerate(layers):
        prefix = f"cells.{layer}."
        own = {n.removeprefix(prefix): p for n, p in numbers.items() if n.startswith(prefix)}
        x, after = unrolled(equations, own, x, state[place * parts : (place + 1) * parts])
        carried += after
    y = x @ numbers["readout.weight"].mT.unsqueeze(1) + numbers["readout.bias"][:, None, None]
    return y, carried


def of_zeros(model: SequenceModel, equations: str, x: Tensor) -> Outputs:
    """What the equations give for sequences that begin from zeros."""
    numbers = renamed(model, dict(model.named_parameters()))
    return written(model, equations, x, zeros(equations, numbers, x), numbers)[0]


def zeros(equations: str, numbers: Mapping[str, Tensor], x: Tensor) -> State:
    """Where every layer begins."""
    hidden = numbers["readout.weight"].shape[-1]
    parts = 2 if equations == "lstm" else 1
    layers = len({name.split(".")[1] for name in numbers if name.startswith("cells.")})
    return tuple(x.new_zeros(*x.shape[:2], hidden) for _ in range(parts * layers))


def farthest(*pairs: tuple[Tensor, Tensor]) -> Float[Tensor, " replica"]:
    """Largest difference in any pair, replica by replica."""
    gaps = [(a - b).abs().flatten(1).amax(1) for a, b in pairs if a[0].numel()]
    return torch.stack(gaps).nan_to_num(nan=torch.inf).amax(0)


def sequences(seeds: Sequence[int], batch: int = 3, length: int = 7) -> Tensor:
    """Normal inputs of variance 1."""
    return normal(streams(seeds, "inputs"), batch, length, WIDTH).double()


def output_error(
    build: Build, *, seeds: Sequence[int], equations: str, batch: int = 3, length: int = 7
) -> Float[Tensor, " replica"]:
    """In the outputs for whole sequences, called as they are called without a state.

    Largest absolute difference, in [0, ∞]; 0 is perfect.
    """
    model, x = small(build, seeds), sequences(seeds, batch, length)
    with torch.no_grad():
        wanted = of_zeros(model, equations, x)
        return farthest((model(x), wanted))


def small(build: Build, seeds: Sequence[int]) -> SequenceModel:
    """A model of few inputs, in double precision. Its vectors, which begin at ones and zeros, are
    drawn: two that began alike could change places unseen."""
    model: Any = build(inputs=WIDTH, outputs=2, dtype=torch.float64)
    drawn = streams(seeds, "vectors")
    with torch.no_grad():
        for vector in (p for p in model.parameters() if p.dim() == 2 and len(p) == len(seeds)):
            vector.add_(0.5 * normal(drawn, vector.shape[1]).double())
    return model


def state_error(build: Build, *, seeds: Sequence[int], equations: str) -> Float[Tensor, " replica"]:
    """In the outputs and the last state, begun from a state that is drawn, and in the gradient by
    that state of the sum of their squares.

    Largest absolute difference, in [0, ∞]; 0 is perfect.
    """
    model, x = small(build, seeds), sequences(seeds)
    drawn, begun = streams(seeds, "states"), model.initial_state(3)
    state = tuple(normal(drawn, *part.shape[1:]).double().requires_grad_() for part in begun)
    numbers = renamed(model, dict(model.named_parameters()))
    wanted, last = written(model, equations, x, state, numbers)
    wanted_slopes = gradients(squares(wanted, *last), state)
    y, after = model.run(x, state)
    slopes = gradients(squares(y, *after), state)
    told, given = (y, *after, *slopes), (wanted, *last, *wanted_slopes)
    return farthest(*zip(told, given, strict=True)).detach()


def squares(*given: Tensor) -> Tensor:
    """The sum of them all."""
    return torch.stack([tensor.square().sum() for tensor in given]).sum()


def pieces_error(
    build: Build, *, seeds: Sequence[int], equations: str, piece: int = 3
) -> Float[Tensor, " replica"]:
    """In the outputs of sequences run in pieces, each from the state that the one before left.

    Largest absolute difference, in [0, ∞]; 0 is perfect.
    """
    model, x = small(build, seeds), sequences(seeds)
    state, shown = model.initial_state(3), []
    with torch.no_grad():
        wanted = of_zeros(model, equations, x)
        for part in x.split(piece, 2):
            y, state = model.run(part, state)
            shown.append(y)
        return farthest((torch.cat(shown, 2), wanted))


def gradient_error(
    build: Build, *, seeds: Sequence[int], equations: str
) -> Float[Tensor, " replica"]:
    """In the gradients of one random combination of the outputs, for every weight and input.

    Largest absolute difference, in [0, ∞]; 0 is perfect.
    """
    model, x = small(build, seeds), sequences(seeds).requires_grad_()
    mixture = normal(streams(seeds, "mixture"), 3, 7, 2).double()
    named = dict(model.named_parameters())
    leaves = {name: p.detach().requires_grad_() for name, p in renamed(model, named).items()}
    y, _ = written(model, equations, x, zeros(equations, leaves, x), leaves)
    ours = gradients((y * mixture).sum(), [x, *leaves.values()])
    theirs = gradients((model(x) * mixture).sum(), [x, *named.values()])
    found = renamed(model, dict(zip(named, theirs[1:], strict=True)))
    pairs = [(found[n], g) for n, g in zip(leaves, ours[1:], strict=True)]
    return farthest((theirs[0], ours[0]), *pairs)


def gradients(loss: Tensor, leaves: Sequence[Tensor]) -> list[Tensor]:
    """Zeros where the loss does not depend on a leaf."""
    found = torch.autograd.grad(loss, leaves, allow_unused=True)
    return [torch.zeros_like(p) if g is None else g for p, g in zip(leaves, found, strict=True)]


def repetition_error(build: Build, *, seeds: Sequence[int]) -> Float[Tensor, " replica"]:
    """In the outputs of a call without a state that follows calls on other sequences, against
    those of the first call.

    Largest absolute difference, in [0, ∞]; 0 is perfect.
    """
    model, x = small(build, seeds), sequences(seeds)
    with torch.no_grad():
        wanted = model(x)
        model(x.flip(2) + 1)
        model(x.flip(1) - 1)
        return farthest((model(x), wanted))


def mode_error(
    build: Build, *, seeds: Sequence[int], batch: int = 3, length: int = 7
) -> Float[Tensor, " replica"]:
    """In the outputs in training and in evaluation, each with and without a gradient, for inputs
    that are not contiguous, and for the first of the sequences and steps alone.

    Largest absolute difference, in [0, ∞]; 0 is perfect.
    """
    model, whole = small(build, seeds), sequences(seeds)
    x = whole[:, :batch, :length]
    apart = x.transpose(1, 2).contiguous().transpose(1, 2)
    called = [copy.deepcopy(model).train(mode) for mode in (True, True, False, False, True)]
    wanted = copy.deepcopy(model).eval()(whole).detach()[:, :batch, :length]
    found = [called[0](x).detach(), called[1](apart).detach()]
    with torch.no_grad():
        found += [called[2](x), called[3](apart), called[4](x)]
    return farthest(*((y, wanted) for y in found))


def copy_error(build: Build, *, seeds: Sequence[int]) -> Float[Tensor, " replica"]:
    """In the outputs of a deep copy, and of the model saved by pickle and loaded again, against
    those of the model, all in evaluation: what a mode changes is not asked here.

    Largest absolute difference, in [0, ∞]; 0 is perfect.
    """
    model, x = small(build, seeds), sequences(seeds)
    model.eval()
    copies = [copied(model) for copied in (copy.deepcopy, saved_and_loaded)]
    with torch.no_grad():
        wanted = model(x)
        return farthest(*((copied(x), wanted) for copied in copies))


def saved_and_loaded(model: Any) -> Any:
    """Through bytes. A model whose class was made while running is carried by its parameters."""
    load: Callable[[bytes], Any] = pickle.loads
    other = copy.deepcopy(model)
    other.load_state_dict(load(pickle.dumps(model.state_dict())))
    return other
