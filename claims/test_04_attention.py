"""What notes/04_attention.md asserts, in the order it asserts it."""

import pytest

from pytest_claims import across, control, every, largest, over, slope
from sequence_models.ablations import (
    AdditiveAttentionUniform,
    AttentionDrawnAsOne,
    AttentionFrozenPattern,
    AttentionOverscaled,
    AttentionRotaryValues,
    AttentionSigmoid,
    AttentionSingleHead,
    AttentionUnscaled,
    AttentionWindowed,
    AttentionWithoutPositions,
    AttentionWrongOffset,
    BlockwiseAttentionUnrescaled,
    LinearAttentionResetEachRun,
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
    RecomputedAttention,
)
from sequence_models.probes import (
    affine_defect,
    cache_size,
    chunking_error,
    decay_with_distance,
    effective_positions,
    equal_token_gap,
    forgetting_error,
    found,
    influence,
    kept_for_gradient,
    largest_tensor,
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
    weight_on_least_alike,
)
from sequence_models.tasks import (
    Counting,
    IndexRecall,
    Induction,
    RecallByKey,
    Repeating,
    RepeatingUpTo,
    RunningParity,
    SumOfTwo,
)
from sequence_models.theory.attention import windowed_recall
from sequence_models.training import (
    count_reach,
    lost_accuracy,
    one_bit_accuracy,
    trained_accuracy,
    transferred_accuracy,
    weight_on_previous,
    weight_on_successor,
)

LENGTHS = over(64, 128, 256)
PLACED = {"model_width": 16, "positions": "learned"}
COPIES = {"task": Repeating(length=16), "weights": across(2_500, 5_600)}
READS_TWICE = {"layers": 2, "heads": 2, "positions": "rotary"}
FILLED = {"task": RepeatingUpTo(longest=6), "steps": 300, "source": 6, "hidden": across(16, 32)}
TWO, SIX = RepeatingUpTo(longest=6, shown=2), RepeatingUpTo(longest=6, shown=6)
PAIRS = {"task": RecallByKey(pairs=16, symbols=16, together=True), "steps": 200}
PARITY = {"task": RunningParity(), "steps": 300}
COUNTS = {"task": Counting(batch=8), "steps": 250, "layers": 2, "heads": 2}
BY_KEY = {"task": RecallByKey(), "steps": 120, "weights": 5_600, "positions": "rotary"}
FOLLOWS = {
    "task": Induction(length=6),
    "steps": 120,
    "weights": 5_600,
    "positions": "rotary",
    "heads": 1,
}
LADDER = {"task": Induction(), "steps": 150, "rate": 1e-2, "layers": 2}


@control(Lookup, LinearLookup, because="the softmax")
@pytest.mark.parametrize("width", [16, 32, 64])
def test_a_head_set_by_hand_finds(measure, width):
    """A head set by hand finds the right one of 512 values more than 99 times of 100.

    One attention head set by hand, whose scores are 30 times the cosine of query and key, gives the
    right one of 512 random unit values in more than 99 of 100 questions, each of which repeats one
    of 512 random unit keys of 16, 32 or 64 numbers.
    """
    share = measure(found, Lookup, entries=512, gain=30.0, width=width)
    assert share > 0.99


@control(gain=12.0, because="the gap being fixed: a wider one outweighs 512")
@control(gain=1.0, because="the gap")
def test_a_fixed_gap_is_outnumbered(measure):
    """At 5 times the cosine, the key that is asked for has more than half of the weight among 16
    keys and less than half among 512.

    In one attention head set by hand, whose scores are 5 times the cosine of query and key, the key
    that is asked for has more than half of the weight among 16 random unit keys of 32 numbers and
    less than half among 512, where the questions stand among the keys with a score of 0.
    """
    few = measure(weight_found, Lookup, entries=16, gain=5.0)
    many = measure(weight_found, Lookup, entries=512, gain=5.0)
    assert few > 0.5
    assert many < 0.5


@control(gain=5.0, because="the growth of the gap")
def test_a_gap_like_the_logarithm_keeps_pace(measure):
    """At 2.5 ln n times the cosine it has more than nine tenths throughout.

    In one attention head set by hand, whose scores are 6.93, 10.4 or 15.6 times the cosine of query
    and key, which is 2.5 times the logarithm of the number of keys, the key that is asked for has
    more than nine tenths of the weight among 16, 64 or 512 random unit keys of 32 numbers.
    """
    few = measure(weight_found, Lookup, entries=16, gain=6.93)
    more = measure(weight_found, Lookup, entries=64, gain=10.4)
    many = measure(weight_found, Lookup, entries=512, gain=15.6)
    assert few > 0.9
    assert more > 0.9
    assert many > 0.9


@pytest.mark.trained
@control(
    task=IndexRecall(places=2),
    near=IndexRecall(places=2, asked=1),
    far=IndexRecall(places=2, asked=0),
    because="that there are eight: of two the first is recalled as well",
)
def test_a_recurrence_errs_by_distance(measure):
    """After 200 updates a GRU recalls the last of 8 symbols much more often than the first.

    Trained for 200 updates at rate 0.02 to recall the one of 8 symbols of four kinds whose place is
    asked for, a GRU of 24 or 32 units has a share of right answers on the last symbol that is
    higher than that on the first by more than 0.25.
    """
    lost = measure(
        lost_accuracy,
        GRU,
        task=IndexRecall(places=8),
        near=IndexRecall(places=8, asked=7),
        far=IndexRecall(places=8, asked=0),
        steps=200,
        rate=2e-2,
        hidden=across(24, 32),
    )
    assert lost > 0.25


@control(gain=3.0, because="the gap")
@control(gain=1000.0, because="the usual gap: a far wider one tells a crowd apart")
def test_crowded_keys_share_the_weight(measure):
    """At 30 times the cosine it has more than nine tenths among 512 keys of 32 numbers, and less
    than half among 512 keys of 4.

    In one attention head set by hand, whose scores are 30 times the cosine of query and key, the
    key that is asked for has more than nine tenths of the weight among 512 random unit keys of 32
    numbers, and less than half among 512 random unit keys of 4 numbers.
    """
    apart = measure(weight_found, Lookup, entries=512, gain=30.0, width=32)
    crowded = measure(weight_found, Lookup, entries=512, gain=30.0, width=4)
    assert apart > 0.9
    assert crowded < 0.5


@control(gain=-240.0, because="the usual gap")
def test_the_least_alike_key_takes_a_wider_gap(measure):
    """At 30 times the negative cosine, the least alike key has less than three quarters of the
    weight.

    In one attention head set by hand, whose scores are −30 times the cosine of query and key, the
    key at the largest angle from the question has less than three quarters of the weight among 512
    random unit keys of 32 numbers.
    """
    weight = measure(weight_on_least_alike, Lookup, entries=512, gain=-30.0)
    assert weight < 0.75


@control(gain=-30.0, because="the wider gap")
def test_a_wider_gap_finds_the_least_alike(measure):
    """At 240 times it has more than 0.85.

    In one attention head set by hand, whose scores are −240 times the cosine of query and key, the
    key at the largest angle from the question has more than 0.85 of the weight among 512 random
    unit keys of 32 numbers.
    """
    weight = measure(weight_on_least_alike, Lookup, entries=512, gain=-240.0)
    assert weight > 0.85


@control(window=1, because="a past that is seen")
def test_no_state_is_carried(measure):
    """To go on after 16 steps, attention carries nothing.

    To go on after 16 steps, a layer of attention with a causal mask carries no number to the next
    step.
    """
    carried = measure(cache_size, Attention, length=16, window=None)
    assert every(carried <= 0)


@control(Attention, AttentionWrongOffset, because="knowing how far the cache reaches")
@pytest.mark.parametrize("window", [None, 8])
@pytest.mark.parametrize("chunk", [1, 7])
def test_cache_equals_recomputing(measure, window, chunk):
    """Run from its cache in pieces, with a window or without, attention gives the outputs of
    one pass.

    Two layers of attention with rotary positions, with a window of 8 or without, run over 32 steps
    one or seven at a time from their caches of keys and values, give the outputs of one pass over
    all steps, to ten digits.
    """
    error = measure(
        chunking_error,
        Attention,
        chunk=chunk,
        length=32,
        layers=2,
        positions="rotary",
        window=window,
    )
    assert every(error <= 1e-10)


@control(positions="sinusoidal", because="that no place is in the kept key")
@control(positions="learned", because="that no place is in the kept key")
@control(layers=2, because="the single layer: the second keeps what was read of them")
def test_forgotten_steps_leave_no_trace(measure):
    """When the first 5 of 16 kept steps are forgotten, one layer with rotary or ALiBi positions
    goes on as if they had never been.

    When the keys and values of the first 5 of 16 steps are dropped from its cache, and those that
    stay are read at places that are smaller by 5, one layer of attention with rotary or ALiBi
    positions gives the outputs that it gives for a sequence without these 5 steps, to ten digits.
    """
    error = measure(
        forgetting_error, Attention, layers=1, positions=across("rotary", "alibi"), forgotten=5
    )
    assert every(error <= 1e-10)


@control(length=1, because="the second step")
def test_cache_exceeds_lstm_from_the_second_step(measure):
    """From the second step on, a layer's cache holds more numbers than an LSTM's state.

    After two steps the cache of one layer of attention of width 16 holds more numbers than the
    state of an LSTM of 16 units.
    """
    cache = measure(cache_size, Attention, length=2, model_width=16)
    state = measure(cache_size, LSTM, length=2, hidden=16)
    assert cache > state


@control(window=8, because="the growing past")
def test_a_step_costs_more_the_longer_the_past(measure):
    """At width 16 a step after 256 others costs more than three times a step after 16.

    The step that follows 256 steps costs attention of width 16, run from its cache, more than three
    times the multiply-accumulates of the step that follows 16.
    """
    late = measure(step_cost, Attention, length=256, model_width=16, window=None)
    early = measure(step_cost, Attention, length=16, model_width=16, window=None)
    assert late / early > 3


@control(AttentionSigmoid, LinearAttention, because="scores that are no sum of finitely many")
def test_without_the_softmax_the_state_is_fixed(measure):
    """Without the softmax, attention is back at a state that does not grow with the length.

    Attention whose weights are sigmoids of its scores and no softmax carries no more numbers after
    64 steps than after 8.
    """
    late = measure(cache_size, AttentionSigmoid, length=64)
    early = measure(cache_size, AttentionSigmoid, length=8)
    assert every(late - early <= 0)


@control(LinearAttention, Attention, because="features in the softmax's place")
@control(LinearAttention, LinearAttentionResetEachRun, because="the state that is handed on")
def test_linear_attention_is_a_recurrence(measure):
    """With scores that are products of finitely many features, steps from a state of constant size
    give the outputs of one pass.

    Attention whose scores are products of elu + 1, divided by their sum, run over 64 steps one at a
    time from a state that is as large after 64 steps as after 8, gives the outputs of one pass over
    all steps, to ten digits.
    """
    error = measure(chunking_error, LinearAttention, chunk=1, length=64)
    growth = measure(cache_size, LinearAttention, length=64) - measure(
        cache_size, LinearAttention, length=8
    )
    assert every(error <= 1e-10)
    assert every(growth <= 0)


@control(Attention, AttentionUnscaled, because="the division")
@control(Attention, AttentionOverscaled, because="the root")
@control(Attention, AttentionDrawnAsOne, because="the start: drawn as one, they begin at a quarter")
@pytest.mark.parametrize("width", [64, 256])
def test_scores_have_variance_one(measure, width):
    """From Glorot's start, scores divided by √d have a variance near one.

    Before training, from Glorot's start, the products of queries and keys of d numbers, divided by
    √d, have a variance between 0.7 and 1.4, for d = 64 and 256, under inputs of unit variance.
    """
    variance = measure(score_variance, Attention, width=width, model_width=width)
    assert 0.7 < variance < 1.4


@control(Attention, AttentionUnscaled, because="the division")
def test_scaled_scores_read_most(measure):
    """Before training, attention of width 64 reads in effect more than 100 of 256 positions.

    Before training and from Glorot's start, the last query of causal attention of width 64 reads in
    effect more than 100 of 256 positions under inputs of unit variance, where the number in effect
    is the exponential of the weights' entropy.
    """
    positions = measure(effective_positions, Attention, length=256, model_width=64)
    assert positions > 100


@control(AttentionUnscaled, Attention, because="the missing division")
def test_unscaled_scores_read_few(measure):
    """Without the division it reads fewer than 8.

    Before training and from Glorot's start, the last query of causal attention of width 64 whose
    scores are not divided by √64 reads in effect fewer than 8 of 256 positions under inputs of unit
    variance, where the number in effect is the exponential of the weights' entropy.
    """
    positions = measure(effective_positions, AttentionUnscaled, length=256, model_width=64)
    assert positions < 8


@control(window=32, because="the positions that may be read")
def test_reading_spreads_with_length(measure):
    """That number grows by more than the power 0.8 of the length.

    Before training, the number of positions that the last query of causal attention of width 64
    reads in effect, the exponential of the weights' entropy, grows by more than the power 0.8 of
    the length, over 64, 128 and 256 positions.
    """
    positions = measure(effective_positions, Attention, length=LENGTHS, model_width=64, window=None)
    assert slope(positions) > 0.8


@control(causal=True, because="that no mask ranks the positions")
@control(positions="sinusoidal", because="that nothing tells a place")
def test_outputs_move_with_inputs(measure):
    """When inputs are permuted, the outputs of layers without mask and positions are permuted
    with them.

    When 12 inputs are permuted, the outputs of two layers of attention without mask and positions
    are permuted with the inputs and are the same to ten digits.
    """
    change = measure(
        reordering_error, Attention, follow=True, causal=False, layers=2, positions="none"
    )
    assert every(change <= 1e-10)


@control(Attention, AttentionWithoutPositions, because="the positions")
@pytest.mark.parametrize("positions", ["sinusoidal", "learned", "rotary", "alibi"])
def test_positions_tell_order(measure, positions):
    """With sinusoidal, learned, rotary or ALiBi positions the outputs differ.

    When 12 inputs are permuted, the outputs of one layer of attention without mask, of 1 or 8
    heads, that has sinusoidal, learned, rotary or ALiBi positions differ from the permuted outputs
    by more than a millionth of their size.
    """
    change = measure(
        reordering_error,
        Attention,
        follow=True,
        causal=False,
        heads=across(1, 8),
        positions=positions,
    )
    assert change > 1e-6


@control(layers=2, because="the single layer")
def test_one_causal_layer_is_blind_to_order(measure):
    """The last output of one causal layer without positions is the same whatever the order of
    the inputs before.

    The last output of one layer of attention with a causal mask and without positions is the same,
    to ten digits, when the 11 inputs before the last come in reverse order.
    """
    change = measure(prefix_order_influence, Attention, layers=1)
    assert every(change <= 1e-10)


@control(layers=1, because="the second layer")
def test_two_causal_layers_see_the_order(measure):
    """The last output of two such layers changes when the inputs before the last are reversed.

    The last output of two layers of attention with a causal mask and without positions differs by
    more than a tenth of its size when the 11 inputs before the last come in reverse order.
    """
    change = measure(prefix_order_influence, Attention, layers=2)
    assert change > 0.1


@control(start=False, because="the first input that is unlike the rest")
def test_a_first_input_tells_the_place(measure):
    """Behind a first input that is unlike the rest, equal inputs give outputs that differ from
    step to step.

    On 12 inputs that are all alike but the first, one or two layers of attention with a causal mask
    and without positions give outputs that differ from that of the last step by more than a
    thousandth of their size.
    """
    spread = measure(position_spread, Attention, start=True, layers=across(1, 2))
    assert spread > 1e-3


@control(Attention, AttentionRotaryValues, because="that values are not turned")
@control(positions="sinusoidal", because="positions that are turns")
def test_rotary_sees_differences_only(measure):
    """With rotary positions and windows, what stands before the reach of two layers, and how much,
    changes nothing in the output.

    In two layers of attention with rotary positions and windows of 8, neither the content nor the
    number, 3 or 7, of the steps before the last 15 changes the last output, to ten digits.
    """
    change = measure(
        translation_error,
        Attention,
        positions="rotary",
        window=8,
        layers=2,
        length=15,
        shift=across(3, 7),
    )
    assert every(change <= 1e-10)


@control(positions="alibi", because="turns in the place of a fading bias")
def test_rotary_weight_decays(measure):
    """With rotary positions and independent inputs, the typical weight 64 steps back is less than
    half of that one step back.

    Before training, in attention of width 64 with two heads and rotary positions, under independent
    inputs, the typical weight 64 steps back is less than half of the typical weight one step back.
    """
    decades = measure(
        weight_by_distance, Attention, distance=64, positions="rotary", heads=2, model_width=64
    )
    assert decades < -0.3


@control(Attention, RNN, because="that no step waits for the one before")
def test_depth_does_not_grow_with_length(measure):
    """The longest chain of operations behind an output of attention is no longer over 64 steps
    than over 16.

    In one layer of attention, the longest chain of operations behind the last output, each waiting
    for the one before, is no longer over 64 steps than over 16; a sum over positions counts as one
    operation.
    """
    long = measure(sequential_depth, Attention, length=64)
    short = measure(sequential_depth, Attention, length=16)
    assert every(long - short <= 0)


@control(LinearAttention, LSTM, because="that the state enters the next linearly")
def test_a_linear_recurrence_is_as_shallow(measure):
    """That of linear attention, computed at once from all pairs, is no longer either.

    In one layer of attention whose scores are products of elu + 1, computed at once from all pairs
    of positions, the longest chain of operations behind the last output, each waiting for the one
    before, is no longer over 64 steps than over 16; a sum over positions counts as one operation.
    """
    long = measure(sequential_depth, LinearAttention, length=64)
    short = measure(sequential_depth, LinearAttention, length=16)
    assert every(long - short <= 0)


@control(RNN, LSTM, because="that an RNN has but one matrix for the state")
def test_cheaper_than_any_recurrence_when_short(measure):
    """Over 16 steps at width 64, attention takes fewer multiplications than an RNN.

    Over 16 steps, with inputs, outputs and model of width 64, one layer of attention takes fewer
    multiply-accumulates than an RNN of 64 units.
    """
    attention = measure(multiply_accumulates, Attention, length=16, width=64, model_width=64)
    rnn = measure(multiply_accumulates, RNN, length=16, width=64, hidden=64)
    assert attention < rnn


@control(BlockwiseAttention, Attention, because="the blocks")
def test_exact_attention_needs_quadratic_memory(measure):
    """Over 256 positions, exact attention needs a tensor of 256² numbers.

    Run without gradients over 256 positions, attention that is computed in blocks of 16 by 16
    scores holds at some moment a tensor of at least 256² numbers.
    """
    held = measure(largest_tensor, BlockwiseAttention, length=256)
    assert held >= 256**2


@control(BlockwiseAttention, BlockwiseAttentionUnrescaled, because="rescaling what was summed")
@control(RecomputedAttention, BlockwiseAttentionUnrescaled, because="rescaling what was summed")
def test_blocks_are_exact(measure):
    """Read in blocks, once or again for the gradient, attention gives the outputs of attention.

    Two layers of attention computed in blocks of 16 by 16 scores, and two that compute these blocks
    again for the gradient, give, to ten digits, the same random mean of all outputs as two layers
    of attention computed at once.
    """
    whole = measure(projection, Attention, layers=2)
    blocks = measure(projection, BlockwiseAttention, layers=2)
    again = measure(projection, RecomputedAttention, layers=2)
    assert every(abs(blocks - whole) <= 1e-10)
    assert every(abs(again - whole) <= 1e-10)


@control(BlockwiseAttention, RecomputedAttention, because="that blocks are kept for the gradient")
def test_blocks_alone_keep_more_for_the_gradient(measure):
    """For the gradient over 256 positions, attention in blocks keeps more numbers than attention at
    once.

    From the run over 256 positions until its gradient, attention of width 32 computed in blocks of
    16 by 16 scores keeps more numbers than attention of that width computed at once.
    """
    whole = measure(kept_for_gradient, Attention, length=256)
    blocks = measure(kept_for_gradient, BlockwiseAttention, length=256)
    assert blocks > whole


@control(RecomputedAttention, BlockwiseAttention, because="computing the blocks again")
def test_blocks_read_again_keep_less(measure):
    """Attention that reads its blocks again for the gradient keeps fewer.

    From the run over 256 positions until its gradient, attention of width 32 that computes blocks
    of 16 by 16 scores again for the gradient keeps fewer numbers than attention of that width
    computed at once.
    """
    whole = measure(kept_for_gradient, Attention, length=256)
    again = measure(kept_for_gradient, RecomputedAttention, length=256)
    assert again < whole


@control(RecomputedAttention, BlockwiseAttention, because="computing the blocks again")
def test_what_reads_again_keeps_a_line(measure):
    """What it keeps grows by less than the power 1.2 of the length.

    From the run over 64, 128 or 256 positions until the gradient, attention that computes its
    blocks of 16 by 16 scores again for the gradient keeps numbers that grow by less than the power
    1.2 of the length.
    """
    kept = measure(kept_for_gradient, RecomputedAttention, length=LENGTHS)
    assert slope(kept) < 1.2


@pytest.mark.trained
@control(Attention, AttentionWindowed, because="the growth of the cache")
@pytest.mark.parametrize(("places", "bound"), [(16, 0.811), (24, 0.708)])
def test_a_cache_passes_the_bound_of_sixteen_bits(measure, places, bound):
    """With each carried number read as one bit, attention recalls more than any state of 16
    bits can.

    Trained for 250 updates at rate 0.02 to recall the one of 16 or 24 symbols of four kinds whose
    place is asked for, with each carried number read as one bit, attention of width 16 with learned
    positions is right in more than 0.811 or 0.708 of the cases, the most that 16 bits allow.
    """
    learned = {"task": IndexRecall(places=places), "steps": 250, "rate": 2e-2, "examined": 256}
    recalled = measure(one_bit_accuracy, Attention, **learned, **PLACED)
    assert recalled > bound


@pytest.mark.trained
@control(window=None, because="the window")
@control(window=1, because="all of the window but the question")
@pytest.mark.parametrize("window", [4, 8])
def test_a_window_recalls_its_share(measure, window):
    """With a window of 4 or 8 attention recalls of 16 symbols what the window shows, and
    guesses the rest.

    Trained for 200 updates at rate 0.01 to recall the one of 16 symbols of four kinds whose place
    is asked for, attention of width 16 with learned positions and a window of 4 or 8 positions, the
    question included, is right in a share of cases that differs by less than 0.1 from the share
    that 3 or 7 known symbols and guesses among four give.
    """
    learned, share = {"steps": 200, "rate": 1e-2}, windowed_recall(window - 1, 16, 4)
    task = IndexRecall(places=16)
    recalled = measure(trained_accuracy, Attention, task=task, window=window, **learned, **PLACED)
    assert share - 0.1 < recalled < share + 0.1


@pytest.mark.trained
@control(Attention, AttentionWindowed, because="the reach")
@control(task=Repeating(length=2), rate=1e-2, because="the length: the LSTM copies two")
def test_attention_copies(measure):
    """Attention copies 16 symbols after 120 updates, and an LSTM of as many weights, at the
    best of three rates, does not after 200.

    With 2,500 and 5,600 weights, two layers of attention with two heads and rotary positions copy
    16 symbols of eight kinds with more than nine tenths right after 120 updates at rate 0.01, and
    an LSTM begun at forget bias 4 with fewer than seven tenths after 200 updates at the best of the
    rates 0.003, 0.01 and 0.03.
    """
    attention = measure(trained_accuracy, Attention, steps=120, rate=1e-2, **READS_TWICE, **COPIES)
    tried = {"steps": 200, "rate": over(3e-3, 1e-2, 3e-2), "forget_bias": 4.0}
    lstm = largest(measure(trained_accuracy, LSTM, **tried, **COPIES))
    assert attention > 0.9
    assert lstm < 0.7


@pytest.mark.trained
@control(far=RepeatingUpTo(longest=6, shown=1), because="the length")
def test_one_vector_degrades_with_length(measure):
    """One network that hands on one vector loses more than a tenth of its answers from two
    symbols to six.

    Trained for 300 updates at rate 0.003, 0.01 or 0.03 to repeat 1 to 6 symbols of eight kinds, an
    encoder of 16 or 32 GRU units that hands its last vector to a decoder of as many has a share of
    right answers on 6 symbols that is lower than that on 2 by more than 0.1.
    """
    rates = across(3e-3, 1e-2, 3e-2)
    lost = measure(lost_accuracy, EncoderDecoder, near=TWO, far=SIX, rate=rates, **FILLED)
    assert lost > 0.1


@pytest.mark.trained
@control(
    AdditiveAttention,
    AdditiveAttentionUniform,
    because="choosing: it is handed the mean of all vectors",
)
@control(
    task=RepeatingUpTo(longest=2),
    near=RepeatingUpTo(longest=2, shown=1),
    far=RepeatingUpTo(longest=2, shown=2),
    exam=RepeatingUpTo(longest=2, shown=2),
    source=2,
    because="the length: of two symbols one vector loses none either",
)
def test_additive_attention_loses_less(measure):
    """With attention to all of the encoder's vectors it loses fewer and names more of six
    symbols, each by more than 5 of 100.

    Trained for 300 updates at rate 0.01 to repeat 1 to 6 symbols of eight kinds, a decoder of 16 or
    32 GRU units with additive attention to the vectors of an encoder of as many loses from 2
    symbols to 6 a share of right answers that is smaller by more than 0.05 than that which a
    decoder loses to which the encoder's last vector is handed, and its share of right answers on 6
    symbols is larger by more than 0.05.
    """
    lost = measure(lost_accuracy, AdditiveAttention, near=TWO, far=SIX, **FILLED)
    named = measure(transferred_accuracy, AdditiveAttention, exam=SIX, **FILLED)
    assert lost < measure(lost_accuracy, EncoderDecoder, near=TWO, far=SIX, **FILLED) - 0.05
    assert named > measure(transferred_accuracy, EncoderDecoder, exam=SIX, **FILLED) + 0.05


@control(layers=3, because="the limit of depth")
@control(layers=1, because="the second layer")
def test_reach_is_depth_times_window(measure):
    """Two layers with a window of 8 depend on the input 14 steps back, and on none before.

    The last output of two layers of attention with a window of 8 positions depends on the input 14
    steps back, and does not depend on the input 15 steps back.
    """
    near = measure(influence, Attention, lag=14, layers=2, window=8)
    far = measure(influence, Attention, lag=15, layers=2, window=8)
    assert every(near > 0)
    assert every(far <= 0)


@pytest.mark.trained
@control(task=Repeating(length=15, batch=8), because="the last position: 16 reach far enough")
@control(task=Repeating(length=17, batch=8), because="the reach: 17 are too few")
def test_one_more_position_lets_it_copy(measure):
    """With a window of 17 one layer copies 16 symbols, and with 16 it guesses.

    After 80 updates of batches of 8 at rate 0.01 one layer of attention of width 32 with two heads
    and rotary positions copies 16 symbols of eight kinds with more than nine tenths right where the
    window is 17, and with fewer than a fifth where it is 16 and a guess has an eighth.
    """
    learned = {"task": Repeating(length=16, batch=8), "steps": 80, "rate": 1e-2}
    reads = {"heads": 2, "positions": "rotary"}
    wide = measure(trained_accuracy, Attention, window=17, **reads, **learned)
    narrow = measure(trained_accuracy, Attention, window=16, **reads, **learned)
    assert wide > 0.9
    assert narrow < 0.2


@control(Attention, LSTM, because="reading in place of a recurrence")
def test_influence_does_not_decay_with_distance(measure):
    """Before training, the influence of an input goes with its distance by a power above −0.2,
    in attention without positions.

    Before training, the influence of an input on the last of 128 outputs, the norm of its
    derivative, changes with the distance by a power law whose exponent is above −0.2 in 1, 2 or 4
    layers of attention without positions.
    """
    exponent = measure(decay_with_distance, Attention, layers=across(1, 2, 4))
    assert exponent > -0.2


@control(LSTM, Attention, because="the path through all steps between")
def test_influence_decays_in_an_lstm(measure):
    """In an LSTM it falls by more than the power −3.

    Before training, the influence of an input on the last of 128 outputs, the norm of its
    derivative, falls with the distance by more than the power −3 in 1, 2 or 4 layers of an LSTM of
    16 units with forget bias 1.
    """
    exponent = measure(decay_with_distance, LSTM, layers=across(1, 2, 4))
    assert exponent < -3


@control(causal=False, because="the mask")
@control(layers=1, because="the depth")
def test_early_inputs_weigh_more_in_a_stack(measure):
    """In four causal layers it rises with the distance, by more than the power 0.1.

    Before training, the influence of an input on the last of 128 outputs, the norm of its
    derivative, rises with the distance by more than the power 0.1 in four layers of attention of
    width 32 with one head and a causal mask, with rotary positions or with none.
    """
    exponent = measure(
        decay_with_distance,
        Attention,
        heads=1,
        layers=4,
        causal=True,
        positions=across("none", "rotary"),
    )
    assert exponent > 0.1


@control(window=8, because="the length of what is read")
def test_influence_is_diluted_by_length(measure):
    """The influence of one input falls by more than the power −2/3 of their number, in 1, 2 and
    4 layers.

    Before training, in 1, 2 or 4 layers of attention with four heads, the typical influence of one
    earlier input on the last output, the norm of its derivative, falls with the length, over 16,
    32 and 64 positions, by an exponent below −2/3.
    """
    influence = measure(
        typical_influence,
        Attention,
        length=over(16, 32, 64),
        layers=across(1, 2, 4),
        heads=4,
        window=None,
    )
    assert slope(influence, decades=True) < -0.667


@pytest.mark.trained
@control(model_width=16, rate=1e-2, because="fewer features than pairs")
def test_linear_attention_is_short_of_features(measure):
    """Of 16 pairs, linear attention with 8 features recalls fewer than seven tenths at the best of
    three rates.

    Trained for 200 updates to answer each of 16 keys with the value that stands in its position,
    one layer of linear attention with 8 features is right in fewer than seven tenths of the cases
    at the best of the rates 0.03, 0.1 and 0.3.
    """
    rates = over(3e-2, 1e-1, 3e-1)
    curve = measure(trained_accuracy, LinearAttention, rate=rates, model_width=8, **PAIRS)
    recalled = largest(curve)
    assert recalled < 0.7


@pytest.mark.trained
@control(model_width=4, because="features for every pair")
def test_as_many_features_as_pairs_are_enough(measure):
    """With 16 features it recalls more than eight tenths.

    Trained for 200 updates at rate 0.01 to answer each of 16 keys with the value that stands in its
    position, one layer of linear attention with 16 features is right in more than eight tenths of
    the cases.
    """
    recalled = measure(trained_accuracy, LinearAttention, rate=1e-2, model_width=16, **PAIRS)
    assert recalled > 0.8


@pytest.mark.trained
@control(Attention, LinearAttention, because="scores that are no sum of 8 features")
def test_with_a_softmax_eight_numbers_are_enough(measure):
    """With a softmax a width of 8 does.

    Trained for 200 updates at rate 0.01 to answer each of 16 keys with the value that stands in its
    position, one layer of softmax attention of width 8 is right in more than eight tenths of the
    cases.
    """
    recalled = measure(trained_accuracy, Attention, rate=1e-2, model_width=8, **PAIRS)
    assert recalled > 0.8


@pytest.mark.trained
@control(GRU, RNNWithoutRecurrence, because="the state")
def test_a_state_keeps_the_parity(measure):
    """Trained on the parity of up to 12 bits, a GRU keeps it over four times the length.

    Trained for 300 updates at rate 0.01 on the parity of up to 12 bits, asked after each bit, GRUs
    of 16 and of 32 units are right more than 95 times of 100 in the last quarter of 48 bits.
    """
    exam = RunningParity(length=48, late=True)
    right = measure(transferred_accuracy, GRU, exam=exam, hidden=across(16, 32), **PARITY)
    assert right > 0.95


@pytest.mark.trained
@control(
    task=RunningParity(length=3),
    exam=RunningParity(length=3, late=True),
    because="the length: the third bit is learned, at rate 0.01",
)
def test_parity_is_not_learned(measure):
    """Two layers of attention do not learn it, at any of three rates.

    Trained for 300 updates at rate 0.003, 0.01 or 0.03 on the parity of up to 12 bits, asked after
    each bit, two layers of attention of width 32 with four heads and learned positions, which have
    more weights than the GRU of the claim before, are right fewer than 60 times of 100 in the last
    quarter of 12 bits.
    """
    slow, usual, bold = RunningParity(rate=3e-3), RunningParity(), RunningParity(rate=3e-2)
    right = measure(
        transferred_accuracy,
        Attention,
        task=across(slow, usual, bold),
        exam=RunningParity(late=True),
        steps=300,
        layers=2,
        heads=4,
        positions="learned",
    )
    assert right < 0.6


@control(Attention, AttentionSigmoid, because="weights that sum to one")
@control(layers=2, because="the single layer")
def test_numbers_are_not_seen(measure):
    """One causal layer without positions gives the same last output when the input is repeated.

    One layer of attention with a causal mask and without positions gives the same last output, to
    ten digits, when an input of 6 steps is repeated three times.
    """
    change = measure(equal_token_gap, Attention, repeats=3, layers=1)
    assert every(change <= 1e-10)


@pytest.mark.trained
@control(positions="learned", because="that no place is told")
def test_a_share_goes_on_counting(measure):
    """Shown strings aⁿbⁿ up to T = 8, two layers without positions are right up to 1.4 T and
    beyond.

    Trained for 250 updates at rate 0.003 on the strings aⁿbⁿ up to n = 8, two causal layers of
    attention of width 16 or 32 with two heads and without positions are right on every string up to
    1.4 times that n.
    """
    widths = across(16, 32)
    reached = measure(
        count_reach, Attention, rate=3e-3, positions="none", model_width=widths, **COUNTS
    )
    assert reached > 1.4


@pytest.mark.trained
@control(positions="none", rate=3e-3, because="positions, which were seen up to T only")
def test_places_do_not_go_on_counting(measure):
    """With sinusoidal or learned positions they are not, at the best of three rates.

    Trained for 250 updates on the strings aⁿbⁿ up to n = 8, two causal layers of attention of width
    32 with two heads and with sinusoidal or learned positions are not right on every string up to
    1.4 times that n at the best of the rates 0.001, 0.003 and 0.01.
    """
    curve = measure(
        count_reach,
        Attention,
        rate=over(1e-3, 3e-3, 1e-2),
        positions=across("sinusoidal", "learned"),
        **COUNTS,
    )
    reached = largest(curve)
    assert reached < 1.4


@pytest.mark.trained
@control(task=RecallByKey(), because="the value beside its key")
def test_one_layer_finds_what_stands_together(measure):
    """With each value in its key's position, one layer recalls more than nine tenths.

    Trained for 100 updates at rate 0.01 to answer each of two or four keys with its value, where
    key and value stand in one position, one layer of attention of width 32 is right in more than
    nine tenths of the cases.
    """
    pairs = across(RecallByKey(pairs=2, together=True), RecallByKey(pairs=4, together=True))
    recalled = measure(trained_accuracy, Attention, task=pairs, steps=100, rate=1e-2)
    assert recalled > 0.9


@pytest.mark.trained
@control(layers=2, rate=1e-2, because="that one reading cannot follow the other")
@control(task=RecallByKey(together=True), rate=1e-2, because="the step between key and value")
def test_one_layer_fails_by_key(measure):
    """With each value one position behind its key, one layer recalls fewer than half at the best of
    three rates.

    Trained for 120 updates with 5,600 weights to answer each of four keys with its value, where the
    value stands one position behind its key, one layer of attention with one or four heads and
    rotary positions is right in fewer than half of the cases at the best of the rates 0.003, 0.01
    and 0.03.
    """
    rates = over(3e-3, 1e-2, 3e-2)
    curve = measure(trained_accuracy, Attention, rate=rates, layers=1, heads=across(1, 4), **BY_KEY)
    recalled = largest(curve)
    assert recalled < 0.5


@pytest.mark.trained
@control(layers=1, heads=2, because="that one reading follows the other: two beside each other")
@control(layers=2, because="the single reading")
@control(
    task=Repeating(length=6),
    rate=2e-2,
    because="the search: the place is fixed, and one layer reads it",
)
def test_induction_takes_two_layers(measure):
    """Asked what followed each symbol of a text of 6, two layers answer, and one of as many
    weights, at the best of three rates, does not.

    Trained for 120 updates with 5,600 weights to name, for each symbol of a text of 6 different
    symbols, the one that followed, two layers of attention with one head and rotary positions are
    right in more than eight tenths of the cases at rate 0.02, and one layer is right in fewer than
    four tenths at the best of the rates 0.003, 0.01 and 0.03.
    """
    two = measure(trained_accuracy, Attention, rate=2e-2, layers=2, **FOLLOWS)
    one = largest(
        measure(trained_accuracy, Attention, rate=over(3e-3, 1e-2, 3e-2), layers=1, **FOLLOWS)
    )
    assert two > 0.8
    assert one < 0.4


@pytest.mark.trained
@control(positions="none", because="places that can be told apart")
@control(Attention, AttentionFrozenPattern, because="reading by content")
def test_two_layers_build_the_ladder(measure):
    """One head reads the step before, and one above it the step after the earlier showing.

    After 150 updates at rate 0.01 on naming what followed each symbol of a text of 8, two layers of
    attention of width 32 with rotary positions give more than eight tenths of the first layer's
    weight to the step before, and more than eight tenths of the second layer's weight to the step
    after the symbol's earlier showing.
    """
    before = measure(weight_on_previous, Attention, positions="rotary", **LADDER)
    after = measure(weight_on_successor, Attention, positions="rotary", **LADDER)
    assert before > 0.8
    assert after > 0.8


@control(length=2, because="the single token")
@control(Attention, AttentionSigmoid, because="weights that sum to one")
def test_one_token_is_mapped_affinely(measure):
    """On a sequence of one token, four layers of attention with residuals are an affine map."""
    defect = measure(affine_defect, Attention, length=1, layers=4)
    assert every(defect <= 1e-10)


@control(Attention, AttentionFrozenPattern, because="weights that the content decides")
def test_attention_is_linear(measure):
    """On 8 different tokens, one layer of attention is an affine map."""
    defect = measure(affine_defect, Attention, length=8, layers=1)
    assert every(defect <= 1e-10)


@pytest.mark.trained
@control(Attention, AttentionSingleHead, because="the second head")
def test_four_heads_compute_xor(measure):
    """One layer of four heads gives the exclusive or of two of four bits named by their places.

    Trained for 200 updates at rate 0.005 to give the exclusive or of two of four bits whose places
    the last step names, one layer of attention of width 16 or 32 with four heads and learned
    positions is right in more than 85 of 100 cases.
    """
    right = measure(
        trained_accuracy,
        Attention,
        task=SumOfTwo(),
        steps=200,
        rate=5e-3,
        model_width=across(16, 32),
        heads=4,
        positions="learned",
    )
    assert right > 0.85
