"""What notes/02_gru.md asserts, in the order it asserts it."""

import pytest

from pytest_claims import control, every
from sequence_models.ablations import (
    GRUConstantGates,
    GRUConstantUpdate,
    GRUHandOver,
    GRUSharedVector,
    GRUSwappedPolarity,
    GRUWithoutReset,
    LSTMWithoutForgetGate,
)
from sequence_models.architectures import GRU, LSTM, RNN, LeakyRNN
from sequence_models.probes import (
    carried_numbers,
    chunking_error,
    gradient_half_life,
    gradient_retention,
    largest_memory,
    mean_keep,
    source_bigram_entropy,
    source_entropy,
    uninformed_loss,
)
from sequence_models.tasks import (
    Counting,
    DelayedRecall,
    FirstSymbol,
    SampleAndHold,
    SecondOrderSource,
    SilentUntilAsked,
    WarpedRecall,
)
from sequence_models.training import (
    keep_at_marks,
    longest_count,
    loss_in_use,
    relative_error,
    trained_accuracy,
    trained_loss,
)

HOLD = SampleAndHold(channels=4)
UNIFORM = WarpedRecall(warp=14, symbols=8, length=56)
VARIABLE = WarpedRecall(warp=14, symbols=8, length=56, variable=True)
TEXT = SecondOrderSource(length=8)
STACK = {"hidden": 16, "layers": 2}


@control(GRU, LSTM)
def test_state_stays_within_one(measure):
    """With every parameter thirty times as large as at the start, no number that a GRU of 32 units
    carries exceeds 1 in 200 steps."""
    assert every(measure(largest_memory, GRU, hidden=32, scale=30.0, length=200) <= 1)


@control(GRU, GRUSwappedPolarity, because="that the bias is the keep gate's")
@control(keep_bias=8.0, because="the bias: a larger one keeps longer")
@pytest.mark.parametrize(("keep_bias", "promised"), [(3.0, 14.3), (5.0, 103.2)])
def test_keep_bias_sets_the_half_life(measure, keep_bias, promised):
    """Before training, the gradient of a GRU of 32 units with keep bias 3 or 5 halves, to within a
    factor of two, in the 14.3 or 103.2 steps that the bias promises."""
    steps = measure(gradient_half_life, GRU, hidden=32, keep_bias=keep_bias)
    assert promised / 2 < steps < 2 * promised


@control(GRU, GRUSwappedPolarity)
def test_other_paths_outlive_a_small_bias(measure):
    """With keep bias 1 the gradient lasts longer than the 2.2 steps that the bias promises."""
    assert measure(gradient_half_life, GRU, hidden=32, keep_bias=1.0) > 2.2


@control(keep_bias=5.0)
def test_gates_stop_the_vanishing(measure):
    """At the usual start more than a thousandth of a GRU's gradient survives 50 steps."""
    assert measure(gradient_retention, GRU, lag=50, hidden=32, keep_bias=None) > -3


@control(keep_bias=4.0)
def test_memory_persists_by_default(measure):
    """At the usual start a GRU keeps more than nine tenths of its state at each step."""
    assert measure(mean_keep, GRU, hidden=32, keep_bias=None) > 0.9


@control(keep_bias=-5.0, because="a gate that keeps")
def test_gradient_fades_more_slowly_than_in_the_rnn(measure):
    """At the usual start, with 32 units, more of the gradient survives 50 steps in a GRU than in an
    RNN."""
    gru = measure(gradient_retention, GRU, lag=50, hidden=32, keep_bias=None)
    assert gru > measure(gradient_retention, RNN, lag=50, hidden=32)


@control(keep_bias=6.0, because="the path through the candidate, in which the gate stands")
def test_reset_gate_shortens_the_gradient(measure):
    """At the usual start the gradient of a GRU halves in fewer steps than that of a GRU without
    its reset gate."""
    gru = measure(gradient_half_life, GRU, hidden=32, keep_bias=None)
    assert gru < measure(gradient_half_life, GRUWithoutReset, hidden=32, keep_bias=None)


@pytest.mark.trained
@control(keep_bias=0.0)
def test_lag_needs_no_gate(measure):
    """Without any gate that depends on the input, 16 units started at keep bias 4 name the first
    symbol after 20 distractors with accuracy above 0.9, after 300 steps of training."""
    task = FirstSymbol(lag=20)
    accuracy = measure(
        trained_accuracy, GRUConstantGates, task=task, steps=300, rate=5e-3, keep_bias=4.0
    )
    assert accuracy > 0.9


@pytest.mark.trained
@control(GRU, RNN)
def test_one_vector_is_memory_or_output(measure):
    """One vector that is both memory and output gives itself away: asked at random to name the
    first number and to be silent otherwise, a GRU of 8 units ends 400 steps of training with a
    relative error above a twentieth."""
    error = measure(relative_error, GRU, task=SilentUntilAsked(), steps=400, hidden=8)
    assert error > 0.05


@pytest.mark.trained
@control(GRU, GRUConstantGates)
def test_holds_what_is_marked(measure):
    """With 8 units and 300 steps of training, a GRU holds four numbers, each until its own next
    mark, with less than a fifth of the error of ignorance."""
    assert measure(relative_error, GRU, task=HOLD, steps=300, hidden=8) < 0.2


@pytest.mark.trained
@control(GRU, GRUConstantUpdate)
def test_errs_less_than_the_rnn(measure):
    """At equal width and steps its error is less than a third of the RNN's."""
    gru = measure(relative_error, GRU, task=HOLD, steps=300, hidden=8)
    assert gru < measure(relative_error, RNN, task=HOLD, steps=300, hidden=8) / 3


@pytest.mark.trained
@control(GRU, GRUConstantUpdate)
def test_gate_opens_at_the_mark(measure):
    """Trained for 300 steps to hold one number with 8 units, a GRU keeps a smaller share of its
    state at the marks than between them."""
    task = SampleAndHold()
    at = measure(keep_at_marks, GRU, task=task, steps=300, marked=True, hidden=8)
    assert at < measure(keep_at_marks, GRU, task=task, steps=300, marked=False, hidden=8)


@pytest.mark.trained
@control(GRUConstantUpdate, GRU)
def test_constant_update_gate_does_not_hold(measure):
    """Give every unit a learned constant in place of its update gate, and after the same 300 steps
    more than half of the error is left."""
    assert measure(relative_error, GRUConstantUpdate, task=HOLD, steps=300, hidden=8) > 0.5


@pytest.mark.trained
@control(GRUConstantGates, GRUWithoutReset)
def test_holding_needs_a_gate_that_sees_the_input(measure):
    """Without any gate that depends on the input, more than half of the error is left after twice
    as many steps."""
    assert measure(relative_error, GRUConstantGates, task=HOLD, steps=600, hidden=8) > 0.5


@pytest.mark.trained
@control(GRUWithoutReset, GRUConstantGates)
def test_reset_gate_is_needed(measure):
    """Without its reset gate a GRU is left with more than a fifth of the error of ignorance, after
    those 600 steps."""
    assert measure(relative_error, GRUWithoutReset, task=HOLD, steps=600, hidden=8) > 0.2


@pytest.mark.trained
@control(GRUSwappedPolarity, GRUConstantGates)
def test_polarity_is_a_convention(measure):
    """Which way round the update gate is read makes no difference to learning: swapped, it too
    brings the error below a fifth in 300 steps."""
    assert measure(relative_error, GRUSwappedPolarity, task=HOLD, steps=300, hidden=8) < 0.2


@pytest.mark.trained
@control(leak_bias=0.0)
def test_a_leak_suffices_when_slowness_is_uniform(measure):
    """When characters come every 14 steps with blanks between, 16 leaky units that start at leak
    bias 3 name the character before with accuracy above 0.9, after 400 steps of training."""
    accuracy = measure(trained_accuracy, LeakyRNN, task=UNIFORM, steps=400, leak_bias=3.0)
    assert accuracy > 0.9


@pytest.mark.trained
@control(task=UNIFORM)
def test_a_gate_gains_when_slowness_varies(measure):
    """When they come 1 to 14 steps apart, a GRU that starts at keep bias 2 is, at rate 0.01, right
    at least one time in a hundred more often than the leaky units."""
    gru = measure(trained_accuracy, GRU, task=VARIABLE, steps=400, keep_bias=2.0)
    leaky = measure(trained_accuracy, LeakyRNN, task=VARIABLE, steps=400, leak_bias=3.0)
    assert gru - leaky > 0.01


@pytest.mark.trained
@control(steps=10)
def test_fits_the_counts_it_is_shown(measure):
    """After 200 steps of training on the strings aⁿbⁿ up to n = 8, a GRU of 10 units is right on
    every one of them."""
    assert measure(longest_count, GRU, task=Counting(batch=8), steps=200, hidden=10) >= 8


@pytest.mark.trained
@control(GRU, LSTMWithoutForgetGate)
def test_does_not_count_beyond_them(measure):
    """It is not right on every string up to n = 12."""
    assert measure(longest_count, GRU, task=Counting(batch=8), steps=200, hidden=10) < 12


@pytest.mark.trained
@control(GRU, LSTMWithoutForgetGate)
@pytest.mark.parametrize(("steps", "hidden"), [(600, 10), (200, 40)])
def test_time_or_width_would_teach_it_to_count(measure, steps, hidden):
    """With 600 steps, or with 40 units, it would count to 12."""
    count = measure(longest_count, GRU, task=Counting(batch=8), steps=steps, hidden=hidden)
    assert count >= 12


@pytest.mark.trained
@control(task=Counting(batch=12), steps=600)
def test_keeping_from_the_start_teaches_it_to_count(measure):
    """Started at keep bias 5, it would."""
    task = Counting(batch=8)
    assert measure(longest_count, GRU, task=task, steps=200, hidden=10, keep_bias=5.0) >= 12


@control(GRU, GRUHandOver)
@pytest.mark.parametrize("chunk", [1, 7])
def test_stacked_states_carry_everything(measure, chunk):
    """Cut into pieces of 1 or 7 steps, with the states of both layers carried from piece to piece,
    a stack of two gives the outputs of the sequence run whole."""
    assert every(measure(chunking_error, GRU, chunk=chunk, **STACK) <= 1e-10)


@control(GRU, GRUSharedVector)
def test_each_layer_has_a_memory_of_its_own(measure):
    """A second layer doubles the numbers carried."""
    two = measure(carried_numbers, GRU, hidden=16, layers=2)
    assert every(abs(two - 32) <= 0)


@pytest.mark.trained
@control(carried=False)
def test_carried_state_reads_on(measure):
    """Trained for 500 steps on stretches of 8 symbols and then read symbol by symbol over 64, the
    stack stays below 1.4 nats as long as its state is carried."""
    loss = measure(loss_in_use, GRU, task=TEXT, steps=500, stretch=1, carried=True, **STACK)
    assert loss < 1.4


@pytest.mark.trained
@control(carried=True)
def test_reset_state_is_no_better_than_the_bigram(measure):
    """With its state reset at every symbol it does no better than the best reader of one symbol."""
    loss = measure(loss_in_use, GRU, task=TEXT, steps=500, stretch=1, carried=False, **STACK)
    assert every(loss >= measure(source_bigram_entropy, task=TEXT))


@pytest.mark.trained
@control(carried=True)
def test_training_makes_up_for_a_reset(measure):
    """A network that is reset in use can make up for it by training five times as long."""
    long = measure(loss_in_use, GRU, task=TEXT, steps=500, stretch=1, carried=False, **STACK)
    assert long < measure(loss_in_use, GRU, task=TEXT, steps=100, stretch=1, carried=True, **STACK)


@pytest.mark.trained
@control(carried=True)
def test_reset_is_worse_than_ignorance(measure):
    """Trained for 200 steps to name the symbol of four steps before, and then reset every four
    steps, a GRU of 32 units does worse than an answer that has seen nothing."""
    task = DelayedRecall(delay=4)
    loss = measure(
        loss_in_use, GRU, task=task, steps=200, rate=2e-2, stretch=4, carried=False, hidden=32
    )
    assert loss > measure(uninformed_loss, task=task)


@pytest.mark.trained
@control(GRUSharedVector, GRUHandOver)
def test_stacks_need_a_memory_per_layer(measure):
    """Two layers that write one vector in turn lose more than 0.1 nats by it."""
    shared = measure(
        loss_in_use, GRUSharedVector, task=TEXT, steps=500, stretch=1, carried=True, **STACK
    )
    own = measure(loss_in_use, GRU, task=TEXT, steps=500, stretch=1, carried=True, **STACK)
    assert shared > own + 0.1


@pytest.mark.trained
@control(GRUHandOver, GRUSharedVector)
def test_hand_over_beats_the_entropy_rate(measure):
    """When the second layer starts each stretch from the first layer's final state, the loss on
    fresh stretches falls below the entropy rate of the source."""
    loss = measure(trained_loss, GRUHandOver, task=TEXT, steps=500, **STACK)
    assert loss < measure(source_entropy, task=TEXT)


@pytest.mark.trained
@control(GRUHandOver, GRUSharedVector)
def test_hand_over_fails_in_use(measure):
    """Read symbol by symbol, the same network does worse than an answer that has seen nothing."""
    loss = measure(loss_in_use, GRUHandOver, task=TEXT, steps=500, stretch=1, carried=True, **STACK)
    assert loss > measure(uninformed_loss, task=TEXT)
