"""What a linear read-out recovers of the past."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, SequenceModel, flatten
from sequence_models.replicas import streams, uniform
from sequence_models.tasks.interface import Regression

WASHOUT = 100  # steps after which the initial state no longer matters


def memory_capacity(
    build: Build,
    *,
    seeds: Sequence[int],
    held_out: bool = True,
    scale: float = 1.0,
    sequences: int = 32,
    length: int = 200,
) -> Float[Tensor, " replica"]:
    """Past inputs that linear read-outs of the state recover: the sum over lags of the share
    of variance explained, lags 0 to twice the state's size, inputs uniform in ±``scale``.

    Fitted on half of the sequences; scored on the other half, or where ``held_out`` is false
    on the same half. Inputs, in (−∞, state size] (1.p); the state's size is perfect.
    """
    model = build(inputs=1, outputs=1, dtype=torch.float64)
    u = scale * (2 * uniform(streams(seeds, "inputs"), sequences, WASHOUT + length, 1) - 1)
    states = trajectory(model, u)[:, :, WASHOUT:]
    lags = range(2 * model.state_size())
    past = torch.cat([u[:, :, WASHOUT - lag : WASHOUT + length - lag] for lag in lags], -1)
    half = sequences // 2
    scored = slice(half, None) if held_out else slice(None, half)
    return explained(
        (states[:, :half].flatten(1, 2), past[:, :half].flatten(1, 2)),
        (states[:, scored].flatten(1, 2), past[:, scored].flatten(1, 2)),
    ).sum(-1)


def linear_share(
    *,
    seeds: Sequence[int],
    task: Regression,
    lags: int = 40,
    sequences: int = 8,
) -> Float[Tensor, " replica"]:
    """Share of a task's variance that the best linear function of the last ``lags`` inputs
    explains, away from the start, fitted on half of the sequences and scored on the others.

    A model-free ceiling for every linear recurrence. In (−∞, 1]; 1 is perfect.
    """
    return torch.cat([_linear_share(seed, task, lags, sequences) for seed in seeds])


def _linear_share(
    seed: int, task: Regression, lags: int, sequences: int
) -> Float[Tensor, " replica"]:
    batch = task.sample(streams([seed], "inputs"), sequences)
    recent = batch.inputs.unfold(2, lags, 1)[:, :, lags:].flatten(3)
    targets = batch.targets[:, :, 2 * lags - 1 :]
    half = sequences // 2
    fitted = (recent[:, :half].flatten(1, 2), targets[:, :half].flatten(1, 2))
    scored = (recent[:, half:].flatten(1, 2), targets[:, half:].flatten(1, 2))
    return explained(fitted, scored).mean(-1)


Sample = tuple[
    Float[Tensor, "replica samples features"],
    Float[Tensor, "replica samples targets"],
]


def explained(fitted: Sample, scored: Sample) -> Float[Tensor, "replica targets"]:
    """1 − squared error / variance on the scored sample, least squares on the fitted one."""
    (X, Y), (X_new, Y_new) = ((with_one(X), Y.double()) for X, Y in (fitted, scored))
    Q, R = torch.linalg.qr(X)  # lstsq is not the same to the last bit when asked twice
    weights = torch.linalg.pinv(R) @ (Q.mT @ Y)
    return 1 - (Y_new - X_new @ weights).square().mean(1) / Y_new.var(1, correction=0)


def with_one(
    X: Float[Tensor, "replica samples features"],
) -> Float[Tensor, "replica samples features_and_one"]:
    """A constant beside the features, so that means cost nothing."""
    return torch.cat([X, torch.ones_like(X[..., :1])], -1).double()


def trajectory(
    model: SequenceModel, x: Float[Tensor, "replica batch time inputs"]
) -> Float[Tensor, "replica batch time size"]:
    """The state after every step."""
    state, states = model.initial_state(x.shape[1]), []
    with torch.no_grad():
        for x_t in x.unbind(2):
            _, state = model.step(x_t, state)
            states.append(flatten(state))
    return torch.stack(states, 2)
