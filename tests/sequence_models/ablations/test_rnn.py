import torch

from sequence_models.ablations import (
    RNNIgnoringGain,
    RNNResetEachRun,
    RNNTransposedPath,
    RNNWithoutRecurrence,
)
from sequence_models.architectures import RNN
from sequence_models.replicas import normal, streams

SEEDS = range(2)
SIZES = {"seeds": SEEDS, "hidden": 5, "dtype": torch.float64}


def inputs():
    return normal(streams(SEEDS, "inputs"), 3, 6, 4)


def test_without_recurrence_an_output_depends_on_its_own_input_alone():
    model, x = RNNWithoutRecurrence(4, 2, **SIZES), inputs()
    torch.testing.assert_close(model(x)[:, :, 3:], model(x[:, :, 3:]))


def test_reset_at_each_run_ignores_the_state_that_it_is_handed():
    model, x = RNNResetEachRun(4, 2, **SIZES), inputs()
    y, _ = model.run(x, (normal(streams(SEEDS, "state"), 3, 5),))
    assert torch.equal(y, model(x))


def test_the_transposed_path_changes_the_gradient_and_not_the_output():
    broken, whole, x = RNNTransposedPath(4, 2, **SIZES), RNN(4, 2, **SIZES), inputs()
    torch.testing.assert_close(broken(x), whole(x), rtol=0, atol=1e-15)
    for model in (broken, whole):
        model(x).square().sum().backward()
    assert not torch.allclose(broken.cells[0].W.grad, whole.cells[0].W.grad, rtol=1e-3)


def test_the_transposed_path_is_the_right_one_where_the_matrix_is_symmetric():
    broken, whole, x = RNNTransposedPath(4, 2, **SIZES), RNN(4, 2, **SIZES), inputs()
    for model in (broken, whole):
        W = model.cells[0].W
        W.data = (W.data + W.data.mT) / 2
        model(x).square().sum().backward()
    torch.testing.assert_close(broken.cells[0].W.grad, whole.cells[0].W.grad)


def test_ignoring_the_gain_leaves_the_matrix_as_drawn():
    deaf = RNNIgnoringGain(4, 2, initialisation="orthogonal", gain=3.0, **SIZES)
    plain = RNN(4, 2, initialisation="orthogonal", **SIZES)
    assert torch.equal(deaf.cells[0].W, plain.cells[0].W)
