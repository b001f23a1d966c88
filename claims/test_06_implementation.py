"""What notes/06_implementation.md asserts, in the order it asserts it."""

import pytest

from pytest_claims import control, every
from sequence_models.ablations import (
    AttentionGoesOn,
    AttentionHalfGradient,
    AttentionLosesWhenCopied,
    AttentionNoisy,
    AttentionResetEachRun,
    AttentionUnscaled,
    GRUGoesOn,
    GRUHalfGradient,
    GRULosesWhenCopied,
    GRUNoisy,
    GRUResetEachRun,
    GRUSwappedPolarity,
    LSTMGatedBeforeSquash,
    LSTMGoesOn,
    LSTMHalfGradient,
    LSTMLosesWhenCopied,
    LSTMNoisy,
    LSTMResetEachRun,
    RNNGoesOn,
    RNNHalfGradient,
    RNNLosesWhenCopied,
    RNNNoisy,
    RNNResetEachRun,
    RNNWithoutRecurrence,
    TransformerGoesOn,
    TransformerHalfGradient,
    TransformerLinearFeedForward,
    TransformerLosesWhenCopied,
    TransformerNoisy,
    TransformerResetEachRun,
)
from sequence_models.architectures import GRU, LSTM, RNN, Attention, Transformer
from sequence_models.probes import (
    copy_error,
    gradient_error,
    mode_error,
    output_error,
    pieces_error,
    repetition_error,
    state_error,
)


@control(RNN, RNNWithoutRecurrence)
def test_rnn_computes_its_equations(measure):
    """An RNN of one layer gives the outputs that its equations give under equal weights, to within
    10⁻⁹.

    An RNN of one layer gives the outputs that its equations give under equal weights, to within
    10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs and 5 units.
    """
    error = measure(output_error, RNN, equations="rnn", hidden=5)
    assert every(error <= 1e-9)


@control(RNN, RNNWithoutRecurrence)
def test_stacked_rnn_computes_its_equations(measure):
    """An RNN of two layers gives the outputs that its equations give under equal weights, to within
    10⁻⁹.

    An RNN of two layers gives the outputs that its equations give under equal weights, to within
    10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs and 5 units.
    """
    error = measure(output_error, RNN, equations="rnn", hidden=5, layers=2)
    assert every(error <= 1e-9)


@control(reset="after", because="where the reset stands")
@control(GRU, GRUSwappedPolarity)
def test_gru_before_computes_its_equations(measure):
    """A GRU of one layer that resets before the matrix gives the outputs that its equations give
    under equal weights, to within 10⁻⁹.

    A GRU of one layer that resets before the matrix gives the outputs that its equations give under
    equal weights, to within 10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs and 5
    units.
    """
    error = measure(output_error, GRU, equations="gru, reset before", hidden=5, reset="before")
    assert every(error <= 1e-9)


@control(reset="after", because="where the reset stands")
@control(GRU, GRUSwappedPolarity)
def test_stacked_gru_before_computes_its_equations(measure):
    """A GRU of two layers that resets before the matrix gives the outputs that its equations give
    under equal weights, to within 10⁻⁹.

    A GRU of two layers that resets before the matrix gives the outputs that its equations give
    under equal weights, to within 10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs
    and 5 units.
    """
    error = measure(
        output_error, GRU, equations="gru, reset before", hidden=5, reset="before", layers=2
    )
    assert every(error <= 1e-9)


@control(reset="before", because="where the reset stands")
@control(GRU, GRUSwappedPolarity)
def test_gru_after_computes_its_equations(measure):
    """A GRU of one layer that resets behind the matrix gives the outputs that its equations give
    under equal weights, to within 10⁻⁹.

    A GRU of one layer that resets behind the matrix gives the outputs that its equations give under
    equal weights, to within 10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs and 5
    units.
    """
    error = measure(output_error, GRU, equations="gru, reset after", hidden=5, reset="after")
    assert every(error <= 1e-9)


@control(reset="before", because="where the reset stands")
@control(GRU, GRUSwappedPolarity)
def test_stacked_gru_after_computes_its_equations(measure):
    """A GRU of two layers that resets behind the matrix gives the outputs that its equations give
    under equal weights, to within 10⁻⁹.

    A GRU of two layers that resets behind the matrix gives the outputs that its equations give
    under equal weights, to within 10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs
    and 5 units.
    """
    error = measure(
        output_error, GRU, equations="gru, reset after", hidden=5, reset="after", layers=2
    )
    assert every(error <= 1e-9)


@control(LSTM, LSTMGatedBeforeSquash)
def test_lstm_computes_its_equations(measure):
    """An LSTM of one layer gives the outputs that its equations give under equal weights, to within
    10⁻⁹.

    An LSTM of one layer gives the outputs that its equations give under equal weights, to within
    10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs and 5 units.
    """
    error = measure(output_error, LSTM, equations="lstm", hidden=5)
    assert every(error <= 1e-9)


@control(LSTM, LSTMGatedBeforeSquash)
def test_stacked_lstm_computes_its_equations(measure):
    """An LSTM of two layers gives the outputs that its equations give under equal weights, to
    within 10⁻⁹.

    An LSTM of two layers gives the outputs that its equations give under equal weights, to within
    10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs and 5 units.
    """
    error = measure(output_error, LSTM, equations="lstm", hidden=5, layers=2)
    assert every(error <= 1e-9)


@control(Attention, AttentionUnscaled)
@pytest.mark.parametrize("heads", [1, 3])
def test_attention_computes_its_equations(measure, heads):
    """Attention of one head or three gives the outputs that its equations give.

    Attention of one head or three gives the outputs that its equations give under equal weights, to
    within 10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs and width 6, with a causal
    mask and without positions.
    """
    error = measure(output_error, Attention, equations="attention", model_width=6, heads=heads)
    assert every(error <= 1e-9)


@control(normalisation="post", because="where the norm stands")
@control(Transformer, TransformerLinearFeedForward)
@pytest.mark.parametrize("heads", [1, 3])
def test_pre_norm_layer_computes_its_equations(measure, heads):
    """A Transformer layer that normalises before it computes, of one head or three, gives the
    outputs that its equations give.

    A Transformer layer that normalises before it computes, of one head or three, gives the outputs
    that its equations give under equal weights, to within 10⁻⁹ in double precision, for 3 sequences
    of 7 steps, 3 inputs and width 6, with a causal mask and without positions.
    """
    error = measure(
        output_error, Transformer, equations="pre", model_width=6, heads=heads, normalisation="pre"
    )
    assert every(error <= 1e-9)


@control(normalisation="pre", because="where the norm stands")
@control(Transformer, TransformerLinearFeedForward)
@pytest.mark.parametrize("heads", [1, 3])
def test_post_norm_layer_computes_its_equations(measure, heads):
    """A Transformer layer that normalises after it has added, of one head or three, gives the
    outputs that its equations give.

    A Transformer layer that normalises after it has added, of one head or three, gives the outputs
    that its equations give under equal weights, to within 10⁻⁹ in double precision, for 3 sequences
    of 7 steps, 3 inputs and width 6, with a causal mask and without positions.
    """
    error = measure(
        output_error,
        Transformer,
        equations="post",
        model_width=6,
        heads=heads,
        normalisation="post",
    )
    assert every(error <= 1e-9)


@control(RNN, RNNResetEachRun)
def test_rnn_takes_its_state_back(measure):
    """From a state that is drawn, and in pieces of three steps, an RNN still gives what its
    equations give.

    From a state that is drawn, and in pieces of three steps, an RNN still gives what its equations
    give under equal weights, the gradient of that state included, to within 10⁻⁹ in double
    precision, for 3 sequences of 7 steps, 3 inputs and 5 units.
    """
    drawn = measure(state_error, RNN, equations="rnn", hidden=5)
    pieces = measure(pieces_error, RNN, equations="rnn", hidden=5)
    assert every(drawn <= 1e-9)
    assert every(pieces <= 1e-9)


@control(GRU, GRUResetEachRun)
def test_gru_before_takes_its_state_back(measure):
    """From a state that is drawn, and in pieces of three steps, a GRU that resets before the matrix
    still gives what its equations give.

    From a state that is drawn, and in pieces of three steps, a GRU that resets before the matrix
    still gives what its equations give under equal weights, the gradient of that state included, to
    within 10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs and 5 units.
    """
    drawn = measure(state_error, GRU, equations="gru, reset before", hidden=5, reset="before")
    pieces = measure(pieces_error, GRU, equations="gru, reset before", hidden=5, reset="before")
    assert every(drawn <= 1e-9)
    assert every(pieces <= 1e-9)


@control(GRU, GRUResetEachRun)
def test_gru_after_takes_its_state_back(measure):
    """From a state that is drawn, and in pieces of three steps, a GRU that resets behind the matrix
    still gives what its equations give.

    From a state that is drawn, and in pieces of three steps, a GRU that resets behind the matrix
    still gives what its equations give under equal weights, the gradient of that state included, to
    within 10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs and 5 units.
    """
    drawn = measure(state_error, GRU, equations="gru, reset after", hidden=5, reset="after")
    pieces = measure(pieces_error, GRU, equations="gru, reset after", hidden=5, reset="after")
    assert every(drawn <= 1e-9)
    assert every(pieces <= 1e-9)


@control(LSTM, LSTMResetEachRun)
def test_lstm_takes_its_state_back(measure):
    """From a state that is drawn, and in pieces of three steps, an LSTM still gives what its
    equations give.

    From a state that is drawn, and in pieces of three steps, an LSTM still gives what its equations
    give under equal weights, the gradient of that state included, to within 10⁻⁹ in double
    precision, for 3 sequences of 7 steps, 3 inputs and 5 units.
    """
    drawn = measure(state_error, LSTM, equations="lstm", hidden=5)
    pieces = measure(pieces_error, LSTM, equations="lstm", hidden=5)
    assert every(drawn <= 1e-9)
    assert every(pieces <= 1e-9)


@control(Attention, AttentionResetEachRun)
def test_attention_takes_its_cache_back(measure):
    """In pieces of three steps, attention of three heads still gives what its equations give.

    In pieces of three steps, attention of three heads still gives what its equations give under
    equal weights, to within 10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs and
    width 6, with a causal mask and without positions.
    """
    error = measure(pieces_error, Attention, equations="attention", model_width=6, heads=3)
    assert every(error <= 1e-9)


@control(Transformer, TransformerResetEachRun)
def test_pre_norm_layer_takes_its_cache_back(measure):
    """In pieces of three steps, a layer that normalises before it computes still gives what its
    equations give.

    In pieces of three steps, a layer that normalises before it computes still gives what its
    equations give under equal weights, to within 10⁻⁹ in double precision, for 3 sequences of 7
    steps, 3 inputs and width 6, with a causal mask and without positions.
    """
    error = measure(
        pieces_error, Transformer, equations="pre", model_width=6, heads=3, normalisation="pre"
    )
    assert every(error <= 1e-9)


@control(Transformer, TransformerResetEachRun)
def test_post_norm_layer_takes_its_cache_back(measure):
    """In pieces of three steps, a layer that normalises after it has added still gives what its
    equations give.

    In pieces of three steps, a layer that normalises after it has added still gives what its
    equations give under equal weights, to within 10⁻⁹ in double precision, for 3 sequences of 7
    steps, 3 inputs and width 6, with a causal mask and without positions.
    """
    error = measure(
        pieces_error, Transformer, equations="post", model_width=6, heads=3, normalisation="post"
    )
    assert every(error <= 1e-9)


@control(RNN, RNNHalfGradient)
def test_rnn_has_the_gradient_of_its_equations(measure):
    """Every weight and every input of an RNN has the gradient that the equations give it.

    Every weight and every input of an RNN has the gradient that the equations give it, to within
    10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs and 5 units.
    """
    error = measure(gradient_error, RNN, equations="rnn", hidden=5)
    assert every(error <= 1e-9)


@control(GRU, GRUHalfGradient)
def test_gru_before_has_the_gradient_of_its_equations(measure):
    """Every weight and every input of a GRU that resets before the matrix has the gradient that the
    equations give it.

    Every weight and every input of a GRU that resets before the matrix has the gradient that the
    equations give it, to within 10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs and
    5 units.
    """
    error = measure(gradient_error, GRU, equations="gru, reset before", hidden=5, reset="before")
    assert every(error <= 1e-9)


@control(GRU, GRUHalfGradient)
def test_gru_after_has_the_gradient_of_its_equations(measure):
    """Every weight and every input of a GRU that resets behind the matrix has the gradient that the
    equations give it.

    Every weight and every input of a GRU that resets behind the matrix has the gradient that the
    equations give it, to within 10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs and
    5 units.
    """
    error = measure(gradient_error, GRU, equations="gru, reset after", hidden=5, reset="after")
    assert every(error <= 1e-9)


@control(LSTM, LSTMHalfGradient)
def test_lstm_has_the_gradient_of_its_equations(measure):
    """Every weight and every input of an LSTM has the gradient that the equations give it.

    Every weight and every input of an LSTM has the gradient that the equations give it, to within
    10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs and 5 units.
    """
    error = measure(gradient_error, LSTM, equations="lstm", hidden=5)
    assert every(error <= 1e-9)


@control(Attention, AttentionHalfGradient)
def test_attention_has_the_gradient_of_its_equations(measure):
    """Every weight and every input of attention with three heads has the gradient that the
    equations give it.

    Every weight and every input of attention with three heads has the gradient that the equations
    give it, to within 10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs and width 6,
    with a causal mask and without positions.
    """
    error = measure(gradient_error, Attention, equations="attention", model_width=6, heads=3)
    assert every(error <= 1e-9)


@control(Transformer, TransformerHalfGradient)
def test_pre_norm_layer_has_the_gradient_of_its_equations(measure):
    """Every weight and every input of a layer that normalises before it computes has the gradient
    that the equations give it.

    Every weight and every input of a layer that normalises before it computes has the gradient that
    the equations give it, to within 10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs
    and width 6, with a causal mask and without positions.
    """
    error = measure(
        gradient_error, Transformer, equations="pre", model_width=6, heads=3, normalisation="pre"
    )
    assert every(error <= 1e-9)


@control(Transformer, TransformerHalfGradient)
def test_post_norm_layer_has_the_gradient_of_its_equations(measure):
    """Every weight and every input of a layer that normalises after it has added has the gradient
    that the equations give it.

    Every weight and every input of a layer that normalises after it has added has the gradient that
    the equations give it, to within 10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs
    and width 6, with a causal mask and without positions.
    """
    error = measure(
        gradient_error, Transformer, equations="post", model_width=6, heads=3, normalisation="post"
    )
    assert every(error <= 1e-9)


@control(RNN, RNNGoesOn)
def test_rnn_begins_afresh(measure):
    """Called without a state after other sequences, an RNN gives what it gave at first.

    Called without a state after other sequences, an RNN gives what it gave at first, to within 10⁻⁹
    in double precision, for 3 sequences of 7 steps, 3 inputs and 5 units.
    """
    error = measure(repetition_error, RNN, hidden=5)
    assert every(error <= 1e-9)


@control(GRU, GRUGoesOn)
def test_gru_before_begins_afresh(measure):
    """Called without a state after other sequences, a GRU that resets before the matrix gives what
    it gave at first.

    Called without a state after other sequences, a GRU that resets before the matrix gives what it
    gave at first, to within 10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs and 5
    units.
    """
    error = measure(repetition_error, GRU, hidden=5, reset="before")
    assert every(error <= 1e-9)


@control(GRU, GRUGoesOn)
def test_gru_after_begins_afresh(measure):
    """Called without a state after other sequences, a GRU that resets behind the matrix gives what
    it gave at first.

    Called without a state after other sequences, a GRU that resets behind the matrix gives what it
    gave at first, to within 10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs and 5
    units.
    """
    error = measure(repetition_error, GRU, hidden=5, reset="after")
    assert every(error <= 1e-9)


@control(LSTM, LSTMGoesOn)
def test_lstm_begins_afresh(measure):
    """Called without a state after other sequences, an LSTM gives what it gave at first.

    Called without a state after other sequences, an LSTM gives what it gave at first, to within
    10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs and 5 units.
    """
    error = measure(repetition_error, LSTM, hidden=5)
    assert every(error <= 1e-9)


@control(Attention, AttentionGoesOn)
def test_attention_begins_afresh(measure):
    """Called without a cache after other sequences, attention with three heads gives what it gave
    at first.

    Called without a cache after other sequences, attention with three heads gives what it gave at
    first, to within 10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs and width 6,
    with a causal mask and without positions.
    """
    error = measure(repetition_error, Attention, model_width=6, heads=3)
    assert every(error <= 1e-9)


@control(Transformer, TransformerGoesOn)
def test_pre_norm_layer_begins_afresh(measure):
    """Called without a cache after other sequences, a layer that normalises before it computes
    gives what it gave at first.

    Called without a cache after other sequences, a layer that normalises before it computes gives
    what it gave at first, to within 10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs
    and width 6, with a causal mask and without positions.
    """
    error = measure(repetition_error, Transformer, model_width=6, heads=3, normalisation="pre")
    assert every(error <= 1e-9)


@control(Transformer, TransformerGoesOn)
def test_post_norm_layer_begins_afresh(measure):
    """Called without a cache after other sequences, a layer that normalises after it has added
    gives what it gave at first.

    Called without a cache after other sequences, a layer that normalises after it has added gives
    what it gave at first, to within 10⁻⁹ in double precision, for 3 sequences of 7 steps, 3 inputs
    and width 6, with a causal mask and without positions.
    """
    error = measure(repetition_error, Transformer, model_width=6, heads=3, normalisation="post")
    assert every(error <= 1e-9)


@control(RNN, RNNNoisy, because="a dropout that is left on")
@control(RNN, RNNLosesWhenCopied, because="what a copy leaves behind")
@pytest.mark.parametrize(("batch", "length"), [(3, 7), (1, 7), (3, 1)])
def test_rnn_is_the_same_in_every_mode(measure, batch, length):
    """In training, in evaluation, without a gradient, copied, and from inputs that are not
    contiguous, for one sequence or one step, an RNN gives the same.

    In training, in evaluation, without a gradient, copied, and from inputs that are not contiguous,
    for one sequence or one step, an RNN gives the same, to within 10⁻⁹ in double precision, for 3
    inputs and 5 units.
    """
    modes = measure(mode_error, RNN, hidden=5, batch=batch, length=length)
    copies = measure(copy_error, RNN, hidden=5)
    assert every(modes <= 1e-9)
    assert every(copies <= 1e-9)


@control(GRU, GRUNoisy, because="a dropout that is left on")
@control(GRU, GRULosesWhenCopied, because="what a copy leaves behind")
@pytest.mark.parametrize(("batch", "length"), [(3, 7), (1, 7), (3, 1)])
def test_gru_before_is_the_same_in_every_mode(measure, batch, length):
    """In training, in evaluation, without a gradient, copied, and from inputs that are not
    contiguous, for one sequence or one step, a GRU that resets before the matrix gives the same.

    In training, in evaluation, without a gradient, copied, and from inputs that are not contiguous,
    for one sequence or one step, a GRU that resets before the matrix gives the same, to within 10⁻⁹
    in double precision, for 3 inputs and 5 units.
    """
    modes = measure(mode_error, GRU, hidden=5, reset="before", batch=batch, length=length)
    copies = measure(copy_error, GRU, hidden=5, reset="before")
    assert every(modes <= 1e-9)
    assert every(copies <= 1e-9)


@control(GRU, GRUNoisy, because="a dropout that is left on")
@control(GRU, GRULosesWhenCopied, because="what a copy leaves behind")
@pytest.mark.parametrize(("batch", "length"), [(3, 7), (1, 7), (3, 1)])
def test_gru_after_is_the_same_in_every_mode(measure, batch, length):
    """In training, in evaluation, without a gradient, copied, and from inputs that are not
    contiguous, for one sequence or one step, a GRU that resets behind the matrix gives the same.

    In training, in evaluation, without a gradient, copied, and from inputs that are not contiguous,
    for one sequence or one step, a GRU that resets behind the matrix gives the same, to within 10⁻⁹
    in double precision, for 3 inputs and 5 units.
    """
    modes = measure(mode_error, GRU, hidden=5, reset="after", batch=batch, length=length)
    copies = measure(copy_error, GRU, hidden=5, reset="after")
    assert every(modes <= 1e-9)
    assert every(copies <= 1e-9)


@control(LSTM, LSTMNoisy, because="a dropout that is left on")
@control(LSTM, LSTMLosesWhenCopied, because="what a copy leaves behind")
@pytest.mark.parametrize(("batch", "length"), [(3, 7), (1, 7), (3, 1)])
def test_lstm_is_the_same_in_every_mode(measure, batch, length):
    """In training, in evaluation, without a gradient, copied, and from inputs that are not
    contiguous, for one sequence or one step, an LSTM gives the same.

    In training, in evaluation, without a gradient, copied, and from inputs that are not contiguous,
    for one sequence or one step, an LSTM gives the same, to within 10⁻⁹ in double precision, for 3
    inputs and 5 units.
    """
    modes = measure(mode_error, LSTM, hidden=5, batch=batch, length=length)
    copies = measure(copy_error, LSTM, hidden=5)
    assert every(modes <= 1e-9)
    assert every(copies <= 1e-9)


@control(Attention, AttentionNoisy, because="a dropout that is left on")
@control(Attention, AttentionLosesWhenCopied, because="what a copy leaves behind")
def test_attention_is_the_same_in_every_mode(measure):
    """In training, in evaluation, without a gradient, copied, and from inputs that are not
    contiguous, attention with three heads gives the same.

    In training, in evaluation, without a gradient, copied, and from inputs that are not contiguous,
    attention with three heads gives the same, to within 10⁻⁹ in double precision, for 3 inputs and
    width 6, with a causal mask and without positions.
    """
    modes = measure(mode_error, Attention, model_width=6, heads=3)
    copies = measure(copy_error, Attention, model_width=6, heads=3)
    assert every(modes <= 1e-9)
    assert every(copies <= 1e-9)


@control(Transformer, TransformerNoisy, because="a dropout that is left on")
@control(Transformer, TransformerLosesWhenCopied, because="what a copy leaves behind")
def test_pre_norm_layer_is_the_same_in_every_mode(measure):
    """In training, in evaluation, without a gradient, copied, and from inputs that are not
    contiguous, a layer that normalises before it computes gives the same.

    In training, in evaluation, without a gradient, copied, and from inputs that are not contiguous,
    a layer that normalises before it computes gives the same, to within 10⁻⁹ in double precision,
    for 3 inputs and width 6, with a causal mask and without positions.
    """
    modes = measure(mode_error, Transformer, model_width=6, heads=3, normalisation="pre")
    copies = measure(copy_error, Transformer, model_width=6, heads=3, normalisation="pre")
    assert every(modes <= 1e-9)
    assert every(copies <= 1e-9)


@control(Transformer, TransformerNoisy, because="a dropout that is left on")
@control(Transformer, TransformerLosesWhenCopied, because="what a copy leaves behind")
def test_post_norm_layer_is_the_same_in_every_mode(measure):
    """In training, in evaluation, without a gradient, copied, and from inputs that are not
    contiguous, a layer that normalises after it has added gives the same.

    In training, in evaluation, without a gradient, copied, and from inputs that are not contiguous,
    a layer that normalises after it has added gives the same, to within 10⁻⁹ in double precision,
    for 3 inputs and width 6, with a causal mask and without positions.
    """
    modes = measure(mode_error, Transformer, model_width=6, heads=3, normalisation="post")
    copies = measure(copy_error, Transformer, model_width=6, heads=3, normalisation="post")
    assert every(modes <= 1e-9)
    assert every(copies <= 1e-9)
