import torch

from sequence_models.replicas import streams
from sequence_models.tasks import Permutations
from sequence_models.tasks.permutations import moved


def draw(task, batch=20):
    return task.sample(streams((0, 1), "data"), batch)


def moved_by_hand(things, move):
    if move == 1:
        return [things[1], things[0], *things[2:]]
    return things if len(things) == 2 else [*things[1:], things[0]]


def test_the_order_is_that_of_things_that_are_moved():
    for things in (2, 3, 5):
        batch = draw(Permutations(things=things, length=7))
        named = {}
        for moves, orders in zip(
            batch.inputs.argmax(-1).flatten(0, 1).tolist(),
            batch.targets.flatten(0, 1).tolist(),
            strict=True,
        ):
            row = list(range(things))
            for move, order in zip(moves, orders, strict=True):
                row = moved_by_hand(row, move)
                assert named.setdefault(order, row) == row
        assert len({tuple(row) for row in named.values()}) == len(named)


def test_of_two_things_it_is_the_parity_of_the_swaps():
    batch = draw(Permutations(length=9))
    assert torch.equal(batch.targets, batch.inputs.argmax(-1).cumsum(-1) % 2)


def test_every_order_is_reached():
    for things, orders in ((2, 2), (3, 6), (5, 120)):
        reached = {0}
        while (more := reached.union(*(moved(things)[order] for order in reached))) != reached:
            reached = more
        assert len(reached) == orders == Permutations(things=things).outputs


def test_the_scratchpad_shows_the_order_before_the_move():
    task = Permutations(things=3, length=6, scratchpad=True)
    batch = draw(task)
    shown = batch.inputs[..., 2:].argmax(-1)
    assert torch.equal(shown[..., 1:], batch.targets[..., :-1])
    assert (shown[..., 0] == 0).all()
    assert task.inputs == 8


def test_late_scores_the_last_quarter():
    assert draw(Permutations(length=8, late=True)).scored.sum() == 2
