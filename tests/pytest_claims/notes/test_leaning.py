"""A statement is understood by who reads nothing else, as far as its words can show that."""

import pytest

from pytest_claims.notes.leaning import leans
from pytest_claims.notes.wording import leaning

LEANING = {
    "It is not right on every string up to n = 12.": "It",
    "With forget bias 1 it does.": "it",
    "Started at keep bias 5, it would.": "it",
    "With 600 steps, or with 40 units, it would count to 12.": "it",
    "With coupled gates it errs less.": "it",
    "Cut after four steps, it is left with less than 1 nat.": "it",
    "At equal width and steps its error is less than a third of the RNN's.": "its",
    "With its state reset at every symbol it does no better than the best reader.": "its",
    "They differ by more than a hundredth.": "They",
    "Squashed by tanh, the same units recover fewer than 10 of these inputs.": "the same",
    "Read symbol by symbol, the same network does worse than an uninformed answer.": "the same",
    "In the same 100 steps, 2 blocks with post-norm have more than 90 of 100 right.": "the same",
    "Give every unit a learned constant, and after the same 300 steps half is left.": "the same",
    "With a feed-forward layer that is linear, the same block has fewer right.": "the same",
    "Without a forget gate, an LSTM trained on the same strings is right.": "the same",
    "After 100 steps, such units have lost at least a quarter of the signs.": "such",
    "After 300 steps of training on such sums, a network of 32 ReLU units fails.": "such",
    "When the differences are a tenth as large, one such layer shrinks more.": "such",
    "From those 16 bits an LSTM names fewer than half of 16 symbols.": "those",
    "Without its reset gate a GRU is left with a fifth after those 600 steps.": "those",
    "Attention names more than half of these symbols.": "these",
    "At forget bias 5 an LSTM shows less than two thirds as well.": "as well",
    "Nor does width: with 32 units in place of 8, more than half is left.": "Nor",
    "Likewise a GRU of 16 units fails.": "Likewise",
    "Depth alone does not.": "does not.",
}
STANDING = [
    "At the usual start a GRU keeps more than nine tenths of its state at each step.",
    "Without its reset gate, a GRU of 8 units errs more.",
    "Without its reset gate a GRU of 8 units errs more.",
    "Before it is trained, an RNN loses its gradient.",
    "A network that is reset in use can make up for it by training five times as long.",
    "After 300 steps, networks of ReLU units lose what they hold.",
    "An RNN of 16 units names fewer than half of the symbols that it saw 20 steps before.",
    "16 units name the symbols that they saw 20 steps before.",
    "Orthogonal weights keep what passes through them.",
    "Attention carries nothing that it does not read.",
    "An RNN of 8 units holds a number with more error than a GRU of the same width.",
    "From the second step on, the cache holds more numbers than an LSTM of the same width.",
    "Two layers give the same outputs when the inputs change places.",
    "The chain grows with every further 16 steps by the same number, which is at least 16.",
    "The last output is the same in whatever order the inputs have come.",
    "After 300 steps an RNN, and after the same 300 steps a GRU, names half of the symbols.",
    "A GRU and an LSTM recall the same symbols.",
    "Positions that are marked weigh more than those that are not.",
    "Sums over 30 steps cost more than such sums over 3 steps.",
    "Weights such as those of a fresh network lose the gradient.",
    "An LSTM counts to 12 as well as a network with a ReLU.",
    "Attention recalls 16 symbols and copies 8 as well.",
    "A GRU neither counts nor adds.",
    "A GRU counts further than an RNN does.",
    "An LSTM keeps what an RNN would not.",
]


@pytest.mark.parametrize(("statement", "word"), LEANING.items())
def test_a_statement_that_needs_its_neighbours_is_found_by_its_word(statement, word):
    assert leans(statement) == word


@pytest.mark.parametrize("statement", STANDING)
def test_a_statement_that_names_what_it_speaks_of_leans_on_nothing(statement):
    assert leans(statement) == ""


def test_the_warning_says_where_the_statement_is_written_and_what_to_do():
    row = {
        "id": "02_gru/counts",
        "test": "claims/test_02_gru.py::test_counts",
        "test_line": 7,
        "statement": "It counts.",
    }
    alone = row | {"statement": "A GRU counts."}

    assert leaning([row, alone]) == [
        "claims/test_02_gru.py:7 02_gru/counts states something of “It” and not of what: "
        "name it in a second paragraph of the docstring"
    ]
