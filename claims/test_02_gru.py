"""What notes/02_gru.md asserts, in the order it asserts it."""

import pytest

from pytest_claims import across, control, every, over, smallest
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
    carries exceeds 1 in 200 steps.

    In an untrained GRU of 32 units with all parameters thirty times as large as at initialisation,
    no number of the state exceeds 1 over 200 steps of one repeated input.
    """
    assert every(measure(largest_memory, GRU, hidden=32, scale=30.0, length=200) <= 1)


@control(GRU, GRUSwappedPolarity, because="that the bias is the keep gate's")
@control(keep_bias=8.0, because="the bias: a larger one keeps longer")
@pytest.mark.parametrize(("keep_bias", "promised"), [(3.0, 14.3), (5.0, 103.2)])
def test_keep_bias_sets_the_half_life(measure, keep_bias, promised):
    """Before training, the gradient of a GRU of 32 units with keep bias 3 or 5 halves, to within a
    factor of two, in the 14.3 or 103.2 steps that the bias promises.

    Before training, the gradient of a GRU of 32 units by its inputs halves in 14.3 steps with an
    update-gate bias of 3 and in 103.2 steps with one of 5, each to within a factor of two, as a
    unit that is kept by its bias alone would.
    """
    steps = measure(gradient_half_life, GRU, hidden=32, keep_bias=keep_bias)
    assert promised / 2 < steps < 2 * promised


@control(GRU, GRUSwappedPolarity)
def test_other_paths_outlive_a_small_bias(measure):
    """With keep bias 1 the gradient lasts longer than the 2.2 steps that the bias promises.

    Before training, the gradient of a GRU of 32 units with an update-gate bias of 1 halves in more
    than the 2.2 steps in which a unit that is kept by this bias alone would halve.
    """
    assert measure(gradient_half_life, GRU, hidden=32, keep_bias=1.0) > 2.2


@control(keep_bias=5.0, because="the usual start")
def test_gates_stop_the_vanishing(measure):
    """At the usual start and with 16 to 128 units, more than a thousandth of a GRU's gradient
    survives 50 steps.

    In untrained GRUs of 16, 32, 64 and 128 units with uniform initialisation, the gradient of the
    last output by the input 50 steps before is more than a thousandth of that by the last input.
    """
    width = across(16, 32, 64, 128)
    assert measure(gradient_retention, GRU, lag=50, hidden=width, keep_bias=None) > -3


@control(keep_bias=4.0)
def test_memory_persists_by_default(measure):
    """At the usual start a GRU keeps more than nine tenths of its state at each step.

    In an untrained GRU of 32 units with uniform initialisation, the update gate keeps on average
    more than nine tenths of the state at each step.
    """
    assert measure(mean_keep, GRU, hidden=32, keep_bias=None) > 0.9


@control(keep_bias=-5.0, because="a gate that keeps")
def test_gradient_fades_more_slowly_than_in_the_rnn(measure):
    """At the usual start, with 16 to 128 units, more of the gradient survives 50 steps in a GRU
    than in an RNN.

    Before training, with 16, 32, 64 and 128 units and uniform initialisation, the gradient of the
    last output by the input 50 steps before, relative to that by the last input, is larger in a GRU
    than in a tanh RNN of as many units.
    """
    width = across(16, 32, 64, 128)
    gru = measure(gradient_retention, GRU, lag=50, hidden=width, keep_bias=None)
    assert gru > measure(gradient_retention, RNN, lag=50, hidden=width)


@control(keep_bias=6.0, because="the path through the candidate, in which the gate stands")
def test_reset_gate_shortens_the_gradient(measure):
    """At the usual start the gradient of a GRU halves in fewer steps than that of a GRU without
    its reset gate.

    Before training, with 32 units and uniform initialisation, the gradient of a GRU halves in fewer
    steps than the gradient of a GRU without a reset gate.
    """
    gru = measure(gradient_half_life, GRU, hidden=32, keep_bias=None)
    assert gru < measure(gradient_half_life, GRUWithoutReset, hidden=32, keep_bias=None)


@pytest.mark.trained
@control(keep_bias=0.0)
def test_lag_needs_no_gate(measure):
    """Without any gate that depends on the input, 16 units started at keep bias 4 name the first
    symbol after 20 distractors with accuracy above 0.9, after 300 steps of training.

    A GRU of 16 units whose gates are learned constants that do not depend on the input, started at
    an update-gate bias of 4, recalls the first of four symbols after 20 distractors with accuracy
    above 0.9, after 300 steps of training at rate 0.005.
    """
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
    relative error above a twentieth.

    Trained for 400 steps to answer zero over 24 steps except where the first number is asked for, a
    GRU of 8 units leaves more than a twentieth of the target's variance.
    """
    error = measure(relative_error, GRU, task=SilentUntilAsked(), steps=400, hidden=8)
    assert error > 0.05


@pytest.mark.trained
@control(GRU, GRUConstantGates)
def test_holds_what_is_marked(measure):
    """With 8 units and 300 steps of training, a GRU holds four numbers, each until its own next
    mark, with less than a fifth of the error of ignorance.

    Trained for 300 steps to hold four numbers over 30 steps, each until the next mark of its own
    channel, a GRU of 8 units leaves less than a fifth of the target's variance.
    """
    assert measure(relative_error, GRU, task=HOLD, steps=300, hidden=8) < 0.2


@pytest.mark.trained
@control(GRU, GRUConstantGates, because="gates that see the input")
@control(task=SampleAndHold(channels=4, mark_probability=1.0), because="the need to hold")
def test_errs_less_than_the_rnn(measure):
    """At 400 and at 1,300 weights, and at rates of 0.01 and 0.03, its error is less than a third of
    that of an RNN of as many weights at the best of three rates.

    With 400 and with 1,300 weights and learning rates of 0.01 and 0.03, after 300 steps of
    training, a GRU holds four numbers over 30 steps, each until the next mark of its own channel,
    with less than a third of the error of a tanh RNN of as many weights at the best of the rates
    0.003, 0.01 and 0.03.
    """
    size, rate = across(400, 1_300), across(0.01, 0.03)
    gru = measure(relative_error, GRU, task=HOLD, steps=300, weights=size, rate=rate)
    rates = over(0.003, 0.01, 0.03)
    rnn = smallest(measure(relative_error, RNN, task=HOLD, steps=300, weights=size, rate=rates))
    assert gru < rnn / 3


@pytest.mark.trained
@control(GRU, GRUConstantUpdate)
def test_gate_opens_at_the_mark(measure):
    """Trained for 300 steps to hold one number with 8 units, a GRU keeps a smaller share of its
    state at the marks than between them.

    Trained for 300 steps to hold one number over 30 steps until the next mark, a GRU of 8 units has
    a smaller mean update gate, and so keeps less of its state, at marked steps than at the others.
    """
    task = SampleAndHold()
    at = measure(keep_at_marks, GRU, task=task, steps=300, marked=True, hidden=8)
    assert at < measure(keep_at_marks, GRU, task=task, steps=300, marked=False, hidden=8)


@pytest.mark.trained
@control(GRUConstantUpdate, GRU)
def test_constant_update_gate_does_not_hold(measure):
    """Give every unit a learned constant in place of its update gate, and after the same 300 steps
    more than half of the error is left.

    Trained for 300 steps to hold four numbers over 30 steps, each until the next mark of its own
    channel, a GRU of 8 units whose update gate is a learned constant for each unit leaves more than
    half of the target's variance.
    """
    assert measure(relative_error, GRUConstantUpdate, task=HOLD, steps=300, hidden=8) > 0.5


@pytest.mark.trained
@control(GRUConstantGates, GRUWithoutReset)
def test_holding_needs_a_gate_that_sees_the_input(measure):
    """Without any gate that depends on the input, more than half of the error is left after twice
    as many steps.

    Trained for 600 steps to hold four numbers over 30 steps, each until the next mark of its own
    channel, a GRU of 8 units whose two gates are learned constants for each unit leaves more than
    half of the target's variance.
    """
    assert measure(relative_error, GRUConstantGates, task=HOLD, steps=600, hidden=8) > 0.5


@pytest.mark.trained
@control(GRUWithoutReset, GRUConstantGates)
def test_reset_gate_is_needed(measure):
    """Without its reset gate a GRU is left with more than a fifth of the error of ignorance, after
    those 600 steps.

    Trained for 600 steps to hold four numbers over 30 steps, each until the next mark of its own
    channel, a GRU of 8 units without a reset gate leaves more than a fifth of the target's
    variance.
    """
    assert measure(relative_error, GRUWithoutReset, task=HOLD, steps=600, hidden=8) > 0.2


@pytest.mark.trained
@control(GRUSwappedPolarity, GRUConstantGates)
def test_polarity_is_a_convention(measure):
    """Which way round the update gate is read makes no difference to learning: swapped, it too
    brings the error below a fifth in 300 steps.

    Trained for 300 steps to hold four numbers over 30 steps, each until the next mark of its own
    channel, a GRU of 8 units whose update gate writes where it usually keeps leaves less than a
    fifth of the target's variance.
    """
    assert measure(relative_error, GRUSwappedPolarity, task=HOLD, steps=300, hidden=8) < 0.2


@pytest.mark.trained
@control(leak_bias=0.0)
def test_a_leak_suffices_when_slowness_is_uniform(measure):
    """When characters come every 14 steps with blanks between, 16 leaky units that start at leak
    bias 3 name the character before with accuracy above 0.9, after 400 steps of training.

    When characters out of eight come every 14 steps with blanks between, an RNN of 16 leaky units
    started at a leak bias of 3 recalls at each character the one before with accuracy above 0.9,
    after 400 steps of training at rate 0.01.
    """
    accuracy = measure(trained_accuracy, LeakyRNN, task=UNIFORM, steps=400, leak_bias=3.0)
    assert accuracy > 0.9


@pytest.mark.trained
@control(task=UNIFORM)
def test_a_gate_gains_when_slowness_varies(measure):
    """When they come 1 to 14 steps apart, a GRU that starts at keep bias 2 is, at rate 0.01, right
    at least one time in a hundred more often than the leaky units.

    When characters out of eight come 1 to 14 steps apart with blanks between, a GRU of 16 units
    started at an update-gate bias of 2 recalls at each character the one before with an accuracy at
    least 0.01 above that of an RNN of 16 leaky units started at a leak bias of 3, after 400 steps
    of training at rate 0.01.
    """
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
    """It is not right on every string up to n = 12.

    Trained for 200 steps on the strings aⁿbⁿ up to n = 8, a GRU of 10 units is not right on every
    string up to n = 12.
    """
    assert measure(longest_count, GRU, task=Counting(batch=8), steps=200, hidden=10) < 12


@pytest.mark.trained
@control(GRU, LSTMWithoutForgetGate)
@pytest.mark.parametrize(("steps", "hidden"), [(600, 10), (200, 40)])
def test_time_or_width_would_teach_it_to_count(measure, steps, hidden):
    """With 600 steps, or with 40 units, it would count to 12.

    Trained on the strings aⁿbⁿ up to n = 8, a GRU of 10 units after 600 steps, or one of 40 units
    after 200 steps, is right on every string up to n = 12.
    """
    count = measure(longest_count, GRU, task=Counting(batch=8), steps=steps, hidden=hidden)
    assert count >= 12


@pytest.mark.trained
@control(task=Counting(batch=12), steps=600)
def test_keeping_from_the_start_teaches_it_to_count(measure):
    """Started at keep bias 5, it would.

    Trained for 200 steps on the strings aⁿbⁿ up to n = 8, a GRU of 10 units started at an update-
    gate bias of 5 is right on every string up to n = 12.
    """
    task = Counting(batch=8)
    assert measure(longest_count, GRU, task=task, steps=200, hidden=10, keep_bias=5.0) >= 12


@control(GRU, GRUHandOver)
@pytest.mark.parametrize("chunk", [1, 7])
def test_stacked_states_carry_everything(measure, chunk):
    """Cut into pieces of 1 or 7 steps, with the states of both layers carried from piece to piece,
    a stack of two gives the outputs of the sequence run whole.

    A GRU of two layers of 16 units that reads 96 steps in pieces of 1 or 7, with the states of both
    layers carried from piece to piece, gives the outputs of one pass over all steps, to ten digits.
    """
    assert every(measure(chunking_error, GRU, chunk=chunk, **STACK) <= 1e-10)


@control(GRU, GRUSharedVector)
def test_each_layer_has_a_memory_of_its_own(measure):
    """A second layer doubles the numbers carried.

    A GRU of two layers of 16 units carries 32 numbers from step to step, twice as many as one
    layer.
    """
    two = measure(carried_numbers, GRU, hidden=16, layers=2)
    assert every(abs(two - 32) <= 0)


@pytest.mark.trained
@control(carried=False)
def test_carried_state_reads_on(measure):
    """Trained for 500 steps on stretches of 8 symbols and then read symbol by symbol over 64, the
    stack stays below 1.4 nats as long as its state is carried.

    Trained for 500 steps on stretches of 8 symbols of a source of six symbols whose next depends on
    the last two, a GRU of two layers of 16 units reads 64 symbols one by one with a loss below 1.4
    nats when its state is carried.
    """
    loss = measure(loss_in_use, GRU, task=TEXT, steps=500, stretch=1, carried=True, **STACK)
    assert loss < 1.4


@pytest.mark.trained
@control(carried=True)
def test_reset_state_is_no_better_than_the_bigram(measure):
    """With its state reset at every symbol it does no better than the best reader of one symbol.

    Trained for 500 steps on stretches of 8 symbols of a source of six symbols whose next depends on
    the last two, a GRU of two layers of 16 units that is reset at every symbol has no lower loss
    than the best predictor from the last symbol alone.
    """
    loss = measure(loss_in_use, GRU, task=TEXT, steps=500, stretch=1, carried=False, **STACK)
    assert every(loss >= measure(source_bigram_entropy, task=TEXT))


@pytest.mark.trained
@control(carried=True)
def test_training_makes_up_for_a_reset(measure):
    """A network that is reset in use can make up for it by training five times as long.

    On a source of six symbols whose next depends on the last two, a GRU of two layers of 16 units
    that was trained for 500 steps and is reset at every symbol in use has a lower loss than one
    that was trained for 100 steps and carries its state.
    """
    long = measure(loss_in_use, GRU, task=TEXT, steps=500, stretch=1, carried=False, **STACK)
    assert long < measure(loss_in_use, GRU, task=TEXT, steps=100, stretch=1, carried=True, **STACK)


@pytest.mark.trained
@control(carried=True)
def test_reset_is_worse_than_ignorance(measure):
    """Trained for 200 steps to name the symbol of four steps before, and then reset every four
    steps, a GRU of 32 units does worse than an answer that has seen nothing.

    Trained for 200 steps at rate 0.02 to recall the symbol of four steps before, one of eight, a
    GRU of 32 units that is reset every four steps in use has a higher loss than the best answer
    that has seen nothing.
    """
    task = DelayedRecall(delay=4)
    loss = measure(
        loss_in_use, GRU, task=task, steps=200, rate=2e-2, stretch=4, carried=False, hidden=32
    )
    assert loss > measure(uninformed_loss, task=task)


@pytest.mark.trained
@control(GRUSharedVector, GRUHandOver)
def test_stacks_need_a_memory_per_layer(measure):
    """Two layers that write one vector in turn lose more than 0.1 nats by it.

    On a source of six symbols whose next depends on the last two, after 500 steps of training, two
    GRU layers of 16 units that write one common vector in turn have a loss more than 0.1 nats above
    that of two layers with a vector each.
    """
    shared = measure(
        loss_in_use, GRUSharedVector, task=TEXT, steps=500, stretch=1, carried=True, **STACK
    )
    own = measure(loss_in_use, GRU, task=TEXT, steps=500, stretch=1, carried=True, **STACK)
    assert shared > own + 0.1


@pytest.mark.trained
@control(GRUHandOver, GRUSharedVector)
def test_hand_over_beats_the_entropy_rate(measure):
    """When the second layer starts each stretch from the first layer's final state, the loss on
    fresh stretches falls below the entropy rate of the source.

    Trained for 500 steps on stretches of 8 symbols of a source of six symbols, a GRU of two layers
    of 16 units, whose second layer starts each stretch from the first layer's final state, has a
    loss on fresh stretches below the entropy rate of the source.
    """
    loss = measure(trained_loss, GRUHandOver, task=TEXT, steps=500, **STACK)
    assert loss < measure(source_entropy, task=TEXT)


@pytest.mark.trained
@control(GRUHandOver, GRUSharedVector)
def test_hand_over_fails_in_use(measure):
    """Read symbol by symbol, the same network does worse than an answer that has seen nothing.

    Trained for 500 steps on stretches of 8 symbols of a source of six symbols, a GRU of two layers
    of 16 units, whose second layer starts each stretch from the first layer's final state, has a
    higher loss than the best answer that has seen nothing when 64 symbols are read one by one.
    """
    loss = measure(loss_in_use, GRUHandOver, task=TEXT, steps=500, stretch=1, carried=True, **STACK)
    assert loss > measure(uninformed_loss, task=TEXT)
