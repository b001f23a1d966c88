"""Architectures from scratch: tensors, autograd and parameters; nothing that is a model already."""

from sequence_models.architectures.gru import GRU as GRU
from sequence_models.architectures.interface import SequenceModel as SequenceModel
from sequence_models.architectures.interface import State as State
from sequence_models.architectures.leaky import LeakyRNN as LeakyRNN
from sequence_models.architectures.lstm import LSTM as LSTM
from sequence_models.architectures.rnn import RNN as RNN
