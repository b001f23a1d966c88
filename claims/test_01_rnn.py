"""What notes/01_rnn.md asserts, in the order it asserts it."""

from math import log10

import pytest

from pytest_claims import across, control, every, no_control
from sequence_models.ablations import (
    GRUConstantGates,
    RNNIgnoringGain,
    RNNResetEachRun,
    RNNTransposedPath,
    RNNWithoutRecurrence,
)
from sequence_models.architectures import GRU, RNN, LeakyRNN
from sequence_models.probes import (
    bound_excess,
    chunking_error,
    gradient_retention,
    history_influence,
    isometry_defect,
    jacobian_norm,
    linear_share,
    lyapunov_exponent,
    memory_capacity,
    multiply_accumulates,
    path_sum_error,
    rate_gap,
    sequential_depth,
    sign_retention,
    uninformed_loss,
)
from sequence_models.tasks import Adding, Copying, DelayedRecall, FirstSymbol, SampleAndHold
from sequence_models.theory.rnn import baselines, linear_memory_bound
from sequence_models.training import descent_loss, relative_error, trained_accuracy, trained_loss


@control(RNN, RNNResetEachRun)
@pytest.mark.parametrize("chunk", [1, 7, 32])
def test_carried_state_is_one_pass(measure, chunk):
    """A sequence cut into pieces of 1, 7 or 32 steps, each begun from the state that the piece
    before it left, gives the outputs of the sequence run whole.

    An RNN of 16 units that reads 96 steps in pieces of 1, 7 or 32, each begun from the state that
    the piece before left, gives the outputs of one pass over all steps, to ten digits.
    """
    error = measure(chunking_error, RNN, chunk=chunk)
    assert every(error <= 1e-10)


@control(carried=True)
def test_reset_removes_all_influence(measure):
    """When the state is reset between two pieces, nothing in the first changes any output of the
    second.

    When the state of an RNN of 16 units is reset between two pieces of 8 steps, nothing in the
    first piece changes any output of the second.
    """
    influence = measure(history_influence, RNN, carried=False)
    assert every(influence <= 0)


@pytest.mark.trained
@control(RNN, RNNWithoutRecurrence)
def test_leads_at_short_delay(measure):
    """Asked at each step for the symbol of four steps before, an RNN of 32 units ends 200 steps
    of training with a lower loss than a GRU.

    Trained for 200 steps at rate 0.02 to recall the symbol of four steps before, one of eight, a
    tanh RNN of 32 units ends with a lower loss than a GRU of 32 units.
    """
    rnn = measure(trained_loss, RNN, task=DelayedRecall(delay=4), hidden=32, steps=200, rate=2e-2)
    gru = measure(trained_loss, GRU, task=DelayedRecall(delay=4), hidden=32, steps=200, rate=2e-2)
    assert rnn < gru


@control(held_out=False)
def test_memory_capacity_is_at_most_the_units(measure):
    """Scored on fresh sequences, linear read-outs of 16 linear units recover no more than 16
    past inputs altogether.

    A linear RNN of 16 units with orthogonal weights of gain 0.9, driven by inputs between −1 and 1,
    lets linear read-outs recover no more than 16 past inputs altogether, scored on fresh sequences.
    """
    capacity = measure(
        memory_capacity,
        RNN,
        activation="identity",
        initialisation="orthogonal",
        gain=0.9,
        hidden=16,
        sequences=4,
        held_out=True,
    )
    assert capacity <= 16


@control(activation="tanh")
def test_memory_capacity_is_reached(measure):
    """Linear and orthogonal, with inputs between −10 and 10, 16 units do recover more than 15.

    A linear RNN of 16 units with orthogonal weights of gain 0.9, driven by inputs between −10 and
    10, lets linear read-outs recover more than 15 past inputs, scored on fresh sequences.
    """
    capacity = measure(
        memory_capacity,
        RNN,
        activation="identity",
        initialisation="orthogonal",
        gain=0.9,
        hidden=16,
        scale=10.0,
    )
    assert capacity > 15


@control(scale=0.1)
def test_squashing_costs_memory(measure):
    """Squashed by tanh, the same units recover fewer than 10 of these inputs.

    A tanh RNN of 16 units with orthogonal weights of gain 0.9, driven by inputs between −10 and 10,
    lets linear read-outs recover fewer than 10 past inputs, scored on fresh sequences.
    """
    capacity = measure(
        memory_capacity, RNN, initialisation="orthogonal", gain=0.9, hidden=16, scale=10.0
    )
    assert capacity < 10


@control(RNN, RNNTransposedPath)
def test_gradient_is_a_sum_over_steps(measure):
    """The gradient of the last output is the sum, over all steps, of what each step's own use of
    the weights contributes times the product of the Jacobians of the steps after it.

    Over 12 steps, the gradient of an RNN's last output by its weights is, to eight digits, the sum
    over all steps of what that step's own use of the weights contributes times the product of the
    Jacobians of the steps after it.
    """
    error = measure(path_sum_error, RNN)
    assert every(error <= 1e-8)


@control(RNN, RNNIgnoringGain)
@pytest.mark.parametrize("lag", [10, 50, 100])
def test_no_draw_exceeds_the_norm_bound(measure, lag):
    """With orthogonal weights of gain 0.9 and weak inputs, what is left of a change of the state
    after 10, 50 and 100 steps is at most 0.9 to the power of their number.

    In a tanh RNN of 16 units with orthogonal weights of gain 0.9 and inputs of standard deviation
    0.1, the Jacobian of the state over 10, 50 and 100 steps has a norm of at most 0.9 to the power
    of the number of steps.
    """
    excess = measure(
        jacobian_norm, RNN, initialisation="orthogonal", gain=0.9, lag=lag, scale=0.1
    ) - lag * log10(0.9)
    assert every(excess <= 0)


@control(initialisation="orthogonal")
def test_norm_bound_tells_little(measure):
    """With Gaussian weights of gain 1, the change that survives 50 steps under inputs of unit
    variance is more than ten decades below the bound.

    In a tanh RNN of 16 units with Gaussian weights of gain 1 and inputs of unit variance, the norm
    of the Jacobian over 50 steps is more than ten orders of magnitude below the 50th power of the
    norm of one step at rest.
    """
    excess = measure(bound_excess, RNN, initialisation="gaussian", lag=50)
    assert excess < -10


@control(scale=1.0)
def test_spectral_radius_rules_without_input(measure):
    """Without input, a tanh network with Gaussian weights of gain 0.9 loses over 100 steps, to
    within 0.03 decades per step, what its spectral radius says.

    A tanh RNN of 16 units with Gaussian weights of gain 0.9, left without input, loses gradient
    over 100 steps at a rate that is within 0.03 decades per step of the logarithm of the spectral
    radius of one step at rest.
    """
    gap = measure(rate_gap, RNN, initialisation="gaussian", gain=0.9, lag=100, scale=0.0)
    assert gap < 0.03


@control(initialisation="gaussian")
@pytest.mark.parametrize("lag", [100, 1000])
def test_linear_orthogonal_keeps_every_gradient(measure, lag):
    """Orthogonal and without squashing, a network keeps the length of every change over 100 and
    1000 steps to ten digits.

    In a linear RNN of 16 units with orthogonal weights, every singular value of the Jacobian over
    100 and over 1000 steps is 1 to ten digits.
    """
    defect = measure(
        isometry_defect, RNN, activation="identity", initialisation="orthogonal", lag=lag
    )
    assert every(defect <= 1e-10)


@control(RNN, RNNWithoutRecurrence)
def test_depth_grows_with_length(measure):
    """The longest chain of operations, each waiting for the one before, grows with every further
    16 steps by at least 16.

    In an RNN of 16 units, the longest chain of operations behind the last output, each waiting for
    the one before, grows from 16 to 32 and from 32 to 48 steps by at least 16.
    """
    short = measure(sequential_depth, RNN, length=16)
    middle = measure(sequential_depth, RNN, length=32)
    long = measure(sequential_depth, RNN, length=48)
    assert every(middle - short >= 16)
    assert every(long - middle >= 16)


@no_control("counts the operations of one fixed rule; there is nothing to remove")
def test_work_is_linear_in_length(measure):
    """A sequence twice as long costs twice the multiply-accumulates.

    An RNN of 16 units takes exactly twice as many multiply-accumulates for 64 steps as for 32.
    """
    once = measure(multiply_accumulates, RNN, length=32)
    twice = measure(multiply_accumulates, RNN, length=64)
    assert every(abs(twice - 2 * once) <= 0)


@control(lag=5)
def test_gradient_vanishes_at_the_usual_start(measure):
    """At the usual start and under inputs of unit variance, the gradient of the last output for
    the input 50 steps before is less than a millionth of that for the last input.

    In an untrained RNN of 16 tanh units with uniform initialisation within ±1/4, under inputs of
    unit variance, the gradient of the last output by the input 50 steps before is less than a
    millionth of that by the last input.
    """
    retention = measure(gradient_retention, RNN, lag=50)
    assert retention < -6


@control(activation="identity", because="the squashing")
@pytest.mark.parametrize("scale", [1.0, 3.0])
def test_gain_above_one_explodes(measure, scale):
    """With Gaussian weights of gain 1.5, the gradient of tanh networks of 16 to 128 units grows
    from step to step under inputs of standard deviation 1 and 3.

    In tanh RNNs of 16, 32, 64 and 128 units with Gaussian weights of gain 1.5, under 16 inputs of
    standard deviation 1 and of 3 that enter through weights within ±1/√units, a gradient that is
    pulled back through 400 steps grows: its mean growth per step, the Lyapunov exponent, is above
    0.
    """
    exponent = measure(
        lyapunov_exponent,
        RNN,
        activation="tanh",
        initialisation="gaussian",
        gain=1.5,
        scale=scale,
        hidden=across(16, 32, 64, 128),
    )
    assert exponent > 0


@control(scale=3.0, because="inputs that leave the units on the steep part of tanh")
def test_wide_networks_grow_at_gain_above_one(measure):
    """With 128 units and sixteen inputs of standard deviation 1 it does grow.

    In a tanh RNN of 128 units with Gaussian weights of gain 1.5, under 16 inputs of standard
    deviation 1 that enter through weights within ±1/√128, a gradient that is pulled back through
    400 steps grows: its mean growth per step, the Lyapunov exponent, is above 0.
    """
    exponent = measure(
        lyapunov_exponent, RNN, initialisation="gaussian", gain=1.5, scale=1.0, hidden=128
    )
    assert exponent > 0


@control(initialisation="identity", because="the mixing of units: each is a switch of its own")
def test_large_weights_saturate(measure):
    """With Gaussian weights of gain 10, which drive the units into saturation, the gradient of tanh
    networks of 16 to 128 units shrinks from step to step.

    In tanh RNNs of 16, 32, 64 and 128 units with Gaussian weights of gain 10, under inputs of unit
    variance, a gradient that is pulled back through 400 steps shrinks: its mean growth per step,
    the Lyapunov exponent, is below 0.
    """
    width = across(16, 32, 64, 128)
    exponent = measure(lyapunov_exponent, RNN, initialisation="gaussian", gain=10.0, hidden=width)
    assert exponent < 0


@control(activation="identity")
def test_spectral_radius_zero_vanishes(measure):
    """With recurrent weights of spectral radius 0 and norm 10, a change of the state of a tanh
    network is smaller after 50 steps than before.

    In a tanh RNN of 16 units with nilpotent recurrent weights of norm 10, under inputs of unit
    variance, the Jacobian of the state over 50 steps has a norm below 1.
    """
    norm = measure(
        jacobian_norm, RNN, activation="tanh", initialisation="nilpotent", gain=10.0, lag=50
    )
    assert norm < 0


@control(scale=0.01, because="the inputs")
def test_orthogonal_weights_preserve_the_gradient(measure):
    """With orthogonal weights, tanh networks of 16 to 128 units under inputs of unit variance keep
    at least a tenth of a change of their state over 50 steps.

    In tanh RNNs of 16, 32, 64 and 128 units with orthogonal weights, under inputs of unit variance,
    the Jacobian of the state over 50 steps has a norm of at least a tenth.
    """
    width = across(16, 32, 64, 128)
    norm = measure(jacobian_norm, RNN, initialisation="orthogonal", lag=50, scale=1.0, hidden=width)
    assert norm >= -1


@control(gain=1.0)
def test_latch_passes_no_gradient(measure):
    """Sixteen tanh units, each fed back on itself with the weight 2, pass on less than the
    fiftieth decimal of a change of their state over 100 steps.

    In a tanh RNN of 16 units, each fed back on itself alone with weight 2, under inputs of standard
    deviation 0.1, the Jacobian of the state over 100 steps has a norm below 10⁻⁵⁰.
    """
    norm = measure(jacobian_norm, RNN, initialisation="identity", gain=2.0, lag=100, scale=0.1)
    assert norm < -50


@control(gain=0.5)
def test_vanished_gradient_means_forgotten(measure):
    """After 100 steps, such units have lost at least a quarter of the signs that they were
    given.

    Of the signs given to 16 tanh units, each fed back on itself alone with weight 2, at most three
    quarters are left after 100 steps under inputs of standard deviation 0.1.
    """
    kept = measure(sign_retention, RNN, initialisation="identity", gain=2.0, lag=100, scale=0.1)
    assert kept <= 0.75


@control(task=Copying(delay=30))
@pytest.mark.parametrize("delay", [10, 50])
def test_ignorance_when_copying(measure, delay):
    """For the copying of ten symbols out of eight over delays of 10 and 50 steps, the best
    answer that has seen nothing costs, to within a hundredth of a nat, what is derived.

    On the copying task with ten symbols out of eight kinds and delays of 10 and 50 steps, the best
    answer that knows the step and has seen nothing has, to within 0.01 nats, the loss 10·ln 8 /
    (delay + 20).
    """
    loss = measure(uninformed_loss, task=Copying(delay=delay))
    assert every(abs(loss - baselines(delay=delay).copying) <= 0.01)


@control(task=SampleAndHold())
def test_ignorance_when_adding(measure):
    """For the sum of two numbers between 0 and 1, the best constant errs by a sixth, to within
    0.02.

    On the adding task, the sum of two numbers drawn uniformly between 0 and 1, the best constant
    answer has a mean squared error within 0.02 of 1/6.
    """
    loss = measure(uninformed_loss, task=Adding(), sequences=4096)
    assert every(abs(loss - baselines().adding) <= 0.02)


@pytest.mark.trained
@control(initialisation="orthogonal", because="a start that spans 20 steps")
@control(RNN, RNNWithoutRecurrence, because="every memory")
def test_usual_start_needs_bold_steps(measure):
    """After 300 steps of training at rate 0.001, an RNN of 16 units at the usual start names
    fewer than half of the symbols that it saw 20 steps before, and at rate 0.02 more than
    half.

    Trained for 300 steps to recall the first of four symbols after 20 distractors, a tanh RNN of 16
    units with uniform initialisation is right in fewer than half of the cases at rate 0.001 and in
    more than half at rate 0.02.
    """
    timid = measure(
        trained_accuracy,
        RNN,
        task=FirstSymbol(lag=20),
        steps=300,
        rate=1e-3,
        initialisation="uniform",
    )
    bold = measure(
        trained_accuracy,
        RNN,
        task=FirstSymbol(lag=20),
        steps=300,
        rate=2e-2,
        initialisation="uniform",
    )
    assert timid < 0.5
    assert bold > 0.5


@pytest.mark.trained
@control(initialisation="uniform")
def test_no_bridge_without_gates(measure):
    """After 300 steps of training at rate 0.001, an RNN of 16 units with orthogonal weights
    names fewer than half of the symbols that it saw 20 steps before.

    Trained for 300 steps at rate 0.001 to recall the first of four symbols after 20 distractors, a
    tanh RNN of 16 units with orthogonal initialisation is right in fewer than half of the cases.
    """
    accuracy = measure(
        trained_accuracy,
        RNN,
        task=FirstSymbol(lag=20),
        steps=300,
        rate=1e-3,
        initialisation="orthogonal",
    )
    assert accuracy < 0.5


@pytest.mark.trained
@control(keep_bias=4.0)
def test_a_gate_alone_is_no_bridge(measure):
    """Over 30 steps a GRU of 16 units at its usual start ends 300 steps of training with fewer
    right answers than an RNN with orthogonal weights.

    Trained for 300 steps to recall the first of four symbols after 30 distractors, a GRU of 16
    units with uniform initialisation, at rate 0.005, has a lower accuracy than a tanh RNN of 16
    units with orthogonal initialisation, at rate 0.001.
    """
    gru = measure(
        trained_accuracy, GRU, task=FirstSymbol(lag=30), steps=300, rate=5e-3, keep_bias=None
    )
    rnn = measure(
        trained_accuracy, RNN, task=FirstSymbol(lag=30), steps=300, initialisation="orthogonal"
    )
    assert gru < rnn


@pytest.mark.trained
@control(GRU, GRUConstantGates, because="gates that see the input")
@control(task=Adding(batch=20, length=6), because="the distance: the RNN can add")
def test_adding_plateau(measure):
    """After 300 steps of training on the sum of two marked numbers among 30, an RNN of 16 units
    at the usual start is left with more than half of the error of ignorance, and a GRU with
    less than a fifth.

    Trained for 300 steps at rate 0.01 to add two marked numbers among 30, a tanh RNN of 16 units
    with uniform initialisation leaves more than half of the target's variance, and a GRU of 16
    units less than a fifth.
    """
    rnn = measure(relative_error, RNN, task=Adding(batch=20), steps=300, rate=1e-2)
    gru = measure(relative_error, GRU, task=Adding(batch=20), steps=300, rate=1e-2)
    assert rnn > 0.5
    assert gru < 0.2


@pytest.mark.trained
@control(activation="tanh")
def test_no_adding_without_gates(measure):
    """After 300 steps of training on such sums, a network of 32 ReLU units begun at the identity
    is left with more than half of the error of ignorance.

    Trained for 300 steps at rate 0.003 to add two marked numbers among 30, an RNN of 32 ReLU units
    with the identity for recurrent weights leaves more than half of the target's variance.
    """
    error = measure(
        relative_error,
        RNN,
        task=Adding(batch=20),
        steps=300,
        rate=3e-3,
        hidden=32,
        activation="relu",
        initialisation="identity",
    )
    assert error > 0.5


@pytest.mark.trained
@control(truncation=24)
def test_truncation_is_blind_beyond_its_window(measure):
    """Trained on 150 batches to recall at a delay of three, an RNN of 16 units whose gradient is
    cut after three steps is left with more than 1.5 nats of loss.

    Trained on 150 batches to recall the symbol of three steps before, one of eight, a tanh RNN of
    16 units whose gradient is cut after three steps ends with a loss above 1.5 nats.
    """
    loss = measure(trained_loss, RNN, task=DelayedRecall(delay=3), steps=150, truncation=3)
    assert loss > 1.5


@pytest.mark.trained
@control(truncation=3)
def test_truncation_sees_from_one_step_more(measure):
    """Cut after four steps, it is left with less than 1 nat.

    Trained on 150 batches to recall the symbol of three steps before, one of eight, a tanh RNN of
    16 units whose gradient is cut after four steps ends with a loss below 1 nat.
    """
    loss = measure(trained_loss, RNN, task=DelayedRecall(delay=3), steps=150, truncation=4)
    assert loss < 1


@pytest.mark.trained
@control(gain=0.5, because="gradients that explode")
@control(rate=10.0, because="a rate that clipping can tame")
def test_clipping_saves_plain_descent(measure):
    """From Gaussian weights of gain 2.5, 150 steps of plain descent at rate 0.1 on sums over 60
    steps end above a loss of 1, and below it when each gradient is clipped to norm 1.

    From Gaussian weights of gain 2.5, a tanh RNN of 16 units trained for 150 steps of plain
    gradient descent at rate 0.1 to add two marked numbers among 60 ends above a loss of 1 without
    clipping, and below 1 with gradients clipped to norm 1.
    """
    unclipped = measure(
        descent_loss,
        RNN,
        task=Adding(length=60),
        steps=150,
        initialisation="gaussian",
        gain=2.5,
        rate=0.1,
        clip=1e9,
    )
    clipped = measure(
        descent_loss,
        RNN,
        task=Adding(length=60),
        steps=150,
        initialisation="gaussian",
        gain=2.5,
        rate=0.1,
        clip=1.0,
    )
    assert unclipped > 1
    assert clipped < 1


@pytest.mark.trained
@control(rate=0.1)
def test_clipping_is_free(measure):
    """At rate 0.01, such runs end no higher with clipping than without.

    From Gaussian weights of gain 2.5, a tanh RNN of 16 units trained for 150 steps of plain
    gradient descent at rate 0.01 to add two marked numbers among 60 ends with no higher loss with
    gradients clipped to norm 1 than without clipping.
    """
    clipped = measure(
        descent_loss,
        RNN,
        task=Adding(length=60),
        steps=150,
        initialisation="gaussian",
        gain=2.5,
        rate=0.01,
        clip=1.0,
    )
    unclipped = measure(
        descent_loss,
        RNN,
        task=Adding(length=60),
        steps=150,
        initialisation="gaussian",
        gain=2.5,
        rate=0.01,
        clip=1e9,
    )
    assert clipped <= unclipped


@control(task=SampleAndHold(length=8000, mark_probability=0.5))
@pytest.mark.parametrize("p", [0.1, 0.2])
def test_linear_memory_meets_its_bound(measure, p):
    """The best linear read-out of the last 40 values and marks explains, for marks of
    probability p at 0.1 and 0.2, p/(2 − p) of the variance, to within 0.03.

    On the task of giving back the value that was marked last, where each step is marked with
    probability p, the best linear read-out of the last 40 values and marks explains a share p/(2 −
    p) of the variance, to within 0.03, at p = 0.1 and 0.2.
    """
    share = measure(linear_share, task=SampleAndHold(length=8000, mark_probability=p))
    assert abs(share - linear_memory_bound(p)) < 0.03


@control(task=SampleAndHold(length=8000, mark_probability=0.1))
@pytest.mark.parametrize("p", [0.1, 0.2])
def test_gated_writing_is_worth_more(measure, p):
    """Where values arrive at marks alone, that read-out explains 1/(2 − p), to within 0.03.

    On the task of giving back the value that was marked last, where values arrive at marks alone
    and each step is marked with probability p, the best linear read-out of the last 40 values and
    marks explains a share 1/(2 − p) of the variance, to within 0.03, at p = 0.1 and 0.2.
    """
    share = measure(linear_share, task=SampleAndHold(length=8000, mark_probability=p, gated=True))
    assert abs(share - linear_memory_bound(p, gated=True)) < 0.03


@pytest.mark.trained
@control(RNN, GRU)
def test_fails_sample_and_hold(measure):
    """After 300 steps of training to hold four numbers, each until its own next mark, an RNN of
    8 units is left with more than half of the error of ignorance.

    Trained for 300 steps to hold four numbers over 30 steps, each until the next mark of its own
    channel, a tanh RNN of 8 units with uniform initialisation leaves more than half of the target's
    variance.
    """
    error = measure(relative_error, RNN, task=SampleAndHold(channels=4), hidden=8, steps=300)
    assert error > 0.5


@pytest.mark.trained
@control(task=SampleAndHold(channels=4, mark_probability=1.0))
@pytest.mark.parametrize(
    ("activation", "initialisation"), [("tanh", "orthogonal"), ("relu", "identity")]
)
def test_better_starts_fail_to_hold(measure, activation, initialisation):
    """The starts that bridged a lag do not help: begun with orthogonal weights, or as ReLU units
    at the identity, it is left with more than half as well.

    Trained for 300 steps to hold four numbers over 30 steps, each until the next mark of its own
    channel, an RNN of 8 units leaves more than half of the target's variance, with tanh units and
    orthogonal initialisation as well as with ReLU units and the identity.
    """
    error = measure(
        relative_error,
        RNN,
        task=SampleAndHold(channels=4),
        hidden=8,
        steps=300,
        activation=activation,
        initialisation=initialisation,
    )
    assert error > 0.5


@pytest.mark.trained
@control(LeakyRNN, GRU)
def test_constant_leak_fails_to_hold(measure):
    """Nor does keeping by a learned constant: with a leak of its own for each unit, more than
    half is left.

    Trained for 300 steps to hold four numbers over 30 steps, each until the next mark of its own
    channel, an RNN of 8 leaky tanh units, each with a leak that is learned and does not depend on
    the input, leaves more than half of the target's variance.
    """
    error = measure(relative_error, LeakyRNN, task=SampleAndHold(channels=4), hidden=8, steps=300)
    assert error > 0.5


@pytest.mark.trained
@control(RNN, GRU)
def test_width_does_not_help_holding(measure):
    """Nor does width: with 32 units in place of 8, more than half is left.

    Trained for 300 steps to hold four numbers over 30 steps, each until the next mark of its own
    channel, a tanh RNN of 32 units with uniform initialisation leaves more than half of the
    target's variance.
    """
    error = measure(relative_error, RNN, task=SampleAndHold(channels=4), hidden=32, steps=300)
    assert error > 0.5


@pytest.mark.trained
@control(activation="tanh")
def test_nothing_held_without_gates(measure):
    """After 300 steps of training to hold one number, a network of 16 ReLU units begun at the
    identity is left with more than half of the error of ignorance.

    Trained for 300 steps at rate 0.005 to hold one number over 30 steps until the next mark, an RNN
    of 16 ReLU units with the identity for recurrent weights leaves more than half of the target's
    variance.
    """
    error = measure(
        relative_error,
        RNN,
        task=SampleAndHold(channels=1),
        hidden=16,
        steps=300,
        rate=5e-3,
        activation="relu",
        initialisation="identity",
    )
    assert error > 0.5
