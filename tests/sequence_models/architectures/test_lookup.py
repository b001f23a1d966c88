import torch

from sequence_models.architectures import Lookup


def test_the_head_reads_the_value_of_the_nearest_key():
    model = Lookup(6, 2, seeds=range(2), gain=50.0, dtype=torch.float64)
    stored = torch.tensor([[0, 0, 1, 0, 3, 4], [0, 0, 0, 1, 5, 6]], dtype=torch.float64)
    asked = torch.tensor([[0, 1, 0, 0, 0, 0]], dtype=torch.float64)
    x = torch.cat([stored, asked]).expand(2, 1, -1, -1)
    expected = torch.tensor([5.0, 6.0], dtype=torch.float64).expand(2, 1, -1)
    torch.testing.assert_close(model(x)[:, :, -1], expected)


def test_without_gain_all_values_count_alike():
    model = Lookup(6, 2, seeds=range(2), gain=0.0, dtype=torch.float64)
    x = torch.rand(2, 1, 4, 6, dtype=torch.float64)
    torch.testing.assert_close(model(x)[:, :, -1], x[..., 4:].mean(2))
