import pytest
import torch

from sequence_models.architectures import AdditiveAttention, EncoderDecoder
from sequence_models.replicas import normal, streams

SEEDS = range(3)


def make(architecture):
    return architecture(5, 2, seeds=SEEDS, hidden=6, source=4, dtype=torch.float64)


@pytest.mark.parametrize("architecture", [EncoderDecoder, AdditiveAttention])
def test_stepped_equals_chunked_equals_whole(architecture):
    model, x = make(architecture), normal(streams(SEEDS, "inputs"), 2, 9, 5)
    for sizes in ([1] * 9, [2, 5, 2]):
        state, pieces = model.initial_state(2), []
        for part in x.split(sizes, 2):
            y, state = model.run(part, state)
            pieces.append(y)
        torch.testing.assert_close(torch.cat(pieces, 2), model(x), rtol=0, atol=1e-12)


def test_the_fixed_vector_is_the_encoders_last():
    model = make(EncoderDecoder)
    memory = normal(streams(SEEDS, "memory"), 2, 4, 6)
    torch.testing.assert_close(model.context(memory[:, :, 0], memory), memory[:, :, -1])


def test_additive_scores_are_those_of_the_paper():
    model = make(AdditiveAttention)
    s, memory = normal(streams(SEEDS, "s"), 2, 6), normal(streams(SEEDS, "memory"), 2, 4, 6)
    context = model.context(s, memory)
    for replica in range(3):
        W, U = model.W_Q.weight[replica], model.W_K.weight[replica]
        v = model.u[replica].flatten()
        for sequence in range(2):
            e = torch.stack(
                [v @ (W @ s[replica, sequence] + U @ h).tanh() for h in memory[replica, sequence]]
            )
            expected = e.softmax(0) @ memory[replica, sequence]
            torch.testing.assert_close(context[replica, sequence], expected)
