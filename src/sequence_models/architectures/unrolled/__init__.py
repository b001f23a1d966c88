"""Recurrent cells over a whole sequence: every step forward, then every step back, in one go."""

from sequence_models.architectures.unrolled.gru import unroll_gru as unroll_gru
from sequence_models.architectures.unrolled.gru import (
    unroll_gru_reset_after as unroll_gru_reset_after,
)
from sequence_models.architectures.unrolled.lstm import unroll_lstm as unroll_lstm
from sequence_models.architectures.unrolled.rnn import unroll_rnn as unroll_rnn
from sequence_models.architectures.unrolled.tape import OPEN as OPEN
from sequence_models.architectures.unrolled.tape import constant as constant
from sequence_models.architectures.unrolled.tape import side_by_side as side_by_side
