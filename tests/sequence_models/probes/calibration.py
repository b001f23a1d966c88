"""Models whose readings are known in closed form."""

import torch
from torch import nn

from sequence_models.architectures.interface import GatedModel, LayeredModel, SequenceModel

SEEDS = range(3)


def read(probe, build, **conditions):
    """The reading, which is one number per replica and carries no gradient."""
    reading = probe(build, seeds=SEEDS, **conditions)
    assert reading.shape == (len(SEEDS),)
    assert not reading.requires_grad
    return reading


def same(value, reading, *, within=1e-9):
    """Whether every replica reads this value."""
    expected = torch.as_tensor(value, dtype=reading.dtype)
    return bool(((reading - expected).abs() <= within).all())


def build_for(arch, **conditions):
    """A build of one of the project's own architectures."""

    def build(*, inputs, outputs, dtype=None):
        return arch(inputs, outputs, seeds=SEEDS, dtype=dtype, **conditions)

    return build


def by_hand(model, *args, **parts):
    """A build of one of the models below."""

    def build(*, inputs, outputs, dtype=None):
        made = model(*args, **parts)
        made.inputs, made.outputs, made.replicas = inputs, outputs, len(SEEDS)
        return made

    return build


class Map(SequenceModel):
    """y = f(x) for the whole sequence x; nothing is carried."""

    def __init__(self, f):
        super().__init__()
        self.f = f

    def initial_state(self, batch):
        return ()

    def run(self, x, state):
        return self.f(x), state


def mapping(f):
    return by_hand(Map, f)


class Offset(Map):
    """y_t = sin(x_t + b): nothing is carried, so that only feedback makes a chain."""

    def __init__(self):
        super().__init__(lambda x: (x + self.b).sin())
        self.b = nn.Parameter(torch.zeros(len(SEEDS), 1, 1, 1))

    def step(self, x_t, state):
        return (x_t + self.b[..., 0]).sin(), state


def kernel(w):
    """y_t = Σ_s w(t, s) x_s."""

    def weighted(x):
        t = torch.arange(x.shape[2], dtype=x.dtype)
        return w(t.unsqueeze(1), t.unsqueeze(0)).expand(len(t), len(t)).to(x.dtype) @ x

    return mapping(weighted)


class Recurrence(SequenceModel):
    """h_t = step(h_{t−1}, x_t), with every number of h_0 at ``start``; h is given out."""

    def __init__(self, step, size, start=0.0):
        super().__init__()
        self.next, self.size, self.start = step, size, start

    def initial_state(self, batch):
        shape = (self.replicas, batch, self.size)
        return (torch.full(shape, self.start, dtype=torch.float64),)

    def run(self, x, state):
        (h,), given = state, []
        for x_t in x.unbind(2):
            h = self.next(h, x_t)
            given.append(h[..., : self.outputs])
        return torch.stack(given, 2), (h,)


def recurrence(step, size, **start):
    return by_hand(Recurrence, step, size, **start)


def linear(*rows):
    """h_t = A h_{t−1} + x_t, where x_t is cut to the size of h."""
    A = torch.tensor(rows, dtype=torch.float64)
    return recurrence(lambda h, x_t: h @ A.T + x_t[..., : len(A)], len(A))


class Gated(GatedModel):
    """c_t = carry(c_{t−1}, h_{t−1}, x_t) and h_t = show(c_t), from h_0 = 0 and c_0 = ``start``;
    its gates are what ``gates`` says."""

    def __init__(self, carry, *, hidden, start=0.0, gates=None, show=lambda c: c):
        super().__init__()
        self.start = start
        self.carry, self.hidden, self.gates, self.show = carry, hidden, gates, show

    def initial_state(self, batch):
        nothing = torch.zeros(self.replicas, batch, self.hidden, dtype=torch.float64)
        return nothing, nothing + self.start

    def run(self, x, state):
        (h, c), given = state, []
        for x_t in x.unbind(2):
            c = self.carry(c, h, x_t)
            h = self.show(c)
            given.append(h)
        return torch.stack(given, 2), (h, c)

    def kept(self, x, state):
        return self.gates(x)


def gated(carry, **parts):
    return by_hand(Gated, carry, **parts)


class Shown(LayeredModel):
    """Shows these patterns for its inputs, and its inputs through each function in turn."""

    def __init__(self, *, patterns=(), layers=()):
        super().__init__()
        self.shown, self.layers = patterns, layers

    def initial_state(self, batch):
        return ()

    def run(self, x, state):
        return x[..., : self.outputs], state

    def patterns(self, x):
        return [pattern(x) for pattern in self.shown]

    def streams(self, x):
        shown = [x]
        for layer in self.layers:
            shown.append(layer(shown[-1]))
        return shown


def showing(**parts):
    return by_hand(Shown, **parts)
