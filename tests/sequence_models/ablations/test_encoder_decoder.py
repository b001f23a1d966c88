import torch

from sequence_models.ablations import AdditiveAttentionUniform
from sequence_models.replicas import normal, streams

SEEDS = range(2)


def test_without_a_choice_the_order_of_what_was_read_does_not_count():
    model = AdditiveAttentionUniform(5, 2, seeds=SEEDS, hidden=6, dtype=torch.float64)
    memory = normal(streams(SEEDS, "memory"), 2, 4, 6).double()
    context = model.context(memory[:, :, 0], memory)
    torch.testing.assert_close(context, model.context(memory[:, :, 1], memory.flip(2)))
    torch.testing.assert_close(context, memory.sum(2) / 4)
