import pytest

from sequence_models.replicas import streams
from sequence_models.tasks import Pointers


def sequences(task):
    """For each of a few: who points to whom, who is asked for, and the answers."""
    batch = task.sample(streams((0, 1), "data"), 20)
    n = task.symbols
    points, to = batch.inputs[..., :n].argmax(-1), batch.inputs[..., n:].argmax(-1)
    for rows in zip(
        points.flatten(0, 1), to.flatten(0, 1), batch.targets.flatten(0, 1), strict=True
    ):
        who, whom, answers = (row.tolist() for row in rows)
        yield dict(zip(who[:n], whom[:n], strict=True)), who[n:], answers[n:]


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_the_answer_is_where_so_many_steps_lead(steps):
    for leads, asked, answers in sequences(Pointers(symbols=5, steps=steps)):
        for symbol, answer in zip(asked, answers, strict=True):
            for _ in range(steps):
                symbol = leads[symbol]
            assert symbol == answer


def test_all_symbols_stand_in_one_ring_and_each_is_asked_for_once():
    for leads, asked, _ in sequences(Pointers(symbols=6)):
        ring = [0]
        while (after := leads[ring[-1]]) != 0:
            ring.append(after)
        assert sorted(ring) == sorted(asked) == list(range(6))
