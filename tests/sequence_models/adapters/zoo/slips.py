"""Models with one slip of public code each, and no other model of the zoo has it."""

import torch
from torch import nn
from torch.nn import functional as F

from .attention import joined
from .broken_attention import Heads, Layer
from .broken_lstms import Packed
from .broken_recurrent import GRU, RNN


class ViewedAsTimeFirst(Packed):
    """Time and batch change places by a view, where a transpose is meant."""

    def forward(self, x, state=None):
        B, T, _ = x.shape
        y, state = super().forward(x.reshape(T, B, -1).transpose(0, 1), state)
        return y, state


class ClipsCell(Packed):
    """The cell is kept within one."""

    def step(self, x, h, c):
        h, c = super().step(x, h, c)
        return h, c.clamp(-1, 1)


class CouplesGates(Packed):
    """What is not forgotten is written: the input gate has weights and is not used."""

    def step(self, x, h, c):
        _, f, g, o = self.mixed(x, h)
        c = f.sigmoid() * c + (1 - f.sigmoid()) * g.tanh()
        return o.sigmoid() * c.tanh(), c


class OutputBeforeSquash(Packed):
    """h = tanh(o c)."""

    def step(self, x, h, c):
        _, _, _, o = self.mixed(x, h)
        _, c = super().step(x, h, c)
        return (o.sigmoid() * c).tanh(), c


class GatesSwapped(Packed):
    """Stores its gates as torch does by name, and takes the forget gate for the input gate."""

    def mixed(self, x, h):
        i, f, g, o = super().mixed(x, h)
        return f, i, g, o


class Squeezes(Packed):
    """Takes away every axis of one, also that of the batch and that of the steps."""

    def forward(self, x, state=None):
        y, state = super().forward(x, state)
        return y.squeeze(), state


class ChangesItsInput(Packed):
    """Scales its input in place."""

    def forward(self, x, state=None):
        return super().forward(x.mul_(0.5), state)


class ChangesTheState(Packed):
    """Accumulates in the cell that it was handed."""

    def step(self, x, h, c):
        i, f, g, o = self.mixed(x, h)
        c.mul_(f.sigmoid()).add_(i.sigmoid() * g.tanh())
        return o.sigmoid() * c.tanh(), c.clone()

    def forward(self, x, state=None):
        return super().forward(x, state)


class LosesWhenCopied(Packed):
    """A number beside its weights is halved in a copy."""

    def __init__(self, input_size, hidden_size, batch_first=True):
        super().__init__(input_size, hidden_size, batch_first)
        self.scale = 1.0

    def __setstate__(self, state):
        super().__setstate__(state)
        self.scale = self.scale / 2

    def forward(self, x, state=None):
        return super().forward(self.scale * x, state)


class Layers(nn.Module):
    """Right: layers of torch's own cell; each class below changes one thing."""

    def __init__(self, input_size, hidden_size, num_layers=1):
        super().__init__()
        widths = [input_size] + [hidden_size] * (num_layers - 1)
        self.cells = nn.ModuleList(nn.LSTMCell(width, hidden_size) for width in widths)
        self.hidden_size = hidden_size

    def begin(self, x):
        zeros = x.new_zeros(len(self.cells), len(x), self.hidden_size)
        return zeros, zeros

    def forward(self, x, state=None):
        h, c = (list(part) for part in (self.begin(x) if state is None else state))
        seen = []
        for x_t in x.unbind(1):
            seen.append(self.step(x_t, h, c))
        return torch.stack(seen, 1), (torch.stack(h), torch.stack(c))

    def step(self, x_t, h, c):
        for n, cell in enumerate(self.cells):
            h[n], c[n] = cell(x_t, (h[n], c[n]))
            x_t = h[n]
        return x_t


class LayersMix(Layers):
    """The second layer starts each step from the state of the first."""

    def step(self, x_t, h, c):
        for n, cell in enumerate(self.cells):
            h[n], c[n] = cell(x_t, (h[max(n - 1, 0)], c[n]))
            x_t = h[n]
        return x_t


class LayersShare(nn.Module):
    """One recurrent matrix for all layers."""

    def __init__(self, input_size, hidden_size, num_layers=1):
        super().__init__()
        widths = [input_size] + [hidden_size] * (num_layers - 1)
        self.inputs = nn.ModuleList(nn.Linear(width, 4 * hidden_size) for width in widths)
        self.recurrent = nn.Linear(hidden_size, 4 * hidden_size, bias=False)
        self.hidden_size = hidden_size

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(self.inputs), len(x), self.hidden_size)
        h, c = (list(part) for part in ((zeros, zeros) if state is None else state))
        seen = []
        for x_t in x.unbind(1):
            for n, layer in enumerate(self.inputs):
                i, f, g, o = (layer(x_t) + self.recurrent(h[n])).chunk(4, -1)
                c[n] = f.sigmoid() * c[n] + i.sigmoid() * g.tanh()
                x_t = h[n] = o.sigmoid() * c[n].tanh()
            seen.append(x_t)
        return torch.stack(seen, 1), (torch.stack(h), torch.stack(c))


class ResetsWhatItKeeps(GRU):
    """The reset gate also stands before what is kept."""

    def step(self, x, h):
        (r_x, z_x, n_x), (r_h, z_h, n_h) = self.split(x, h)
        r, z = (r_x + r_h).sigmoid(), (z_x + z_h).sigmoid()
        return (self.join(z, r * h, self.candidate(r, n_x, n_h, h)),)


class GatesByTanh(GRU):
    """The update gate is squashed by tanh."""

    def step(self, x, h):
        (r_x, z_x, n_x), (r_h, z_h, n_h) = self.split(x, h)
        r, z = (r_x + r_h).sigmoid(), (z_x + z_h).tanh()
        return (self.join(z, h, self.candidate(r, n_x, n_h, h)),)


class SquashesBySigmoid(RNN):
    """Squashes by σ."""

    def step(self, x, h):
        return (torch.sigmoid(*self.mixed(x, h)),)


class ZeroFilled(Heads):
    """Hidden scores are set to zero, which hides nothing."""

    def weights(self, scores, mask):
        return scores.masked_fill(mask == 0, 0.0).softmax(-1)


class SoftmaxOverHeads(Heads):
    """The weights of the heads sum to one."""

    def weights(self, scores, mask):
        return scores.softmax(1).masked_fill(mask == 0, 0.0)


class DividesByWidth(Heads):
    """Scores are divided by the width of a head, not by its root."""

    def scores(self, q, k):
        return q @ k.mT / q.shape[-1]


class ScalesTwice(Heads):
    """Queries are scaled, and so are the scores."""

    def scores(self, q, k):
        return super().scores(q / q.shape[-1] ** 0.5, k)


class HeadsShareKeys(Heads):
    """Every head reads with the keys of the first."""

    def scores(self, q, k):
        return super().scores(q, k[:, :1].expand_as(k))


class CachesForever(Heads):
    """Keys and values of the calls before are read again."""

    kept = None

    def forward(self, q, k, v, mask=None):
        y = super().forward(q, k, v, mask)
        if self.kept is not None and self.kept.shape == y.shape:
            y = y + 0.1 * self.kept
        self.kept = y.detach()
        return y


class FlippedOutput(Heads):
    """The heads are joined in the wrong order."""

    def join(self, x):
        return joined(x.flip(1))


class NoOutputBias(Heads):
    """The bias of the output is added before its map."""

    def out(self, x):
        return F.linear(x + self.w_o.bias, self.w_o.weight)


class NormInside(Layer):
    """Normalises what it adds, not what it has added to."""

    def forward(self, x, mask=None):
        x = x + self.norm1(self.attn(x, x, x, mask))
        return x + self.norm2(self.fc2(self.fc1(x).relu()))


class NormsQueriesAlone(Layer):
    """Pre-norm of the queries, and of no key."""

    def forward(self, x, mask=None):
        x = x + self.attn(self.norm1(x), x, x, mask)
        return x + self.fc2(self.fc1(self.norm2(x)).relu())


class UnbiasedNorm(nn.Module):
    """Divides by the deviation of a sample, and adds to it and not to the variance."""

    def __init__(self, features):
        super().__init__()
        self.a_2, self.b_2 = nn.Parameter(torch.ones(features)), nn.Parameter(torch.zeros(features))

    def forward(self, x):
        return (
            self.a_2 * (x - x.mean(-1, keepdim=True)) / (x.std(-1, keepdim=True) + 1e-6) + self.b_2
        )


class DeviationOfASample(Layer):
    """Both norms divide by the deviation of a sample."""

    def __init__(self, d_model, n_heads, d_ff=64):
        super().__init__(d_model, n_heads, d_ff)
        self.norm1, self.norm2 = UnbiasedNorm(d_model), UnbiasedNorm(d_model)


class NormOverStepsAndWidth(Layer):
    """One mean and one variance for a whole sequence."""

    def forward(self, x, mask=None):
        y = F.layer_norm(x, x.shape[1:])
        a = y * self.norm1.weight + self.norm1.bias
        x = x + self.attn(a, a, a, mask)
        return x + self.fc2(self.fc1(self.norm2(x)).relu())


class BendsLast(Layer):
    """The bend stands behind the second map."""

    def forward(self, x, mask=None):
        x = self.norm1(x + self.attn(x, x, x, mask))
        return self.norm2(x + self.fc2(self.fc1(x)).relu())


class OneResidualScaled(Layer):
    """The stream is halved where attention is added."""

    def forward(self, x, mask=None):
        x = self.norm1(0.5 * x + self.attn(x, x, x, mask))
        return self.norm2(x + self.fc2(self.fc1(x).relu()))


class RestartsPositions(Heads):
    """Adds to its keys a code of the step that begins again with every fourth."""

    def scores(self, q, k):
        place = torch.arange(k.shape[-2]) % 4
        return super().scores(q, k + 0.1 * place[:, None].to(k.dtype))


BEYOND = {
    GatesSwapped: "gates that are stored in another order",
}
"""What cannot be found, each with the words in which the page says so."""

WRONG = {
    "LSTM": [
        ViewedAsTimeFirst,
        ClipsCell,
        CouplesGates,
        OutputBeforeSquash,
        Squeezes,
        ChangesItsInput,
        ChangesTheState,
        LosesWhenCopied,
        LayersMix,
        LayersShare,
    ],
    "GRU": [ResetsWhatItKeeps, GatesByTanh],
    "RNN": [SquashesBySigmoid],
    "Attention": [
        ZeroFilled,
        SoftmaxOverHeads,
        DividesByWidth,
        ScalesTwice,
        HeadsShareKeys,
        CachesForever,
        FlippedOutput,
        NoOutputBias,
        RestartsPositions,
    ],
    "Transformer": [
        NormInside,
        NormsQueriesAlone,
        DeviationOfASample,
        NormOverStepsAndWidth,
        BendsLast,
        OneResidualScaled,
    ],
}
