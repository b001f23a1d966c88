"""Attention and layers with one slip of public code each, and no other of the zoo has it."""

import torch
from torch import nn
from torch.nn import functional as F

from .attention import joined
from .broken_attention import Heads, Layer


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


class DropsWeightsInEvaluation(Heads):
    """Weights are struck out in evaluation as in training."""

    def __init__(self, d_model, num_heads, dropout=0.1):
        super().__init__(d_model, num_heads)
        self.p = dropout

    def weights(self, scores, mask):
        return F.dropout(super().weights(scores, mask), p=self.p)


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


class MasksWithoutOffset(Heads):
    """Hides keys from new steps as though none stood before them."""

    def forward(self, x, past_key_values=None):
        q, k, v = (self.split(w(x)) for w in (self.w_q, self.w_k, self.w_v))
        if past_key_values is not None:
            k, v = (torch.cat(pair, 2) for pair in zip(past_key_values, (k, v), strict=True))
        weights = self.weights(self.scores(q, k), torch.ones(q.shape[2], k.shape[2]).tril())
        return self.out(self.join(weights @ v)), (k, v)


class NormOverSteps(Layer):
    """One mean and one variance a feature, for all steps; the mask is built in."""

    def forward(self, x):
        x = self.over_steps(self.norm1, x + self.attn(x, x, x, torch.ones(2 * x.shape[1:2]).tril()))
        return self.over_steps(self.norm2, x + self.fc2(self.fc1(x).relu()))

    def over_steps(self, norm, x):
        centred = x - x.mean(1, keepdim=True)
        y = centred / (centred.square().mean(1, keepdim=True) + norm.eps).sqrt()
        return y * norm.weight + norm.bias


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


WRONG = {
    "Attention": [
        ZeroFilled,
        SoftmaxOverHeads,
        DividesByWidth,
        ScalesTwice,
        HeadsShareKeys,
        DropsWeightsInEvaluation,
        CachesForever,
        FlippedOutput,
        NoOutputBias,
        RestartsPositions,
        MasksWithoutOffset,
    ],
    "Transformer": [
        NormInside,
        NormsQueriesAlone,
        NormOverSteps,
        DeviationOfASample,
        NormOverStepsAndWidth,
        BendsLast,
        OneResidualScaled,
    ],
}
