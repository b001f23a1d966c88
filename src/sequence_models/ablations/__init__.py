"""Architectures with one named mechanism removed or broken: what the controls put to the test."""

from sequence_models.ablations.rnn import RNNIgnoringGain as RNNIgnoringGain
from sequence_models.ablations.rnn import RNNResetEachRun as RNNResetEachRun
from sequence_models.ablations.rnn import RNNTransposedPath as RNNTransposedPath
from sequence_models.ablations.rnn import RNNWithoutRecurrence as RNNWithoutRecurrence
