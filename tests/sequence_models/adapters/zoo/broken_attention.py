"""Attention and layers with one mistake each, as they are met or as they are next to those."""

import math

import torch
from torch import nn

from .attention import joined, split


class Heads(nn.Module):
    """Right: batch first, a mask of True where a query may see; each class changes one thing."""

    def __init__(self, d_model, num_heads):
        super().__init__()
        self.w_q, self.w_k, self.w_v, self.w_o = (nn.Linear(d_model, d_model) for _ in range(4))
        self.num_heads = num_heads

    def forward(self, q, k, v, mask=None):
        q, k, v = (self.split(w(x)) for w, x in ((self.w_q, q), (self.w_k, k), (self.w_v, v)))
        weights = self.weights(self.scores(q, k), mask)
        return self.out(self.join(weights @ v))

    def split(self, x):
        return split(x, self.num_heads)

    def scores(self, q, k):
        return q @ k.mT / math.sqrt(q.shape[-1])

    def weights(self, scores, mask):
        return scores.masked_fill(mask == 0, -1e9).softmax(-1)

    def join(self, x):
        return joined(x)

    def out(self, x):
        return self.w_o(x)


class JoinedWithoutPermute(Heads):
    """Heads joined by a view alone."""

    def join(self, x):
        return x.reshape(x.shape[0], x.shape[2], -1)


class SplitWithoutPermute(Heads):
    """Heads split by a view alone."""

    def split(self, x):
        return x.reshape(x.shape[0], self.num_heads, x.shape[1], -1)


class Unscaled(Heads):
    """Scores are not divided."""

    def scores(self, q, k):
        return q @ k.mT


class ScaledByWidth(Heads):
    """Scores are divided by the root of the whole width."""

    def scores(self, q, k):
        return q @ k.mT / math.sqrt(q.shape[-1] * self.num_heads)


class SoftmaxOverQueries(Heads):
    """The weights of a key sum to one."""

    def weights(self, scores, mask):
        return scores.softmax(-2).masked_fill(mask == 0, 0.0)


class MaskAfterSoftmax(Heads):
    """Hidden keys are struck out when all have had their share."""

    def weights(self, scores, mask):
        return scores.softmax(-1) * (mask != 0)


class WeakMask(Heads):
    """Hidden keys lose 1."""

    def weights(self, scores, mask):
        return (scores - 1.0 * (mask == 0)).softmax(-1)


class OneStepAhead(Heads):
    """Each query sees one key too many."""

    def weights(self, scores, mask):
        ahead = torch.ones_like(scores[0, 0]).tril(1).bool()
        return scores.masked_fill(~ahead, -1e9).softmax(-1)


class NotItself(Heads):
    """No query but the first sees its own key."""

    def weights(self, scores, mask):
        own = torch.eye(scores.shape[-1], dtype=torch.bool)
        own[0, 0] = False
        return super().weights(scores.masked_fill(own, -1e9), mask)


class WithoutOutput(Heads):
    """The output map is there and is not used."""

    def out(self, x):
        return x


class KeysAsValues(Heads):
    """What is read are the keys."""

    def forward(self, q, k, v, mask=None):
        q, k = self.split(self.w_q(q)), self.split(self.w_k(k))
        return self.out(self.join(self.weights(self.scores(q, k), mask) @ k))


class DetachedWeights(Heads):
    """No gradient passes the weights."""

    def weights(self, scores, mask):
        return super().weights(scores, mask).detach()


class AveragedHeads(Heads):
    """All heads read with the mean of their weights."""

    def weights(self, scores, mask):
        weights = super().weights(scores, mask)
        return weights.mean(1, keepdim=True).expand_as(weights)


class FirstSequence(Heads):
    """Every sequence reads with the weights of the first."""

    def weights(self, scores, mask):
        return super().weights(scores, mask)[:1].expand_as(scores)


class Layer(nn.Module):
    """Right: post-norm."""

    def __init__(self, d_model, n_heads, d_ff=64):
        super().__init__()
        self.attn = Heads(d_model, n_heads)
        self.fc1, self.fc2 = nn.Linear(d_model, d_ff), nn.Linear(d_ff, d_model)
        self.norm1, self.norm2 = nn.LayerNorm(d_model), nn.LayerNorm(d_model)

    def forward(self, x, mask=None):
        x = self.norm1(x + self.attn(x, x, x, mask))
        return self.norm2(x + self.fc2(self.fc1(x).relu()))


class NoSecondResidual(Layer):
    """The feed-forward layer replaces the stream."""

    def forward(self, x, mask=None):
        x = self.norm1(x + self.attn(x, x, x, mask))
        return self.norm2(self.fc2(self.fc1(x).relu()))


class OneNormForTwo(Layer):
    """The first norm is used twice."""

    def forward(self, x, mask=None):
        x = self.norm1(x + self.attn(x, x, x, mask))
        return self.norm1(x + self.fc2(self.fc1(x).relu()))


class ScaleAndShiftExchanged(Layer):
    """The second norm multiplies by what should shift, less what both begin from."""

    def forward(self, x, mask=None):
        x = self.norm1(x + self.attn(x, x, x, mask))
        y = x + self.fc2(self.fc1(x).relu())
        y = nn.functional.layer_norm(y, y.shape[-1:])
        return y * (1 + self.norm2.bias) + self.norm2.weight - 1


class NoBend(Layer):
    """The feed-forward layer is linear."""

    def forward(self, x, mask=None):
        x = self.norm1(x + self.attn(x, x, x, mask))
        return self.norm2(x + self.fc2(self.fc1(x)))


class ResidualOfTheNorm(Layer):
    """Pre-norm that adds to what was normalised."""

    def forward(self, x, mask=None):
        x = self.norm1(x)
        x = x + self.attn(x, x, x, mask)
        x = self.norm2(x)
        return x + self.fc2(self.fc1(x).relu())


class BothFromTheStream(Layer):
    """Attention and the feed-forward layer beside each other."""

    def forward(self, x, mask=None):
        a = self.norm1(x)
        return x + self.attn(a, a, a, mask) + self.fc2(self.fc1(self.norm2(x)).relu())


class NormOverTime(Layer):
    """Normalises over the steps."""

    def forward(self, x, mask=None):
        x = x + self.attn(x, x, x, mask)
        x = self.norm1((x - x.mean(1, keepdim=True)) / (x.std(1, keepdim=True) + 1e-5))
        return self.norm2(x + self.fc2(self.fc1(x).relu()))


WRONG = {
    "Attention": [
        JoinedWithoutPermute,
        SplitWithoutPermute,
        Unscaled,
        ScaledByWidth,
        SoftmaxOverQueries,
        MaskAfterSoftmax,
        WeakMask,
        OneStepAhead,
        NotItself,
        WithoutOutput,
        KeysAsValues,
        DetachedWeights,
        AveragedHeads,
        FirstSequence,
    ],
    "Transformer": [
        NoSecondResidual,
        OneNormForTwo,
        ScaleAndShiftExchanged,
        NoBend,
        ResidualOfTheNorm,
        BothFromTheStream,
        NormOverTime,
    ],
}
