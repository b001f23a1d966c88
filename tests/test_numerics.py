"""What conftest.py says of the numbers of every run is so in the process that computes them."""

import torch


def test_one_thread_and_deterministic_kernels():
    assert torch.get_num_threads() == 1
    assert torch.are_deterministic_algorithms_enabled()


def test_what_has_vanished_is_zero():
    tiny = torch.finfo(torch.float32).tiny
    assert torch.tensor(tiny) / 2 == 0
