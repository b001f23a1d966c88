import pytest
import torch

from sequence_models.architectures import Attention
from sequence_models.replicas import streams
from sequence_models.tasks import Pointers
from sequence_models.theory import two_pointers


def ring(n, seed=0):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    return torch.empty(n, dtype=torch.long).index_copy_(0, order, order.roll(-1))


@pytest.mark.parametrize("n", [3, 6, 8, 20])
def test_what_is_read_is_a_parabola_about_the_first_target(n):
    leads, p = ring(n), torch.arange(1, n + 1, dtype=torch.float64)
    read = two_pointers(leads)
    for a in range(n):
        b = p[leads[a]]
        others = torch.arange(n) != a
        parabola = b**2 - (p - b) ** 2
        torch.testing.assert_close(read[a, leads[others]], parabola[others], rtol=0, atol=1e-2)
        assert read[a, leads[a]] < -1e8


@pytest.mark.parametrize("n", [3, 6, 8, 20])
def test_it_is_largest_where_two_pointers_lead(n):
    for seed in range(5):
        leads = ring(n, seed)
        two_largest = two_pointers(leads).topk(2).values
        assert (two_pointers(leads).argmax(-1) == leads[leads]).all()
        assert (two_largest[:, 0] - two_largest[:, 1]).min() > 0.99


def set_by_hand(n, sharpness):
    """One layer of two heads of single precision, which has the scores and values of 5.11."""
    model = Attention(2 * n, n, seeds=[0], model_width=4 * n, heads=2)
    heads, y = model.blocks[0].attention, torch.arange(1.0, n + 1)
    for parameter in model.parameters():
        torch.nn.init.zeros_(parameter)
    left, square = 2 * (n + 1 - y), 2 * (n + 1) * y - y**2
    K, pair = torch.tensor(sharpness), 20.0  # a question, which shows no pair, weighs less by this
    products = y.log().repeat(n, 1).fill_diagonal_(K.log()), pair - left.log()
    squares = square.log().repeat(n, 1).fill_diagonal_(K.log()), torch.full((n,), pair)
    with torch.no_grad():
        model.embedding.weight[0, : 2 * n] = torch.eye(2 * n)
        for h, ((source, target), value) in enumerate(
            [(products, -K * left), (squares, K.expand(n))]
        ):
            first = 2 * n * h
            at = slice(first, first + n)
            heads.W_q.weight[0, at, :n] = torch.eye(n) * (2 * n) ** 0.5
            heads.W_k.weight[0, at, :n], heads.W_k.weight[0, at, n : 2 * n] = source, target
            heads.W_v.weight[0, at, n : 2 * n] = torch.diag(value)
            heads.W_o.weight[0, 2 * n : 3 * n, at] = torch.eye(n)
        model.readout.weight[0, :, 2 * n : 3 * n] = torch.eye(n)
    return model


@pytest.mark.parametrize("n", [6, 8])
def test_one_layer_of_our_attention_follows_two_pointers_if_its_weights_are_set(n):
    task = Pointers(symbols=n)
    exam = task.sample(streams([0], "exam"), 200)
    with torch.no_grad():
        outputs = set_by_hand(n, 1e5)(exam.inputs)
    assert task.accuracy(outputs, exam) == 1
