"""An encoder and a decoder, joined by one vector (Cho et al. 2014) or by additive attention
(Bahdanau et al. 2015)."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.architectures.gru import GRUCell
from sequence_models.architectures.interface import SequenceModel, State
from sequence_models.architectures.layers import Linear, between
from sequence_models.replicas import streams


class EncoderDecoder(SequenceModel):
    """The first ``source`` steps are read, the later ones written; all that passes is one vector.

    The state is the vector of the network at work and the encoder's vectors so far.
    The fixed vector is the encoder's last; the decoder sees it at every step.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        *,
        seeds: Sequence[int],
        hidden: int = 16,
        source: int = 12,
        dtype: torch.dtype | None = None,
    ) -> None:
        super().__init__()
        self.inputs, self.outputs, self.replicas = inputs, outputs, len(seeds)
        self.hidden, self.source = hidden, source
        drawn = streams(seeds, "weights")
        self.encoder, self.decoder = (
            GRUCell(width, hidden, streams=drawn, keep_bias=None, reset="before", dtype=dtype)
            for width in (inputs, inputs + hidden)
        )
        self.start = Linear(hidden, hidden, streams=drawn, dtype=dtype)
        self.readout = Linear(hidden, outputs, streams=drawn, dtype=dtype)
        self.W_Q, self.W_K = (
            Linear(hidden, hidden, streams=drawn, bias=False, dtype=dtype) for _ in range(2)
        )
        self.u = nn.Parameter(between(drawn, hidden**-0.5, 1, 1, hidden, dtype=dtype))

    def initial_state(self, batch: int) -> State:
        """A zero vector, and nothing read."""
        zeros = self.readout.weight.new_zeros
        return (
            zeros(self.replicas, batch, self.hidden),
            zeros(self.replicas, batch, 0, self.hidden),
        )

    def run(
        self, x: Float[Tensor, "replica batch time inputs"], state: State
    ) -> tuple[Float[Tensor, "replica batch time outputs"], State]:
        """Read while the source lasts, then write; what is said while reading does not count."""
        s, memory = state
        reading = min(x.shape[2], self.source - memory.shape[2])
        shown = []
        if reading > 0:
            h, (s,) = self.encoder.unroll(x[:, :, :reading], (s,))
            memory = torch.cat([memory, h], 2)
            shown = list(h.unbind(2))
            if memory.shape[2] == self.source:
                s = self.start(s).tanh()
        for x_t in x[:, :, reading:].unbind(2):
            seen = torch.cat([x_t, self.context(s, memory)], -1)
            (s,) = self.decoder.advance(self.decoder.drive(seen.unsqueeze(2)).squeeze(2), (s,))
            shown.append(s)
        return self.readout(torch.stack(shown, 2)), (s, memory)

    def context(
        self,
        s: Float[Tensor, "replica batch hidden"],
        memory: Float[Tensor, "replica batch source hidden"],
    ) -> Float[Tensor, "replica batch hidden"]:
        """What the decoder sees of the source: the encoder's last vector."""
        return memory[:, :, -1]


class AdditiveAttention(EncoderDecoder):
    """The decoder chooses, before each step, which of the encoder's vectors to read."""

    def context(
        self,
        s: Float[Tensor, "replica batch hidden"],
        memory: Float[Tensor, "replica batch source hidden"],
    ) -> Float[Tensor, "replica batch hidden"]:
        """Their mean, weighted by the softmax of the scores."""
        hidden = (self.W_Q(s).unsqueeze(2) + self.W_K(memory)).tanh()
        weights = (hidden * self.u).sum(-1).softmax(-1)  # (4.f)
        return (weights.unsqueeze(2) @ memory).squeeze(2)
