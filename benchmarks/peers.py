"""One seed's network of torch.nn, with a linear read-out."""

from collections.abc import Callable
from functools import partial

import torch
from torch import Tensor, nn


class Recurrent(nn.Module):
    """Layers of torch's cells."""

    def __init__(
        self, core: Callable[..., nn.RNNBase], inputs: int, width: int, layers: int
    ) -> None:
        super().__init__()
        self.core = core(inputs, width, num_layers=layers, batch_first=True)
        self.readout = nn.Linear(width, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Outputs for a whole sequence."""
        return self.readout(self.core(x)[0])


class Heads(nn.Module):
    """Torch's attention of one head, joined to the stream."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.heads = nn.MultiheadAttention(width, 1, batch_first=True)

    def forward(self, x: Tensor, src_mask: Tensor) -> Tensor:
        """The stream beyond it."""
        return x + self.heads(x, x, x, attn_mask=src_mask, need_weights=False)[0]


def block(width: int) -> nn.Module:
    """Torch's block, normalised first, without dropout."""
    return nn.TransformerEncoderLayer(
        width, 1, dim_feedforward=4 * width, dropout=0.0, batch_first=True, norm_first=True
    )


class Stack(nn.Module):
    """Layers that see back only."""

    def __init__(
        self, make: Callable[[int], nn.Module], inputs: int, width: int, layers: int
    ) -> None:
        super().__init__()
        self.embedding = nn.Linear(inputs, width, bias=False)
        self.layers = nn.ModuleList(make(width) for _ in range(layers))
        self.readout = nn.Linear(width, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Outputs for a whole sequence."""
        mask = torch.ones(x.shape[1], x.shape[1], dtype=torch.bool).triu(1)
        x = self.embedding(x)
        for layer in self.layers:
            x = layer(x, src_mask=mask)
        return self.readout(x)


PEERS: dict[str, Callable[[int, int, int], nn.Module]] = {
    "RNN": partial(Recurrent, nn.RNN),
    "GRU": partial(Recurrent, nn.GRU),
    "GRU, reset after": partial(Recurrent, nn.GRU),
    "LSTM": partial(Recurrent, nn.LSTM),
    "Attention": partial(Stack, Heads),
    "Transformer": partial(Stack, block),
}
