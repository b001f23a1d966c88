import torch

from sequence_models.ablations import LinearAttentionResetEachRun
from sequence_models.replicas import normal, streams

SEEDS = range(2)


def test_what_is_handed_over_is_dropped():
    model = LinearAttentionResetEachRun(4, 3, seeds=SEEDS, model_width=8, dtype=torch.float64)
    x = normal(streams(SEEDS, "inputs"), 2, 6, 4).double()
    _, state = model.run(x[:, :, :3], model.initial_state(2))
    torch.testing.assert_close(model.run(x[:, :, 3:], state)[0], model(x[:, :, 3:]))
