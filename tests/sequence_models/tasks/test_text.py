"""Windows of the real text: anywhere, or side by side."""

import pytest
import torch

from sequence_models.replicas import streams
from sequence_models.tasks import Text, manual

WORDS = "abcdefghijklmnopqrstuvwxyz" * 2


@pytest.fixture
def short(monkeypatch):
    """A text of 52 letters in the place of the manual."""
    monkeypatch.setattr(
        manual, "manual", lambda: {"training": WORDS, "held out": "no", "tuning": ""}
    )
    manual.symbols.cache_clear()
    yield
    manual.symbols.cache_clear()


def read(batch):
    spelled = batch.inputs.argmax(-1).tolist()
    return [["".join(manual.ALPHABET[s] for s in row) for row in rows] for rows in spelled]


def test_a_window_is_a_stretch_of_its_part_and_each_target_the_next_character():
    for part in ("training", "held out"):
        batch = Text(part=part, length=40).sample(streams((0, 1), "data"), 3)
        assert all(w in manual.manual()[part] for rows in read(batch) for w in rows)
        assert torch.equal(batch.inputs.argmax(-1)[..., 1:], batch.targets[..., :-1])
        assert batch.scored.all()


def test_every_window_and_no_other_can_be_drawn(short):
    found = {w for rows in read(Text(length=49).sample(streams([0], "data"), 300)) for w in rows}
    assert found == {WORDS[start : start + 49] for start in range(3)}


def test_a_replica_draws_its_own_windows():
    task = Text(length=5)
    both, alone = (task.sample(streams(seeds, "data"), 4) for seeds in ((3, 5), (5,)))
    assert torch.equal(both.inputs[1:], alone.inputs)
    assert not torch.equal(both.inputs[0], both.inputs[1])


def test_in_parallel_each_batch_goes_on_where_the_one_before_ended(short):
    task = Text(length=5, batch=4, order="parallel")
    assert task.per_epoch == 2
    batches = list(task.batches(streams((0, 1), "data"), 2))
    for first, second in zip(*map(read, batches), strict=True):
        for before, after in zip(first, second, strict=True):
            assert before + after in WORDS * 2
    assert torch.equal(batches[0].targets[..., -1], batches[1].inputs[..., 0, :].argmax(-1))


def test_in_parallel_an_epoch_meets_every_character_once(monkeypatch):
    letters = manual.ALPHABET[1:25]
    monkeypatch.setattr(manual, "manual", lambda: {"training": letters})
    manual.symbols.cache_clear()
    task = Text(length=3, batch=4, order="parallel")
    for _ in range(2):
        met = [
            row for b in task.batches(streams([7], "data"), task.per_epoch) for row in read(b)[0]
        ]
        assert sorted("".join(met)) == sorted(letters)
    manual.symbols.cache_clear()


def test_each_epoch_and_each_replica_enters_the_text_elsewhere():
    task = Text(length=100, batch=2, order="parallel")
    batches = list(task.batches(streams((0, 1), "data"), task.per_epoch + 1))
    first, again = read(batches[0]), read(batches[-1])
    assert len({rows[0] for rows in (*first, *again)}) == 4


def test_as_many_batches_come_as_are_asked_for():
    for order in ("random", "parallel"):
        task = Text(length=2000, batch=16, order=order)
        assert len(list(task.batches(streams([0], "data"), 9))) == 9


def test_an_exam_is_drawn_anywhere_whatever_the_order():
    drawn = [Text(length=9, order=o).sample(streams([0], "d"), 3) for o in ("random", "parallel")]
    assert torch.equal(drawn[0].inputs, drawn[1].inputs)


def test_another_text_than_this_pythons_is_refused():
    with pytest.raises(
        ValueError, match=f"'0f' was asked for, and this Python brings '{Text().digest}'"
    ):
        Text(digest="0f")


def test_more_columns_than_there_is_text_for_are_refused():
    with pytest.raises(ValueError, match="16 columns of 20000 characters are more than the"):
        Text(length=20_000, order="parallel")


def test_an_order_that_there_is_not_is_refused():
    with pytest.raises(Exception, match="sorted"):
        Text(order="sorted")
