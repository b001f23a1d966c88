"""What notes/04_attention.md asserts, in the order it asserts it."""

import pytest

from pytest_claims import across, control, every, over, slope
from sequence_models.ablations import (
    AttentionFrozenPattern,
    AttentionLeakyMask,
    AttentionOverscaled,
    AttentionRotaryValues,
    AttentionSingleHead,
    AttentionUnscaled,
    AttentionWindowed,
    AttentionWithoutPositions,
    AttentionWrongOffset,
    RNNResetEachRun,
    RNNWithoutRecurrence,
)
from sequence_models.architectures import (
    GRU,
    LSTM,
    RNN,
    AdditiveAttention,
    Attention,
    BlockwiseAttention,
    EncoderDecoder,
    LinearAttention,
    LinearLookup,
    Lookup,
)
from sequence_models.probes import (
    affine_defect,
    cache_size,
    chunking_error,
    decay_with_distance,
    effective_positions,
    equal_token_gap,
    found,
    future_influence,
    influence,
    largest_tensor,
    maximum_error,
    multiply_accumulates,
    position_spread,
    prefix_order_influence,
    projection,
    reordering_error,
    score_variance,
    sequential_depth,
    step_cost,
    translation_error,
    typical_influence,
    weight_by_distance,
    weight_found,
)
from sequence_models.tasks import (
    IndexRecall,
    Induction,
    RecallByKey,
    Repeating,
    RunningParity,
    SumOfTwo,
)
from sequence_models.theory.attention import windowed_recall
from sequence_models.training import one_bit_accuracy, trained_accuracy, transferred_accuracy


@control(Lookup, LinearLookup)
def test_a_head_set_by_hand_finds(measure):
    """One head set by hand, its scores 30 times the cosine, answers more than 99 of 100 questions
    about 512 random keys of 32 numbers.

    One attention head set by hand, whose scores are 30 times the cosine of query and key, answers
    more than 99 of 100 questions about 512 random unit keys of 32 numbers, each with a value of its
    own.
    """
    share = measure(found, Lookup, entries=512, gain=30.0)
    assert share > 0.99


@control(gain=12.0, because="the gap being fixed: a wider one outweighs 512")
@control(gain=1.0, because="the gap")
def test_a_fixed_gap_is_outnumbered(measure):
    """With scores of 5 times the cosine, the key that is asked for has more than half of the
    weight among 16 and less than half among 512.

    In one attention head set by hand, whose scores are 5 times the cosine of query and key, the key
    that is asked for has more than half of the weight among 16 random unit keys of 32 numbers and
    less than half among 512.
    """
    few = measure(weight_found, Lookup, entries=16, gain=5.0)
    many = measure(weight_found, Lookup, entries=512, gain=5.0)
    assert few > 0.5
    assert many < 0.5


@control(gain=1.0)
def test_cannot_compare_magnitudes(measure):
    """Asked for the largest of 64 numbers from 0 to 1, a head set by hand that uses each as its
    own key falls short by more than 0.1, even with a gain of 1000.

    Asked for the largest of 64 numbers drawn uniformly from 0 to 1, one attention head set by hand,
    which uses each number as its own key and multiplies scores by 1000, falls short by more than
    0.1.
    """
    error = measure(maximum_error, Lookup, entries=64, gain=1000.0)
    assert error > 0.1


@control(LinearAttention, Attention, because="features in the softmax's place")
@control(LinearAttention, RNNResetEachRun, because="the state that is handed on")
def test_linear_attention_is_a_recurrence(measure):
    """Run one step at a time, from a state as large after 64 steps as after 8, attention without
    the softmax gives the outputs of the sequence run whole.

    Attention without the softmax, run over 64 steps one at a time from a state that is as large
    after 64 steps as after 8, gives the outputs of one pass over all steps, to ten digits.
    """
    error = measure(chunking_error, LinearAttention, chunk=1, length=64)
    growth = measure(cache_size, LinearAttention, length=64) - measure(
        cache_size, LinearAttention, length=8
    )
    assert every(error <= 1e-10)
    assert every(growth <= 0)


@control(AttentionUnscaled, Attention)
@pytest.mark.parametrize("width", [64, 256])
def test_products_have_variance_d(measure, width):
    """Before training, the products of queries and keys of 64 and of 256 numbers have a variance
    between 0.7 and 1.4 times that number.

    Before training, the products of queries and keys of d numbers have a variance between 0.7·d and
    1.4·d, for d = 64 and 256, under inputs of unit variance.
    """
    variance = measure(score_variance, AttentionUnscaled, width=width, model_width=width)
    assert abs(variance / width - 1.05) < 0.35


@control(Attention, AttentionUnscaled)
@control(Attention, AttentionOverscaled)
@pytest.mark.parametrize("width", [64, 256])
def test_scores_have_variance_one(measure, width):
    """Divided by √d, the scores at widths 64 and 256 have a variance between 0.7 and 1.4.

    Before training, the products of queries and keys of d numbers, divided by √d, have a variance
    between 0.7 and 1.4, for d = 64 and 256, under inputs of unit variance.
    """
    variance = measure(score_variance, Attention, width=width, model_width=width)
    assert 0.7 < variance < 1.4


@control(AttentionUnscaled, Attention)
def test_without_it_few_are_read(measure):
    """Without the division, fewer than 8 of 256 positions are read in effect at width 64.

    Before training, attention of width 64 whose scores are not divided by √64 reads in effect fewer
    than 8 of 256 positions, where the number in effect is the exponential of the weights' entropy.
    """
    positions = measure(
        effective_positions, AttentionUnscaled, length=256, model_width=64, causal=False
    )
    assert positions < 8


@control(Attention, AttentionUnscaled)
def test_softmax_is_sparse(measure):
    """With the division, fewer than 16 of 256 positions are read in effect before training.

    Before training, attention of width 64 whose scores are divided by √64 reads in effect fewer
    than 16 of 256 positions, where the number in effect is the exponential of the weights' entropy.
    """
    positions = measure(effective_positions, Attention, length=256, model_width=64, causal=False)
    assert positions < 16


@control(Attention, AttentionUnscaled)
def test_reading_spreads_with_length(measure):
    """With four times the positions, 256 in place of 64, more than three times as many are read in
    effect.

    Before training, attention of width 64 reads in effect more than three times as many positions
    out of 256 as out of 64, where the number in effect is the exponential of the weights' entropy.
    """
    few = measure(effective_positions, Attention, length=64, model_width=64, causal=False)
    many = measure(effective_positions, Attention, length=256, model_width=64, causal=False)
    assert many / few > 3


@control(follow=True)
def test_ignores_order(measure):
    """Without mask and positions, two layers give the same outputs when the inputs change
    places.

    Two layers of attention without mask and positions give the same outputs, place by place, when
    12 inputs change places.
    """
    change = measure(reordering_error, Attention, follow=False, causal=False, layers=2)
    assert every(change <= 1e-10)


@control(positions="sinusoidal")
def test_outputs_move_with_inputs(measure):
    """When the inputs change places, the outputs of two layers without mask and positions change
    places with them and are otherwise the same.

    When 12 inputs change places, the outputs of two layers of attention without mask and positions
    change places with the inputs and are the same to ten digits.
    """
    change = measure(
        reordering_error, Attention, follow=True, causal=False, layers=2, positions="none"
    )
    assert every(change <= 1e-10)


@control(Attention, AttentionWithoutPositions)
@pytest.mark.parametrize("positions", ["sinusoidal", "learned", "rotary", "alibi"])
def test_positions_tell_order(measure, positions):
    """With sinusoidal, learned, rotary or ALiBi positions they do not just change places: they
    differ by more than a hundredth.

    When 12 inputs change places, the outputs of one layer of attention with 8 heads and without
    mask that has sinusoidal, learned, rotary or ALiBi positions do not just change places with the
    inputs, but differ by more than a hundredth.
    """
    change = measure(
        reordering_error, Attention, follow=True, causal=False, heads=8, positions=positions
    )
    assert change > 0.01


@control(layers=2)
def test_one_causal_layer_is_blind_to_order(measure):
    """The last output of one causal layer without positions is the same in whatever order the
    inputs before the last have come.

    The last output of one layer of attention with a causal mask and without positions is the same,
    to ten digits, when the 11 inputs before the last come in reverse order.
    """
    change = measure(prefix_order_influence, Attention, layers=1)
    assert every(change <= 1e-10)


@control(start=True)
def test_mask_reveals_position(measure):
    """On a constant input, two causal layers without positions give different outputs at different
    steps.

    On an input that is the same at all 12 steps, two layers of attention with a causal mask and
    without positions give outputs that differ from step to step.
    """
    spread = measure(position_spread, Attention, start=False, layers=2)
    assert spread > 1e-6


@control(Attention, AttentionRotaryValues)
def test_rotary_sees_differences_only(measure):
    """With rotary positions and a window of 8, what stands before the window, and how much of it,
    changes nothing in the output.

    In a layer of attention with rotary positions and a window of 8, neither the content nor the
    number of the steps before the window changes the last output, to ten digits.
    """
    change = measure(translation_error, Attention, positions="rotary", window=8)
    assert every(change <= 1e-10)


@control(positions="alibi")
def test_rotary_weight_decays(measure):
    """With rotary positions and independent inputs, the typical weight 64 steps back is less than
    half of that one step back.

    Before training, in attention of width 64 with 8 heads and rotary positions, under independent
    inputs, the typical weight 64 steps back is less than half of the typical weight one step back.
    """
    decades = measure(
        weight_by_distance, Attention, distance=64, positions="rotary", heads=8, model_width=64
    )
    assert decades < -0.3


@control(Attention, AttentionLeakyMask)
def test_mask_hides_the_future(measure):
    """Under a causal mask no output of two layers depends on any later input."""
    leak = measure(future_influence, Attention, layers=2)
    assert every(leak <= 0)


@control(causal=False)
def test_no_state_is_carried(measure):
    """To go on after 16 steps, attention carries nothing.

    To go on after 16 steps, a layer of attention with a causal mask carries no number to the next
    step.
    """
    carried = measure(cache_size, Attention, length=16, causal=True)
    assert every(carried <= 0)


@control(Attention, AttentionWrongOffset)
def test_cache_equals_recomputing(measure):
    """Run one step at a time from its cache of keys and values, attention with rotary positions
    gives the outputs of the sequence run whole.

    Two layers of attention with rotary positions, run over 32 steps one at a time from their caches
    of keys and values, give the outputs of one pass over all steps, to ten digits.
    """
    error = measure(chunking_error, Attention, chunk=1, length=32, layers=2, positions="rotary")
    assert every(error <= 1e-10)


@control(length=1)
def test_cache_exceeds_lstm_from_the_second_step(measure):
    """From the second step on, the cache of one layer holds more numbers than the state of an LSTM
    of the same width.

    After two steps the cache of one layer of attention of width 16 holds more numbers than the
    state of an LSTM of 16 units.
    """
    cache = measure(cache_size, Attention, length=2, model_width=16)
    state = measure(cache_size, LSTM, length=2, hidden=16)
    assert cache > state


@control(window=8)
def test_a_step_costs_more_the_longer_the_past(measure):
    """A step after 256 others costs attention of width 16 more than three times the
    multiplications of a step after 16.

    The step that follows 256 steps costs attention of width 16, run from its cache, more than three
    times the multiply-accumulates of the step that follows 16.
    """
    late = measure(step_cost, Attention, length=256, model_width=16, window=None)
    early = measure(step_cost, Attention, length=16, model_width=16, window=None)
    assert late / early > 3


@pytest.mark.trained
@control(Attention, AttentionWindowed, because="the growth of the cache")
@control(task=IndexRecall(places=2), because="the need for bits: the LSTM recalls")
def test_cache_recalls_what_a_state_cannot(measure):
    """With all carried numbers read as one bit each, 300 steps of training and 16 units, attention
    names more than 90 of 100 symbols asked for by their place among 16, and an LSTM fewer than
    50.

    Trained for 300 steps to recall the one of 16 symbols whose place is asked for, with all carried
    numbers read as one bit each, attention of width 16 with learned positions is right in more than
    90 of 100 cases, and an LSTM of 16 units in fewer than 50.
    """
    task = IndexRecall(places=16)
    attention = measure(
        one_bit_accuracy, Attention, task=task, steps=300, model_width=16, positions="learned"
    )
    lstm = measure(one_bit_accuracy, LSTM, task=task, steps=300, hidden=16)
    assert attention > 0.9
    assert lstm < 0.5


@pytest.mark.trained
@control(window=None, because="the window")
@control(window=2, because="most of the window")
def test_a_window_recalls_its_share(measure):
    """With a window of 8, the question included, attention names more than half of these symbols,
    and no more than the windowed share and 0.03.

    Trained for 300 steps to recall the one of 16 symbols whose place is asked for, with all carried
    numbers read as one bit each, attention of width 16 with a window of 8 positions, the question
    included, is right in more than half of the cases, and in no more than the share that 7 of 16
    known symbols and guesses among 4 give, plus 0.03.
    """
    recalled = measure(
        one_bit_accuracy,
        Attention,
        task=IndexRecall(places=16),
        steps=300,
        model_width=16,
        positions="learned",
        window=8,
    )
    assert 0.5 < recalled < windowed_recall(7, 16, 4) + 0.03


@pytest.mark.trained
@control(Attention, AttentionWindowed, because="the reach")
@control(task=Repeating(length=2), because="the length: LSTM and GRU copy")
def test_attention_copies(measure):
    """After 200 steps of training, with about 9,000 parameters each, two layers of attention copy
    16 symbols with more than 90 of 100 right, an LSTM and a GRU with fewer than 60."""
    task = Repeating(length=16)
    attention = measure(
        trained_accuracy, Attention, task=task, steps=200, layers=2, heads=2, positions="rotary"
    )
    lstm = measure(trained_accuracy, LSTM, task=task, steps=200, hidden=42)
    gru = measure(trained_accuracy, GRU, task=task, steps=200, hidden=48)
    assert attention > 0.9
    assert lstm < 0.6
    assert gru < 0.6


@pytest.mark.trained
@control(EncoderDecoder, AdditiveAttention, because="the one vector")
@control(hidden=2, because="most of the vector")
def test_one_vector_degrades_with_length(measure):
    """An encoder that hands a decoder one vector of 16 numbers lets it copy 4 symbols with more
    than 90 of 100 right after 400 steps of training, and 12 symbols with fewer than 70.

    An encoder of 16 GRU units that hands a decoder one vector lets the decoder copy 4 symbols out
    of eight with accuracy above 0.9 after 400 steps of training, and 12 symbols with accuracy below
    0.7.
    """
    short = measure(
        trained_accuracy,
        EncoderDecoder,
        task=Repeating(length=4, rate=1e-2),
        steps=400,
        source=4,
        hidden=16,
    )
    long = measure(
        trained_accuracy,
        EncoderDecoder,
        task=Repeating(length=12, rate=1e-2),
        steps=400,
        source=12,
        hidden=16,
    )
    assert short > 0.9
    assert long < 0.7


@pytest.mark.trained
@control(AdditiveAttention, EncoderDecoder)
def test_additive_attention_mends_it(measure):
    """With additive attention to the encoder's vectors, the decoder copies 12 symbols with more
    than 80 of 100 right.

    A decoder of 16 GRU units with additive attention to the vectors of an encoder of 16 GRU units
    copies 12 symbols out of eight with accuracy above 0.8 after 400 steps of training.
    """
    right = measure(
        trained_accuracy,
        AdditiveAttention,
        task=Repeating(length=12, rate=1e-2),
        steps=400,
        source=12,
    )
    assert right > 0.8


@control(layers=3, because="the limit of depth")
@control(layers=1, because="the second layer")
def test_reach_is_depth_times_window(measure):
    """Two layers with a window of 8 depend on the input 14 steps back, and on nothing 15 steps
    back.

    The last output of two layers of attention with a window of 8 positions depends on the input 14
    steps back, and does not depend on the input 15 steps back.
    """
    near = measure(influence, Attention, lag=14, layers=2, window=8)
    far = measure(influence, Attention, lag=15, layers=2, window=8)
    assert every(near > 0)
    assert every(far <= 0)


@pytest.mark.trained
@control(task=Repeating(length=15), because="the last position: 16 reach far enough")
@control(task=Repeating(length=17), because="the reach: 17 are too few")
def test_one_more_position_lets_it_copy(measure):
    """After 200 steps of training, one layer with a window of 17 copies 16 symbols with more than
    90 of 100 right, and with a window of 16 fewer than 20.

    After 200 steps of training, one layer of attention with two heads, rotary positions and a
    window of 17 copies 16 symbols out of eight with accuracy above 0.9, and with a window of 16
    with accuracy below 0.2.
    """
    task = Repeating(length=16)
    wide = measure(
        trained_accuracy, Attention, task=task, steps=200, heads=2, positions="rotary", window=17
    )
    narrow = measure(
        trained_accuracy, Attention, task=task, steps=200, heads=2, positions="rotary", window=16
    )
    assert wide > 0.9
    assert narrow < 0.2


@control(positions="alibi")
def test_influence_does_not_decay_with_distance(measure):
    """Before training, the influence of an input on the last of 128 outputs falls with its distance
    by an exponent between −0.2 and 0.2.

    Before training, in attention with 8 heads and no positions, the influence of an input on the
    last of 128 outputs, the norm of its derivative, changes with the distance by a power law whose
    exponent lies between −0.2 and 0.2.
    """
    exponent = measure(decay_with_distance, Attention, heads=8, positions="none")
    assert abs(exponent) < 0.2


@control(window=8, because="the length of what is read")
def test_influence_is_diluted_by_length(measure):
    """Before training and with 1, 2 or 4 heads, the influence of one input on the last output falls
    by more than the power −3/4 of the length, from 16 to 128.

    Before training, in one layer of attention with 1, 2 or 4 heads, the typical influence of one
    earlier input on the last output, the norm of its derivative, falls with the length, over 16,
    32, 64 and 128 positions, by an exponent below −3/4.
    """
    influence = measure(
        typical_influence,
        Attention,
        length=over(16, 32, 64, 128),
        heads=across(1, 2, 4),
        window=None,
    )
    assert slope(influence, decades=True) < -0.75


@control(Attention, RNN)
def test_depth_does_not_grow_with_length(measure):
    """Over 64 steps, the chain of operations behind the last output is no longer than over 16.

    In one layer of attention, the longest chain of operations behind the last output, each waiting
    for the one before, is no longer over 64 steps than over 16.
    """
    long = measure(sequential_depth, Attention, length=64)
    short = measure(sequential_depth, Attention, length=16)
    assert every(long - short <= 0)


@control(RNN, LSTM)
def test_cheaper_than_any_recurrence_when_short(measure):
    """Over 16 steps at width 64, attention takes fewer multiplications than an RNN.

    Over 16 steps, with inputs, outputs and model of width 64, one layer of attention takes fewer
    multiply-accumulates than an RNN of 64 units.
    """
    attention = measure(multiply_accumulates, Attention, length=16, width=64, model_width=64)
    rnn = measure(multiply_accumulates, RNN, length=16, width=64, hidden=64)
    assert attention < rnn


@control(BlockwiseAttention, Attention)
def test_exact_attention_needs_quadratic_memory(measure):
    """Over 256 positions, exact attention read block by block holds at least 256² numbers at
    once.

    Over 256 positions, attention that is computed block by block holds at some moment a tensor of
    at least 256² numbers.
    """
    held = measure(largest_tensor, BlockwiseAttention, length=256)
    assert held >= 256**2


@control(BlockwiseAttention, AttentionUnscaled)
def test_blocks_are_exact(measure):
    """Read in blocks of 16 by 16 scores, attention gives the outputs of attention.

    Two layers of attention computed in blocks of 16 by 16 scores give, to ten digits, the outputs
    of two layers of attention computed at once.
    """
    blocks = measure(projection, BlockwiseAttention, layers=2)
    whole = measure(projection, Attention, layers=2)
    assert every(abs(blocks - whole) <= 1e-10)


@pytest.mark.trained
@control(GRU, RNNWithoutRecurrence, because="the state")
@control(
    task=RunningParity(length=2),
    exam=RunningParity(length=2),
    because="the length: two bits are told",
)
def test_parity_is_lost(measure):
    """Trained for 500 steps on the parity of up to 12 bits, asked after each bit, a GRU of 16
    units is right more than 95 times of 100 in the last quarter of 48 bits, and two layers of
    attention fewer than 60."""
    task, exam = RunningParity(), RunningParity(length=48, late=True)
    gru = measure(transferred_accuracy, GRU, task=task, exam=exam, steps=500, hidden=16)
    attention = measure(
        transferred_accuracy,
        Attention,
        task=task,
        exam=exam,
        steps=500,
        layers=2,
        positions="rotary",
    )
    assert gru > 0.95
    assert attention < 0.6


@control(positions="sinusoidal")
def test_numbers_are_not_seen(measure):
    """Without mask and positions, two layers give the same outputs when the whole input is said
    three times over.

    Two layers of attention without mask and positions give the same last output, to ten digits,
    when an input of 6 steps is repeated three times.
    """
    change = measure(
        equal_token_gap, Attention, repeats=3, causal=False, layers=2, positions="none"
    )
    assert every(change <= 1e-10)


@pytest.mark.trained
@control(task=RecallByKey())
def test_one_layer_cannot_retrieve(measure):
    """After 250 steps of training, with each of four values beside its key, one layer recalls by
    key with fewer than 90 of 100 right.

    Trained for 250 steps to answer each of four keys with its value, where key and value stand in
    one position, one layer of attention is right in fewer than 90 of 100 cases.
    """
    recalled = measure(trained_accuracy, Attention, task=RecallByKey(together=True), steps=250)
    assert recalled < 0.9


@pytest.mark.trained
@control(layers=2)
def test_one_layer_fails_by_key(measure):
    """When each of four values stands one position behind its key, one layer recalls by key with
    fewer than 60 of 100 right after 250 steps of training.

    Trained for 250 steps to answer each of four keys with its value, where the value stands one
    position behind its key, one layer of attention with rotary positions is right in fewer than 60
    of 100 cases.
    """
    recalled = measure(
        trained_accuracy, Attention, task=RecallByKey(), steps=250, layers=1, positions="rotary"
    )
    assert recalled < 0.6


@pytest.mark.trained
@control(Attention, AttentionFrozenPattern, because="reading by content")
@control(task=Repeating(length=8), because="the search: the place is fixed, and one layer reads it")
def test_induction_takes_two_layers(measure):
    """Asked what followed each symbol of a text of 8, after 250 steps of training, one layer is
    right fewer than 40 times of 100 and two layers more than 90.

    Trained for 250 steps to name, for each symbol of a text of 8 different symbols, the one that
    followed, attention with rotary positions is right in fewer than 40 of 100 cases with one layer
    and in more than 90 with two.
    """
    one = measure(
        trained_accuracy, Attention, task=Induction(), steps=250, layers=1, positions="rotary"
    )
    two = measure(
        trained_accuracy, Attention, task=Induction(), steps=250, layers=2, positions="rotary"
    )
    assert one < 0.4
    assert two > 0.9


@control(length=2)
def test_one_token_is_mapped_affinely(measure):
    """On a sequence of one token, four layers of attention with residuals are an affine map."""
    defect = measure(affine_defect, Attention, length=1, layers=4)
    assert every(defect <= 1e-10)


@control(Attention, AttentionFrozenPattern)
def test_attention_is_linear(measure):
    """On 8 different tokens, one layer of attention is an affine map."""
    defect = measure(affine_defect, Attention, length=8, layers=1)
    assert every(defect <= 1e-10)


@pytest.mark.trained
@control(Attention, AttentionSingleHead)
def test_four_heads_compute_xor(measure):
    """After 600 steps of training, one layer of four heads that read by content gives the exclusive
    or of two of four bits named by their places, with more than 85 of 100 right.

    Trained for 600 steps to give the exclusive or of two of four bits whose places the last step
    names, one layer of attention with four heads and learned positions is right in more than 85 of
    100 cases.
    """
    right = measure(
        trained_accuracy,
        Attention,
        task=SumOfTwo(),
        steps=600,
        heads=4,
        positions="learned",
    )
    assert right > 0.85
