import itertools

import pytest
import torch

from sequence_models.replicas import streams
from sequence_models.tasks import (
    FactTable,
    Induction,
    RecallByKey,
    Repeating,
    RepeatingUpTo,
    RunningParity,
    SaidTwice,
    SumOfNamed,
    SumOfTwo,
    TokenXor,
)

TASKS = [
    FactTable(subjects=3, relations=4),
    Induction(length=5),
    RecallByKey(pairs=3),
    RecallByKey(pairs=3, together=True),
    Repeating(length=4),
    RepeatingUpTo(longest=4, shown=3),
    RunningParity(length=8),
    SumOfNamed(named=3, modulus=5),
    SumOfTwo(modulus=5),
    TokenXor(start=True, repeats=2),
]


def draw(task, seeds=(0, 1), batch=50):
    return task.sample(streams(seeds, "data"), batch)


def answers(batch):
    return batch.targets[:, :, batch.scored[0, 0]]


@pytest.mark.parametrize("task", TASKS, ids=str)
def test_a_replica_depends_on_its_own_seed_alone(task):
    both, alone = draw(task), draw(task, seeds=(1,))
    assert torch.equal(both.inputs[1:], alone.inputs)
    assert torch.equal(both.targets[1:], alone.targets)


@pytest.mark.parametrize("task", TASKS, ids=str)
def test_sizes_are_as_announced(task):
    batch = draw(task)
    assert batch.inputs.shape[-1] == task.inputs
    assert batch.targets.shape == batch.inputs.shape[:3]
    assert answers(batch).min() >= 0
    assert answers(batch).max() < task.outputs


def test_every_key_differs_and_is_asked_for_its_value():
    batch = draw(RecallByKey(pairs=3, symbols=8))
    tokens = batch.inputs.argmax(-1)
    keys, values, asked = tokens[..., 0:6:2], tokens[..., 1:6:2] - 8, tokens[..., 6:]
    where = (asked.unsqueeze(-1) == keys.unsqueeze(-2)).long()
    assert (where.sum(-1) == 1).all()
    assert torch.equal(answers(batch), values.gather(-1, where.argmax(-1)))


def test_together_puts_key_and_value_in_one_position():
    batch = draw(RecallByKey(pairs=3, symbols=8, together=True))
    assert (batch.inputs.sum(-1) == torch.tensor([2.0, 2, 2, 1, 1, 1])).all()


def test_induction_asks_what_followed():
    batch = draw(Induction(length=5))
    tokens = batch.inputs.argmax(-1)
    text, asked = tokens[..., :5], tokens[..., 5:]
    where = (asked.unsqueeze(-1) == text.unsqueeze(-2)).long().argmax(-1)
    assert (where < 4).all()
    assert torch.equal(answers(batch), text.gather(-1, where + 1))


def test_what_is_said_twice_asks_for_the_symbol_behind_the_one_that_is_read():
    batch = draw(SaidTwice(length=5, symbols=7))
    tokens = batch.inputs.argmax(-1)
    assert torch.equal(tokens[..., :4], tokens[..., 5:])
    assert torch.equal(answers(batch), tokens[..., 1:5])
    first = draw(SaidTwice(length=5, symbols=7, again=False))
    assert torch.equal(first.inputs, batch.inputs)
    assert torch.equal(answers(first), answers(batch))


def test_where_the_number_of_symbols_is_drawn_each_sequence_is_scored_by_its_own():
    first = draw(SaidTwice(length=5, shortest=2, symbols=7, again=False))
    second = draw(SaidTwice(length=5, shortest=2, symbols=7))
    numbers = first.scored.sum(-1) + 1
    assert set(numbers.unique().tolist()) == {2, 3, 4, 5}
    assert torch.equal(second.scored.sum(-1) + 1, numbers)
    tokens = second.inputs.argmax(-1)
    for replica, sequence in itertools.product(range(len(tokens)), range(tokens.shape[1])):
        said, number = tokens[replica, sequence], int(numbers[replica, sequence])
        assert torch.equal(said[number:], said[: len(said) - number])
        right = second.targets[replica, sequence][second.scored[replica, sequence]]
        assert torch.equal(right, said[1:number])


@pytest.mark.parametrize("backwards", [False, True])
def test_repeating_shows_each_answer_before_the_next_is_asked(backwards):
    batch = draw(Repeating(length=4, backwards=backwards))
    tokens, right = batch.inputs.argmax(-1), answers(batch)
    symbols = tokens[..., :4]
    assert torch.equal(right, symbols.flip(-1) if backwards else symbols)
    assert torch.equal(tokens[..., 5:], right[..., :-1])


def test_repeating_up_to_fills_up_in_front_and_asks_for_what_was_shown():
    task = RepeatingUpTo(longest=5)
    batch = draw(task)
    told, asked = batch.inputs[:, :, :5], batch.inputs[:, :, 5:]
    number = told.sum((2, 3)).long()
    assert set(number.flatten().tolist()) == {1, 2, 3, 4, 5}
    assert torch.equal(batch.scored.sum(-1), number)
    for k in range(1, 6):
        those = number == k
        symbols = told[those][:, 5 - k :].argmax(-1)
        assert (told[those][:, : 5 - k] == 0).all()
        assert (asked[those][:, 0].argmax(-1) == task.symbols).all()
        assert torch.equal(batch.targets[those][:, 5 : 5 + k], symbols)
        assert torch.equal(asked[those][:, 1:k].argmax(-1), symbols[:, : k - 1])
        assert batch.scored[those][:, 5 : 5 + k].all()


@pytest.mark.parametrize(
    ("task", "number"), [(SumOfTwo(modulus=5), 2), (SumOfNamed(named=3, modulus=5), 3)], ids=str
)
def test_the_sum_is_that_of_the_values_named(task, number):
    batch = draw(task)
    values = batch.inputs[..., :4, :5].argmax(-1)
    named = batch.inputs[..., -1, 5:]
    assert (named.sum(-1) == number).all()
    assert torch.equal(answers(batch)[..., 0], (values * named).sum(-1).long() % 5)


def test_features_differ_where_their_product_is_negative():
    batch = draw(TokenXor(repeats=3, start=True))
    assert (batch.inputs[:, :, 0] == torch.tensor([0.0, 0, 1])).all()
    product = batch.inputs[:, :, -1, 0] * batch.inputs[:, :, -1, 1]
    assert torch.equal(answers(batch)[..., 0], (product < 0).long())


def test_parity_is_that_of_the_ones_so_far():
    batch = draw(RunningParity(length=8))
    assert torch.equal(batch.targets, batch.inputs.argmax(-1).cumsum(-1) % 2)
    assert draw(RunningParity(length=8, late=True)).scored.sum() == 2


def test_the_table_is_one_for_all_replicas_and_another_for_another_number():
    def table(number):
        batch = draw(FactTable(subjects=3, relations=4, table=number), batch=500)
        subject, relation = (part.argmax(-1) for part in batch.inputs.unbind(2))
        fact = (subject * 4 + relation - 3).flatten().tolist()
        return dict(zip(fact, answers(batch).flatten().tolist(), strict=True))

    assert len(table(0)) == 12
    assert table(0) == table(0) != table(1)
