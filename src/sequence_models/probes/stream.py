"""What depth does to the stream and to its gradients, before any training."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.architectures.interface import Build, LayeredModel, NotExposed, showing
from sequence_models.replicas import normal, streams


def distinct_share(
    build: Build, *, seeds: Sequence[int], length: int = 32, width: int = 32
) -> Float[Tensor, " replica"]:
    """log₁₀ of the share of the last layer's stream by which its positions differ: the norm of
    the stream less its mean over the positions, divided by the norm of the stream.

    Decades, in [−∞, 0]; 0 where they share nothing, about −16 is all that float64 can tell from
    equal positions.
    """
    model = showing(build(inputs=width, outputs=1, dtype=torch.float64), LayeredModel)
    x = normal(streams(seeds, "inputs"), 1, length, width) * width**-0.5
    with torch.no_grad():
        last = model.streams(x)[-1]
    return (differing(last) / last.flatten(1).norm(dim=1)).log10()


def shrinkage(
    build: Build, *, seeds: Sequence[int], scale: float, length: int = 32, width: int = 32
) -> Float[Tensor, " replica"]:
    """log₁₀ of the factor by which a model shrinks the differences between positions, from its
    first stream to its last, for a first stream of standard deviation about ``scale``.

    Decades, in [−∞, ∞): 0 keeps them.
    """
    model = showing(build(inputs=width, outputs=1, dtype=torch.float64), LayeredModel)
    x = scale * normal(streams(seeds, "inputs"), 1, length, width) * width**-0.5
    with torch.no_grad():
        shown = model.streams(x)
    return differing(shown[-1]).log10() - differing(shown[0]).log10()


def differing(
    stream: Float[Tensor, "replica batch time width"],
) -> Float[Tensor, " replica"]:
    """Norm of what is left when the mean over the positions is taken away."""
    return (stream - stream.mean(2, keepdim=True)).flatten(1).norm(dim=1)


def stream_variance(
    build: Build, *, seeds: Sequence[int], length: int = 32, width: int = 32
) -> Float[Tensor, " replica"]:
    """Mean square of the last layer's stream, for a first stream of mean square about 1.

    In [0, ∞); 1 is as large as it began.
    """
    model = showing(build(inputs=width, outputs=1, dtype=torch.float64), LayeredModel)
    x = normal(streams(seeds, "inputs"), 4, length, width) * width**-0.5
    with torch.no_grad():
        return model.streams(x)[-1].square().mean((1, 2, 3))


def last_feedforward_gradient(
    build: Build, *, seeds: Sequence[int], length: int = 16, width: int = 32
) -> Float[Tensor, " replica"]:
    """log₁₀ of the Frobenius norm of the loss's gradient in W₂ of the last layer.

    Decades, in [−∞, ∞); 0 is a gradient of norm one.
    """
    return feedforward_gradients(build, seeds, length, width)[-1]


def first_feedforward_gradient(
    build: Build, *, seeds: Sequence[int], length: int = 16, width: int = 32
) -> Float[Tensor, " replica"]:
    """log₁₀ of the Frobenius norm of the loss's gradient in W₂ of the first layer.

    Decades, in [−∞, ∞); 0 is a gradient of norm one.
    """
    return feedforward_gradients(build, seeds, length, width)[0]


def feedforward_gradients(
    build: Build, seeds: Sequence[int], length: int, width: int
) -> list[Float[Tensor, " replica"]]:
    """For each layer; the loss is the cross-entropy of uniform classes, averaged over positions."""
    model = build(inputs=width, outputs=width, dtype=torch.float64)
    drawn = streams(seeds, "inputs")
    x = normal(drawn, 4, length, width) * width**-0.5
    wanted = normal(drawn, 4, length, width).argmax(-1)
    losses = nn.functional.cross_entropy(model(x).flatten(0, 2), wanted.flatten(), reduction="none")
    losses.view_as(wanted).mean((1, 2)).sum().backward()
    named = [p.grad for name, p in model.named_parameters() if name.endswith("W_2.weight")]
    if not named:
        raise NotExposed(f"{type(model).__name__} has no parameter W_2 in its feed-forward layers")
    return [g.flatten(1).norm(dim=1).log10() for g in named if g is not None]
